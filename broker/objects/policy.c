// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which modules may bind, beyond what the module loader allows.
 */
#include <linux/moduleparam.h>
#include <linux/string.h>

#include "handshake/handshake.h"
#include "objects/policy.h"

static bool require_signatures;
module_param(require_signatures, bool, 0444);
MODULE_PARM_DESC(require_signatures, "Only modules with a valid signature may provide or consume (default: no)");

/* Without CONFIG_MODULE_SIG no signature is checked, and module_sig_ok() is true. */
bool broker_policy_is_signed(const struct module *module)
{
	return IS_ENABLED(CONFIG_MODULE_SIG) && module_sig_ok((struct module *)module);
}

/* May the module provide or consume anything at all? */
enum broker_verdict broker_policy_check_module(const struct module *module,
					       struct broker_reason *reason)
{
	if (require_signatures && !broker_policy_is_signed(module))
		return broker_reason(reason, BROKER_NOT_ALLOWED, NULL, NULL,
				     "it has no valid signature (require_signatures=1)");
	return BROKER_AGREED;
}

static bool is_listed(const char *const *names, const char *name)
{
	for (; *names; names++)
		if (!strcmp(*names, name))
			return true;
	return false;
}

enum broker_verdict broker_policy_check_consumer(const struct broker_provider *provider,
						 const struct module *module,
						 struct broker_reason *reason)
{
	if ((require_signatures || provider->flags & BROKER_SIGNED_CONSUMERS) &&
	    !broker_policy_is_signed(module))
		return broker_reason(reason, BROKER_NOT_ALLOWED, NULL, NULL,
				     BROKER_SAYS_UNSIGNED,
				     require_signatures ? "require_signatures=1" :
				     BROKER_SAYS_ASKS_SIGNED);
	if (provider->consumers && !is_listed(provider->consumers, module->name))
		return broker_reason(reason, BROKER_NOT_ALLOWED, NULL, NULL,
				     BROKER_SAYS_NOT_LISTED);
	return BROKER_AGREED;
}
