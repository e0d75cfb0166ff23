# A scenario may decline.
# Expect: ok # SKIP nothing to do
skip 'nothing to do'
false
