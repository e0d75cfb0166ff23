# SPDX-License-Identifier: GPL-2.0-only
# A call through a pointer of another type ends the boot.
# Expect: not ok # ERROR kernel: CFI failure
load blunder.ko what=call_by_other_type
unload blunder
