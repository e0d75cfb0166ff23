# SPDX-License-Identifier: GPL-2.0-only
# The log of one scenario is not visible to the next, nor are its modules.
# Expect: ok
log_lacks 'mischief begins'
! modprobe broker-selftest
