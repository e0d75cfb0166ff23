# The next scenario runs in the same boot.
# Expect: ok
! pidof sleep
