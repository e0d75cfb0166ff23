// SPDX-License-Identifier: GPL-2.0-only
/*
 * All client input is validated here, once, before anything is changed. It must
 * lie in the core memory of the client's module: the stack, allocated memory and
 * init memory are freed before the module is. The one exception is the descriptor
 * of a provider, as each device may have its own.
 */
#include <linux/ctype.h>
#include <linux/mm.h>
#include <linux/sched/task_stack.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "handshake/handshake.h"
#include "objects/interface.h"
#include "objects/object.h"
#include "objects/provider.h"
#include "verbs/validate.h"

/* The members of the first release of the API; a descriptor is at least this long. */
#define PROVIDER_SIZE_MIN	offsetofend(struct broker_provider, owner)
#define REQUEST_SIZE_MIN	offsetofend(struct broker_request, owner)
#define CONSUMER_SIZE_MIN	offsetofend(struct broker_consumer, detach)
#define CONTRACT_SIZE_MIN	offsetofend(struct broker_contract, structs)

#define CONSUMERS_MAX		256	/* names in a provider's list */

#define malformed(reason, ...)	\
	broker_reason(reason, BROKER_MALFORMED, NULL, NULL, __VA_ARGS__)

static enum broker_verdict check_place(const struct module *owner, const void *start, size_t size,
				       const char *what, struct broker_reason *reason)
{
	if (module_core_range(owner, start, size))
		return BROKER_AGREED;
	return malformed(reason, "%s is not in the module's core memory", what);
}

static enum broker_verdict too_new(struct broker_reason *reason, const char *what, size_t size,
				   size_t known)
{
	return broker_reason(reason, BROKER_TOO_NEW, NULL, NULL,
			     "%s uses members that this broker does not know, have %zu bytes, know %zu",
			     what, size, known);
}

/* Members that this broker does not know must be zero. */
static enum broker_verdict check_size(const void *desc, size_t size, size_t known,
				      const struct module *owner, const char *what,
				      struct broker_reason *reason)
{
	enum broker_verdict verdict;

	if (size > PAGE_SIZE)
		return malformed(reason, "%s has a size of %zu bytes", what, size);
	verdict = check_place(owner, desc, size, what, reason);
	if (verdict)
		return verdict;
	if (size > known && memchr_inv(desc + known, 0, size - known))
		return too_new(reason, what, size, known);
	return BROKER_AGREED;
}

/*
 * Copies the members of a descriptor that both sides have. Members that an older
 * client lacks read as zero.
 */
static enum broker_verdict copy_descriptor(void *copy, size_t known, const void *desc, size_t size,
					   const struct module *owner, const char *what,
					   struct broker_reason *reason)
{
	enum broker_verdict verdict;

	verdict = check_size(desc, size, known, owner, what, reason);
	if (verdict)
		return verdict;
	memset(copy, 0, known);
	memcpy(copy, desc, min(known, size));
	return BROKER_AGREED;
}

/*
 * The same for a descriptor that may lie in allocated memory, which is read as if it might
 * not be mapped.
 */
static enum broker_verdict copy_provider(struct broker_provider *copy,
					 const struct broker_provider *desc, u32 size,
					 const struct module *owner, bool *allocated,
					 struct broker_reason *reason)
{
	static const char what[] = "descriptor";
	size_t i;
	char c;

	/* The pointer may have been read from freed memory, and is dereferenced below. */
	if (copy_from_kernel_nofault(&c, owner, 1) ||
	    copy_from_kernel_nofault(&c, (const char *)(owner + 1) - 1, 1))
		return malformed(reason, "owner is not a module");
	*allocated = !within_module((unsigned long)desc, owner) && !object_is_on_stack(desc);
	if (!*allocated)
		return copy_descriptor(copy, sizeof(*copy), desc, size, owner, what, reason);
	memset(copy, 0, sizeof(*copy));
	if (size > PAGE_SIZE)
		return malformed(reason, "%s has a size of %u bytes", what, size);
	if (copy_from_kernel_nofault(copy, desc, min_t(size_t, size, sizeof(*copy))))
		return malformed(reason, "%s cannot be read", what);
	for (i = sizeof(*copy); i < size; i++) {
		if (copy_from_kernel_nofault(&c, (const char *)desc + i, 1))
			return malformed(reason, "%s cannot be read", what);
		if (c)
			return too_new(reason, what, size, sizeof(*copy));
	}
	return BROKER_AGREED;
}

/*
 * Copies the name of an instance to a buffer of BROKER_INSTANCE_MAX + 1 bytes. The copy is
 * empty if there is no name, or if the name is refused.
 */
static enum broker_verdict copy_instance(char *copy, const char *instance,
					 struct broker_reason *reason)
{
	char name[BROKER_INSTANCE_MAX + 1];
	const char *c;

	*copy = '\0';
	if (!instance)
		return BROKER_AGREED;
	if (!broker_instance_copy(name, instance))
		return malformed(reason, "name of the instance is longer than %d characters",
				 BROKER_INSTANCE_MAX);
	if (!*name)
		return malformed(reason, "name of the instance is empty");
	for (c = name; *c; c++)
		if (!isascii(*c) || !isgraph(*c))
			return malformed(reason,
					 "name of the instance has a blank, or what cannot be printed");
	strscpy(copy, name, sizeof(name));
	return BROKER_AGREED;
}

static enum broker_verdict check_contract_place(const struct module *owner,
						const struct broker_contract *contract,
						struct broker_reason *reason)
{
	enum broker_verdict verdict;

	if (!contract)
		return malformed(reason, "contract is NULL");
	verdict = check_place(owner, contract, CONTRACT_SIZE_MIN, "contract", reason);
	if (verdict)
		return verdict;
	if (contract->size < CONTRACT_SIZE_MIN)
		return malformed(reason, "contract has a size of %u bytes, need %zu",
				 contract->size, CONTRACT_SIZE_MIN);
	/* Most contracts are no longer than the part that was just checked. */
	if (contract->size > CONTRACT_SIZE_MIN)
		verdict = check_size(contract, contract->size, sizeof(*contract), owner,
				     "contract", reason);
	if (verdict)
		return verdict;
	return check_place(owner, contract->text, contract->text_size, "contract's text", reason);
}

static enum broker_verdict check_places(const struct module *owner,
					const struct broker_contract *contract,
					struct broker_reason *reason)
{
	const struct broker_contract *callbacks;
	const struct broker_contract *const *s;
	enum broker_verdict verdict;

	verdict = check_contract_place(owner, contract, reason);
	if (verdict)
		return verdict;
	callbacks = broker_contract_callbacks(contract);
	if (callbacks)
		verdict = check_contract_place(owner, callbacks, reason);
	if (verdict)
		return verdict;
	for (s = contract->structs; s; s++) {
		verdict = check_place(owner, s, sizeof(*s), "contract's list of structs", reason);
		if (verdict)
			return verdict;
		if (!*s)
			break;
		verdict = check_contract_place(owner, *s, reason);
		if (verdict)
			return verdict;
	}
	return BROKER_AGREED;
}

/* Checks each byte, which takes long. Not for a contract that broker_interface_knows(). */
static enum broker_verdict check_text(const struct broker_contract *contract,
				      struct broker_identity *id, struct broker_reason *reason)
{
	enum broker_verdict verdict;

	verdict = broker_contract_check(contract, reason);
	if (verdict)
		return verdict;
	broker_contract_identify(contract, id);
	return BROKER_AGREED;
}

static enum broker_verdict validate_contract(const struct module *owner,
					     const struct broker_contract *contract,
					     struct broker_identity *id,
					     struct broker_reason *reason)
{
	enum broker_verdict verdict;
	struct provider *same;
	bool knows;

	verdict = check_places(owner, contract, reason);
	if (verdict)
		return verdict;
	mutex_lock(&broker_mutex);
	knows = broker_interface_knows(contract, id, &same);
	mutex_unlock(&broker_mutex);
	return knows ? BROKER_AGREED : check_text(contract, id, reason);
}

static enum broker_verdict check_op(const struct module *owner, const void *function,
				    const struct broker_contract *contract, unsigned int index,
				    bool may_be_null, struct broker_reason *reason)
{
	struct broker_op op = {};

	if (function && !within_module_init((unsigned long)function, owner))
		return BROKER_AGREED;
	if (!function && may_be_null)
		return BROKER_AGREED;
	broker_contract_op(contract, index, &op);
	if (function)
		return malformed(reason, "%s %u '%.*s' is init code, which is freed", op.what,
				 index, (int)op.name_len, op.name);
	if (op.optional)
		return BROKER_AGREED;
	return malformed(reason, "%s %u '%.*s' is NULL and not optional", op.what, index,
			 (int)op.name_len, op.name);
}

static enum broker_verdict validate_table(const struct module *owner, const void *const *table,
					  const struct broker_contract *contract,
					  unsigned int ops, bool may_be_null, const char *what,
					  struct broker_reason *reason)
{
	enum broker_verdict verdict;
	unsigned int i;

	if (!IS_ALIGNED((unsigned long)table, sizeof(*table)))
		return malformed(reason, "%s is not aligned", what);
	/* An interface without operations has a table without a size. */
	verdict = ops ? check_place(owner, table, ops * sizeof(*table), what, reason) :
		  table ? BROKER_AGREED : malformed(reason, "%s is NULL", what);
	for (i = 0; !verdict && i < ops; i++)
		verdict = check_op(owner, table[i], contract, i, may_be_null, reason);
	return verdict;
}

/* No module has a name of MODULE_NAME_LEN or more bytes, so no further byte is compared. */
static enum broker_verdict check_name(const struct module *owner, const char *name,
				      struct broker_reason *reason)
{
	enum broker_verdict verdict;
	unsigned int i;

	for (i = 0; i < MODULE_NAME_LEN; i++) {
		verdict = check_place(owner, name + i, 1, "name in the list of consumers",
				      reason);
		if (verdict || !name[i])
			return verdict;
	}
	return malformed(reason, "name in the list of consumers does not end");
}

static enum broker_verdict validate_consumers(const struct module *owner, const char *const *names,
					      struct broker_reason *reason)
{
	const char *const *name;
	enum broker_verdict verdict;

	for (name = names; name; name++) {
		verdict = check_place(owner, name, sizeof(*name), "list of consumers", reason);
		if (verdict)
			return verdict;
		if (!*name)
			break;
		if (name - names >= CONSUMERS_MAX)
			return malformed(reason, "list of consumers has more than %d names",
					 CONSUMERS_MAX);
		verdict = check_name(owner, *name, reason);
		if (verdict)
			return verdict;
	}
	return BROKER_AGREED;
}

static enum broker_verdict validate_needs(const struct module *owner,
					  const struct broker_contract *contract,
					  unsigned int min_minor, const void *fallback,
					  const struct broker_identity *id,
					  struct broker_reason *reason)
{
	if (min_minor > id->minor)
		return malformed(reason, "minor %u is asked for, the contract has %u", min_minor,
				 id->minor);
	if (!fallback)
		return BROKER_AGREED;
	return validate_table(owner, fallback, contract, id->ops, true, "fallback table", reason);
}

/* Hooks are called long after init. */
static enum broker_verdict check_hooks(const struct module *owner, const void *const *hooks,
				       unsigned int count, struct broker_reason *reason)
{
	while (count--)
		if (within_module_init((unsigned long)hooks[count], owner))
			return malformed(reason, "a hook is init code, which is freed");
	return BROKER_AGREED;
}

static enum broker_verdict check_provider_hooks(const struct broker_provider *desc,
						const struct broker_identity *id,
						struct broker_reason *reason)
{
	const void *const hooks[] = { desc->attach, desc->ready, desc->leaving, desc->detach };

	if (id->callbacks && !desc->attach)
		return malformed(reason,
				 "the interface has callbacks, and the provider no attach hook");
	return check_hooks(desc->owner, hooks, ARRAY_SIZE(hooks), reason);
}

static enum broker_verdict check_consumer_hooks(const struct broker_consumer *desc,
						struct broker_reason *reason)
{
	const void *const hooks[] = {
		desc->attach, desc->ready, desc->leaving, desc->stop, desc->detach
	};

	return check_hooks(desc->owner, hooks, ARRAY_SIZE(hooks), reason);
}

static enum broker_verdict check_callbacks(const struct broker_consumer *desc,
					   const struct broker_identity *id,
					   struct broker_reason *reason)
{
	if (!desc->callbacks == !id->callbacks)
		return !desc->callbacks ? BROKER_AGREED :
		       validate_table(desc->owner, desc->callbacks,
				      broker_contract_callbacks(desc->contract), id->callbacks,
				      false, "table of callbacks", reason);
	return malformed(reason, desc->callbacks ? "the interface has no callbacks" :
						   "table of callbacks is NULL");
}

/* The module that passed the descriptor, or NULL if that cannot be determined. */
struct module *broker_provider_owner(const struct broker_provider *desc)
{
	struct broker_provider head;

	if (!desc || copy_from_kernel_nofault(&head, desc, PROVIDER_SIZE_MIN))
		return NULL;
	return head.size >= PROVIDER_SIZE_MIN ? head.owner : NULL;
}

struct module *broker_request_owner(const struct broker_request *request)
{
	return request && request->size >= REQUEST_SIZE_MIN ? request->owner : NULL;
}

struct module *broker_consumer_owner(const struct broker_consumer *desc)
{
	return desc && desc->size >= CONSUMER_SIZE_MIN ? desc->owner : NULL;
}

/**
 * broker_validate_provider() - validate the descriptor of a provider
 * @desc: the client's descriptor
 * @copy: filled with the members that this broker knows
 * @id: filled with the identity of its contract
 * @instance: filled with the name of the instance, BROKER_INSTANCE_MAX + 1 bytes
 * @allocated: set if the descriptor does not lie in the module
 * @reason: filled if it is refused
 *
 * Return: BROKER_AGREED, BROKER_MALFORMED or BROKER_TOO_NEW.
 */
enum broker_verdict broker_validate_provider(const struct broker_provider *desc,
					     struct broker_provider *copy,
					     struct broker_identity *id, char *instance,
					     bool *allocated, struct broker_reason *reason)
{
	struct broker_provider head;
	enum broker_verdict verdict;

	if (!desc)
		return malformed(reason, "descriptor is NULL");
	if (copy_from_kernel_nofault(&head, desc, PROVIDER_SIZE_MIN))
		return malformed(reason, "descriptor cannot be read");
	if (head.size < PROVIDER_SIZE_MIN)
		return malformed(reason, "descriptor has a size of %u bytes, need %zu", head.size,
				 PROVIDER_SIZE_MIN);
	if (!head.owner)
		return malformed(reason, "owner is NULL, it must be THIS_MODULE of a module");
	verdict = copy_provider(copy, desc, head.size, head.owner, allocated, reason);
	if (verdict)
		return verdict;
	verdict = copy_instance(instance, copy->instance, reason);
	if (verdict)
		return verdict;
	if (*allocated || *instance)
		copy->flags |= BROKER_REVOCABLE_ONLY;
	verdict = validate_contract(copy->owner, copy->contract, id, reason);
	if (verdict)
		return verdict;
	if (copy->flags & ~(BROKER_SIGNED_CONSUMERS | BROKER_REVOCABLE_ONLY))
		return malformed(reason, "flags are 0x%x", copy->flags);
	if (copy->min_minor > id->minor)
		return malformed(reason, "asks for consumers of minor %u, and has minor %u",
				 copy->min_minor, id->minor);
	verdict = validate_consumers(copy->owner, copy->consumers, reason);
	if (verdict)
		return verdict;
	verdict = check_provider_hooks(copy, id, reason);
	if (verdict)
		return verdict;
	return validate_table(copy->owner, copy->table, copy->contract, id->ops, false, "table",
			      reason);
}

/**
 * broker_validate_request() - validate a request, except for broker_validate_terms()
 * @request: the client's request
 * @copy: filled with the members that this broker knows
 * @reason: filled if it is refused
 *
 * Called without broker_mutex, which an oops would leave locked: it is not known yet
 * whether the request can be read.
 *
 * Return: BROKER_AGREED, BROKER_MALFORMED or BROKER_TOO_NEW.
 */
enum broker_verdict broker_validate_request(const struct broker_request *request,
					    struct broker_request *copy,
					    struct broker_reason *reason)
{
	enum broker_verdict verdict;

	if (!request)
		return malformed(reason, "request is NULL");
	if (request->size < REQUEST_SIZE_MIN)
		return malformed(reason, "request has a size of %u bytes, need %zu", request->size,
				 REQUEST_SIZE_MIN);
	if (!request->owner)
		return malformed(reason, "owner is NULL, it must be THIS_MODULE of a module");
	verdict = copy_descriptor(copy, sizeof(*copy), request, request->size, request->owner,
				  "request", reason);
	if (verdict)
		return verdict;
	return check_places(copy->owner, copy->contract, reason);
}

/**
 * broker_validate_terms() - validate the contents of a request, with broker_mutex held
 * @request: copied by broker_validate_request()
 * @id: filled with the identity of its contract
 * @same: set to the provider whose contract was found to be the same, or NULL;
 *	it need not be compared again as long as the mutex is held
 * @reason: filled if it is refused
 *
 * Return: BROKER_AGREED or BROKER_MALFORMED.
 */
enum broker_verdict broker_validate_terms(const struct broker_request *request,
					  struct broker_identity *id, struct provider **same,
					  struct broker_reason *reason)
{
	enum broker_verdict verdict = BROKER_AGREED;

	if (!broker_interface_knows(request->contract, id, same))
		verdict = check_text(request->contract, id, reason);
	if (verdict)
		return verdict;
	if (id->callbacks)
		return malformed(reason, BROKER_SAYS_TWO_WAY);
	if (request->flags & ~BROKER_AUTOLOAD)
		return malformed(reason, "flags are 0x%x", request->flags);
	return validate_needs(request->owner, request->contract, request->min_minor,
			      request->fallback, id, reason);
}

/**
 * broker_validate_consumer() - validate the descriptor of a revocable consumer
 * @desc: the client's descriptor
 * @copy: filled with the members that this broker knows
 * @id: filled with the identity of its contract
 * @instance: filled with the name of the instance, BROKER_INSTANCE_MAX + 1 bytes
 * @reason: filled if it is refused
 *
 * Return: BROKER_AGREED, BROKER_MALFORMED or BROKER_TOO_NEW.
 */
enum broker_verdict broker_validate_consumer(const struct broker_consumer *desc,
					     struct broker_consumer *copy,
					     struct broker_identity *id, char *instance,
					     struct broker_reason *reason)
{
	enum broker_verdict verdict;

	if (!desc)
		return malformed(reason, "descriptor is NULL");
	if (desc->size < CONSUMER_SIZE_MIN)
		return malformed(reason, "descriptor has a size of %u bytes, need %zu", desc->size,
				 CONSUMER_SIZE_MIN);
	if (!desc->owner)
		return malformed(reason, "owner is NULL, it must be THIS_MODULE of a module");
	verdict = copy_descriptor(copy, sizeof(*copy), desc, desc->size, desc->owner,
				  "descriptor", reason);
	if (verdict)
		return verdict;
	if (!module_data_range(copy->owner, desc, copy->size))
		return malformed(reason, "descriptor is constant, its link cannot be written");
	verdict = validate_contract(copy->owner, copy->contract, id, reason);
	if (verdict)
		return verdict;
	if (copy->flags & ~(BROKER_AUTOLOAD | BROKER_MOVABLE | BROKER_REQUESTS | BROKER_EVERY))
		return malformed(reason, "flags are 0x%x", copy->flags);
	verdict = copy_instance(instance, copy->instance, reason);
	if (verdict)
		return verdict;
	if ((copy->flags & BROKER_EVERY) && *instance)
		return malformed(reason, "BROKER_EVERY is given, and one instance");
	if ((copy->flags & BROKER_EVERY) && !copy->attach)
		return malformed(reason, "BROKER_EVERY is given, and no attach hook");
	verdict = check_consumer_hooks(copy, reason);
	if (verdict)
		return verdict;
	verdict = check_callbacks(copy, id, reason);
	if (verdict)
		return verdict;
	return validate_needs(copy->owner, copy->contract, copy->min_minor, copy->fallback, id,
			      reason);
}
