// SPDX-License-Identifier: GPL-2.0-only
/*
 * Structs of a header that is not ours, with everything that BROKER_STRUCT() refuses; a
 * large struct; the type of a function.
 *
 * emits:
 * alias=broker:acme_cards-1
 * broker_interface=acme_cards 1
 * broker_op=0 sleep: int attach(struct acme_card *card, acme_id_t id, acme_notify *notify)
 * broker_op=0 sleep: const struct acme_image * image(struct acme_state *state)
 * broker_abi=iooo oo
 * broker_provides=acme_cards 0001 .consumers = 0, .priority =      0, .flags =      0, .attach = 0, .min_minor =      0
 * broker_struct=acme_card sealed
 * broker_field=0 sizeof(struct acme_card)
 * broker_field=0 u8 kind
 * broker_field=0 u32 length
 * broker_field=0 u16 in.y
 * broker_field=0 u8 v.s.h
 * broker_field=0 u16 qos[1].tc
 * broker_field=0 int call(int n)
 * broker_field=0 const char * name
 * broker_field=0 u8 mac[ACME_MAC]
 * broker_abi=00000056 h00000001@00000000 j00000004@00000004 t00000002@00000010 h00000001@00000013 t00000002@00000020 fii@00000032 o00000008@00000040 h00000006@00000048
 * broker_struct=acme_id sealed
 * broker_field=0 sizeof(acme_id_t)
 * broker_field=0 u32 value
 * broker_abi=00000008 j00000004@00000000
 * broker_struct=acme_image sealed
 * broker_field=0 u64 head
 * broker_field=0 u8 rest[14816]
 * broker_abi=y00000008 h00014816
 * broker_struct=acme_notify sealed
 * broker_field=0 int acme_notify(void *data, u32 event, ...)
 * broker_abi=fiojz
 * broker_struct=acme_state growing
 * broker_field=0 u32 level
 * broker_field=1 u32 more
 * broker_abi=j00000004@00000008 j00000004@00000012
 * broker_structs=acme_cards 1 acme_card acme_id acme_image acme_notify acme_state
 */
#include <linux/broker/provider.h>

#define ACME_MAC	6

struct acme_card {
	u8 kind;
	u32 length;
	struct acme_point { u16 x, y; } in;
	union {
		u32 u;
		struct { u8 l, h; } s;
	} v;
	struct { u16 tc, ws; } qos[3];
	u32 fast : 3, slow : 5;
	int (*call)(int n);
	const char *name;
	u8 mac[ACME_MAC];
	char tail[];
};

typedef struct {
	u32 value, more;
} acme_id_t;

struct acme_state {
	void *own;
	u32 level, more;
};

#define ACME_CARD_FIELDS(FIELD)						\
	FIELD(0, u8, kind)						\
	FIELD(0, u32, length)						\
	FIELD(0, u16, in.y)						\
	FIELD(0, u8, v.s.h)						\
	FIELD(0, u16, qos[1].tc)					\
	FIELD(0, int, call, (int n))					\
	FIELD(0, const char *, name)					\
	FIELD(0, u8, mac, [ACME_MAC])
BROKER_DESCRIBE(acme_card, ACME_CARD_FIELDS);

#define ACME_ID_FIELDS(FIELD)						\
	FIELD(0, u32, value)
BROKER_DESCRIBE_TYPE(acme_id, acme_id_t, ACME_ID_FIELDS);

#define ACME_STATE_FIELDS(FIELD)					\
	FIELD(0, u32, level)						\
	FIELD(1, u32, more)
BROKER_DESCRIBE_PART(acme_state, ACME_STATE_FIELDS);

#define ACME_IMAGE_FIELDS(FIELD)					\
	FIELD(0, u64, head)						\
	FIELD(0, u8, rest, [14816])
BROKER_LARGE_STRUCT(acme_image, ACME_IMAGE_FIELDS);

BROKER_FUNCTION(acme_notify, int, (void *data, u32 event, ...));

#define ACME_CARDS_OPS(OP)						\
	OP(0, sleep, int, attach, (struct acme_card *card, acme_id_t id, acme_notify *notify)) \
	OP(0, sleep, const struct acme_image *, image, (struct acme_state *state))
BROKER_INTERFACE(acme_cards, 1, ACME_CARDS_OPS, acme_card, acme_id, acme_image, acme_notify,
		 acme_state);

static_assert(acme_cards_minor == 1);

static const struct acme_cards_ops table;

DEFINE_BROKER_PROVIDER(provider, acme_cards, &table);
module_broker_provider(provider);
