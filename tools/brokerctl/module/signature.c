// SPDX-License-Identifier: GPL-2.0-only
/*
 * Signatures of modules. Only the kernel can tell whether one is valid.
 */
#include <libkmod.h>
#include <string.h>

#include "module/module.h"

/* As much as can be known without the keys: the loader checks the rest. */
bool signature_is_there(const struct bytes *bytes)
{
	static const char magic[] = "~Module signature appended~\n";
	size_t size = sizeof(magic) - 1;

	return bytes->size >= size && !memcmp(bytes->data + bytes->size - size, magic, size);
}

/* The name in the certificate. */
static char *signer_of(struct kmod_module *module)
{
	struct kmod_list *list = NULL, *entry;
	char *signer = NULL;

	if (kmod_module_get_info(module, &list) < 0)
		return NULL;
	kmod_list_foreach(entry, list)
		if (!signer && !strcmp(kmod_module_info_get_key(entry), "signer"))
			signer = strdup(kmod_module_info_get_value(entry));
	kmod_module_info_free_list(list);
	return signer;
}

/* The signer of the module in a file; the caller frees it. NULL if the file has none. */
char *signature_signer(const char *path)
{
	static const char *const no_config[] = { NULL };
	struct kmod_ctx *kmod = kmod_new(NULL, no_config);
	struct kmod_module *module;
	char *signer = NULL;

	if (kmod && kmod_module_new_from_path(kmod, path, &module) >= 0) {
		signer = signer_of(module);
		kmod_module_unref(module);
	}
	kmod_unref(kmod);
	return signer;
}
