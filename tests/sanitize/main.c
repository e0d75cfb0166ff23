// SPDX-License-Identifier: GPL-2.0-only
/*
 * The handshake over mutated contracts, in userspace under AddressSanitizer and
 * UndefinedBehaviorSanitizer: whatever a text contains, nothing outside it is read.
 */
#include <stdlib.h>

#include "../../broker/handshake/handshake.h"
#include <linux/kernel.h>
#include <linux/string.h>

#define ROUNDS	300000

static const char ring_text[] =
	"broker_interface=acme_ring 1\0"
	"broker_op=0 sleep: int open(u32 id, struct acme_ring **ring)\0"
	"broker_op=0 atomic: int submit(struct acme_ring *ring, const struct acme_desc *desc)\0"
	"broker_op=1 atomic | optional: bool idle(const struct acme_ring *ring)\0"
	"broker_abi=ijo ioo bo ";
static const char desc_text[] =
	"broker_struct=acme_desc growing\0"
	"broker_field=0 u32 length\0"
	"broker_field=1 u8 cookie[16]\0"
	"broker_abi=j0004 o0016 ";

static unsigned int state = 1;

/* Numerical Recipes' linear congruential generator: the same run every time. */
static unsigned int random_below(unsigned int n)
{
	state = state * 1664525 + 1013904223;
	return (state >> 8) % n;
}

/* In memory of exactly its size, so that one byte too far is reported. */
static char *mutated(const char *text, unsigned int *size, unsigned int changes)
{
	static const char telling[] = "\0 =:_09az()*|\n\x7f";
	char *copy;
	unsigned int i;

	if (changes && !random_below(4))
		*size = 1 + random_below(*size);
	copy = malloc(*size);
	memcpy(copy, text, *size);
	for (i = 0; i < changes; i++)
		copy[random_below(*size)] = random_below(2) ?
					    telling[random_below(sizeof(telling))] :
					    (char)random_below(256);
	return copy;
}

struct subject {
	struct broker_contract interface;
	struct broker_contract desc;
	const struct broker_contract *structs[2];
};

static void make(struct subject *s, unsigned int changes)
{
	*s = (struct subject){
		.interface = { .size = sizeof(s->interface), .text_size = sizeof(ring_text) },
		.desc = { .size = sizeof(s->desc), .text_size = sizeof(desc_text) },
	};
	s->interface.text = mutated(ring_text, &s->interface.text_size, changes);
	s->desc.text = mutated(desc_text, &s->desc.text_size, random_below(changes + 1));
	s->structs[0] = &s->desc;
	s->interface.structs = s->structs;
}

static void drop(struct subject *s)
{
	free((void *)s->interface.text);
	free((void *)s->desc.text);
}

/* Every query of a contract that was found well formed. */
static void use(const struct broker_contract *contract, const struct broker_contract *good)
{
	struct broker_reason reason;
	struct broker_identity id;
	struct broker_op op;
	unsigned int i;

	broker_contract_identify(contract, &id);
	broker_contract_fingerprint(contract);
	for (i = 0; i < id.ops; i++)
		broker_contract_op(contract, i, &op);
	broker_handshake(contract, good, 0, &reason);
	broker_handshake(good, contract, 1, &reason);
}

int main(void)
{
	unsigned int accepted = 0, i;
	struct broker_identity id = {};
	struct broker_reason reason;
	struct subject good, s;

	make(&good, 0);
	if (broker_contract_check(&good.interface, &reason)) {
		printf("not ok 1 - the contract that is mutated is malformed: %s\n", reason.what);
		return 1;
	}
	for (i = 0; i < ROUNDS; i++) {
		make(&s, 1 + random_below(4));
		/* Functions that use a contract before it is checked. */
		broker_contract_name(&s.interface, &id);
		broker_contract_same(&s.interface, &good.interface);
		if (!broker_contract_check(&s.interface, &reason)) {
			use(&s.interface, &good.interface);
			accepted++;
		}
		drop(&s);
	}
	drop(&good);
	printf("# %u mutated contracts, %u of them well formed\n", ROUNDS, accepted);
	if (!accepted || accepted == ROUNDS) {
		printf("not ok 1 - the mutations tell nothing\n");
		return 1;
	}
	printf("ok 1 - handshake over mutated contracts\n");
	return 0;
}
