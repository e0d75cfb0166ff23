// SPDX-License-Identifier: GPL-2.0-only
/*
 * Provides the requested number of interfaces, many_0 and so on, whose contracts
 * it writes itself: the contents of a dump.
 */
#include <linux/broker/provider.h>

#define MANY_MAX	10000

static unsigned int count = MANY_MAX;
module_param(count, uint, 0444);
MODULE_PARM_DESC(count, "How many interfaces");

static struct {
	struct broker_provider provider;
	struct broker_contract contract;
	char text[96];
} many[MANY_MAX];

static int beat(void)
{
	return 72;
}

static const void *const table[] = { beat };

/* As BROKER_INTERFACE() would write it, with a newline at the end of each row. */
static void write_contract(char *text, struct broker_contract *contract, unsigned int i)
{
	unsigned int size;

	size = scnprintf(text, sizeof(many->text),
			 "broker_interface=many_%u 1\nbroker_op=0 sleep: int beat(void)\nbroker_abi=iv ",
			 i) + 1;
	strreplace(text, '\n', '\0');
	*contract = (struct broker_contract){
		.size = sizeof(*contract),
		.text_size = size,
		.text = text,
	};
}

static void unregister(unsigned int n)
{
	while (n--)
		broker_provider_unregister(&many[n].provider);
}

static int __init many_init(void)
{
	unsigned int i;
	int ret;

	if (count > MANY_MAX)
		return -EINVAL;
	for (i = 0; i < count; i++) {
		write_contract(many[i].text, &many[i].contract, i);
		many[i].provider = (struct broker_provider){
			.size = sizeof(many[i].provider),
			.contract = &many[i].contract,
			.table = table,
			.owner = THIS_MODULE,
		};
		ret = broker_provider_register(&many[i].provider);
		if (ret) {
			unregister(i);
			return ret;
		}
	}
	return 0;
}
module_init(many_init);

static void __exit many_exit(void)
{
	unregister(count);
}
module_exit(many_exit);

MODULE_DESCRIPTION("Many providers");
MODULE_LICENSE("GPL");
