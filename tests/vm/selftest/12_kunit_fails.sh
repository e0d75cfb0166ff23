# SPDX-License-Identifier: GPL-2.0-only
# A failing case fails the scenario and is named.
# Expect: not ok # ERROR kunit words: by two
kunit_dir=/tmp/kunit
sed -i -e 's/ok 2 by two/not ok 2 by two/' $kunit_dir/words/results
kunit_report arith
kunit_report words
