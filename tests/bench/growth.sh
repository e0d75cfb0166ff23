# SPDX-License-Identifier: GPL-2.0-only
# The costs of binding and registering, with growing numbers of interfaces, consumers and modules.
# Time: 1800 s
many=/sys/module/bench_many/parameters
users=/sys/module/bench_users/parameters

all_attached() { [ "$(cat $users/attached)" = "$1" ]; }

# costs KEY...: of binding and releasing one consumer
costs() {
	read -r get_put again symbol <$users/costs
	for cost in "$get_put" "$again" "$symbol"; do
		[ "$cost" -gt 0 ] || fail "nothing was measured: $*"
	done
	tell "bench: $* get_put $get_put"
	tell "bench: $* get_put_again $again"
	tell "bench: $* symbol_get_put $symbol"
}

# begin INTERFACES CONSUMERS_OF_EACH
begin() {
	echo "$1" >$many/registered
	echo "$1" >$users/interfaces
	echo $(($1 * $2)) >$users/registered
	wait_for 600 all_attached $(($1 * $2))
}

# Providers first: consumers without a link do not wait.
end() {
	echo 0 >$many/registered
	echo 0 >$users/registered
}

# The interface that is registered and unregistered is in addition to these.
with() {
	begin "$1" "$2"
	costs growth "$1" "$2"
	[ "$1" = 10000 ] || tell "bench: growth $1 $2 register_unregister $(cat $many/cost)"
	end
}

loaded_modules() { wc -l </proc/modules; }

load broker.ko
load bench/bench_provider.ko
load bench/bench_many.ko
load bench/bench_users.ko
with 10 1
with 10 10
with 10 100
with 1000 1
with 1000 10
with 10000 1
begin 10 1
costs modules "$(loaded_modules)"
for module in /modules/crowd/*; do
	load "crowd/${module##*/}"
done
costs modules "$(loaded_modules)"
end
for module in /modules/crowd/*; do
	unload "$module"
done
unload bench_users
unload bench_many
unload bench_provider
unload broker
