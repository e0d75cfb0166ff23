// SPDX-License-Identifier: GPL-2.0-only
/*
 * The guard around a call through a link, and the drain that waits for it.
 *
 *   reader   broker_enter() .. broker_exit()     include/linux/broker/link.h
 *   writer   switch, drain, detach, reuse        broker/engine/link.c, broker/engine/drain.c
 *
 * One consumer with its two slots, READERS tasks that make CALLS calls each on
 * NCPU CPUs, and a writer that takes the consumer through PROVIDERS providers
 * and then to none. At each step the writer either replaces (the new link is
 * published over the old one, then the old one is retired) or leaves (nothing is
 * published, the link is retired, then the next provider attached in any slot).
 * With the mutation TWO_DRAIN another task also drains the first slot. With REQUESTS one
 * of the calls starts a request, which ends in another context, on any CPU. Requests have
 * counters of their own, but only the sums of both kinds are compared.
 *
 * The machine, chosen by one of
 *   TSO   x86: stores wait in a FIFO per CPU while later loads go ahead.
 *   WEAK  arm64, ppc: increments become visible in any order, and the called
 *         function's accesses to its object may happen after "left"
 *         is visible. Only a full barrier ends both. NO_ACQUIRE lets the loads
 *         of ops and priv go before the second load of the link.
 *
 * A grace period is: after its start, each CPU passes a full barrier. More is
 * not assumed. this_cpu_inc() is one step, hence an RCU reader.
 */

#ifndef READERS
#define READERS 2
#endif
#ifndef CALLS
#define CALLS 1
#endif
#ifndef PROVIDERS
#define PROVIDERS 2
#endif

#define NCPU 2
#define NSLOT 2
#define NONE 2				/* c->link == NULL */

#define AT(cpu, slot) ((cpu) * NSLOT + (slot))

/* State that all CPUs see. Counters are never zeroed, slots never freed. */
byte link = 0;				/* struct broker_consumer.link */
byte ops[NSLOT], priv[NSLOT];		/* of the slot: of which provider */
bool retired[NSLOT];			/* switched away, and not detached yet */
byte entered[NCPU * NSLOT], left[NCPU * NSLOT];

/* Poison: detach closed the object that attach opened; unregister returned, table freed. */
bool closed[PROVIDERS + 1], gone[PROVIDERS + 1];

#ifdef REQUESTS
bool started, completed;
byte handed = NONE, handed_priv;	/* the device's data of the request */
#endif

byte done;				/* readers that ended */
hidden byte x;				/* scratch inside one step */

#define use_object(p) assert(!closed[p])
#define use_table(p) assert(!gone[p])

/* The machine. */

chan writer_buffer = [1] of { byte };	/* c->link = ..., not yet visible */

#ifdef TSO
/* this_cpu_inc(): the counter of a CPU is written by that CPU alone, so the
 * increment is a store that waits behind that CPU's earlier ones. */
chan buffer[NCPU] = [3] of { byte };

#define inc_entered(cpu, slot) buffer[cpu]!slot
#define inc_left(cpu, slot) buffer[cpu]!(NSLOT + slot)

inline pass(cpu)			/* the oldest store becomes visible */
{
	buffer[cpu]?x;
	if
	:: x < NSLOT -> entered[AT(cpu, x)]++
	:: else -> left[AT(cpu, x - NSLOT)]++
	fi;
	x = 0
}

inline smp_mb(cpu)
{
	do
	:: nempty(buffer[cpu]) -> pass(cpu)
	:: empty(buffer[cpu]) -> break
	od
}

/* Loads are never later than a later store, so the function's accesses are done. */
#define access(cpu, p) use_object(p)
#endif

/* A load that goes ahead does not cross a full barrier. */
#ifdef NO_ACQUIRE
bool early[NCPU];
#define forget_early(cpu) early[cpu] = false
#else
#define forget_early(cpu) skip
#endif

#ifdef WEAK
byte late_entered[NCPU * NSLOT], late_left[NCPU * NSLOT];
byte late_access[NCPU];			/* one bit per provider's object */

#define inc_entered(cpu, slot) late_entered[AT(cpu, slot)]++
#define inc_left(cpu, slot) late_left[AT(cpu, slot)]++
#define access(cpu, p) late_access[cpu] = late_access[cpu] | (1 << (p))

/* Objects are never opened again, so the latest time is the worst: at a barrier. */
inline perform(cpu)
{
	x = 1;
	do
	:: x <= PROVIDERS && (late_access[cpu] & (1 << x)) -> use_object(x); x++
	:: x <= PROVIDERS && !(late_access[cpu] & (1 << x)) -> x++
	:: else -> break
	od;
	late_access[cpu] = 0;
	x = 0
}

inline catch_up(cpu, slot)
{
	entered[AT(cpu, slot)] = entered[AT(cpu, slot)] + late_entered[AT(cpu, slot)];
	left[AT(cpu, slot)] = left[AT(cpu, slot)] + late_left[AT(cpu, slot)];
	late_entered[AT(cpu, slot)] = 0;
	late_left[AT(cpu, slot)] = 0
}

inline smp_mb(cpu)
{
	perform(cpu);
	catch_up(cpu, 0);
	catch_up(cpu, 1);
	forget_early(cpu)
}
#endif

/* A task that is moved to another CPU: switching tasks is a full barrier. */
#ifdef MIGRATE
inline migrate(cpu)
{
	if
	:: atomic { smp_mb(cpu); cpu = 1 - cpu }
	:: skip
	fi
}
#else
#define migrate(cpu) skip
#endif

/* The parts that mutations change. */

#ifdef WRONG_ORDER				/* entered summed before left */
#define FIRST entered
#define SECOND left
#else
#define FIRST left
#define SECOND entered
#endif

#ifdef NO_GP					/* a barrier in its place */
#define between_sums() empty(writer_buffer)
#else
#define between_sums() synchronize_rcu()
#endif

#ifdef SHARED_LINK				/* the link, or an index, kept in the consumer */
byte shared;
#define LINK(l) shared
#else
#define LINK(l) l
#endif

#ifdef NO_ACQUIRE
#define read_early(cpu, load) if :: early[cpu] :: else -> load fi
#else
#define read_early(cpu, load) load
#endif

/* The machine makes waiting stores visible, at any time. */
proctype machine()
{
end:	do
	:: atomic { writer_buffer?x -> link = x; x = 0 }
#ifdef TSO
	:: atomic { nempty(buffer[0]) -> pass(0) }
	:: atomic { nempty(buffer[1]) -> pass(1) }
#endif
#ifdef WEAK
#define SHOW_ENTERED(at) atomic { late_entered[at] -> late_entered[at]--; entered[at]++ }
#define SHOW_LEFT(at) atomic { late_left[at] -> late_left[at]--; left[at]++ }
	:: SHOW_ENTERED(0)
	:: SHOW_ENTERED(1)
	:: SHOW_ENTERED(2)
	:: SHOW_ENTERED(3)
	:: SHOW_LEFT(0)
	:: SHOW_LEFT(1)
	:: SHOW_LEFT(2)
	:: SHOW_LEFT(3)
#endif
	od
}

/* Requests. Handing one over orders memory: all earlier stores are visible then. */
#ifdef REQUESTS
inline submit(cpu, l, p)
{
	if
	:: atomic { !started -> started = true }
#ifndef REQUEST_UNCOUNTED
		inc_entered(cpu, l);		/* broker_start_request() */
#endif
		atomic { smp_mb(cpu); handed = l; handed_priv = p }
	:: skip
	fi
}

proctype completer(byte cpu)
{
end:	handed != NONE;
	access(cpu, handed_priv);
#ifndef REQUEST_UNCOUNTED
	inc_left(cpu, handed);			/* broker_end_request() */
#endif
	completed = true
}
#define REQUEST_OPEN (started && !completed)
#else
#define REQUEST_OPEN false
#endif

/* The reader. */

proctype reader(byte cpu)
{
	byte call, l, m, o, p;

	do
	:: call < CALLS ->
		atomic { m = link; call++ }		/* READ_ONCE(c->link) */
		do
		:: m == NONE -> break			/* broker_enter() returns NULL */
		:: else ->
			l = m;
			migrate(cpu);
#ifdef NO_ACQUIRE
			if
			:: atomic { o = ops[l]; p = priv[l]; early[cpu] = true }
			:: skip
			fi;
#endif
			inc_entered(cpu, l);		/* this_cpu_inc(link->calls->entered) */
#ifndef NO_RECHECK
			m = link;			/* smp_load_acquire(&c->link) */
#endif
			if
			:: m == l ->
#ifdef SHARED_LINK
				shared = l;
#endif
				read_early(cpu, o = ops[l]);	/* broker_ops(link, ...) */
				atomic {
					read_early(cpu, p = priv[l]);	/* link->priv */
					assert(o == p);
					use_table(o)
				}
				migrate(cpu);		/* calls may sleep */
#if defined(REQUESTS) && !defined(REQUEST_LATE)
				submit(cpu, l, p);
#endif
				atomic {		/* the function's last accesses */
					use_table(o);
					access(cpu, p);
					o = 0;
					p = 0
				}
				inc_left(cpu, LINK(l));	/* broker_exit(): this_cpu_inc(link->calls->left) */
#ifdef REQUEST_LATE				/* a request is started after the call */
				submit(cpu, l, priv[l]);
#endif
				break
			:: else ->
				inc_left(cpu, l)	/* lost a race with a switch */
			fi
		od;
		atomic { l = 0; m = 0 }
	:: else -> break
	od;
	done++
}

/* The drain. */

inline grace_period()			/* todo: CPUs that it waits for */
{
	todo = 3;
	do
	:: atomic { todo & 1 -> smp_mb(0); todo = todo & 2 }
	:: atomic { todo & 2 -> smp_mb(1); todo = todo & 1 }
	:: todo == 0 -> break
	od
}

inline synchronize_rcu()
{
	empty(writer_buffer);			/* it begins with a full barrier */
	grace_period()
}

inline attach(slot, p)				/* attach(c, s), before it is published */
{
	d_step { ops[slot] = p; priv[slot] = p }
}

inline publish(slot)				/* c->link, with smp_store_release() */
{
	writer_buffer!slot
}

inline attach_publish(slot, p)
{
#ifdef PLAIN_STORE				/* nothing orders the two */
	publish(slot);
	attach(slot, p)
#else
	attach(slot, p);
	publish(slot)
#endif
}

inline detach(slot)				/* detach(c, s), and the unregister returns */
{
	closed[priv[slot]] = true;
	gone[ops[slot]] = true;
	retired[slot] = false
}

#define SUM(counter, slot) (counter[AT(0, slot)] + counter[AT(1, slot)])

/* look(), the grace period, confirm(), until no thread is inside or another task has
 * detached. The sums are made one CPU at a time. If they differ they are made
 * again when one has changed, which stands for the sleep; waiting for a change that
 * never comes is an invalid end state. The comparison with "entered" in look() only saves
 * grace periods, and is left out. */
inline drain(slot)
{
	do
	:: !retired[slot] -> break
	:: atomic { retired[slot] -> first = FIRST[AT(0, slot)] }
		first = first + FIRST[AT(1, slot)];
		between_sums();
		second = SECOND[AT(0, slot)];
		second = second + SECOND[AT(1, slot)];
#ifdef GP_AFTER
		synchronize_rcu();
#endif
		if
		:: atomic { retired[slot] && first == second -> detach(slot); first = 0; second = 0 }
			break
		:: atomic {
			!retired[slot] ||
			first != second && (first != SUM(FIRST, slot) || second != SUM(SECOND, slot)) ->
			first = 0;
			second = 0
		}
		fi
	od
}

inline retire(slot)
{
#ifdef GP_BEFORE
	synchronize_rcu();
#endif
#ifdef NO_DRAIN				/* threads inside are not waited for */
	synchronize_rcu();
	detach(slot)
#else
	drain(slot)
#endif
}

#ifdef TWO_DRAIN
/* Another task that drains the first slot, once, and does not see that the slot has
 * been another link meanwhile. Its work with broker_mutex held is one step,
 * which sees everything that was stored before with the mutex held. None of its stores waits. */
proctype drainer()
{
	byte first, todo;

end:	atomic {					/* look() */
		empty(writer_buffer) && retired[0] && SUM(left, 0) == SUM(entered, 0) ->
		first = SUM(left, 0)
	}
	grace_period();
	atomic {					/* confirm() */
		empty(writer_buffer);
		if
		:: retired[0] && SUM(entered, 0) == first -> detach(0)
		:: else
		fi;
		first = 0
	}
}
#endif

proctype writer()
{
	byte p = 1, slot = 0, old, first, second, todo;
	bool replaced;

	do
	:: old = slot;
		if
		:: p < PROVIDERS ->		/* settle(): a movable consumer */
			p++;
			slot = 1 - slot;
			attach_publish(slot, p);
			d_step { retired[old] = true; replaced = true }
		:: atomic { publish(NONE); retired[old] = true }	/* provider_unregister() */
		fi;
		retire(old);
		old = 0;
		if
		:: replaced -> replaced = false
		:: !replaced && p < PROVIDERS ->	/* settle(): any slot that is free */
			p++;
			if
			:: slot = 0
			:: slot = 1
			fi;
			attach_publish(slot, p)
		:: !replaced && p == PROVIDERS -> break
		fi
	od;

	atomic {
		done == READERS && !REQUEST_OPEN && empty(writer_buffer);
		smp_mb(0);
		smp_mb(1);
		assert(entered[AT(0, 0)] + entered[AT(1, 0)] == left[AT(0, 0)] + left[AT(1, 0)]);
		assert(entered[AT(0, 1)] + entered[AT(1, 1)] == left[AT(0, 1)] + left[AT(1, 1)])
	}
}

init {
	atomic {
		ops[0] = 1;
		priv[0] = 1;
		run machine();
		run writer();
#ifdef TWO_DRAIN
		run drainer();
#endif
#ifdef REQUESTS
		run completer(1);
#endif
		run reader(0);
#if READERS > 1
		run reader(1)
#endif
	}
}
