# SPDX-License-Identifier: GPL-2.0-only
# Every mistake of a consumer is refused with a clear errno and line.
bad() {
	load_fails "$1" bad/bad_consumer.ko with="$2"
	log_has "broker: $3"
}

load broker.ko
bad EINVAL null 'unknown module: request refused: request is NULL'
bad EINVAL null_owner 'unknown module: request refused: owner is NULL, it must be THIS_MODULE of a module'
bad EINVAL small 'unknown module: request refused: request has a size of 8 bytes, need 32'
bad E2BIG later 'bad_consumer: request refused: request uses members that this broker does not know'
bad EINVAL on_stack "bad_consumer: request refused: request is not in the module's core memory"
bad EINVAL null_contract 'bad_consumer: request refused: contract is NULL'
bad EINVAL flags 'bad_consumer: good 1 refused: flags are 0x8000'
bad EINVAL minor 'bad_consumer: good 1 refused: minor 1 is asked for, the contract has 0'
bad EINVAL fallback_on_stack "bad_consumer: good 1 refused: fallback table is not in the module's core memory"
bad EINVAL constant 'bad_consumer: request refused: descriptor is constant, its link cannot be written'
bad EINVAL every_one 'bad_consumer: good/p0 1 refused: BROKER_EVERY is given, and one instance'
bad EINVAL every_unheard 'bad_consumer: good 1 refused: BROKER_EVERY is given, and no attach hook'
bad ENOENT later_unused 'bad_consumer: good 1 refused: no provider'
load bad/bad_table.ko
load bad/bad_provider.ko
load bad/bad_consumer.ko with=put_twice
log_count 1 'broker: bad_consumer: put of a handle that it does not have'
unload bad_consumer
load foobar/bar.ko
load foobar/foo.ko
load bad/bad_consumer.ko with=put_foreign
log_count 10 'broker: bad_consumer: put of a handle that it does not have'
used_by bar foo
unload bad_consumer
unload bad_provider
unload bad_table
unload foo
unload bar
unload broker
