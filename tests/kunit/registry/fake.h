/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Modules that do not exist, and the objects that they register. All of these are in the core
 * memory of the test module, which the fakes claim to be theirs.
 */
#ifndef _TESTS_KUNIT_FAKE_H
#define _TESTS_KUNIT_FAKE_H

#include <kunit/resource.h>
#include <kunit/test.h>

#include "engine/drain.h"
#include "engine/load.h"
#include "event.h"
#include "objects/client.h"
#include "objects/consumer.h"
#include "objects/hold.h"
#include "objects/interface.h"
#include "objects/provider.h"
#include "objects/refusal.h"
#include "objects/queue.h"
#include "objects/slot.h"
#include "verbs/export.h"
#include "verbs/modules.h"
#include "verbs/steer.h"

extern struct kunit_suite registry_suite, validate_suite, hold_suite, wait_suite, steer_suite,
	callbacks_suite;

/* For each suite's suite_init, suite_exit and init */
int fake_suite_init(struct kunit_suite *suite);
void fake_suite_exit(struct kunit_suite *suite);
int fake_init(struct kunit *test);

enum { ALPHA, BETA, GAMMA, DELTA, FAKES };

/* Live, signed and without holders when a case begins, and without holders when it ends. */
extern struct module fakes[FAKES];

/* Has no effect on a kernel without module signatures. */
void fake_signed(struct module *module, bool is);
void fake_core(struct module *module, const void *base, unsigned int size);
void fake_init_code(struct module *module, const void *base, unsigned int size);

/* Two operations, open() and close(); 1.1 adds submit() and idle(), which is optional. */
extern const struct broker_contract ring_1_0, ring_1_1, ring_2_0;
/* close() has another parameter. */
extern const struct broker_contract ring_1_0_other;
/* One operation */
extern const struct broker_contract disk_1_0;

/* For each fake a table of its own, that suits all of the above */
extern const void *const tables[FAKES][4];

static inline const void *const *table_of(int fake)
{
	return tables[fake];
}

/* The descriptors of the fake, which may still be changed. Each fake has one of each. */
struct broker_provider *fake_provider(int fake, const struct broker_contract *contract);
struct broker_request *fake_request(int fake, const struct broker_contract *contract);

/* If it fails, the case ends here; undone when the case ends. */
void provide(struct kunit *test, const struct broker_provider *provider);
const void *const *hold(struct kunit *test, const struct broker_request *request);
void require_signatures(struct kunit *test);

void expect_refused(struct kunit *test, int err, const char *what,
		    const struct broker_request *request);
void expect_provider_refused(struct kunit *test, int err, const char *what,
			     const struct broker_provider *provider);

#endif
