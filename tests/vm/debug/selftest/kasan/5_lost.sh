# SPDX-License-Identifier: GPL-2.0-only
# What is lost is not seen here, but after the last scenario.
# Expect: ok
load blunder.ko what=forget
unload blunder
