# Results that are not there are no success.
# Expect: not ok # ERROR kunit: no results of suite nothing
kunit_dir=/tmp/kunit
kunit_report nothing
