// SPDX-License-Identifier: GPL-2.0-only
/*
 * An interface as tools see it: an entry for each major, with the contract of the
 * provider that a consumer would most likely get.
 */
#include "faces/netlink.h"
#include "handshake/handshake.h"
#include "objects/consumer.h"
#include "objects/interface.h"
#include "objects/object.h"
#include "objects/provider.h"

/* What tools are shown of one major of an interface. */
struct facts {
	const struct broker_contract *contract;
	const struct broker_identity *id;
	bool provided;
	unsigned int providers;
	unsigned int consumers;
	unsigned int instances;
};

static void learn_providers(const struct interface *instance, unsigned int major,
			    struct facts *facts)
{
	const struct provider *provider;

	list_for_each_entry(provider, &instance->providers, interface_node) {
		if (provider->id.major != major)
			continue;
		if (!facts->provided) {
			facts->provided = true;
			facts->contract = provider->desc.contract;
			facts->id = &provider->id;
		}
		facts->providers++;
		facts->consumers += broker_list_length(&provider->holds);
	}
}

static void learn_consumers(const struct interface *instance, unsigned int major,
			    struct facts *facts)
{
	const struct consumer *consumer;

	list_for_each_entry(consumer, &instance->consumers, interface_node) {
		if (consumer->id.major != major)
			continue;
		if (!facts->contract) {
			facts->contract = consumer->desc.contract;
			facts->id = &consumer->id;
		}
		facts->consumers++;
	}
}

/* Returns whether there was anything to learn. */
static bool learn_instance(const struct interface *instance, unsigned int major,
			   struct facts *facts)
{
	unsigned int before = facts->providers + facts->consumers;

	learn_providers(instance, major, facts);
	learn_consumers(instance, major, facts);
	return facts->providers + facts->consumers > before;
}

/*
 * The best provider's contract and identity, or else the first consumer's; of the instance
 * without a name, or of the oldest that has any.
 */
static void learn(const struct interface *interface, unsigned int major, struct facts *facts)
{
	const struct interface *instance;

	lockdep_assert_held(&broker_mutex);
	memset(facts, 0, sizeof(*facts));
	learn_instance(interface, major, facts);
	list_for_each_entry(instance, &interface->instances, object.node)
		facts->instances += learn_instance(instance, major, facts);
}

bool broker_interface_has_major(const struct interface *interface, unsigned int major)
{
	struct facts facts;

	learn(interface, major, &facts);
	return facts.contract;
}

static void next_major(const struct interface *instance, unsigned int from, unsigned int *major)
{
	const struct consumer *consumer;
	const struct provider *provider;

	list_for_each_entry(provider, &instance->providers, interface_node)
		if (provider->id.major >= from)
			*major = min(*major, provider->id.major);
	list_for_each_entry(consumer, &instance->consumers, interface_node)
		if (consumer->id.major >= from)
			*major = min(*major, consumer->id.major);
}

/**
 * broker_interface_next_major() - walk the majors of an interface
 * @interface: the interface
 * @from: the smallest major that is wanted
 * @major: set to the next one
 *
 * Return: false if there is none.
 */
bool broker_interface_next_major(const struct interface *interface, unsigned int from,
				 unsigned int *major)
{
	const struct interface *instance;

	lockdep_assert_held(&broker_mutex);
	*major = UINT_MAX;
	next_major(interface, from, major);
	list_for_each_entry(instance, &interface->instances, object.node)
		next_major(instance, from, major);
	return *major != UINT_MAX;
}

static const char *next_row(const struct broker_contract *contract, const char *row)
{
	row = row ? row + strlen(row) + 1 : contract->text;
	return row < contract->text + contract->text_size ? row : NULL;
}

static size_t rows_size(const struct broker_contract *contract)
{
	const char *row = NULL;
	size_t size = 0;

	while ((row = next_row(contract, row)))
		size += nla_total_size(strlen(row) + 1);
	return size;
}

/* Bytes that the rows of one major of an interface take in a message */
size_t broker_interface_rows_size(const struct interface *interface, unsigned int major)
{
	const struct broker_contract *const *s;
	struct facts facts;
	size_t size;

	learn(interface, major, &facts);
	size = rows_size(facts.contract);
	for (s = facts.contract->structs; s && *s; s++)
		size += rows_size(*s);
	if (broker_contract_callbacks(facts.contract))
		size += rows_size(broker_contract_callbacks(facts.contract));
	return size;
}

static int put_rows(struct sk_buff *skb, const struct broker_contract *contract)
{
	const char *row = NULL;

	while ((row = next_row(contract, row)))
		if (strlen(row) >= U16_MAX - NLA_HDRLEN ||
		    nla_put_string(skb, BROKER_A_INTERFACE_ROW, row))
			return -EMSGSIZE;
	return 0;
}

static int put_contract(struct sk_buff *skb, const struct broker_contract *contract)
{
	const struct broker_contract *callbacks = broker_contract_callbacks(contract);
	const struct broker_contract *const *s;
	int ret = put_rows(skb, contract);

	for (s = contract->structs; !ret && s && *s; s++)
		ret = put_rows(skb, *s);
	if (!ret && callbacks)
		ret = put_rows(skb, callbacks);
	return ret;
}

int broker_message_interface(struct sk_buff *skb, const struct message *m,
			     const struct interface *interface, unsigned int major)
{
	void *header = broker_message_begin(skb, m);
	struct facts facts;
	int ret;

	if (!header)
		return -EMSGSIZE;
	learn(interface, major, &facts);
	ret = broker_message_put_identity(skb, facts.id, BROKER_A_INTERFACE_NAME,
					  BROKER_A_INTERFACE_MAJOR, BROKER_A_INTERFACE_MINOR) ?:
	      nla_put_u32(skb, BROKER_A_INTERFACE_PROVIDERS, facts.providers) ?:
	      nla_put_u32(skb, BROKER_A_INTERFACE_CONSUMERS, facts.consumers);
	if (!ret && facts.instances)
		ret = nla_put_u32(skb, BROKER_A_INTERFACE_INSTANCES, facts.instances);
	if (!ret && m->trusted)
		ret = nla_put_u32(skb, BROKER_A_INTERFACE_FINGERPRINT,
				  broker_contract_fingerprint(facts.contract));
	/* A dump has no rows: one message has no room for those of all interfaces. */
	if (!ret && m->trusted && !m->cb)
		ret = put_contract(skb, facts.contract);
	return broker_message_end(skb, header, ret);
}
