# SPDX-License-Identifier: GPL-2.0-only
# A scenario may decline.
# Expect: ok # SKIP nothing to do
skip 'nothing to do'
false
