// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which tasks call the callbacks of a consumer, and which tasks wait for which. It models
 * settle.c, retire.c, drain.c, broker_provider_unregister(), broker_consumer_unregister()
 * and client_going() of broker/.
 *
 * Two consumers with two slots each, up to NP providers. Callbacks may
 * unregister and register other things, and modules may forget to unregister, as the scenario
 * specifies that is chosen with -D. All branches are searched, including "skip". A
 * critical section of broker_mutex is one atomic step without a wait. The guard and
 * its grace periods are in guard.pml; here a call is a count.
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

/* detach of one consumer unregisters the other consumer of the same provider. */
#ifdef SIBLING
#define SCENARIO							\
	serves[0] = 1; serves[1] = 1; on_detach[0] = CONSUMER(1);	\
	drive(PROVIDER(0));
#endif

/* attach of one consumer unregisters the other consumer, while the provider of
 * both leaves. */
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

/* A provider forgets to unregister, while a consumer moves to the better one. */
#ifdef PROVIDER_FORGETS
#define SCENARIO							\
	serves[0] = 3; movable[0] = true; provider[1] = PENDING;	\
	drive(FORGET(PROVIDER(0))); drive(COME(PROVIDER(1)));
#endif

/* A consumer forgets to unregister, while it moves to the better provider and the
 * other one leaves. */
#ifdef CONSUMER_FORGETS
#define SCENARIO							\
	serves[0] = 3; movable[0] = true; provider[1] = PENDING;	\
	drive(FORGET(CONSUMER(0))); drive(PROVIDER(0)); drive(COME(PROVIDER(1)));
#endif

/* Both forget to unregister. */
#ifdef BOTH_FORGET
#define SCENARIO							\
	serves[0] = 3; movable[0] = true; provider[1] = PENDING;	\
	drive(FORGET(CONSUMER(0))); drive(FORGET(PROVIDER(0)));		\
	drive(COME(PROVIDER(1)));
#endif

/* A provider forgets to unregister, while one of its consumers unregisters. */
#ifdef FORGOTTEN
#define SCENARIO							\
	serves[0] = 3; serves[1] = 1; movable[0] = true;		\
	drive(FORGET(PROVIDER(0))); drive(CONSUMER(0));
#endif

/* One module forgets both its providers, while a consumer of one of them unregisters. */
#ifdef TWO_FORGOTTEN
#define SCENARIO							\
	serves[0] = 1; serves[1] = 2;					\
	drive(FORGET(BOTH)); drive(CONSUMER(1));
#endif

/* A provider forgets to unregister while another task unregisters it; then the same for a consumer. */
#ifdef FORGOTTEN_LEAVING
#define SCENARIO							\
	serves[0] = 3; serves[1] = 1; movable[0] = true;		\
	drive(ALSO(PROVIDER(0))); drive(FORGET(PROVIDER(0)));
#endif
#ifdef FORGOTTEN_DYING
#define SCENARIO							\
	serves[0] = 3; movable[0] = true; provider[1] = PENDING;	\
	drive(ALSO(CONSUMER(0))); drive(FORGET(CONSUMER(0)));		\
	drive(COME(PROVIDER(1)));
#endif

/* attach fails, perhaps on both providers, and the better one may leave. */
#ifdef ATTACH_FAILS
#define SCENARIO							\
	serves[0] = 3; serves[1] = 3; movable[1] = true; may_fail = 2;	\
	if								\
	:: drive(PROVIDER(1))						\
	:: drive(FORGET(PROVIDER(1)))					\
	:: skip								\
	fi;
#endif

/* Tasks: a worker per consumer, then those that the scenario starts. */
#define DRIVER(n) (NC + (n))
#define NTASK (NC + 3)

mtype = { PENDING, LIVE, LEAVING, DYING, DEAD, GONE };		/* providers, clients */
mtype = { FREE, ATTACHING, CURRENT, RETIRED, DRAINING, DRAINED, DETACHING };	/* slots; also LEAVING */
mtype = { OK, ENOENT, EALREADY, EDEADLK };

/* The operations: unregister provider p, consumer NP + c, and the links left to a worker. */
#define PROVIDER(p) (p)
#define CONSUMER(c) (NP + (c))
#define WORKER(c) (NP + NC + (c))
#define NOTHING 255
#define NOBODY NP			/* the provider of an abandoned link */
#define BOTH (NP + NC)			/* the module that has both providers */

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

/* The actions of the scenario's callbacks: an op, or REGISTER(p). */
byte on_attach[NC], on_detach[NC];
byte acts_for[NC];				/* on_attach of these providers alone */
#define REGISTER(p) (64 + (p))		/* register it, then unregister it */
#define FORGET(op) (128 + (op))		/* a driver's: do not unregister it, */
#define ALSO(op) (160 + (op))		/* unregister it, but not in exit, */
#define COME(p) (192 + (p))		/* or register it, and stay */

/* struct module, struct client: of that provider or consumer */
bool going[NP + NC];			/* its exit is about to begin, runs or has returned */
bool withdrawn[NP + NC];

/* The requirements, from the clients' point of view. */
byte running[NC];			/* 1 + the provider that the running callback may call, or 0 */
bool attached[NSLOT];			/* attach succeeded, detach is owed, unless the consumer is dead */
byte may_fail = 1;			/* this number of attaches */
byte tried[NC];				/* providers on which attach has not succeeded, since one came or left */
bool returned[NP + NC];			/* an exit that forgets it */
bool exited[NP + NC];			/* and the notifier has begun */
bool unloaded[NP + NC];			/* the module of that provider or consumer */
byte ended, started;			/* drivers */

#ifdef ONE_ORDERED_QUEUE
bool queue_busy;			/* settle and retire of all consumers, one after another */
#endif

byte frame[NTASK * DEPTH];
#define FRAME(t, n) ((t) * DEPTH + (n))

inline call(t, n, op)
{
	assert((n) < DEPTH);
	frame[FRAME(t, n)] = op;
	frame[FRAME(t, n)] == NOTHING
}

#define served(c, p) (serves[c] & (1 << (p)))
#define unattached(c, p) (served(c, p) && cur[c] == NO_SLOT)
#define kick(whom, p)			/* queue the work of the consumers it could serve */ \
	queued[0] = queued[0] || whom(0, p);				\
	queued[1] = queued[1] || whom(1, p);				\
	tried[0] = (served(0, p) -> 0 : tried[0]);			\
	tried[1] = (served(1, p) -> 0 : tried[1])

#ifdef NO_KICK
#define in_its_way(c, p) false
#else
#define in_its_way(c, p) unattached(c, p)
#endif

inline provider_register(p)
{
	atomic {
		if
		:: provider[p] == PENDING -> provider[p] = LIVE; kick(served, p)
		:: else
		fi
	}
}

/* The action of a client's callback, run in frame n - 1 of task t. */
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

inline may_run(c)			/* in the consumer's text, and in that of its provider */
{
	assert(client[c] != GONE && !unloaded[CONSUMER(c)]);
	if
	:: running[c] != 1 + NOBODY ->
		assert(provider[running[c] - 1] != GONE && !unloaded[PROVIDER(running[c] - 1)])
	:: else
	fi
}

inline callback_begins(s)
{
	assert(!running[CLIENT(s)]);
	running[CLIENT(s)] = 1 + prov[s];
	may_run(CLIENT(s));
	assert(client[CLIENT(s)] != GONE && !exited[CONSUMER(CLIENT(s))]);
	if
	:: prov[s] != NOBODY ->
		assert(provider[prov[s]] != GONE && !exited[PROVIDER(prov[s])])
	:: else
	fi
}

inline callback_ends(s)
{
	may_run(CLIENT(s));
	running[CLIENT(s)] = 0
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

inline lose(s)				/* its provider need not wait for the slot */
{
	if
	:: prov[s] != NOBODY -> nslots[prov[s]]--
	:: else
	fi;
	prov[s] = NOBODY
}

inline release(s)			/* a slot is FREE, waiters are woken */
{
	lose(s);
	prov[s] = 0;
	left_to_work[s] = false;
	slot[s] = FREE
}

#ifdef OWNED_SETS			/* only the task that retired it */
#define in_scope(s) (retirer[s] == op)
#else
#define in_scope(s) (op < NP && prov[s] == op || op >= NP && CLIENT(s) == (op - NP) % NC && \
		     (left_to_work[s] || op < WORKER(0)))
#endif
#ifdef DEAD_TAKEN			/* and the task that runs leaving then finds another state */
#define to_tell(s) (slot[s] == RETIRED || slot[s] == LEAVING && dead(s))
#define told(s) slot[s] = (slot[s] == LEAVING -> DRAINING : slot[s])
#else
#define to_tell(s) (slot[s] == RETIRED)
#define told(s) slot[s] = DRAINING
#endif
#define untold(s) (to_tell(s) && in_scope(s))
#define undrained(s) ((slot[s] == RETIRED || slot[s] == LEAVING || slot[s] == DRAINING) && \
		      in_scope(s))
#define drained(s) (slot[s] == DRAINED && in_scope(s))
#define any(what) (what(0) || what(1) || what(2) || what(3))

#ifdef NO_CALLBACK_SLOT
#define cb_free(c) true
#else
#define cb_free(c) (!cb_task[c])
#endif

#ifdef DEAD_CALLED
#define dead(s) false
#else
#define dead(s) (client[CLIENT(s)] == DEAD || withdrawn[CONSUMER(CLIENT(s))])
#endif
#ifdef DEAD_TAKEN			/* also without the callback slot */
#define slotless(s) dead(s)
#else
#define slotless(s) false
#endif

/* A step, take_step(): find a slot for which "what" holds, if there is one, then wait for
 * the callback slot of its consumer, and with it claim the slot if "what" still
 * holds. No callback of a dead consumer is begun. */
#define find(what)							\
	if								\
	:: atomic { what(0) -> s = 0 }					\
	:: atomic { what(1) -> s = 1 }					\
	:: atomic { what(2) -> s = 2 }					\
	:: atomic { what(3) -> s = 3 }					\
	:: atomic { !any(what) -> s = NO_SLOT }				\
	fi
#define may_claim(s) (s != NO_SLOT && (cb_free(CLIENT(s)) || slotless(s)))
#define claim(s, to)							\
	slot[s] = to;							\
	alive = !dead(s);						\
	slotted = cb_free(CLIENT(s));					\
	cb_task[CLIENT(s)] = (slotted -> me + 1 : cb_task[CLIENT(s)]);	\
	if								\
	:: alive -> callback_begins(s)					\
	:: else								\
	fi
#define done()								\
	if								\
	:: alive -> callback_ends(s)					\
	:: else								\
	fi;								\
	if								\
	:: slotted -> end_callback(s)					\
	:: else								\
	fi;								\
	alive = false;							\
	slotted = false;						\
	s = 0

#define queue(c) queued[c] = queued[c] || client[c] != GONE
#define end_callback(s) cb_task[CLIENT(s)] = 0; queue(CLIENT(s))

#ifdef DRAIN_BEHIND_CALLBACKS
#define may_drain() (!cb_task[0] && !cb_task[1])
#else
#define may_drain() true
#endif

/* The drain: one for all links, which waits for callers only. */
#define drain_slot(s)							\
	atomic {							\
		slot[s] == DRAINING && !inside[s] && may_drain() ->	\
		slot[s] = DRAINED;					\
		if							\
		:: given_up(s) -> abandon(s)				\
		:: else ->						\
			if						\
			:: left_to_work[s] -> queue(CLIENT(s))		\
			:: else						\
			fi						\
		fi							\
	}

/* The notifier has withdrawn the provider: the rest is left to the consumer. */
#ifdef LATE_ABANDON			/* when all of the provider's links are drained */
#define given_up(s) false
#else
#define given_up(s) (prov[s] != NOBODY && withdrawn[prov[s]])
#endif

inline abandon(s)
{
	lose(s);
	left_to_work[s] = true;
	queue(CLIENT(s))
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

inline detached(s)
{
	assert(attached[s]);
	attached[s] = false
}

inline leave_slot(s, p)
{
	if
	:: slot[s] == CURRENT && prov[s] == p -> unpublish(s, p); queue(CLIENT(s))
	:: else
	fi
}

inline provider_leaves(p)		/* provider_unpublish(), provider_revoke() */
{
	provider[p] = LEAVING;
	kick(in_its_way, p);
	leave_slot(0, p);
	leave_slot(1, p);
	leave_slot(2, p);
	leave_slot(3, p)
}

inline consumer_leaves(c, state, by)	/* consumer_withdraw() */
{
	client[c] = state;
	if
	:: cur[c] == 2 * (c) -> unpublish(2 * (c), by)
	:: cur[c] == 2 * (c) + 1 -> unpublish(2 * (c) + 1, by)
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
#define in_callback(s, p) (uses(s, p) && cb_task[CLIENT(s)] == me + 1)

proctype run_frame(byte me, n)
{
	byte op, s;
	mtype result = OK;
	bool alive, slotted;
#ifdef CLAIM_ALL
	byte claimed;
#endif
#ifdef ONE_ORDERED_QUEUE
	bool holds;
#endif

end:	do
	:: atomic { frame[FRAME(me, n)] != NOTHING -> op = frame[FRAME(me, n)] }

		/* The first critical section of the called function. */
		atomic {
			if
			:: op < NP ->		/* broker_provider_unregister() */
				if
				:: provider[op] == GONE || provider[op] == PENDING ->
					result = ENOENT
				:: provider[op] == LEAVING ->
					result = EALREADY
#ifndef NO_EDEADLK
				:: provider[op] == LIVE &&
				   (in_callback(0, op) || in_callback(1, op) ||
				    in_callback(2, op) || in_callback(3, op)) ->
					result = EDEADLK
#endif
				:: else -> provider_leaves(op)
				fi
			:: op >= NP && op < NP + NC ->	/* broker_consumer_unregister() */
				if
				:: client[op - NP] == GONE || client[op - NP] == DEAD ->
					result = ENOENT
				:: client[op - NP] == DYING ->
					result = EALREADY
#ifndef NO_EDEADLK
				:: client[op - NP] == LIVE && cb_task[op - NP] == me + 1 ->
					result = EDEADLK
#endif
				:: else -> consumer_leaves(op - NP, DYING, op)
				fi
			:: else		/* consumer_retire_left() */
			fi
		}
#ifdef WAIT_ON_SECOND_UNREGISTER
		if
		:: result == EALREADY && op < NP -> provider[op] == GONE
		:: result == EALREADY && op >= NP -> client[op - NP] == GONE
		:: else
		fi;
#endif
		if
		:: result != OK -> goto out
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
		:: find(untold);
			if
			:: s == NO_SLOT -> s = 0; break
			:: atomic { may_claim(s) && untold(s) -> claim(s, LEAVING) };
				atomic { told(s); done() }
			:: atomic { may_claim(s) && !untold(s) -> s = 0 }
			fi
		od;

		op >= WORKER(0) || !any(undrained);	/* drain_wait() */

#ifdef CLAIM_ALL
		do			/* all their callback slots first */
		:: find(drained);
			if
			:: s == NO_SLOT -> s = 0; break
			:: atomic { may_claim(s) && drained(s) ->
				claim(s, DETACHING);
				claimed = claimed | (1 << s)
			   }
			:: atomic { may_claim(s) && !drained(s) -> s = 0 }
			fi
		od;
		do
		:: claimed & (1 << s) ->
			act(me, n + 1, on_detach[CLIENT(s)]);
			atomic {
				claimed = claimed & ~(1 << s);
				alive = true;
				slotted = true;
				detached(s);
				release(s);
				done()
			}
		:: claimed && !(claimed & (1 << s)) -> s++
		:: !claimed -> break
		od;
#endif
		do			/* detach(c, s) */
		:: find(drained);
			if
			:: s == NO_SLOT -> s = 0; break
			:: atomic { may_claim(s) && drained(s) -> claim(s, DETACHING) };
				if
				:: alive -> act(me, n + 1, on_detach[CLIENT(s)])
				:: else
				fi;
				atomic { detached(s); release(s); done() }
			:: atomic { may_claim(s) && !drained(s) -> s = 0 }
			fi
		od;
#ifdef ONE_ORDERED_QUEUE
		atomic { queue_busy = queue_busy && !holds; holds = false }
#endif

		/* Wait for links that other tasks still process. */
		if
		:: atomic { op < NP && !nslots[op] -> provider[op] = GONE }
		:: atomic { op >= NP && op < NP + NC &&
			slot[2 * (op - NP)] == FREE && slot[2 * (op - NP) + 1] == FREE &&
			!cb_task[op - NP] ->
			client[op - NP] = GONE
		}
		:: op >= NP + NC
		fi;
out:		atomic { frame[FRAME(me, n)] = NOTHING; op = 0; result = OK }
	od
}

#ifdef LIMBO_BEGUN			/* with a module whose exit may have returned */
#define in_limbo(op) false
#else
#define in_limbo(op) going[op]
#endif
#define fits(c, p) (provider[p] == LIVE && served(c, p) && !in_limbo(p))
#define best(c, but) (fits(c, 1) && !(but & 2) -> 1 : (fits(c, 0) && !(but & 1) -> 0 : NP))
#define other(s) ((s) ^ 1)
#define to_do(s) (left_to_work[s] && (slot[s] == RETIRED || slot[s] == DRAINED))

/* The work item of a consumer; the worker is task c. */
proctype worker(byte c)
{
	byte p, s, old;
	byte failed;			/* bit p: passed over in this run */

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
		p = best(c, failed);
		s = (slot[2 * c] == FREE -> 2 * c : 2 * c + 1);
		if
		:: client[c] != LIVE || cb_task[c] || in_limbo(CONSUMER(c)) ||
		   p == NP || slot[s] != FREE ||
		   cur[c] != NO_SLOT && (prov[cur[c]] == p || !movable[c]) ||
		   !movable[c] && slot[other(s)] != FREE ->
			goto idle
		:: else
		fi;
		slot[s] = ATTACHING;
		prov[s] = p;
		nslots[p]++;
		cb_task[c] = c + 1;
		tried[c] = tried[c] | (1 << p);
		assert(provider[p] != GONE && !returned[PROVIDER(p)]);
		assert(client[c] != GONE && !returned[CONSUMER(c)]);
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
			:: may_fail ->		/* then the next best; all, if it has left */
				may_fail--;
				release(s);
#ifdef BROKEN_BLOCKS
				goto idle;
#endif
				failed = (provider[p] == LIVE -> 3 & 3 << p : 0);
				goto settle
			:: tried[c] = tried[c] & ~(1 << p)
			fi;
			if
			:: dead(s) -> release(s); goto idle	/* no detach */
			:: else -> attached[s] = true
			fi;
			if
#ifndef PUBLISH_WITHOUT_RECHECK
			:: provider[p] != LIVE || client[c] != LIVE ->
				cb_task[c] = c + 1;
				slot[s] = DETACHING;
#ifndef UNDO_ALIVE			/* through a provider that was withdrawn meanwhile */
				if
				:: withdrawn[p] -> lose(s)
				:: else
				fi;
#endif
				callback_begins(s);
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

undo:		act(c, 0, on_detach[c]);
		atomic { detached(s); release(s); callback_ends(s); end_callback(s) }

idle:		atomic {
			failed = 0;
			p = 0;
			s = 0;
			old = 0;
#ifdef ONE_ORDERED_QUEUE
			queue_busy = false
#endif
		}
	od
}

/* A thread that calls through the link; the call may sleep until leaving(), or
 * until the exit of a module that forgets to unregister. */
proctype caller(byte c)
{
	byte s, p;

end:	atomic { cur[c] != NO_SLOT -> s = cur[c]; p = prov[s]; inside[s]++ }
	if
	:: skip
	:: goto end_sleep
	fi;
	goto leave;
end_sleep:
	slot[s] == DRAINING;
leave:
	atomic { assert(provider[p] != GONE && !unloaded[PROVIDER(p)]); inside[s]--; s = 0; p = 0 }
}

/* The links of a withdrawn provider, links_abandon(). */
inline withdraw_link(s, p)
{
	if
	:: slot[s] == RETIRED && prov[s] == p ->
#ifdef WITHDRAWN_TOLD			/* by the work item */
		left_to_work[s] = true;
		queue(CLIENT(s))
#else
		slot[s] = DRAINING;
#endif
#ifdef NO_DRAIN_WAIT			/* abandoned with threads inside */
		abandon(s)
#endif
#ifdef LEAVING_UNWATCHED
	:: slot[s] == LEAVING && prov[s] == p -> slot[s] = DRAINING
#endif
	:: slot[s] == DRAINED && given_up(s) && prov[s] == p -> abandon(s)
	:: else
	fi
}

inline withdraw_provider(p)
{
	withdrawn[p] = true;
	if
	:: provider[p] == LIVE -> provider_leaves(p)
	:: else
	fi;
	withdraw_link(0, p);
	withdraw_link(1, p);
	withdraw_link(2, p);
	withdraw_link(3, p)
}

/* For a dead consumer: neither its provider nor the calls inside are waited for. */
inline leave_to_work(s)
{
	left_to_work[s] = slot[s] != FREE;
	if
	:: slot[s] == RETIRED -> slot[s] = DRAINING
	:: else
	fi
}

inline withdraw_consumer(c, by)
{
	withdrawn[CONSUMER(c)] = true;
	if
	:: client[c] == LIVE -> consumer_leaves(c, DEAD, by); queued[c] = true
	:: else
	fi;
	leave_to_work(2 * (c));
	leave_to_work(2 * (c) + 1)
}

#ifdef LATE_ABANDON
#define busy(s, p) (prov[s] == p && (slot[s] == RETIRED || slot[s] == LEAVING || slot[s] == DRAINING))

inline abandon_late(s, p)
{
	if
	:: slot[s] == DRAINED && prov[s] == p -> abandon(s)
	:: else
	fi
}
#endif

#ifdef GOING_FORGETS_LEAVING
#define provider_left(p) true
#define consumer_left(c) true
#else
#define provider_left(p) (provider[p] == GONE)
#define consumer_left(c) (client[c] == GONE || client[c] == DEAD && callback_ended(c))
#endif
#ifdef NO_CALLBACK_WAIT
#define callback_ended(c) true
#else
#define callback_ended(c) !cb_task[c]
#endif
#ifdef NO_SLOT_WAIT
#define is_unused(p) true
#else
#define is_unused(p) !nslots[p]
#endif

/* A withdrawn provider is gone, unless another task has it. */
inline wait_unused(p)
{
#ifdef LATE_ABANDON
	!(busy(0, p) || busy(1, p) || busy(2, p) || busy(3, p));
	atomic {
		abandon_late(0, p);
		abandon_late(1, p);
		abandon_late(2, p);
		abandon_late(3, p)
	}
#endif
	atomic { is_unused(p) -> provider[p] = GONE }
}

/* The exit of a module, followed by client_going(). -EALREADY is no promise:
 * another task is still unregistering, and must be waited for. */
proctype driver(byte me, op)
{
	bool mine;

	if
	:: op < REGISTER(0) ->
		going[op] = true;
		act(me, 0, op);
		goto left
	:: op >= REGISTER(0) && op < FORGET(0) -> act(me, 0, op); goto stays
	:: op >= ALSO(0) && op < COME(0) -> act(me, 0, op - ALSO(0)); goto stays
	:: op >= COME(0) -> provider_register(op - COME(0)); goto stays
	:: else -> op = op - FORGET(0)
	fi;
	atomic {
		if
		:: op == BOTH ->
			going[0] = true;
			going[1] = true;
			returned[0] = true;
			returned[1] = true
		:: else -> going[op] = true; returned[op] = true
		fi
	}
	atomic {
		if
		:: op == BOTH ->
			exited[0] = true;
			exited[1] = true;
			withdraw_provider(0);
#ifndef ONE_BY_ONE			/* the second after the first one is gone */
			withdraw_provider(1)
#endif
		:: op < NP ->
			exited[op] = true;
			mine = provider[op] == LIVE;
			withdraw_provider(op)
		:: else ->
			exited[op] = true;
			withdraw_consumer(op - NP, op)
		fi
	}
	if
	:: op == BOTH ->
		wait_unused(0);
#ifdef ONE_BY_ONE
		atomic { withdraw_provider(1) }
#endif
		wait_unused(1)
	:: op < NP && mine -> wait_unused(op)
	:: else
	fi;
left:	if
	:: atomic { op == BOTH -> unloaded[0] = true; unloaded[1] = true }
	:: atomic { op < NP && provider_left(op) -> unloaded[op] = true }
	:: atomic { op >= NP && op < BOTH && consumer_left(op - NP) -> unloaded[op] = true }
	fi;
stays:	ended++
}

#define drive(op) run driver(DRIVER(started), op); started++

/* When nothing can happen any more, every consumer that can be served is served, if attach
 * succeeds; a movable one by the best provider. */
inline at_rest(c)
{
	assert(!running[c] && !cb_task[c]);		/* hangs in a callback */
	if
	:: client[c] == LIVE && best(c, tried[c]) != NP ->
		assert(cur[c] != NO_SLOT);
		assert(!movable[c] || prov[cur[c]] >= best(c, tried[c]))
	:: else -> assert(client[c] == LIVE || cur[c] == NO_SLOT)
	fi;
	slot_at_rest(2 * c);
	slot_at_rest(2 * c + 1)
}

inline slot_at_rest(s)
{
	assert(attached[s] == (cur[CLIENT(s)] == s));
	assert(attached[s] == (slot[s] != FREE))
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
