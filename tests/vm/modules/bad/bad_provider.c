// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes the mistakes of providers, one for each value of the
 * parameter "with". Its init returns the errno of the broker.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <linux/broker/provider.h>

static char *with = "";
module_param(with, charp, 0444);
MODULE_PARM_DESC(with, "Which mistake to make");

/* The page of ERR_PTR(). The addresses in <linux/poison.h> may be mapped: on s390x they are. */
#define UNMAPPED	((void *)-PAGE_SIZE)

#define GOOD_OPS(OP)							\
	OP(0, atomic, int, beat, (void))
BROKER_INTERFACE(good, 1, GOOD_OPS);

static int beat(void)
{
	return 1;
}

static int __init init_beat(void)
{
	return 1;
}

static const struct good_ops good_table = { .beat = beat };
static const struct good_ops null_table = {};
static const struct good_ops init_table __initconst = { .beat = beat };
static const struct good_ops init_op_table __refconst = { .beat = init_beat };
DEFINE_BROKER_PROVIDER(good_provider, good, &good_table);

/* A contract with an arbitrary text. */
#define CONTRACT(_name, _text)						\
static const struct broker_contract _name = {				\
	.size = sizeof(struct broker_contract),				\
	.text_size = sizeof(_text),					\
	.text = _text,							\
}
CONTRACT(long_name, "broker_interface=a2345678901234567890123456789012345678901 1\0"
	 "broker_op=0 atomic: int beat(void)\0broker_abi=iv ");
CONTRACT(odd_name, "broker_interface=good\ngood 1\0"
	 "broker_op=0 atomic: int beat(void)\0broker_abi=iv ");
CONTRACT(no_name, "broker_interface= 1\0"
	 "broker_op=0 atomic: int beat(void)\0broker_abi=iv ");
CONTRACT(no_ops, "broker_interface=good 1\0broker_abi=");
CONTRACT(no_words, "broker_interface=good 1\0"
	 "broker_op=0 atomic: int beat(void)\0broker_abi=");

/* As a client of a later API would be compiled. */
static struct {
	struct broker_provider provider;
	u64 unknown;
} later;

/* Must be in the module, so the modified copy of the good one is not on the stack. */
static struct broker_provider provider;

/* A name without an end; bad_provider_init() fills it. */
static char endless[PAGE_SIZE];
static const char *const names[] = { "good", endless, NULL };
static const char *const stray_names[] = { "good", (const char *)8, NULL };
static const char *list[300];

extern const void *const bad_table[1];

static int __init twice(void)
{
	int ret = broker_provider_register(&good_provider) ?:
		  broker_provider_register(&good_provider);

	broker_provider_unregister(&good_provider);
	return ret;
}

static int __init unregister_twice(void)
{
	return broker_provider_register(&good_provider) ?:
	       broker_provider_unregister(&good_provider) ?:
	       broker_provider_unregister(&good_provider);
}

static int __init on_stack(void)
{
	struct broker_provider stack = good_provider;

	return broker_provider_register(&stack);
}

static int __init table_on_stack(void)
{
	struct good_ops stack = good_table;

	provider.table = &stack;
	return broker_provider_register(&provider);
}

static int __init size(size_t size, u64 unknown)
{
	int ret;

	later.provider = good_provider;
	later.provider.size = size;
	later.unknown = unknown;
	ret = broker_provider_register(&later.provider);
	if (!ret)
		broker_provider_unregister(&later.provider);
	return ret;
}

/* Like "later", in allocated memory. */
static int __init allocated(size_t size, u64 unknown)
{
	typeof(later) *copy = kzalloc(sizeof(*copy), GFP_KERNEL);
	int ret;

	if (!copy)
		return -ENOMEM;
	copy->provider = good_provider;
	copy->provider.size = size;
	copy->unknown = unknown;
	ret = broker_provider_register(&copy->provider);
	if (!ret)
		broker_provider_unregister(&copy->provider);
	kfree(copy);
	return ret;
}

/* The last bytes of a page, with nothing mapped after it; the size claims that there is more. */
static int __init cut_off(void)
{
	void *page = vmalloc(PAGE_SIZE);
	struct broker_provider *at;
	int ret;

	if (!page)
		return -ENOMEM;
	at = page + PAGE_SIZE - offsetof(struct broker_provider, consumers);
	memcpy(at, &good_provider, offsetof(struct broker_provider, consumers));
	ret = broker_provider_register(at);
	vfree(page);
	return ret;
}

static int __init bad_provider_init(void)
{
	int i;

	provider = good_provider;
	memset(endless, 'x', sizeof(endless));
	for (i = 0; i < ARRAY_SIZE(list); i++)
		list[i] = "good";
	if (!strcmp(with, "twice"))
		return twice();
	if (!strcmp(with, "unregister_twice"))
		return unregister_twice();
	if (!strcmp(with, "null"))
		return broker_provider_register(NULL);
	if (!strcmp(with, "on_stack"))
		return on_stack();
	if (!strcmp(with, "table_on_stack"))
		return table_on_stack();
	if (!strcmp(with, "small"))
		return size(8, 0);
	if (!strcmp(with, "absurd"))
		return size(1 << 20, 0);
	if (!strcmp(with, "later"))
		return size(sizeof(later), 1);
	if (!strcmp(with, "later_unused"))
		return size(sizeof(later), 0);
	if (!strcmp(with, "unmapped"))
		return broker_provider_register(UNMAPPED);
	if (!strcmp(with, "cut_off"))
		return cut_off();
	if (!strcmp(with, "allocated_absurd"))
		return allocated(1 << 20, 0);
	if (!strcmp(with, "allocated_later"))
		return allocated(sizeof(later), 1);
	if (!strcmp(with, "allocated_unused"))
		return allocated(sizeof(later), 0);
	if (!strcmp(with, "null_owner"))
		provider.owner = NULL;
	else if (!strcmp(with, "wild_owner"))
		provider.owner = UNMAPPED;
	else if (!strcmp(with, "null_contract"))
		provider.contract = NULL;
	else if (!strcmp(with, "long_name"))
		provider.contract = &long_name;
	else if (!strcmp(with, "odd_name"))
		provider.contract = &odd_name;
	else if (!strcmp(with, "no_name"))
		provider.contract = &no_name;
	else if (!strcmp(with, "no_ops"))
		provider.contract = &no_ops;
	else if (!strcmp(with, "no_words"))
		provider.contract = &no_words;
	else if (!strcmp(with, "flags"))
		provider.flags = 0x8000;
	else if (!strcmp(with, "endless_name"))
		provider.consumers = names;
	else if (!strcmp(with, "stray_name"))
		provider.consumers = stray_names;
	else if (!strcmp(with, "endless_list"))
		provider.consumers = list;
	else if (!strcmp(with, "null_table"))
		provider.table = NULL;
	else if (!strcmp(with, "null_op"))
		provider.table = &null_table;
	else if (!strcmp(with, "init_table"))
		provider.table = &init_table;
	else if (!strcmp(with, "init_op"))
		provider.table = &init_op_table;
	else if (!strcmp(with, "odd_table"))
		provider.table = (const char *)&good_table + 1;
	else if (!strcmp(with, "foreign_table"))
		provider.table = bad_table;
	return broker_provider_register(&provider);
}
module_init(bad_provider_init);

static void __exit bad_provider_exit(void)
{
	broker_provider_unregister(&provider);
}
module_exit(bad_provider_exit);

MODULE_DESCRIPTION("Test: a provider that makes mistakes");
MODULE_LICENSE("GPL");
