# A command that fails outside of the helpers is named by its line.
# Expect: not ok # ERROR line 4: a command failed with status 1
true
[ 1 = 2 ]
true
