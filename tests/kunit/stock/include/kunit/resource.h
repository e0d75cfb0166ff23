/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _KUNIT_STOCK_RESOURCE_H
#define _KUNIT_STOCK_RESOURCE_H

#include_next <kunit/resource.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 5, 0)
/* b9dce8a1ed3e ("kunit: Add kunit_add_action() to defer a call until test exit") */

#include <kunit/test.h>

typedef void (kunit_action_t)(void *);

struct kunit_stock_action {
	struct kunit_resource res;
	kunit_action_t *func;
	void *ctx;
};

static inline void kunit_stock_action_run(struct kunit_resource *res)
{
	struct kunit_stock_action *action;

	action = container_of(res, struct kunit_stock_action, res);
	action->func(action->ctx);
}

static inline bool kunit_stock_action_match(struct kunit *test,
					    struct kunit_resource *res,
					    void *wanted)
{
	struct kunit_stock_action *action, *want = wanted;

	if (res->free != kunit_stock_action_run)
		return false;

	action = container_of(res, struct kunit_stock_action, res);
	return action->func == want->func && action->ctx == want->ctx;
}

static inline int kunit_add_action(struct kunit *test, kunit_action_t *func,
				   void *ctx)
{
	struct kunit_stock_action *action;

	action = kzalloc(sizeof(*action), GFP_KERNEL);
	if (!action)
		return -ENOMEM;

	action->func = func;
	action->ctx = ctx;
	action->res.should_kfree = true;
	return __kunit_add_resource(test, NULL, kunit_stock_action_run,
				    &action->res, action);
}

static inline int kunit_add_action_or_reset(struct kunit *test,
					    kunit_action_t *func, void *ctx)
{
	int err = kunit_add_action(test, func, ctx);

	if (err)
		func(ctx);
	return err;
}

static inline void kunit_release_action(struct kunit *test,
					kunit_action_t *func, void *ctx)
{
	struct kunit_stock_action want = { .func = func, .ctx = ctx };

	kunit_destroy_resource(test, kunit_stock_action_match, &want);
}
#endif

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 8, 0)
/* 56778b49c9a2 ("kunit: Add a macro to wrap a deferred action function") */

#define KUNIT_DEFINE_ACTION_WRAPPER(wrapper, orig, arg_type)	\
	static void wrapper(void *arg)				\
	{							\
		orig((arg_type)arg);				\
	}
#endif

#endif /* _KUNIT_STOCK_RESOURCE_H */
