# SPDX-License-Identifier: GPL-2.0-only
# Every mistake of a provider is refused with a clear errno and line.
bad() {
	load_fails "$1" bad/bad_provider.ko with="$2"
	log_has "broker: $3"
}
name=a2345678901234567890123456789012345678901

load broker.ko
load bad/bad_table.ko
bad EINVAL null 'unknown module: provider refused: descriptor is NULL'
bad EINVAL null_owner 'unknown module: provider refused: owner is NULL, it must be THIS_MODULE of a module'
bad EINVAL small 'unknown module: provider refused: descriptor has a size of 8 bytes, need 32'
bad EINVAL absurd 'bad_provider: provider refused: descriptor has a size of 1048576 bytes'
bad E2BIG later 'bad_provider: provider refused: descriptor uses members that this broker does not know'
bad EINVAL wild_owner 'unknown module: provider refused: owner is not a module'
bad EINVAL unmapped 'unknown module: provider refused: descriptor cannot be read'
bad EINVAL cut_off 'bad_provider: provider refused: descriptor cannot be read'
bad EINVAL allocated_absurd 'bad_provider: provider refused: descriptor has a size of 1048576 bytes'
bad E2BIG allocated_later 'bad_provider: provider refused: descriptor uses members that this broker does not know'
bad EINVAL on_stack "bad_provider: provider refused: descriptor is not in the module's core memory"
bad EINVAL null_contract 'bad_provider: provider refused: contract is NULL'
bad EINVAL long_name "bad_provider: provider refused: name '$name 1' is not an identifier of at most 40 characters"
bad EINVAL odd_name 'bad_provider: provider refused: contract has odd characters or no end'
bad EINVAL no_name "bad_provider: provider refused: name ' 1' is not an identifier"
bad EINVAL no_ops 'bad_provider: provider refused: contract has 0 operations'
bad EINVAL no_words 'bad_provider: provider refused: contract has 1 rows and 0 words for them'
bad EINVAL flags 'bad_provider: provider of good 1 refused: flags are 0x8000'
bad EINVAL null_table "bad_provider: provider of good 1 refused: table is not in the module's core memory"
bad EINVAL odd_table 'bad_provider: provider of good 1 refused: table is not aligned'
bad EINVAL table_on_stack "bad_provider: provider of good 1 refused: table is not in the module's core memory"
bad EINVAL init_table "bad_provider: provider of good 1 refused: table is not in the module's core memory"
bad EINVAL foreign_table "bad_provider: provider of good 1 refused: table is not in the module's core memory"
bad EINVAL null_op "bad_provider: provider of good 1 refused: op 0 'beat' is NULL and not optional"
bad EINVAL init_op "bad_provider: provider of good 1 refused: op 0 'beat' is init code, which is freed"
bad EINVAL endless_name "bad_provider: provider of good 1 refused: name in the list of consumers does not end"
bad EINVAL stray_name "bad_provider: provider of good 1 refused: name in the list of consumers is not in the module's core memory"
bad EINVAL endless_list "bad_provider: provider of good 1 refused: list of consumers has more than 256 names"
# The loader of Linux 7 turns an init's -EEXIST into -EBUSY.
exists=$(finit load /modules/bad/bad_provider.ko with=twice)
case $exists in EEXIST|EBUSY) ;; *) fail "load bad_provider with=twice: $exists" ;; esac
bad "$exists" twice 'bad_provider: provider of good 1 refused: it is registered already'
bad ENOENT unregister_twice 'bad_provider: unregisters a provider that is not registered'
load bad/bad_provider.ko with=later_unused
unload bad_provider
load bad/bad_provider.ko with=allocated_unused
unload bad_provider
unload bad_table
unload broker
