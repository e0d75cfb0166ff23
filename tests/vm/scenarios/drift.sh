# SPDX-License-Identifier: GPL-2.0-only
# The kernel refuses differences in the contents of structs, enumerators and functions, and
# binds sides whose differences do not matter. tests/brokerctl/drift.sh has all of them.
refused() {
	log_has "broker: drift_user: $1 1 refused by drift_provider: $2"
	log_lacks "drift_user: $1 is bound"
}

load broker.ko
load drift/drift_provider.ko
load drift/drift_user.ko
refused enumerator_inserted "struct in_mode field 2 'IN_ON': have \"0 enumerator IN_ON\", want \"0 enumerator IN_SLOW\""
refused array_bound "struct ar_sizes field 1 'AR_KEY': same text, other types: have \"16\", want \"32\""
refused function_parameters "struct ft_done field 0 'ft_done': have \"0 void ft_done(void *data, u32 event)\", want \"0 void ft_done(u32 event, void *data)\""
refused member_behind_typedef "struct mt_driver field 0 'probe': same text, other types: have \"fioj\", want \"fioi\""
refused field_moved "struct mv_desc field 1 'b': same text, other types: have \"j00000004@00000008\", want \"j00000004@00000004\""
refused by_value "struct bv_pair field 0 'sizeof': same text, other types: have \"00000008\", want \"00000024\""
refused large_struct "struct la_image field 1 'rest': have \"0 u8 rest[14816]\", want \"0 u8 rest[14824]\""
for name in other_spelling padding other_configuration constant_spelling struct_grown_at_provider enum_grown; do
	log_has "drift_user: $name is bound"
done
log_count 56 ' 1 refused by drift_provider: '
log_count 29 ' is bound'
leave() {
	unload drift_user
	unload drift_provider
	unload broker
}
leave

# A broker of release 1.0 treats all of these as structs. It reports that in at most fifty lines.
if [ ! -e /modules/broker-1.0/absent ]; then
	load broker-1.0/broker.ko
	load drift/drift_provider.ko
	load drift/drift_user.ko
	log_count 58 ' is bound'
	leave
fi
