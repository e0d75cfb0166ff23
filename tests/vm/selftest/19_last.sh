# After all that, scenarios still run.
# Expect: ok
log_has 'vm: scenario'
