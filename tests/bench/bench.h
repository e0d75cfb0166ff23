/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The operations that are called, and the measurement of costs. Only meaningful where an
 * instruction takes a nanosecond of the counter: under QEMU with -icount shift=0.
 */
#ifndef _BENCH_H
#define _BENCH_H

#include <linux/irqflags.h>
#include <linux/math64.h>
#include <linux/time64.h>
#include <linux/timex.h>
#include <linux/types.h>
#include <linux/broker/interface.h>

#define METER_OPS(OP)							\
	OP(0, atomic, int, tick, (int count))
BROKER_INTERFACE(meter, 1, METER_OPS);

/* The other direction: the provider calls. */
#define METER_BACK_OPS(OP)
#define METER_BACK_CALLBACKS(CALLBACK)					\
	CALLBACK(0, atomic, int, tick, (int count))
BROKER_INTERFACE_TWO_WAY(meter_back, 1, METER_BACK_OPS, METER_BACK_CALLBACKS);

/* The same operation without the broker, exported by bench_provider.ko. */
extern const struct meter_ops bench_table;
extern struct module *const bench_owner;
int bench_tick(int count);

/* Nanoseconds. The counter of arm64 may have less than a tick for each. */
static u64 bench_now(void)
{
#ifdef CONFIG_ARM64
	return get_cycles() * (NSEC_PER_SEC / arch_timer_get_cntfrq());
#else
	return get_cycles();
#endif
}

#define BENCH_TRIES	20	/* the timer interrupt spoils the fewest of them */

/* The shortest of some runs, each with @times measured operations; 0 if one failed. */
static u64 __maybe_unused bench_shortest(bool (*run)(unsigned int times), unsigned int times,
					 bool irqs_off)
{
	u64 shortest = U64_MAX;
	int i;

	for (i = 0; i < BENCH_TRIES; i++) {
		unsigned long flags = 0;
		u64 start, took;
		bool done;

		if (irqs_off)
			local_irq_save(flags);
		start = bench_now();
		done = run(times);
		took = bench_now() - start;
		if (irqs_off)
			local_irq_restore(flags);
		if (!done)
			return 0;
		shortest = min(shortest, took);
	}
	return shortest;
}

/*
 * Hundredths of an instruction for one operation, 0 for a failure. Work that is done once
 * for each run is the same in both and cancels out.
 */
static u64 __maybe_unused bench_cost(bool (*run)(unsigned int times), unsigned int times,
				     bool irqs_off)
{
	u64 once = bench_shortest(run, times, irqs_off);
	u64 twice = bench_shortest(run, 2 * times, irqs_off);

	return once && twice > once ? div_u64((twice - once) * 100, times) : 0;
}

#endif
