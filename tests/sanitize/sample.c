// SPDX-License-Identifier: GPL-2.0-only
/*
 * An object that looks like a module to tools, and is small enough to be damaged 100000
 * times: rows in .modinfo, versions in both forms, exports and imports.
 */
#include <linux/compiler.h>

#define SECTION(name)	__used __section(name) __aligned(1)

static const char rows[] SECTION(".modinfo") =
	"license=GPL\0"
	"vermagic=6.12.0 SMP preempt mod_unload modversions \0"
	"import_ns=SAMPLE\0"
#ifdef CONSUMER
	"name=sample_consumer\0"
	"broker_requires=acme_ring 0001.0000 pinned .flags = BROKER_AUTOLOAD\0"
	"broker_requires=acme_ring 0001.0001 revocable .attach = f, .flags = BROKER_MOVABLE\0"
#else
	"name=sample_provider\0"
	"alias=broker:acme_ring-1\0"
	"broker_provides=acme_ring 0001 .priority = (9 + 1), .consumers = (X){ \"a\", \"b\", NULL }\0"
	"broker_provides=acme_ring 0001 .consumers = 0, .priority =     10, .flags =      3, .attach = 0, .min_minor =      0\0"
#endif
	"broker_structs=acme_ring 1 acme_desc acme_key\0"
	"broker_interface=acme_ring 1\0"
	"broker_op=0 sleep: int open(u32 id, struct acme_ring **ring)\0"
	"broker_op=0 atomic: int submit(struct acme_ring *ring, const struct acme_desc *desc)\0"
	"broker_op=1 atomic | optional: bool idle(const struct acme_ring *ring)\0"
	"broker_abi=ijo ioo bo \0"
	"broker_struct=acme_desc growing\0"
	"broker_field=0 u32 length\0"
	"broker_field=1 u8 cookie[16]\0"
	"broker_abi=j0004 o0016 \0"
	"broker_struct=acme_key sealed\0"
	"broker_field=0 u32 key\0"
	"broker_abi=j0004 ";

#ifdef PROVIDER
static const unsigned char note[] SECTION(".note.gnu.build-id") = {
	4, 0, 0, 0, 4, 0, 0, 0, 3, 0, 0, 0, 'G', 'N', 'U', 0, 0xc0, 0xff, 0xee, 1,
};
#endif

struct version {
	unsigned long crc;
	char name[56];
};

static const struct version versions[] SECTION("__versions") = {
	{ 0x11111111, "module_layout" },
	{ 0x22222222, "imported" },
	{ 0x54420647, "broker_provider_register" },
};

#ifdef CONSUMER
static const unsigned int ext_crcs[] SECTION("__version_ext_crcs") = { 0x11111111, 0x22222222 };
static const char ext_names[] SECTION("__version_ext_names") = "module_layout\0imported";
#else
const int __ksymtab_sample SECTION("__ksymtab") = 1;
const int __ksymtab_restricted SECTION("__ksymtab_gpl") = 1;
const int __crc_sample SECTION("__kcrctab") = 0x33333333;
const int __crc_restricted SECTION("__kcrctab_gpl") = 0x44444444;
#endif

int imported(void);
int __symbol_get(const char *name);
int broker_provider_register(void);
int sample(void) __weak;
int restricted(void);

int init_module(void);
int init_module(void)
{
#ifdef CONSUMER
	return imported() + sample() + restricted() + __symbol_get("sample");
#else
	return imported() + broker_provider_register();
#endif
}
