# SPDX-License-Identifier: GPL-2.0-only
# Results of KUnit suites become subtests.
# Expect: ok
kunit_dir=/tmp/kunit
mkdir -p $kunit_dir/arith $kunit_dir/words
cat >$kunit_dir/arith/results <<'EOF'
KTAP version 1
1..1
    KTAP version 1
    # Subtest: arith
    1..2
    ok 1 adds
        KTAP version 1
        # Subtest: divides
        ok 1 by one
        ok 2 by two
    ok 2 divides
ok 1 arith
EOF
sed 's/arith/words/' $kunit_dir/arith/results >$kunit_dir/words/results
kunit_report arith
kunit_report words
