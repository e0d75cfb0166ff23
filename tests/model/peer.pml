// SPDX-License-Identifier: GPL-2.0-only
/*
 * The guard of a provider's end, and the drain that waits for it.
 *
 *   reader   broker_enter_peer() .. broker_exit_peer()	include/linux/broker/link.h
 *   writer   publish, silence, drain, detach, reuse	broker/objects/slot.c, broker/engine/drain.c
 *
 * The key that revokes is in the end itself, which serves PROVIDERS links, one after the other.
 * READERS tasks try CALLS events each on NCPU CPUs. They have the pointer to the end from
 * an object of the provider, so they may have any link's key at any time. Machine, grace
 * period and drain are those of guard.pml.
 *
 *   TSO   x86: stores wait in a FIFO per CPU while later loads go ahead.
 *   WEAK  arm64, ppc: increments become visible in any order, and the callback's
 *         accesses to its object may happen after "left" is visible. Only a full
 *         barrier ends both.
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
#define REVOKED 0			/* &peer.live is not a client's key; keys are 1 and up */

/* State that all CPUs see. Counters are never zeroed, slots never freed. */
byte live = REVOKED;			/* struct broker_peer.live */
byte ops, user;				/* the consumer's table and priv: of which link */
bool retired;				/* revoked, and not detached yet */
byte entered[NCPU], left[NCPU];
#ifdef ENDLESS				/* the sums wrap */
#define COUNT(counter, n) counter = (counter + (n)) & 7
#define sum(a, b) (((a) + (b)) & 7)
#else
#define COUNT(counter, n) counter = counter + (n)
#define sum(a, b) ((a) + (b))
#endif

/* Poison: detach closed the object that attach opened; unregister returned, table freed. */
bool closed[PROVIDERS + 1], gone[PROVIDERS + 1];

byte finished;				/* readers that ended */
hidden byte x;				/* scratch inside one step */

#define use_object(p) assert(!closed[p])
#define use_table(p) assert(!gone[p])

/* The machine. */

chan writer_buffer = [1] of { byte };	/* peer->live = ..., not yet visible */

#ifdef TSO
chan buffer[NCPU] = [3] of { bool };	/* increments: is it of "left"? */

#define inc_entered(cpu) buffer[cpu]!false
#define inc_left(cpu) buffer[cpu]!true

inline pass(cpu)			/* the oldest store becomes visible */
{
	buffer[cpu]?x;
	if
	:: !x -> COUNT(entered[cpu], 1)
	:: else -> COUNT(left[cpu], 1)
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
#define read_early(cpu, load) if :: early[cpu] :: else -> load fi
#else
#define forget_early(cpu) skip
#define read_early(cpu, load) load
#endif

#ifdef WEAK
byte late_entered[NCPU], late_left[NCPU];
byte late_access[NCPU];			/* one bit per link's object */

#define inc_entered(cpu) late_entered[cpu]++
#define inc_left(cpu) late_left[cpu]++
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

inline smp_mb(cpu)
{
	perform(cpu);
	COUNT(entered[cpu], late_entered[cpu]);
	COUNT(left[cpu], late_left[cpu]);
	late_entered[cpu] = 0;
	late_left[cpu] = 0;
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

/* The machine makes waiting stores visible, at any time. */
proctype machine()
{
end:	do
	:: atomic { writer_buffer?x -> live = x; x = 0 }
#ifdef TSO
	:: atomic { nempty(buffer[0]) -> pass(0) }
	:: atomic { nempty(buffer[1]) -> pass(1) }
#endif
#ifdef WEAK
	:: atomic { late_entered[0] -> late_entered[0]--; COUNT(entered[0], 1) }
	:: atomic { late_entered[1] -> late_entered[1]--; COUNT(entered[1], 1) }
	:: atomic { late_left[0] -> late_left[0]--; COUNT(left[0], 1) }
	:: atomic { late_left[1] -> late_left[1]--; COUNT(left[1], 1) }
#endif
	od
}

/* The reader. */

#ifdef NO_KEY				/* it checks whether the end is open, not for which link */
#define is_mine (m != REVOKED)
#else
#define is_mine (m == mine)
#endif

proctype reader(byte cpu)
{
	byte call, mine, m, o, p;

end:	do
#ifdef ENDLESS				/* events after the revocation never end */
	:: call < CALLS || live == REVOKED ->
#else
	:: call < CALLS ->
		call++;
#endif
		if
		:: mine = 1
#if PROVIDERS > 1
		:: mine = 2
#endif
#if PROVIDERS > 2
		:: mine = 3
#endif
		fi;
		migrate(cpu);
#ifdef NO_ACQUIRE			/* loads also go ahead of the first look: it orders nothing */
		if
		:: atomic { o = ops; p = user; early[cpu] = true }
		:: skip
		fi;
#endif
#ifdef NO_LOOK				/* it counts, whatever it finds */
		m = mine;
#else
		m = live;			/* data_race(peer->live) */
#endif
		if
		:: is_mine ->
			migrate(cpu);
			inc_entered(cpu);	/* this_cpu_inc(peer->calls->entered) */
#ifndef NO_RECHECK
			m = live;		/* smp_load_acquire(&peer->live) */
#endif
			if
			:: is_mine ->
#ifdef ENDLESS
				call++;
#endif
				read_early(cpu, o = ops);	/* broker_callbacks(peer, ...) */
				atomic {
					read_early(cpu, p = user);	/* broker_user(peer) */
					assert(o == p && p == mine);
					use_table(o)
				}
				migrate(cpu);		/* callbacks may sleep */
				atomic {		/* the function's last accesses */
					use_table(o);
					access(cpu, p);
					o = 0;
					p = 0
				}
			:: else			/* lost a race with the revocation */
			fi;
			inc_left(cpu)			/* this_cpu_inc(peer->calls->left) */
		:: else				/* the event is over */
		fi;
		atomic { m = 0; mine = 0; o = 0; p = 0 }
#ifndef ENDLESS
	:: else -> break
#endif
	od;
	finished++
}

/* The drain. */

inline synchronize_rcu()		/* todo: CPUs that it waits for */
{
	empty(writer_buffer);			/* it begins with a full barrier */
	todo = 3;
	do
	:: atomic { todo & 1 -> smp_mb(0); todo = todo & 2 }
	:: atomic { todo & 2 -> smp_mb(1); todo = todo & 1 }
	:: todo == 0 -> break
	od
}

#ifdef WRONG_ORDER			/* entered summed before left */
#define FIRST entered
#define SECOND left
#else
#define FIRST left
#define SECOND entered
#endif

#ifdef NO_GP				/* a barrier in its place */
#define between_sums() empty(writer_buffer)
#else
#define between_sums() synchronize_rcu()
#endif

#define SUM(counter) sum(counter[0], counter[1])

inline detach()				/* both detach hooks, and the unregister returns */
{
	closed[user] = true;
	gone[ops] = true;
	retired = false
}

/* See guard.pml: the sums are made again when one has changed, which stands for the sleep. */
inline drain()
{
	do
	:: atomic { retired -> first = FIRST[0] }
		first = sum(first, FIRST[1]);
		between_sums();
		second = SECOND[0];
		second = sum(second, SECOND[1]);
		if
		:: atomic { first == second -> detach(); first = 0; second = 0 }
			break
		:: atomic {
			first != second && (first != SUM(FIRST) || second != SUM(SECOND)) ->
			first = 0;
			second = 0
		}
		fi
	od
}

proctype writer()
{
	byte p, first, second, todo;

	do
	:: p < PROVIDERS ->
		p++;
#ifdef PLAIN_STORE			/* nothing orders the two */
		writer_buffer!p;
		d_step { ops = p; user = p };
#else
		d_step { ops = p; user = p };
		writer_buffer!p;		/* broker_slot_open(): smp_store_release() */
#endif
		atomic { writer_buffer!REVOKED; retired = true };	/* broker_slot_close() */
#ifdef GP_BEFORE
		synchronize_rcu();
#endif
#ifdef NO_DRAIN				/* threads inside are not waited for */
		synchronize_rcu();
		detach()
#else
		drain()
#endif
	:: else -> break
	od;
#ifdef ENDLESS
	do				/* it reaches this, whatever the number of events */
	:: true ->
progress:	skip
	od
#else
	atomic {
		finished == READERS && empty(writer_buffer);
		smp_mb(0);
		smp_mb(1);
		assert(SUM(entered) == SUM(left))
	}
#endif
}

init {
	atomic {
		run machine();
		run writer();
		run reader(0);
#if READERS > 1
		run reader(1)
#endif
	}
}
