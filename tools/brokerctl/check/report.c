// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tree of "brokerctl check", and its members that are shown as text.
 */
#include <stdio.h>
#include <string.h>

#include "check/check.h"
#include "common/output.h"
#include "common/tree.h"

static const struct column provider_columns[] = {
	{ "provider", "PROVIDER" },
	{ "interface", "INTERFACE" },
	{ "instance", "INSTANCE", true },
	{ "has", "HAS" },
	{ "priority", "PRIORITY" },
	{ "flags", "FLAGS" },
	{ "consumers", "SERVES" },
	{}
};

static const struct column pair_columns[] = {
	{ "consumer", "CONSUMER" },
	{ "interface", "INTERFACE" },
	{ "instance", "INSTANCE", true },
	{ "wants", "WANTS" },
	{ "how", "HOW" },
	{ "provider", "PROVIDER" },
	{ "has", "HAS" },
	{ "verdict", "VERDICT" },
	{ "reason", "REASON" },
	{}
};

static const struct column problem_columns[] = {
	{ "file", "FILE" },
	{ "errno", "ERRNO" },
	{ "line", "THE LOADER WOULD SAY" },
	{}
};

static const struct column refusal_columns[] = {
	{ "errno", "ERRNO" },
	{ "line", "THE BROKER WOULD SAY" },
	{}
};

static const struct column passed_columns[] = {
	{ "line", "THE BROKER WOULD SAY, AND TAKE ANOTHER PROVIDER" },
	{}
};

static const struct column unreadable_columns[] = {
	{ "file", "FILE" },
	{ "why", "NOT CHECKED" },
	{}
};

static const struct column type_columns[] = {
	{ "consumer", "CONSUMER" },
	{ "interface", "INTERFACE" },
	{ "provider", "PROVIDER" },
	{ "types", "TYPES" },
	{ "difference", "PROVIDER'S, CONSUMER'S" },
	{}
};

static const struct table tables[] = {
	{ "providers", provider_columns },
	{ "pairs", pair_columns },
	{ "types", type_columns },
	{ "refusals", refusal_columns },
	{ "passed", passed_columns },
	{ "problems", problem_columns },
	{ "unreadable", unreadable_columns },
	{ "remarks", NULL },
	{ "summary", NULL },
	{}
};

static void add_version(struct json_object *object, const char *key, unsigned int major,
			unsigned int minor)
{
	char version[24];

	snprintf(version, sizeof(version), "%u.%u", major, minor);
	add_text(object, key, version);
}

static void add_modules(struct json_object *tree, const struct check *check)
{
	struct json_object *modules = add_array(tree, "modules");
	size_t i;

	for (i = 0; i < check->judged; i++) {
		const struct module *module = &check->modules[i];
		struct json_object *object = append_object(modules);

		add_text(object, "module", module->name);
		add_text(object, "file", module->path);
		add_text(object, "license", module->license);
		if (module->vermagic)
			add_text(object, "vermagic", module->vermagic);
		add_bool(object, "signed", module->is_signed);
	}
}

static void add_instance(struct json_object *object, const char *instance)
{
	if (*instance)
		add_text(object, "instance", instance);
}

static void add_options(struct json_object *object, const struct options *options)
{
	struct json_object *flags, *consumers;
	const char *at = options->consumers;

	if (!options->no_priority)
		add_number(object, "priority", options->priority);
	if (!options->no_flags) {
		flags = add_array(object, "flags");
		if (options->flags & SIGNED_CONSUMERS)
			append_text(flags, "signed-consumers");
		if (options->flags & REVOCABLE_ONLY)
			append_text(flags, "revocable-only");
	}
	if (options->no_consumers || !at)
		return;
	consumers = add_array(object, "consumers");
	for (; at < options->consumers + options->consumers_size; at += strlen(at) + 1)
		append_text(consumers, at);
}

static void add_providers(struct json_object *tree, const struct match *match)
{
	struct json_object *providers = add_array(tree, "providers");
	size_t i;

	for (i = 0; i < match->providers_count; i++) {
		const struct provider *provider = &match->providers[i];
		const struct interface *interface = provider->offer->interface;
		struct json_object *object = append_object(providers);

		add_text(object, "provider", provider->module->name);
		add_text(object, "interface", interface->name);
		add_instance(object, provider->offer->options.instance);
		add_version(object, "has", interface->id.major, interface->id.minor);
		add_options(object, &provider->offer->options);
	}
}

static struct json_object *append_pair(struct json_object *pairs, const struct binding *binding)
{
	const struct interface *interface = binding->need->interface;
	struct json_object *object = append_object(pairs);

	add_text(object, "consumer", binding->consumer->name);
	add_text(object, "interface", interface->name);
	add_instance(object, binding_instance(binding));
	add_version(object, "wants", interface->id.major, binding->need->min_minor);
	add_text(object, "how", binding->need->pinned ? "pinned" : "revocable");
	add_bool(object, "autoload", binding->need->options.flags & AUTOLOAD);
	if (binding->need->options.flags & EVERY)
		add_bool(object, "every", true);
	return object;
}

static void add_reason(struct json_object *object, const struct broker_reason *reason)
{
	char line[BROKER_LINE_MAX];

	reason_text(line, reason);
	add_text(object, "reason", line);
}

static const char *verdict_on(const struct pair *pair)
{
	if (pair->reason.verdict)
		return "refused";
	return pair->chosen ? "chosen" : pair->absent ? "absent" : "agrees";
}

/* The reason is that one of the two would not be loaded. */
static void add_absence(struct json_object *object, const struct binding *binding,
			const struct pair *pair)
{
	const struct module *module = binding->consumer->fate == REJECTED ?
				      binding->consumer : pair->provider->module;
	char reason[128];

	snprintf(reason, sizeof(reason), "%s would not be loaded", module->name);
	add_text(object, "reason", reason);
}

static void add_pair(struct json_object *pairs, const struct binding *binding,
		     const struct pair *pair)
{
	struct json_object *object = append_pair(pairs, binding);
	const struct interface *interface = pair->provider->offer->interface;
	enum broker_verdict verdict = pair->reason.verdict;

	add_text(object, "provider", pair->provider->module->name);
	add_version(object, "has", interface->id.major, interface->id.minor);
	add_text(object, "verdict", verdict_on(pair));
	if (!verdict && pair->absent)
		add_absence(object, binding, pair);
	if (!verdict)
		return;
	add_errno(object, "errno", -broker_verdict_errno(verdict));
	add_reason(object, &pair->reason);
}

/* No provider that would be loaded provides it to a consumer that would be. */
static bool has_nobody(const struct binding *binding)
{
	size_t i;

	for (i = 0; i < binding->pairs_count; i++)
		if (!binding->pairs[i].absent)
			return false;
	return binding->outcome != ABSENT || !binding->pairs_count;
}

static void add_pairs(struct json_object *tree, const struct match *match)
{
	struct json_object *pairs = add_array(tree, "pairs");
	const struct binding *binding;
	struct json_object *object;
	size_t i, j;

	for (i = 0; i < match->bindings_count; i++) {
		binding = &match->bindings[i];
		for (j = 0; j < binding->pairs_count; j++)
			add_pair(pairs, binding, &binding->pairs[j]);
		if (!has_nobody(binding))
			continue;
		object = append_pair(pairs, binding);
		add_text(object, "verdict", binding->outcome == WAITS ? "waits" :
			 binding->outcome == ABSENT ? "absent" : "refused");
		add_text(object, "reason", binding->reason.what);
		if (binding->outcome == REFUSED)
			add_errno(object, "errno", -broker_verdict_errno(binding->reason.verdict));
	}
}

static void add_unreadable(struct json_object *tree, const struct check *check)
{
	struct json_object *array = add_array(tree, "unreadable");
	size_t i;

	for (i = 0; i < check->unreadable_count; i++) {
		struct json_object *object = append_object(array);

		add_text(object, "file", check->unreadable[i].path);
		add_text(object, "why", check->unreadable[i].why);
	}
}

static void add_refusal(struct json_object *refusals, const struct binding *binding,
			const char *provider, const struct broker_reason *reason)
{
	const struct broker_identity *id = &binding->need->interface->id;
	char line[BROKER_LINE_MAX + 16] = "broker: ";
	struct json_object *object = append_object(refusals);

	broker_refusal_line(line + strlen(line), binding->consumer->name, provider, id,
			    binding_instance(binding), reason);
	add_text(object, "consumer", binding->consumer->name);
	add_errno(object, "errno", -broker_verdict_errno(reason->verdict));
	add_text(object, "line", line);
}

/* The provider that was registered next after @before, or first of all. */
static const struct pair *next_told(const struct binding *binding, const struct pair *before)
{
	const struct pair *next = NULL, *pair;

	for (pair = binding->pairs; pair < binding->pairs + binding->pairs_count; pair++)
		if (pair->told && (!before || pair->provider->id > before->provider->id) &&
		    (!next || pair->provider->id < next->provider->id))
			next = pair;
	return next;
}

/*
 * In the order in which the broker would log them. Refusals by providers that are better
 * than the one a consumer gets are in an array of their own.
 */
static size_t add_refusals(struct json_object *tree, const struct match *match)
{
	struct json_object *refusals = add_array(tree, "refusals");
	struct json_object *passed = add_array(tree, "passed");
	size_t refused = 0, i;

	for (i = 0; i < match->bindings_count; i++) {
		const struct binding *binding = &match->bindings[i];
		const struct pair *pair = NULL;

		refused += binding->outcome == REFUSED;
		if (binding->outcome == REFUSED && !next_told(binding, NULL))
			add_refusal(refusals, binding, "", &binding->reason);
		while ((pair = next_told(binding, pair)))
			add_refusal(binding->outcome == REFUSED ? refusals : passed, binding,
				    pair->provider->module->name, &pair->reason);
	}
	return refused;
}

static size_t add_problems(struct json_object *tree, const struct problems *found)
{
	struct json_object *problems = add_array(tree, "problems");
	size_t fatal = 0, i;

	for (i = 0; i < found->count; i++) {
		struct json_object *object = append_object(problems);

		add_text(object, "module", found->list[i].module->name);
		add_text(object, "file", found->list[i].module->path);
		if (found->list[i].error)
			add_errno(object, "errno", found->list[i].error);
		add_text(object, "line", found->list[i].line);
		fatal += found->list[i].error != 0;
	}
	return fatal;
}

static void add_summary(struct json_object *tree, const struct check *check, size_t refused,
			size_t problems)
{
	char summary[512], kernel[300] = "no kernel was given (--kernel)";

	if (!check->with_kernel && problems)
		snprintf(kernel, sizeof(kernel),
			 "%zu reason%s for the loader to refuse, by the files alone", problems,
			 plural(problems));
	if (check->with_kernel)
		snprintf(kernel, sizeof(kernel), "%zu reason%s for the loader to refuse, by %s",
			 problems, plural(problems), check->kernel.path);
	snprintf(summary, sizeof(summary), "%zu module%s: %zu of %zu requirements refused; %s",
		 check->judged, plural(check->judged), refused, check->match.bindings_count,
		 kernel);
	add_text(tree, "summary", summary);
}

/* Prints the whole report. Returns the exit code. */
int report(const struct check *check)
{
	struct json_object *tree = json_object_new_object();
	size_t refused, problems;
	int types = EXIT_FINE;

	if (check->with_kernel) {
		add_text(tree, "kernel", check->kernel.path);
		add_text(tree, "vermagic", check->kernel.vermagic);
	}
	add_modules(tree, check);
	add_providers(tree, &check->match);
	add_pairs(tree, &check->match);
	if (check->types)
		types = add_types(tree, check);
	refused = add_refusals(tree, &check->match);
	problems = add_problems(tree, &check->problems);
	add_unreadable(tree, check);
	add_remarks(tree, check);
	add_summary(tree, check, refused, problems);
	print_tree(tree, tables);
	json_object_put(tree);
	return refused || problems ? EXIT_NO : types;
}
