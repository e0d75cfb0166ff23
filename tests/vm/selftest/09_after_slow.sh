# SPDX-License-Identifier: GPL-2.0-only
# The next scenario runs in the same boot.
# Expect: ok
! pidof sleep
