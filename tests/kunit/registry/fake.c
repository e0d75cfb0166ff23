// SPDX-License-Identifier: GPL-2.0-only
#include <linux/err.h>
#include <linux/moduleparam.h>
#include <linux/string.h>
#include <linux/version.h>

#include "contract.h"
#include "fake.h"

/* There are no listeners. */
void broker_event_provider(u8 cmd, const struct provider *provider) { }
void broker_event_consumer(u8 cmd, const struct consumer *consumer, const struct slot *slot) { }
void broker_event_hold(u8 cmd, const struct hold *hold) { }
void broker_event_hook(const struct slot *slot, bool returned) { }
void broker_event_refusal(const struct refusal *refusal) { }

struct module fakes[FAKES];
static struct broker_provider providers[FAKES];
static struct broker_request requests[FAKES];

#define OPEN	"broker_op=0 sleep: int open(u32 id)\0"
#define CLOSE	"broker_op=0 sleep: void close(u32 id)\0"
#define SUBMIT	"broker_op=1 atomic: int submit(u32 id, u64 at)\0"
#define IDLE	"broker_op=1 atomic | optional: bool idle(u32 id)\0"

const struct broker_contract ring_1_0 =
	CONTRACT("broker_interface=ring 1\0" OPEN CLOSE "broker_abi=ij vj ");
const struct broker_contract ring_1_1 =
	CONTRACT("broker_interface=ring 1\0" OPEN CLOSE SUBMIT IDLE "broker_abi=ij vj ijy bj ");
const struct broker_contract ring_2_0 =
	CONTRACT("broker_interface=ring 2\0" OPEN CLOSE "broker_abi=ij vj ");
const struct broker_contract ring_1_0_other =
	CONTRACT("broker_interface=ring 1\0" OPEN
		 "broker_op=0 sleep: void close(u64 id)\0broker_abi=ij vy ");
const struct broker_contract disk_1_0 =
	CONTRACT("broker_interface=disk 1\0" OPEN "broker_abi=ij ");

/* The broker calls none of them. */
static void op(void)
{
}

const void *const tables[FAKES][4] = {
	{ op, op, op, op }, { op, op, op, op }, { op, op, op, op }, { op, op, op, op },
};

/*
 * Pretend that the module's memory is at @base. ac3b43283923 ("module: replace
 * module_layout with module_memory"), 6.4.
 */
void fake_core(struct module *module, const void *base, unsigned int size)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
	for_class_mod_mem_type(type, core)
		module->mem[type].size = 0;
	module->mem[MOD_RODATA].base = (void *)base;
	module->mem[MOD_RODATA].size = size;
#else
	module->core_layout.base = (void *)base;
	module->core_layout.size = size;
#endif
}

/* Likewise for its init code. */
void fake_init_code(struct module *module, const void *base, unsigned int size)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
	module->mem[MOD_INIT_TEXT].base = (void *)base;
	module->mem[MOD_INIT_TEXT].size = size;
#else
	module->init_layout.base = (void *)base;
	module->init_layout.size = size;
#endif
}

static void fake_core_of_test(struct module *module)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
	for_class_mod_mem_type(type, core)
		module->mem[type] = THIS_MODULE->mem[type];
#else
	module->core_layout = THIS_MODULE->core_layout;
#endif
}

void fake_signed(struct module *module, bool is)
{
#ifdef CONFIG_MODULE_SIG
	module->sig_ok = is;
#endif
}

static void fake_module(struct module *module, const char *name)
{
	memset(module, 0, sizeof(*module));
	strscpy(module->name, name, sizeof(module->name));
	module->state = MODULE_STATE_LIVE;
	atomic_set(&module->refcnt, 1);		/* only the loader's own reference */
	INIT_LIST_HEAD(&module->source_list);
	INIT_LIST_HEAD(&module->target_list);
	fake_signed(module, true);
	fake_core_of_test(module);
}

/* Every registered or held object has a client. */
static void expect_nothing_left(void *data)
{
	struct kunit *test = data;
	int i;

	for (i = 0; i < FAKES; i++) {
		KUNIT_EXPECT_EQ_MSG(test, 0, module_refcount(&fakes[i]), "%s", fakes[i].name);
		mutex_lock(&broker_mutex);
		KUNIT_EXPECT_PTR_EQ_MSG(test, NULL, broker_client_find(&fakes[i]), "%s",
					fakes[i].name);
		mutex_unlock(&broker_mutex);
	}
}

int fake_init(struct kunit *test)
{
	fake_module(&fakes[ALPHA], "alpha");
	fake_module(&fakes[BETA], "beta");
	fake_module(&fakes[GAMMA], "gamma");
	fake_module(&fakes[DELTA], "delta");
	return kunit_add_action_or_reset(test, expect_nothing_left, test);
}

int fake_suite_init(struct kunit_suite *suite)
{
	return broker_interfaces_init() ?: broker_queue_init() ?: broker_drain_init();
}

void fake_suite_exit(struct kunit_suite *suite)
{
	broker_queue_exit();
	broker_loads_exit();
	broker_drain_exit();
	broker_slots_exit();
	broker_interfaces_exit();
	broker_refusals_exit();
}

struct broker_provider *fake_provider(int fake, const struct broker_contract *contract)
{
	providers[fake] = (struct broker_provider){
		.size = sizeof(struct broker_provider),
		.contract = contract,
		.table = tables[fake],
		.owner = &fakes[fake],
	};
	return &providers[fake];
}

struct broker_request *fake_request(int fake, const struct broker_contract *contract)
{
	requests[fake] = (struct broker_request){
		.size = sizeof(struct broker_request),
		.contract = contract,
		.owner = &fakes[fake],
	};
	return &requests[fake];
}

/* The case may have unregistered it already, or its module may be unloaded. */
static void unprovide(void *provider)
{
	broker_provider_del(provider);
}

void provide(struct kunit *test, const struct broker_provider *provider)
{
	KUNIT_ASSERT_EQ(test, 0, broker_provider_add(provider));
	KUNIT_ASSERT_EQ(test, 0, kunit_add_action_or_reset(test, unprovide, (void *)provider));
}

struct held {
	struct broker_handle *handle;
	struct module *owner;
};

static void unhold(void *data)
{
	struct held *held = data;

	broker_hold_put(held->handle, held->owner);
}

const void *const *hold(struct kunit *test, const struct broker_request *request)
{
	struct held *held = kunit_kzalloc(test, sizeof(*held), GFP_KERNEL);
	const void *table;

	KUNIT_ASSERT_NOT_NULL(test, held);
	held->owner = request->owner;
	held->handle = broker_hold_get(request, &table);
	KUNIT_ASSERT_EQ(test, 0, PTR_ERR_OR_ZERO(held->handle));
	KUNIT_ASSERT_EQ(test, 0, kunit_add_action_or_reset(test, unhold, held));
	return table;
}

/* For users the parameter is read-only. */
static void set_require_signatures(const char *value)
{
	const struct kernel_param *kp = THIS_MODULE->kp;

	while (strcmp(kp->name, "require_signatures"))
		kp++;
	kp->ops->set(value, kp);
}

static void unrequire_signatures(void *unused)
{
	set_require_signatures("0");
}

void require_signatures(struct kunit *test)
{
	set_require_signatures("1");
	KUNIT_ASSERT_EQ(test, 0, kunit_add_action_or_reset(test, unrequire_signatures, NULL));
}

static void expect_latest(struct kunit *test, const char *what)
{
	struct refusal latest = {};

	KUNIT_EXPECT_TRUE(test, broker_refusal_latest(&latest));
	KUNIT_EXPECT_STREQ(test, what, latest.reason.what);
}

void expect_refused(struct kunit *test, int err, const char *what,
		    const struct broker_request *request)
{
	const void *table = NULL;
	struct broker_handle *handle = broker_hold_get(request, &table);

	KUNIT_EXPECT_EQ(test, err, PTR_ERR_OR_ZERO(handle));
	if (!IS_ERR(handle))
		broker_hold_put(handle, request->owner);
	KUNIT_EXPECT_PTR_EQ(test, NULL, table);
	expect_latest(test, what);
}

void expect_provider_refused(struct kunit *test, int err, const char *what,
			     const struct broker_provider *provider)
{
	int ret = broker_provider_add(provider);

	KUNIT_EXPECT_EQ(test, err, ret);
	if (!ret)
		broker_provider_del(provider);
	expect_latest(test, what);
}
