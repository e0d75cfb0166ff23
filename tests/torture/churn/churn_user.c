// SPDX-License-Identifier: GPL-2.0-only
/* A correct consumer, with a thread that calls, asleep most of the time. */
#include "user.h"

static struct task_struct *caller;

static void call_once(void)
{
	struct broker_link *link = broker_enter(&churn_user);

	if (!link)
		return;
	broker_ops(link, churn)->nap();
	broker_ops(link, churn)->call();
	broker_exit(link);
}

static int call(void *unused)
{
	while (!kthread_should_stop()) {
		call_once();
		usleep_range(1000, 2000);
	}
	return 0;
}

static int __init churn_user_init(void)
{
	int ret;

	caller = kthread_run(call, NULL, "churn_user");
	if (IS_ERR(caller))
		return PTR_ERR(caller);
	ret = broker_consumer_register(&churn_user);
	if (ret)
		kthread_stop(caller);
	return ret;
}
module_init(churn_user_init);

static void __exit churn_user_exit(void)
{
	broker_consumer_unregister(&churn_user);
	kthread_stop(caller);
}
module_exit(churn_user_exit);
