# SPDX-License-Identifier: GPL-2.0-only
# After all that, scenarios still run.
# Expect: ok
log_has 'vm: scenario'
