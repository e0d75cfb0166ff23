# SPDX-License-Identifier: GPL-2.0-only
# For scenarios with well_user: its counters, and faults that must never happen.
# shellcheck shell=sh

well() { cat "/sys/module/well_user/parameters/$1"; }
well_is() { [ "$(well "$1")" = "$2" ] || fail "well_user: $1 is $(well "$1"), expected $2"; }

# Its calls are being served: the number grows.
served_more() { [ "$(well served)" -gt "$1" ] || fail "well_user: no call was served"; }
well_serves() { wait_for 10 served_more "$(well served)"; }
