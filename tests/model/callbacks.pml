// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who calls the callbacks of a consumer, and who waits for whom: settle.c,
 * retire.c, drain.c, broker_provider_unregister() and
 * broker_consumer_unregister() of broker/.
 *
 * Two consumers with two slots each, up to NP providers. Callbacks may
 * unregister and register other things; the scenario, chosen with -D, says
 * which. A critical section of broker_mutex is one atomic step without a wait.
 * The guard and its grace periods are in guard.pml; here a call is a count.
 *
 * One process is one stack frame: task t calls by filling frame (t, 0), a
 * callback run in frame (t, n) calls by filling frame (t, n + 1).
 */

#define NC 2
#define NP 2
#define NSLOT 4
#define DEPTH 3
#define NO_SLOT NSLOT
#define CLIENT(s) ((s) / 2)

/* Both consumers move between two providers, which both leave. */
#ifdef TWO_LEAVE
#define SCENARIO							\
	serves[0] = 3; serves[1] = 3; movable[0] = true; movable[1] = true; \
	drive(PROVIDER(0)); drive(PROVIDER(1));
#endif

/* A consumer unregisters, twice, while its provider leaves. */
#ifdef CONSUMER_LEAVES
#define SCENARIO							\
	serves[0] = 3; movable[0] = true;				\
	drive(CONSUMER(0)); drive(CONSUMER(0)); drive(PROVIDER(0));
#endif

/* The consumers stay on the provider they have until it leaves. */
#ifdef NOT_MOVABLE
#define SCENARIO							\
	serves[0] = 3; serves[1] = 3;					\
	drive(PROVIDER(1)); drive(CONSUMER(1));
#endif

/* attach registers another provider and unregisters it. */
#ifdef ATTACH_REGISTERS
#define SCENARIO							\
	serves[0] = 1; serves[1] = 2; provider[1] = PENDING;		\
	on_attach[0] = REGISTER(PROVIDER(1));				\
	drive(PROVIDER(0)); drive(CONSUMER(1));
#endif

/* attach unregisters a provider that another consumer uses. */
#ifdef ATTACH_UNREGISTERS
#define SCENARIO							\
	serves[0] = 1; serves[1] = 2;					\
	on_attach[0] = PROVIDER(1);					\
	drive(PROVIDER(0));
#endif

/* Two unregisters that run each other's callbacks. */
#ifdef EACH_OTHER
#define SCENARIO							\
	serves[0] = 1; serves[1] = 2;					\
	on_detach[0] = PROVIDER(1); on_detach[1] = PROVIDER(0);		\
	drive(PROVIDER(0)); drive(PROVIDER(1));
#endif

/* detach of one consumer unregisters the other one of the same provider. */
#ifdef SIBLING
#define SCENARIO							\
	serves[0] = 1; serves[1] = 1; on_detach[0] = CONSUMER(1);	\
	drive(PROVIDER(0));
#endif

/* attach of one consumer unregisters the other one, while the provider that
 * both have leaves. */
#ifdef SIBLING_ATTACH
#define SCENARIO							\
	serves[0] = 3; serves[1] = 1; movable[0] = true;		\
	provider[1] = PENDING;						\
	on_attach[0] = CONSUMER(1); acts_for[0] = 2;			\
	drive(PROVIDER(0)); drive(REGISTER(PROVIDER(1)));
#endif

/* A callback unregisters its own consumer, another its own provider. */
#ifdef OWN
#define SCENARIO							\
	serves[0] = 1; serves[1] = 2;					\
	on_detach[0] = CONSUMER(0); on_attach[1] = PROVIDER(1);		\
	drive(PROVIDER(0)); drive(PROVIDER(1));
#endif

/* Tasks: a worker per consumer, then those that the scenario starts. */
#define DRIVER(n) (NC + (n))
#define NTASK (NC + 3)

mtype = { PENDING, LIVE, LEAVING, DYING, GONE };		/* providers, clients */
mtype = { FREE, ATTACHING, CURRENT, RETIRED, DRAINING, DRAINED, DETACHING };	/* slots */
mtype = { OK, ENOENT, EALREADY, EDEADLK };

/* What is called: provider p, consumer NP + c, and what is left to a worker. */
#define PROVIDER(p) (p)
#define CONSUMER(c) (NP + (c))
#define WORKER(c) (NP + NC + (c))
#define NOTHING 255

/* struct consumer */
mtype client[NC];
byte cb_task[NC];			/* 1 + task whose callback runs, or 0 */
byte cur[NC];				/* also c->link: what callers load */
bool queued[NC];			/* the work item */
bool movable[NC];
byte serves[NC];			/* bit p: provider p passes the handshake */

/* struct slot */
mtype slot[NSLOT];
byte prov[NSLOT];
byte inside[NSLOT];			/* entered - left */
bool left_to_work[NSLOT];
#ifdef OWNED_SETS
byte retirer[NSLOT];
#endif

/* struct provider */
mtype provider[NP];
byte nslots[NP];

/* What the callbacks of the scenario do: an op, or REGISTER(p). */
byte on_attach[NC], on_detach[NC];
byte acts_for[NC];				/* on_attach of these providers alone */
#define REGISTER(p) (64 + (p))		/* register it, then unregister it */

/* What must hold, seen from the clients' side. */
bool running[NC];			/* a callback of this consumer runs */
bool attached[NSLOT];			/* attach succeeded, detach is owed */
bool failed;				/* attach may fail once */
bool unloaded[NP + NC];			/* the module of that provider or consumer */
byte ended, started;			/* drivers */

#ifdef ONE_ORDERED_QUEUE
bool queue_busy;			/* settle and retire of everybody, one after another */
#endif

byte frame[NTASK * DEPTH];
mtype result[NTASK * DEPTH];
#define FRAME(t, n) ((t) * DEPTH + (n))

inline call(t, n, op)
{
	assert((n) < DEPTH);
	frame[FRAME(t, n)] = op;
	frame[FRAME(t, n)] == NOTHING
}

inline kick(p)				/* queue the work of those it could serve */
{
	queued[0] = queued[0] || (serves[0] & (1 << (p)));
	queued[1] = queued[1] || (serves[1] & (1 << (p)))
}

inline provider_register(p)
{
	atomic {
		if
		:: provider[p] == PENDING -> provider[p] = LIVE; kick(p)
		:: else
		fi
	}
}

/* What a client's callback does, run in frame n - 1 of task t. */
inline act(t, n, op)
{
	if
	:: op == NOTHING
	:: op != NOTHING && op < REGISTER(0) -> call(t, n, op)
	:: op != NOTHING && op >= REGISTER(0) ->
		provider_register(op - REGISTER(0));
		call(t, n, op - REGISTER(0))
	fi
}

inline callback_begins(s)
{
	assert(!running[CLIENT(s)]);
	assert(client[CLIENT(s)] != GONE && !unloaded[CONSUMER(CLIENT(s))]);
	assert(provider[prov[s]] != GONE && !unloaded[PROVIDER(prov[s])]);
	running[CLIENT(s)] = true
}

inline callback_ends(s)
{
	assert(client[CLIENT(s)] != GONE && !unloaded[CONSUMER(CLIENT(s))]);
	assert(provider[prov[s]] != GONE && !unloaded[PROVIDER(prov[s])]);
	running[CLIENT(s)] = false
}

inline unpublish(s, by)			/* c->link = NULL, the slot RETIRED */
{
	cur[CLIENT(s)] = NO_SLOT;
	retired(s, by)
}

inline retired(s, by)
{
	slot[s] = RETIRED;
#ifdef OWNED_SETS
	retirer[s] = by;
#endif
	left_to_work[s] = by >= WORKER(0)
}

inline release(s)			/* a slot is FREE, waiters are woken */
{
	nslots[prov[s]]--;
	prov[s] = 0;
	left_to_work[s] = false;
	slot[s] = FREE
}

#ifdef OWNED_SETS			/* who retired it, and nobody else */
#define in_scope(s) (retirer[s] == op)
#else
#define in_scope(s) (op < NP && prov[s] == op || op >= NP && CLIENT(s) == (op - NP) % NC && \
		     (left_to_work[s] || op < WORKER(0)))
#endif
#define untold(s) (slot[s] == RETIRED && in_scope(s))
#define undrained(s) ((slot[s] == RETIRED || slot[s] == DRAINING) && in_scope(s))
#define drained(s) (slot[s] == DRAINED && in_scope(s))
#define any(what) (what(0) || what(1) || what(2) || what(3))

#ifdef NO_CALLBACK_SLOT
#define cb_free(c) true
#else
#define cb_free(c) (!cb_task[c])
#endif

/* Take the callback slot of one consumer for a slot that is "what", or none
 * is; waits while the callback slots of all those are taken. */
#define take(n, what) atomic { what(n) && cb_free(CLIENT(n)) -> s = n; cb_task[CLIENT(n)] = me + 1 }
#define take_any(what)							\
	if								\
	:: take(0, what)						\
	:: take(1, what)						\
	:: take(2, what)						\
	:: take(3, what)						\
	:: atomic { !any(what) -> s = NO_SLOT }				\
	fi

#define queue(c) queued[c] = queued[c] || client[c] == LIVE
#define end_callback(s) cb_task[CLIENT(s)] = 0; queue(CLIENT(s))

#ifdef DRAIN_BEHIND_CALLBACKS
#define may_drain() (!cb_task[0] && !cb_task[1])
#else
#define may_drain() true
#endif

/* The drain: one for all, which waits for nobody but callers. */
#define drain_slot(s)							\
	atomic {							\
		slot[s] == DRAINING && !inside[s] && may_drain() ->	\
		slot[s] = DRAINED;					\
		if							\
		:: left_to_work[s] -> queue(CLIENT(s))			\
		:: else							\
		fi							\
	}

proctype drain()
{
end:	do
	:: drain_slot(0)
	:: drain_slot(1)
	:: drain_slot(2)
	:: drain_slot(3)
	od
}

inline detach(t, n, s)
{
	atomic { slot[s] = DETACHING; callback_begins(s) }
	act(t, n, on_detach[CLIENT(s)]);
	atomic { assert(attached[s]); attached[s] = false; callback_ends(s) }
}

inline leave_slots(s, p)
{
	if
	:: slot[s] == CURRENT && prov[s] == p -> unpublish(s, p)
	:: else
	fi
}

inline take_over(s, p)
{
	if
	:: slot[s] != FREE && prov[s] == p -> left_to_work[s] = false
	:: else
	fi
}

#define uses(s, p) (slot[s] != FREE && prov[s] == p)
#define mine(s, p) (uses(s, p) && cb_task[CLIENT(s)] == me + 1)

proctype run_frame(byte me, n)
{
	byte op, s;
#ifdef CLAIM_ALL
	byte claimed;
#endif
#ifdef ONE_ORDERED_QUEUE
	bool holds;
#endif

end:	do
	:: atomic { frame[FRAME(me, n)] != NOTHING -> op = frame[FRAME(me, n)] }

		/* The first critical section of what was called. */
		atomic {
			result[FRAME(me, n)] = OK;
			if
			:: op < NP ->		/* broker_provider_unregister() */
				if
				:: provider[op] == GONE || provider[op] == PENDING ->
					result[FRAME(me, n)] = ENOENT
				:: provider[op] == LEAVING ->
					result[FRAME(me, n)] = EALREADY
#ifndef NO_EDEADLK
				:: provider[op] == LIVE &&
				   (mine(0, op) || mine(1, op) || mine(2, op) || mine(3, op)) ->
					result[FRAME(me, n)] = EDEADLK
#endif
				:: else ->
					provider[op] = LEAVING;
					leave_slots(0, op);
					leave_slots(1, op);
					leave_slots(2, op);
					leave_slots(3, op)
				fi
			:: op >= NP && op < NP + NC ->	/* broker_consumer_unregister() */
				if
				:: client[op - NP] == GONE ->
					result[FRAME(me, n)] = ENOENT
				:: client[op - NP] == DYING ->
					result[FRAME(me, n)] = EALREADY
#ifndef NO_EDEADLK
				:: client[op - NP] == LIVE && cb_task[op - NP] == me + 1 ->
					result[FRAME(me, n)] = EDEADLK
#endif
				:: else ->
					client[op - NP] = DYING;
					if
					:: cur[op - NP] != NO_SLOT ->
						s = cur[op - NP];
						unpublish(s, op);
						s = 0
					:: else
					fi
				fi
			:: else		/* consumer_retire_left() */
			fi
		}
#ifdef WAIT_ON_SECOND_UNREGISTER
		if
		:: result[FRAME(me, n)] == EALREADY && op < NP -> provider[op] == GONE
		:: result[FRAME(me, n)] == EALREADY && op >= NP -> client[op - NP] == GONE
		:: else
		fi;
#endif
		if
		:: result[FRAME(me, n)] != OK -> goto out
		:: else
		fi;

		/* links_retire(), consumer_retire() */
#ifndef OWNED_SETS
		atomic {
			if
			:: op < NP ->
				take_over(0, op);
				take_over(1, op);
				take_over(2, op);
				take_over(3, op)
			:: else
			fi
		}
#endif
#ifdef ONE_ORDERED_QUEUE
		if
		:: op < NP + NC && any(untold) -> atomic { !queue_busy -> queue_busy = true; holds = true }
		:: else
		fi;
#endif
		do			/* leaving(c, s) */
		:: take_any(untold);
			if
			:: s == NO_SLOT -> s = 0; break
			:: else
			fi;
			callback_begins(s);
			atomic { callback_ends(s); slot[s] = DRAINING; end_callback(s); s = 0 }
		od;

		op >= WORKER(0) || !any(undrained);	/* drain_wait() */

#ifdef CLAIM_ALL
		do			/* all their callback slots first */
		:: take_any(drained);
			if
			:: s == NO_SLOT -> s = 0; break
			:: else -> atomic { slot[s] = DETACHING; claimed = claimed | (1 << s) }
			fi
		od;
		do
		:: claimed & (1 << s) ->
			detach(me, n + 1, s);
			atomic {
				claimed = claimed & ~(1 << s);
				release(s);
				end_callback(s);
				s = 0
			}
		:: claimed && !(claimed & (1 << s)) -> s++
		:: !claimed -> break
		od;
#endif
		do			/* detach(c, s) */
		:: take_any(drained);
			if
			:: s == NO_SLOT -> s = 0; break
			:: else
			fi;
			detach(me, n + 1, s);
			atomic { release(s); end_callback(s); s = 0 }
		od;
#ifdef ONE_ORDERED_QUEUE
		atomic { queue_busy = queue_busy && !holds; holds = false }
#endif

		/* What is still in the hands of others. */
		if
		:: atomic { op < NP && !nslots[op] -> provider[op] = GONE }
		:: atomic { op >= NP && op < NP + NC &&
			slot[2 * (op - NP)] == FREE && slot[2 * (op - NP) + 1] == FREE &&
			!cb_task[op - NP] ->
			client[op - NP] = GONE
		}
		:: op >= NP + NC
		fi;
out:		atomic { frame[FRAME(me, n)] = NOTHING; op = 0 }
	od
}

#define fits(c, p) (provider[p] == LIVE && (serves[c] & (1 << (p))))
#define best(c) (fits(c, 1) -> 1 : (fits(c, 0) -> 0 : NP))
#define leaving(s) (slot[s] == RETIRED || slot[s] == DRAINING || slot[s] == DRAINED || \
		    slot[s] == DETACHING)
#define other(s) ((s) ^ 1)
#define to_do(s) (left_to_work[s] && (slot[s] == RETIRED || slot[s] == DRAINED))

/* The work item of a consumer; the worker is task c. */
proctype worker(byte c)
{
	byte p, s, old;

end:	do
	:: atomic {
#ifdef ONE_ORDERED_QUEUE
		queued[c] && !queue_busy ->
		queue_busy = true;
#else
		queued[c] ->
#endif
		queued[c] = false;
		if
		:: to_do(2 * c) || to_do(2 * c + 1)
		:: else -> goto settle
		fi
	   }
		call(c, 0, WORKER(c));

settle:	   atomic {
		p = best(c);
		s = (slot[2 * c] == FREE -> 2 * c : 2 * c + 1);
		if
		:: client[c] != LIVE || cb_task[c] ||
		   p == NP || slot[s] != FREE ||
		   cur[c] != NO_SLOT && (prov[cur[c]] == p || !movable[c]) ||
		   !movable[c] && leaving(other(s)) ->
			goto idle
		:: else
		fi;
		slot[s] = ATTACHING;
		prov[s] = p;
		nslots[p]++;
		cb_task[c] = c + 1;
		callback_begins(s)
	   }

		/* attach(c, s) */
		if
		:: acts_for[c] & (1 << p) -> act(c, 0, on_attach[c])
		:: else
		fi;

		atomic {
			callback_ends(s);
			cb_task[c] = 0;
			if
			:: !failed ->		/* a retry at the next event */
				failed = true;
				release(s);
				goto idle
			:: attached[s] = true
			fi;
			if
#ifndef PUBLISH_WITHOUT_RECHECK
			:: provider[p] != LIVE || client[c] != LIVE ->
				cb_task[c] = c + 1;
				goto undo
#endif
			:: else
			fi;
			old = cur[c];
			cur[c] = s;		/* smp_store_release(&c->link, s) */
			slot[s] = CURRENT;
			if
			:: old != NO_SLOT -> retired(old, WORKER(c)); queue(c)
			:: else
			fi;
			goto idle
		}

undo:		detach(c, 0, s);
		atomic { release(s); end_callback(s) }

idle:		atomic {
			p = 0;
			s = 0;
			old = 0;
#ifdef ONE_ORDERED_QUEUE
			queue_busy = false
#endif
		}
	od
}

/* A thread that calls through the link; the call may sleep until leaving(). */
proctype caller(byte c)
{
	byte s;

end:	atomic { cur[c] != NO_SLOT -> s = cur[c]; inside[s]++ }
	if
	:: skip
	:: goto end_sleep
	fi;
	goto leave;
end_sleep:
	slot[s] == DRAINING;
leave:
	atomic { assert(provider[prov[s]] != GONE && !unloaded[prov[s]]); inside[s]--; s = 0 }
}

/* The exit of a module and what follows. -EALREADY is no promise: another task
 * is still at it, and MODULE_STATE_GOING has to wait for its end. */
proctype driver(byte me, op)
{
	act(me, 0, op);
	if
	:: op < NP ->
#ifndef GOING_FORGETS_LEAVING
		provider[op] == GONE;
#endif
		unloaded[op] = true
	:: op >= NP && op < NP + NC ->
#ifndef GOING_FORGETS_LEAVING
		client[op - NP] == GONE;
#endif
		unloaded[op] = true
	:: else
	fi;
	ended++
}

#define drive(op) run driver(DRIVER(started), op); started++

/* When nothing can happen any more, who can be served is. */
inline at_rest(c)
{
	assert(!running[c] && !cb_task[c]);		/* hangs in a callback */
	if
	:: client[c] == LIVE && best(c) != NP && !failed -> assert(cur[c] != NO_SLOT)
	:: else -> assert(client[c] == LIVE || cur[c] == NO_SLOT)
	fi;
	assert(attached[2 * c] == (cur[c] == 2 * c));
	assert(attached[2 * c + 1] == (cur[c] == 2 * c + 1))
}

init {
	byte t, n;

	atomic {
		do
		:: t < NTASK ->
			n = 0;
			do
			:: n < DEPTH -> frame[FRAME(t, n)] = NOTHING; run run_frame(t, n); n++
			:: else -> break
			od;
			t++
		:: else -> break
		od;
		t = 0;
		do
		:: t < NC ->
			client[t] = LIVE;
			cur[t] = NO_SLOT;
			queued[t] = true;
			on_attach[t] = NOTHING;
			acts_for[t] = 3;
			on_detach[t] = NOTHING;
			slot[2 * t] = FREE;
			slot[2 * t + 1] = FREE;
			run worker(t);
			t++
		:: else -> break
		od;
		t = 0;
		n = 0;
		provider[0] = LIVE;
		provider[1] = LIVE;
		run drain();
		SCENARIO
#ifdef CALLERS
		run caller(0);
		run caller(1);
#endif
	}
	ended == started && timeout;
	atomic { at_rest(0); at_rest(1) }
}
