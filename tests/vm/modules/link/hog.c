// SPDX-License-Identifier: GPL-2.0-only
/* Takes all the room that the kernel has for requests of modules. */
#include <linux/completion.h>
#include <linux/kmod.h>
#include <linux/kthread.h>
#include <linux/module.h>

#define HOGS	50	/* as many as __request_module() lets run at once */

static struct completion done[HOGS];

static int occupy(void *data)
{
	struct completion *mine = data;

	request_module("hog-%ld", (long)(mine - done));
	kthread_complete_and_exit(mine, 0);
}

static int __init hog_init(void)
{
	int i;

	for (i = 0; i < HOGS; i++) {
		init_completion(&done[i]);
		if (IS_ERR(kthread_run(occupy, &done[i], "hog")))
			complete(&done[i]);
	}
	return 0;
}
module_init(hog_init);

static void __exit hog_exit(void)
{
	int i;

	for (i = 0; i < HOGS; i++)
		wait_for_completion(&done[i]);
}
module_exit(hog_exit);

MODULE_DESCRIPTION("Test: all requests of modules that there can be");
MODULE_LICENSE("GPL");
