# SPDX-License-Identifier: GPL-2.0-only
# Missing results are not a success.
# Expect: not ok # ERROR kunit: no results of suite nothing
# shellcheck disable=SC2034 # for the helper
kunit_dir=/tmp/kunit
kunit_report nothing
