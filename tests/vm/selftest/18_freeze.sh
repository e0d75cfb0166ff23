# A guest that stops altogether is noticed from outside.
# Expect: not ok # ERROR hung: the guest fell silent
# Time: 2 s
kill -STOP $(pidof runner.sh)
