// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is known of a kernel: its symbols, and the configuration beside
 * Module.symvers in the directory that modules are built against.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/kernel.h"

/* The CRCs that never change: broker.symvers and similar files. */
#include "broker-symvers.h"

/* MODULE_ARCH_VERMAGIC */
#if defined(__aarch64__)
#define ARCH_VERMAGIC	"aarch64"
#elif defined(__riscv)
#define ARCH_VERMAGIC	"riscv"
#else
#define ARCH_VERMAGIC	""
#endif

/* NULL if it cannot be read. */
static char *read_text(const char *path)
{
	struct bytes bytes;
	char why[WHY_MAX];

	if (!file_read(path, &bytes, why))
		return (char *)bytes.data;
	free(bytes.data);
	return NULL;
}

/* Text of a file in the directory of Module.symvers; the caller frees it. */
static char *read_beside(const struct kernel *kernel, const char *name)
{
	const char *slash = strrchr(kernel->path, '/');
	int length = slash ? slash - kernel->path + 1 : 0;
	char *path, *text;

	if (asprintf(&path, "%.*s%s", length, kernel->path, name) < 0)
		return NULL;
	text = read_text(path);
	free(path);
	return text;
}

/* Is the option set to y? @config is the text of auto.conf. */
static bool is_set(const char *config, const char *option)
{
	size_t length = strlen(option);
	const char *at = config;

	while ((at = strstr(at, option))) {
		if ((at == config || at[-1] == '\n') && !strncmp(at + length, "=y", 2))
			return true;
		at += length;
	}
	return false;
}

/*
 * include/linux/vermagic.h. Before 5.16 there was no PREEMPT_BUILD, which PREEMPT
 * selects since then. A kernel with a randomised layout has a longer version magic.
 */
static void make_vermagic(struct kernel *kernel, const char *config, const char *release)
{
	bool preemptible = is_set(config, "CONFIG_PREEMPT_BUILD") ||
			   is_set(config, "CONFIG_PREEMPT");
	const char *preempt = preemptible ? "preempt " :
			      is_set(config, "CONFIG_PREEMPT_RT") ? "preempt_rt " : "";

	if (is_set(config, "CONFIG_RANDSTRUCT"))
		return;
	snprintf(kernel->vermagic, sizeof(kernel->vermagic), "%s %s%s%s%s%s", release,
		 is_set(config, "CONFIG_SMP") ? "SMP " : "", preempt,
		 is_set(config, "CONFIG_MODULE_UNLOAD") ? "mod_unload " : "",
		 kernel->modversions ? "modversions " : "", ARCH_VERMAGIC);
}

/* #define UTS_RELEASE "6.12.0" */
static bool find_release(const char *text, char *release, size_t size)
{
	static const char define[] = "#define UTS_RELEASE \"";
	const char *at = text ? strstr(text, define) : NULL;
	size_t length;

	if (!at)
		return false;
	at += strlen(define);
	length = strcspn(at, "\"\n");
	if (at[length] != '"' || length >= size)
		return false;
	memcpy(release, at, length);
	release[length] = '\0';
	return true;
}

static bool any_crc(const struct symvers *symvers)
{
	size_t i;

	for (i = 0; i < symvers->count; i++)
		if (symvers->symbols[i].crc)
			return true;
	return false;
}

static bool any_built_in(const struct symvers *symvers)
{
	size_t i;

	for (i = 0; i < symvers->count; i++)
		if (symvers->symbols[i].built_in)
			return true;
	return false;
}

/* How strict the kernel is, according to the text of its configuration. */
static void read_rules(struct kernel *kernel, const char *config)
{
	kernel->force_load = is_set(config, "CONFIG_MODULE_FORCE_LOAD");
	kernel->signed_only = is_set(config, "CONFIG_MODULE_SIG_FORCE");
	kernel->any_namespace = is_set(config, "CONFIG_MODULE_ALLOW_MISSING_NAMESPACE_IMPORTS");
}

static void read_config(struct kernel *kernel, const char *config)
{
	char *release_text = read_beside(kernel, "include/generated/utsrelease.h");
	char release[65];

	kernel->modversions = any_crc(&kernel->symvers);
	if (config) {
		kernel->modversions = is_set(config, "CONFIG_MODVERSIONS");
		read_rules(kernel, config);
		if (find_release(release_text, release, sizeof(release)))
			make_vermagic(kernel, config, release);
	}
	free(release_text);
}

/* The same choice as in broker.mk. Without a configuration genksyms is assumed. */
static const char *broker_list(const char *config)
{
	if (!config || !is_set(config, "CONFIG_GENDWARFKSYMS"))
		return broker_symvers;
	return is_set(config, "CONFIG_CC_IS_CLANG") ? broker_gendwarfksyms_clang_symvers :
						      broker_gendwarfksyms_gcc_symvers;
}

static int read_broker(struct kernel *kernel, const char *list, char *why)
{
	struct bytes text = { (unsigned char *)strdup(list), strlen(list) };

	if (!text.data)
		return because(why, "cannot be read: out of memory");
	return symvers_parse(&kernel->broker, text, why);
}

/**
 * kernel_open() - read what is known of a kernel
 * @kernel: filled; for kernel_close(), also after a failure
 * @symvers_path: path of its Module.symvers; this function takes ownership
 * @why: filled after a failure
 *
 * Return: 0, or -1.
 */
int kernel_open(struct kernel *kernel, char *symvers_path, char *why)
{
	struct bytes text;
	char *config;
	int ret;

	*kernel = (struct kernel){ .path = symvers_path };
	if (file_read(symvers_path, &text, why)) {
		free(text.data);
		return -1;
	}
	if (symvers_parse(&kernel->symvers, text, why))
		return -1;
	if (!any_built_in(&kernel->symvers))
		return because(why, "is not a kernel's Module.symvers: no symbol is vmlinux's");
	if (!symvers_find(&kernel->symvers, "module_layout") && any_crc(&kernel->symvers))
		return because(why, "is not a kernel's Module.symvers: module_layout is missing");
	config = read_beside(kernel, "include/config/auto.conf");
	read_config(kernel, config);
	ret = read_broker(kernel, broker_list(config), why);
	free(config);
	return ret;
}

/* Distributions have it there. Without it the kernel is assumed to be strict. */
static int read_boot_config(struct kernel *kernel, const char *root, const char *release)
{
	char *path, *config;

	if (asprintf(&path, "%s/boot/config-%s", root, release) < 0)
		return -1;
	config = read_text(path);
	if (config)
		read_rules(kernel, config);
	free(config);
	free(path);
	return 0;
}

/**
 * kernel_of_module() - read what a module shows of the kernel that it was built with
 * @kernel: filled, for kernel_close(), if @module belongs to that kernel
 * @module: the module
 * @root: where boot is
 * @release: release of the kernel
 *
 * A module has the version magic and the CRC of module_layout, and no other symbol.
 *
 * Return: 0, or -1.
 */
int kernel_of_module(struct kernel *kernel, const struct module *module, const char *root,
		     const char *release)
{
	const struct version *layout = module_version(module, "module_layout");
	size_t length = strlen(release);

	if (!module->in_tree || !module->vermagic || strncmp(module->vermagic, release, length) ||
	    module->vermagic[length] != ' ')
		return -1;
	*kernel = (struct kernel){
		.symvers.symbols = calloc(1, sizeof(*kernel->symvers.symbols)),
		.symvers.count = layout ? 1 : 0,
		.path = strdup(module->path),
		.no_symbols = true,
		.modversions = layout,
	};
	snprintf(kernel->vermagic, sizeof(kernel->vermagic), "%s", module->vermagic);
	if (!kernel->symvers.symbols || !kernel->path ||
	    read_boot_config(kernel, root, release)) {
		kernel_close(kernel);
		return -1;
	}
	*kernel->symvers.symbols = (struct kernel_symbol){
		.name = "module_layout",
		.namespace = "",
		.crc = layout ? layout->crc : 0,
		.built_in = true,
		.module = "vmlinux",
	};
	return 0;
}

void kernel_close(struct kernel *kernel)
{
	symvers_free(&kernel->symvers);
	symvers_free(&kernel->broker);
	free(kernel->path);
	*kernel = (struct kernel){};
}
