// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of broker/handshake/, which is compiled into this module. */
#include <kunit/resource.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "texts.h"

const struct broker_contract sealed =
	CONTRACT("broker_struct=mode sealed\0broker_field=0 u32 bits\0broker_abi=j0004 ");
const struct broker_contract sealed_wide =
	CONTRACT("broker_struct=mode sealed\0broker_field=0 u32 bits\0broker_field=0 u32 mask\0"
		 "broker_abi=j0004 j0004 ");
const struct broker_contract sealed_since_1 =
	CONTRACT("broker_struct=mode sealed\0broker_field=0 u32 bits\0broker_field=1 u32 mask\0"
		 "broker_abi=j0004 j0004 ");
const struct broker_contract growing_mode =
	CONTRACT("broker_struct=mode growing\0broker_field=0 u32 bits\0broker_abi=j0004 ");
const struct broker_contract desc_0 =
	CONTRACT("broker_struct=desc growing\0broker_field=0 u32 length\0broker_abi=j0004 ");
const struct broker_contract desc_1 =
	CONTRACT("broker_struct=desc growing\0broker_field=0 u32 length\0"
		 "broker_field=1 u8 cookie[16]\0broker_abi=j0004 h0016 ");
const struct broker_contract desc_1_inside =
	CONTRACT("broker_struct=desc growing\0broker_field=0 u32 flags\0"
		 "broker_field=1 u8 cookie[16]\0broker_abi=j0004 h0016 ");
const struct broker_contract desc_1_letter =
	CONTRACT("broker_struct=desc growing\0broker_field=0 u32 length\0"
		 "broker_field=1 u8 cookie[16]\0broker_abi=j0004 h0008 ");
const struct broker_contract desc_3 =
	CONTRACT("broker_struct=desc growing\0broker_field=0 u32 length\0"
		 "broker_field=3 u8 cookie[16]\0broker_abi=j0004 h0016 ");

struct areas {
	char *side[2];
};

KUNIT_DEFINE_ACTION_WRAPPER(free_area, vfree, const void *);

int texts_init(struct kunit *test)
{
	struct areas *areas = kunit_kzalloc(test, sizeof(*areas), GFP_KERNEL);
	int i;

	KUNIT_ASSERT_NOT_NULL(test, areas);
	for (i = 0; i < 2; i++) {
		areas->side[i] = vmalloc(BROKER_TEXT_MAX);
		KUNIT_ASSERT_NOT_NULL(test, areas->side[i]);
		KUNIT_ASSERT_EQ(test, 0,
				kunit_add_action_or_reset(test, free_area, areas->side[i]));
	}
	test->priv = areas;
	return 0;
}

char *area_end(struct kunit *test, int side, unsigned int bytes)
{
	struct areas *areas = test->priv;

	return areas->side[side] + BROKER_TEXT_MAX - bytes;
}

struct broker_contract cut(struct kunit *test, int side, const struct broker_contract *contract,
			   unsigned int bytes)
{
	struct broker_contract copy = *contract;

	copy.text = memcpy(area_end(test, side, bytes), contract->text, bytes);
	copy.text_size = bytes;
	return copy;
}

struct broker_contract at_end(struct kunit *test, int side,
			      const struct broker_contract *contract)
{
	return cut(test, side, contract, contract->text_size);
}

kunit_test_suites(&contract_suite, &handshake_suite);

MODULE_DESCRIPTION("Unit tests of the broker's handshake");
MODULE_LICENSE("GPL");
