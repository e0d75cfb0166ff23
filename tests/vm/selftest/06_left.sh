# A module left behind is a failure, and is unloaded.
# Expect: not ok # ERROR left behind: mischief
load mischief.ko
