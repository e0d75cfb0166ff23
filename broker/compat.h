/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The only file that depends on kernel versions. All other code is written for the
 * newest supported kernel.
 */
#ifndef _BROKER_COMPAT_H
#define _BROKER_COMPAT_H

#include <linux/kernel.h>
#include <linux/lockdep.h>
#include <linux/module.h>
#include <linux/version.h>
#include <net/genetlink.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 10, 204)
#error "the broker supports Linux 5.10.204 and later: before, any user may listen to its events"
#endif
#ifndef CONFIG_64BIT
#error "the broker supports 64-bit kernels only: a handle is an id of 64 bits in a pointer"
#endif
#ifndef CONFIG_NET
#error "the broker needs CONFIG_NET: brokerctl asks it through netlink"
#endif
#ifndef CONFIG_MODULE_UNLOAD
#error "the broker is of no use without CONFIG_MODULE_UNLOAD"
#endif

/*
 * Does [start, start + size) lie in one piece of the module's memory that stays
 * as long as the module? within_module_core() looks at one byte only.
 *
 * ac3b43283923 ("module: replace module_layout with module_memory"), 6.4. Drop
 * the second half, and that of module_data_range(), with 6.1.
 */
static inline bool module_core_range(const struct module *mod, const void *start, size_t size)
{
	unsigned long first = (unsigned long)start;
	unsigned long last = first + size - 1;

	if (!size || last < first)
		return false;
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
	for_class_mod_mem_type(type, core)
		if (within_module_mem_type(first, mod, type))
			return within_module_mem_type(last, mod, type);
	return false;
#else
	return within_module_core(first, mod) && within_module_core(last, mod);
#endif
}

/* Does it lie in memory that the module may still write when its init has returned? */
static inline bool module_data_range(const struct module *mod, const void *start, size_t size)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
	return module_core_range(mod, start, size) &&
	       within_module_mem_type((unsigned long)start, mod, MOD_DATA);
#else
	return module_core_range(mod, start, size) &&
	       start >= mod->core_layout.base + mod->core_layout.ro_after_init_size;
#endif
}

/*
 * The loader's entry in a module's target_list for each other module whose symbols it
 * uses. It has been the same since 2.6.38, but is private to the loader in 7.2, so this is
 * a copy, which is checked each time. An entry whose source is not the user has another
 * form. Its target is then unknown: cycles through symbols are not refused, and a client
 * that links our symbols holds a second reference to us while it is a client.
 */
struct symbol_use {
	struct list_head source_list;
	struct list_head target_list;
	struct module *source, *target;
};

/* The module whose symbols @user uses, or NULL. */
static inline struct module *symbol_use_target(const struct symbol_use *use,
					       const struct module *user)
{
	if (use->source == user)
		return use->target;
	pr_warn_once("this kernel's list of a module's dependencies has an unknown form, cycles through symbols are not seen\n");
	return NULL;
}

/* lock_map_sync() has no empty form in a kernel without lockdep, up to now (6.12). */
#ifdef CONFIG_LOCKDEP
#define call_map_sync(map)	lock_map_sync(&(map)->dep_map)
#else
#define call_map_sync(map)	((void)(map))
#endif

/*
 * No module has this taint before 2852ca7fba9f ("panic: Taint kernel if tests are run"),
 * 5.18. Drop with 5.15.
 */
#ifndef TAINT_TEST
#define TAINT_TEST		18
#endif

/*
 * "netlink: add helpers for extack attr presence checking", 6.1. Drop with 5.15.
 */
#ifndef GENL_REQ_ATTR_CHECK
#define GENL_REQ_ATTR_CHECK(info, attr)	genl_lacks_attr(info, attr)
static inline bool genl_lacks_attr(struct genl_info *info, int attr)
{
	if (info->attrs[attr])
		return false;
	GENL_SET_ERR_MSG(info, "an attribute is missing");
	return true;
}
#endif

/*
 * "genetlink: Use internal flags for multicast groups", 6.7 and some stable kernels, such as
 * 6.1. Before that, a group had the flags of operations. Drop with 5.15.
 */
#ifndef GENL_MCAST_CAP_NET_ADMIN
#define GENL_MCAST_CAP_NET_ADMIN	GENL_UNS_ADMIN_PERM
#endif

#endif
