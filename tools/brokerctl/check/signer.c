// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whether the running kernel has a key with the name of a module's signer.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check/check.h"

/* "... asymmetri NAME: ID: X509.rsa ...": also true if no key can be seen at all. */
static bool has_key(char *keys, const char *signer)
{
	static const char type[] = " asymmetri ";
	size_t length = strlen(signer);
	bool any = false;
	char *line, *at;

	while ((line = strsep(&keys, "\n"))) {
		at = strstr(line, type);
		if (!at)
			continue;
		any = true;
		at += strlen(type);
		if (!strncmp(at, signer, length) && at[length] == ':')
			return true;
	}
	return !any;
}

static bool kernel_has_key(const char *root, const char *signer)
{
	char *path, why[WHY_MAX];
	struct bytes keys = {};
	bool has = true;

	if (asprintf(&path, "%s/proc/keys", root) < 0)
		return true;
	if (!file_read(path, &keys, why))
		has = has_key((char *)keys.data, signer);
	free(keys.data);
	free(path);
	return has;
}

/* Does the kernel check signatures? */
static bool wants_signatures(const struct check *check)
{
	char *path;
	bool wants;

	if (asprintf(&path, "%s/sys/module/module/parameters/sig_enforce", check->root) < 0)
		return false;
	wants = !access(path, F_OK);
	free(path);
	return wants;
}

/**
 * signature_remark() - why the running kernel does not accept a signature
 * @check: what is judged
 * @module: the module
 * @remark: filled if there is a reason
 * @size: size of @remark
 *
 * Return: false if there is no reason.
 */
bool signature_remark(const struct check *check, const struct module *module, char *remark,
		      size_t size)
{
	char *signer;
	bool known;

	if (!is_running(check) || !wants_signatures(check) || module->fate == REJECTED)
		return false;
	if (!module->is_signed) {
		snprintf(remark, size, "has no signature: it would taint the kernel");
		return true;
	}
	signer = signature_signer(module->path);
	if (!signer)
		return false;
	known = kernel_has_key(check->root, signer);
	snprintf(remark, size, "is signed by '%.64s', whose key the kernel does not have", signer);
	free(signer);
	return !known;
}
