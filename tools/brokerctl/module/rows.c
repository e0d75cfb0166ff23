// SPDX-License-Identifier: GPL-2.0-only
/*
 * The broker's rows in .modinfo, see Documentation/interfaces.rst: contracts, and the
 * providers and requirements of their interfaces.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "module/module.h"

static int no_memory(char *why)
{
	return because(why, "cannot be checked: out of memory");
}

static int bad_row(const char *row, char *why)
{
	return because(why, "is damaged: row '%.100s' is malformed", row);
}

static int too_many(const char *what, char *why)
{
	return because(why, "cannot be checked: it has more than %d %s", PARTS_MAX, what);
}

static bool begins(const char *row, const char *tag)
{
	return !strncmp(row, tag, strlen(tag));
}

/* The row that follows directly, or NULL. */
static const char *adjoining(const struct module *module, const char *row)
{
	const char *next = module_next_row(module, row);

	return next == row + strlen(row) + 1 ? next : NULL;
}

static bool is_item(const char *row)
{
	return begins(row, "broker_op=") || begins(row, "broker_callback=") ||
	       begins(row, "broker_field=");
}

/* The last row of the contract that begins with @head. */
static const char *last_row(const struct module *module, const char *head)
{
	const char *row = head, *next;

	for (;;) {
		next = adjoining(module, row);
		if (!next)
			return row;
		if (begins(next, "broker_abi="))
			return next;
		if (!is_item(next))
			return row;
		row = next;
	}
}

/* Does a contract begin with this row, and of which kind? */
static bool is_head(const char *row, enum rows_of *of)
{
	static const char *const heads[] = {
		[OF_INTERFACE] = "broker_interface=",
		[OF_CALLBACKS] = "broker_callbacks=",
		[OF_STRUCT] = "broker_struct=",
	};
	size_t i;

	for (i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		*of = i;
		if (begins(row, heads[i]))
			return true;
	}
	return false;
}

/* Collects the contracts. A row of a contract that is outside of one means damage. */
static int find_contracts(struct module *module, char *why)
{
	const char *row, *last;
	struct rows *rows;
	enum rows_of of;

	for (row = module_next_row(module, NULL); row; row = module_next_row(module, last)) {
		last = row;
		if (is_item(row) || begins(row, "broker_abi="))
			return because(why, "is damaged: row '%.100s' is in no contract", row);
		if (!is_head(row, &of))
			continue;
		last = last_row(module, row);
		rows = array_add(module->rows, module->rows_count);
		if (!rows)
			return no_memory(why);
		rows->of = of;
		rows->contract.size = sizeof(rows->contract);
		rows->contract.text = row;
		rows->contract.text_size = last + strlen(last) + 1 - row;
	}
	return 0;
}

static const char *behind_tag(const struct broker_contract *contract)
{
	return strchr(contract->text, '=') + 1;
}

static bool same_rows(const struct broker_contract *a, const struct broker_contract *b)
{
	return a->text_size == b->text_size && !memcmp(a->text, b->text, a->text_size);
}

/* Does the head of a contract, after its tag, begin with these words? */
static bool is_of(const struct rows *rows, const char *words, size_t length)
{
	const char *at = behind_tag(&rows->contract);

	return !strncmp(at, words, length) && (at[length] == ' ' || !at[length]);
}

/* The contract of a struct. NULL, and @why is filled, if there is not exactly one. */
static const struct broker_contract *find_struct(const struct module *module, const char *name,
						 size_t length, char *why)
{
	const struct broker_contract *found = NULL;
	size_t i;

	for (i = 0; i < module->rows_count; i++) {
		const struct rows *rows = &module->rows[i];

		if (rows->of != OF_STRUCT || !is_of(rows, name, length))
			continue;
		if (found && !same_rows(found, &rows->contract)) {
			because(why, "cannot be checked: it has two different structs '%.*s'",
				(int)length, name);
			return NULL;
		}
		found = &rows->contract;
	}
	if (!found)
		because(why, "is damaged: it lists struct '%.*s' and has no rows of it",
			(int)(length < 64 ? length : 64), name);
	return found;
}

/* The row of structs of an interface: the text after "NAME MAJOR", or NULL. */
static const char *structs_row(const struct module *module, const char *head)
{
	size_t length = strlen(head);
	const char *row = NULL;

	while ((row = module_row(module, "broker_structs", row)))
		if (!strncmp(row, head, length) && (row[length] == ' ' || !row[length]))
			return row + length;
	return NULL;
}

static int list_structs(const struct module *module, struct interface *interface, char *why)
{
	const char *at = structs_row(module, behind_tag(&interface->contract));
	size_t count = 0, length;

	if (!at)
		return because(why, "has no row broker_structs for '%.64s': rebuild it",
			       behind_tag(&interface->contract));
	interface->contract.structs = interface->structs;
	for (; *at; at += length) {
		at += strspn(at, " ");
		length = strcspn(at, " ");
		if (!length)
			break;
		/* The check of the contract refuses one too many. */
		if (count > BROKER_STRUCTS_MAX)
			break;
		interface->structs[count] = find_struct(module, at, length, why);
		if (!interface->structs[count++])
			return -1;
	}
	return 0;
}

/* The callbacks of the same name and major. */
static int find_callbacks(struct module *module, struct interface *interface, char *why)
{
	const char *head = behind_tag(&interface->contract);
	size_t i;

	for (i = 0; i < module->rows_count; i++) {
		struct rows *rows = &module->rows[i];
		const struct broker_contract *found = interface->contract.callbacks;

		if (rows->of != OF_CALLBACKS || strcmp(behind_tag(&rows->contract), head))
			continue;
		if (found && !same_rows(found, &rows->contract))
			return because(why,
				       "cannot be checked: it has two lists of callbacks of %.64s",
				       head);
		rows->used = true;
		interface->contract.callbacks = &rows->contract;
	}
	return 0;
}

static const struct interface *find_interface(const struct module *module, const char *name,
					      size_t length, unsigned int major)
{
	size_t i;

	for (i = 0; i < module->interfaces_count; i++) {
		const struct interface *interface = &module->interfaces[i];

		if (interface->id.name_len == length && interface->id.major == major &&
		    !memcmp(interface->id.name, name, length))
			return interface;
	}
	return NULL;
}

static bool is_known(const struct module *module, const struct broker_contract *contract)
{
	size_t i;

	for (i = 0; i < module->interfaces_count; i++)
		if (same_rows(&module->interfaces[i].contract, contract))
			return true;
	return false;
}

static int add_interface(struct module *module, const struct rows *rows, char *why)
{
	struct interface *interface = &module->interfaces[module->interfaces_count];
	struct broker_reason reason;

	if (is_known(module, &rows->contract))
		return 0;
	if (module->interfaces_count == PARTS_MAX)
		return too_many("different contracts", why);
	interface->contract = rows->contract;
	if (list_structs(module, interface, why) || find_callbacks(module, interface, why))
		return -1;
	if (broker_contract_check(&interface->contract, &reason))
		return because(why, "is damaged: %s", reason.what);
	broker_contract_identify(&interface->contract, &interface->id);
	memcpy(interface->name, interface->id.name, interface->id.name_len);
	if (find_interface(module, interface->id.name, interface->id.name_len,
			   interface->id.major))
		return because(why, "cannot be checked: it has two different contracts of %s %u",
			       interface->name, interface->id.major);
	module->interfaces_count++;
	return 0;
}

static int find_interfaces(struct module *module, char *why)
{
	size_t i;

	/* Allocated once: contracts point to their own lists of structs. */
	module->interfaces = calloc(module->rows_count + 1, sizeof(*module->interfaces));
	if (!module->interfaces)
		return no_memory(why);
	for (i = 0; i < module->rows_count; i++)
		if (module->rows[i].of == OF_INTERFACE &&
		    add_interface(module, &module->rows[i], why))
			return -1;
	for (i = 0; i < module->rows_count; i++)
		if (module->rows[i].of == OF_CALLBACKS && !module->rows[i].used)
			return because(why, "is damaged: row '%.100s' is of no interface",
				       module->rows[i].contract.text);
	return 0;
}

/* At most four digits. */
static bool read_number(const char **at, unsigned int *number)
{
	const char *s = *at;

	for (*number = 0; isdigit((unsigned char)*s) && s - *at < 4; s++)
		*number = *number * 10 + *s - '0';
	if (s == *at || isdigit((unsigned char)*s))
		return false;
	*at = s;
	return true;
}

/* "NAME MAJOR" of an interface whose contract the module has. */
static const struct interface *read_interface(const struct module *module, const char **at)
{
	size_t length = strcspn(*at, " ");
	const char *name = *at;
	unsigned int major;

	*at += length;
	if (**at != ' ')
		return NULL;
	(*at)++;
	if (!read_number(at, &major))
		return NULL;
	return find_interface(module, name, length, major);
}

/* "NAME MAJOR[ OPTIONS]" */
static int read_offer(const struct module *module, struct offer *offer, char *why)
{
	const char *at = offer->row;

	offer->interface = read_interface(module, &at);
	if (!offer->interface || (*at && *at != ' '))
		return bad_row(offer->row, why);
	options_read(&offer->options, at);
	return 0;
}

/* "NAME MAJOR.MINOR pinned|revocable[ OPTIONS]" */
static int read_need(const struct module *module, struct need *need, char *why)
{
	const char *at = need->row;
	size_t length;

	need->interface = read_interface(module, &at);
	if (!need->interface || *at != '.')
		return bad_row(need->row, why);
	at++;
	if (!read_number(&at, &need->min_minor) || *at != ' ')
		return bad_row(need->row, why);
	at++;
	length = strcspn(at, " ");
	need->pinned = length == strlen("pinned") && begins(at, "pinned");
	if (!need->pinned && !(length == strlen("revocable") && begins(at, "revocable")))
		return bad_row(need->row, why);
	if (need->min_minor > need->interface->id.minor)
		return bad_row(need->row, why);
	options_read(&need->options, at + length);
	return 0;
}

static int find_offers(struct module *module, char *why)
{
	const char *row = NULL;
	struct offer *offer;

	while ((row = module_row(module, "broker_provides", row))) {
		if (module->offers_count == PARTS_MAX)
			return too_many("rows broker_provides", why);
		offer = array_add(module->offers, module->offers_count);
		if (!offer)
			return no_memory(why);
		offer->row = row;
		if (read_offer(module, offer, why))
			return -1;
	}
	return 0;
}

static int find_needs(struct module *module, char *why)
{
	const char *row = NULL;
	struct need *need;
	size_t i;

	while ((row = module_row(module, "broker_requires", row))) {
		for (i = 0; i < module->needs_count; i++)
			if (!strcmp(module->needs[i].row, row))
				break;
		if (i < module->needs_count)
			continue;
		if (i == PARTS_MAX)
			return too_many("different rows broker_requires", why);
		need = array_add(module->needs, module->needs_count);
		if (!need)
			return no_memory(why);
		need->row = row;
		if (read_need(module, need, why))
			return -1;
	}
	return 0;
}

/*
 * Reads all rows. Equal rows broker_requires count once: there is one for each place in
 * the source with a requirement. A row broker_provides is one descriptor.
 */
int module_rows(struct module *module, char *why)
{
	if (find_contracts(module, why) || find_interfaces(module, why) ||
	    find_offers(module, why))
		return -1;
	return find_needs(module, why);
}
