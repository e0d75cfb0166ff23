// SPDX-License-Identifier: GPL-2.0-only
/* Takes all slots that the kernel has for module requests. */
#include <linux/kmod.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sched/task.h>

#define HOGS	50	/* as many as __request_module() lets run at once */

static struct task_struct *hogs[HOGS];

static int occupy(void *number)
{
	request_module("hog-%ld", (long)number);
	return 0;
}

static int __init hog_init(void)
{
	struct task_struct *hog;
	long i;

	for (i = 0; i < HOGS; i++) {
		hog = kthread_create(occupy, (void *)i, "hog");
		if (IS_ERR(hog))
			continue;
		hogs[i] = get_task_struct(hog);
		wake_up_process(hog);
	}
	return 0;
}
module_init(hog_init);

static void __exit hog_exit(void)
{
	int i;

	for (i = 0; i < HOGS; i++) {
		if (!hogs[i])
			continue;
		kthread_stop(hogs[i]);
		put_task_struct(hogs[i]);
	}
}
module_exit(hog_exit);

MODULE_DESCRIPTION("Test: all requests of modules that there can be");
MODULE_LICENSE("GPL");
