# SPDX-License-Identifier: GPL-2.0-only
# Lost memory is not reported here, but after the last scenario.
# Expect: ok
load blunder.ko what=forget
unload blunder
