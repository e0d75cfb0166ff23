// SPDX-License-Identifier: GPL-2.0-only
/*
 * The life of a link with two ends: which task calls which hook, which task waits for it, and
 * what may be freed. It models attach.c, link.c, drain.c, step.c and retire.c of broker/engine,
 * and broker_client_going().
 *
 * One consumer and one provider, or with NC=2 two consumers of one provider, or with
 * NP=2 one consumer that moves to the second, better, provider. Link l is that of
 * consumer C(l) and provider P(l). Each module stays, unregisters or forgets to unregister.
 * Each link has a thread that calls; it may be called back inside the call, and call again.
 * An interrupt of the provider completes requests, and a thread of the provider reports events.
 *
 * A critical section of broker_mutex is one atomic step without a wait. The guards of
 * both ends are in guard.pml and peer.pml; here the threads inside are a count.
 */

#ifndef NC
#define NC 1				/* consumers */
#endif
#ifndef NP
#define NP 1				/* providers */
#endif
#ifndef EVENTS
#define EVENTS 1			/* that the providers report of their own accord */
#endif
#ifndef CALLS
#define CALLS 1				/* of each thread */
#endif
#ifndef TRIES
#define TRIES 1				/* links made in one slot */
#endif

#define NM (NC + NP)
#if NC > 1
#define NL 2
#define C(l) (l)
#define P(l) 0
#elif NP > 1
#define NL 2
#define C(l) 0
#define P(l) (l)
#else
#define NL 1
#define C(l) 0
#define P(l) 0
#endif
#define MC(l) C(l)			/* the consumer's module */
#define MP(l) (NC + P(l))		/* the provider's */
#if NL > 1
#define ALL(what) (what(0) && what(1))
#define EACH(do_it) do_it(0); do_it(1)
#else
#define ALL(what) (what(0))
#define EACH(do_it) do_it(0)
#endif

/* enum slot_state, in its order. */
#define FREE		0
#define ATTACHING	1
#define CURRENT		2
#define RETIRED		3
#define LEAVING		4
#define DRAINING	5
#define QUIET		6
#define STOPPING	7
#define PEER_RETIRED	8
#define PEER_LEAVING	9
#define PEER_DRAINING	10
#define DRAINED		11
#define DETACHING	12
#define DETACHED	13
#define RELEASING	14
#define PARKED		15		/* never used again: a bracket did not end */

#define END_CALLS	1		/* enum end */
#define END_CALLBACKS	2

/* Of a slot. */
byte state[NL];
byte open[NL], closed_ends[NL];		/* &slot.open, &slot.closed */
bool named[NL];				/* its provider is set: it waits for the link */
bool ops[NL];				/* &broker_link.ops is not NULL */
bool stopped[NL], left_to_work[NL];
bool undrained[NL];			/* counted in &consumer.undrained */
byte tried[NL];

/* Of consumers. */
byte hook[NC];				/* which task has the hook slot */
byte running[NC];			/* the hook that is called: OF_CONSUMER(l), OF_PROVIDER(l) */
#define OF_CONSUMER(l)	(1 + 2 * (l))
#define OF_PROVIDER(l)	(2 + 2 * (l))
#define runs_for(l)	(running[C(l)] == OF_CONSUMER(l) || running[C(l)] == OF_PROVIDER(l))

/* Of modules, each with one consumer or provider. */
bool leaving[NM];			/* unregistered, or withdrawn */
bool exited[NM];			/* GOING, and its exit has returned without unregistering */
bool withdrawn[NM], unloaded[NM];

/* Poison: attach opens, detach closes. PORT is the provider's object of a link, CTX the consumer's. */
bool closed[2 * NL];
#define PORT(l)		(l)
#define CTX(l)		(NL + (l))

/* Of clients. */
byte calls[NL], callbacks[NL];		/* threads inside either end */
bool held[NL];				/* a bracket around a call that ends in another context */
bool pending[NL];			/* the provider has a request */
bool io[NL];				/* it is in the device */
bool woken[NL], peer_woken[NL];		/* threads that sleep in calls, in callbacks */
byte events, ended, started;

#define serves(l)	(!leaving[MC(l)] && !leaving[MP(l)])
#define told(l)		(named[l] && !withdrawn[MC(l)] && !withdrawn[MP(l)])
#define enters(l, end)	(open[l] & ~closed_ends[l] & (end))

/* Text and objects as they are used. */
#define use_text(m)	assert(!unloaded[m])
#define use_object(o)	assert(!closed[o])
inline operation(l)	{ atomic { use_text(MP(l)); use_object(PORT(l)) } }
inline callback(l)	{ atomic { use_text(MC(l)); use_object(CTX(l)) } }

/* Whether attach hooks may fail, and submit a request. */
#ifdef PLAIN
#define REFUSALS false
#define REQUESTS false
#else
#define REFUSALS true
#define REQUESTS true
#endif

/* Which hooks there are. */
#ifdef BARE
#define HAS_LEAVING false
#define HAS_STOP false
#else
#define HAS_LEAVING true
#ifdef NO_STOP
#define HAS_STOP false
#else
#define HAS_STOP true
#endif
#endif

/* drain.c */

#ifdef ABANDONED_IN_READY		/* while a hook is called for it */
#define may_abandon(l) withdrawn[MP(l)]
#else
#define may_abandon(l) (withdrawn[MP(l)] && !runs_for(l))
#endif

inline slot_abandon(l)
{
	named[l] = false;
	left_to_work[l] = true
}

inline slot_drained(l)
{
	state[l] = DRAINED;
	undrained[l] = false;
	if
	:: may_abandon(l) -> slot_abandon(l)
	:: else
	fi
}

inline slot_drain(l)
{
	if
	:: open[l] & closed_ends[l] & END_CALLS -> state[l] = DRAINING
	:: else -> state[l] = PEER_DRAINING
	fi
}

inline slot_silence(l)
{
	closed_ends[l] = closed_ends[l] | END_CALLBACKS
}

inline slot_advance(l)
{
	if
	:: HAS_STOP && !stopped[l] && told(l) -> state[l] = QUIET
	:: else ->
		if
#ifdef DETACH_WITH_CALLBACKS		/* callbacks are revoked after detach */
		:: told(l) -> slot_drained(l)
#endif
		:: !(open[l] & END_CALLBACKS) -> slot_drained(l)
		:: else ->
			slot_silence(l);
			if
#ifndef CALLBACKS_UNTOLD		/* nor in callbacks */
			:: told(l) && HAS_LEAVING -> state[l] = PEER_RETIRED
#endif
			:: else -> slot_drain(l)
			fi
		fi
	fi;
	stopped[l] = true
}

inline slot_retire(l)
{
	closed_ends[l] = closed_ends[l] | END_CALLS;
	undrained[l] = true;
	if
#ifndef BOTH_AT_ONCE			/* both ends are revoked, and drained, together */
	:: told(l) ->
#else
	:: false ->
#endif
	:: else -> slot_silence(l)
	fi;
	if
#ifndef CALLS_UNTOLD			/* threads that sleep in calls are not woken */
	:: told(l) && HAS_LEAVING -> state[l] = RETIRED
#endif
	:: else -> slot_drain(l)
	fi
}

inline slot_withdraw(l)
{
	if
	:: open[l] & END_CALLBACKS -> slot_silence(l)
	:: else
	fi;
	if
#ifndef WITHDRAWN_TOLD			/* as if it were not withdrawn */
	:: state[l] == RETIRED || state[l] == PEER_RETIRED -> slot_drain(l)
	:: state[l] == PEER_LEAVING -> slot_drain(l)	/* a consumer does not wait for that hook */
	:: state[l] == QUIET -> slot_advance(l)
#endif
	:: else
	fi
}

#ifdef HOLDS_WAITED			/* in the notifier, too */
#define hold_counts(l) held[l]
#else
#define hold_counts(l) (held[l] && !withdrawn[MC(l)] && !withdrawn[MP(l)])
#endif
#ifdef NO_DRAIN
#define call_inside(l) false
#else
#define call_inside(l) (calls[l] || hold_counts(l))
#endif
#ifdef NO_PEER_DRAIN
#define callback_inside(l) false
#else
#define callback_inside(l) callbacks[l]
#endif
#define is_quiet(l) (!((open[l] & closed_ends[l] & END_CALLS) && call_inside(l)) && \
		     !((open[l] & closed_ends[l] & END_CALLBACKS) && callback_inside(l)))
#define DRAIN(l) \
	:: atomic { (state[l] == DRAINING || state[l] == PEER_DRAINING) && is_quiet(l) -> \
		open[l] = open[l] & ~closed_ends[l]; slot_advance(l) }

active proctype drain()
{
end:	do
	DRAIN(0)
#if NL > 1
	DRAIN(1)
#endif
	od
}

/* hook.c, slot.c */

inline hook_call(l, whose)
{
	assert(!running[C(l)]);
	running[C(l)] = whose
}

#define hook_returned(l) running[C(l)] = 0

#ifdef DEAD_WITHOUT_SLOT		/* a withdrawn consumer's hook slot is not taken */
#define hook_is_free(l) (!hook[C(l)] || withdrawn[MC(l)])
#else
#define hook_is_free(l) (!hook[C(l)])
#endif
#define hook_begin(l) hook[C(l)] = me
#define hook_end(l) hook[C(l)] = 0; l = 0

inline slot_begin(l)
{
	assert(!exited[MC(l)]);
	assert(!exited[MP(l)]);
	state[l] = ATTACHING;
	named[l] = true;
	ops[l] = true;
	left_to_work[l] = false;
	stopped[l] = false;
	open[l] = 0;
	closed_ends[l] = 0;
	woken[l] = false;
	peer_woken[l] = false;
	tried[l]++
}

/* Objects that a withdrawn side had open are leaked. */
inline slot_end(l)
{
	assert(closed[PORT(l)] || withdrawn[MP(l)]);
	assert(closed[CTX(l)] || withdrawn[MC(l)]);
	closed[PORT(l)] = true;
	closed[CTX(l)] = true;
	pending[l] = false;
	io[l] = false;
	named[l] = false;
	ops[l] = false;
	if
#ifndef NO_PARKING			/* a bracket that did not end is forgotten */
	:: held[l] -> state[l] = PARKED
#endif
	:: else ->
		assert(!held[l]);
		state[l] = FREE
	fi
}

/* step.c: broker_step_take(), its critical section and then the hook */

#define is_due(l) (state[l] == RETIRED || state[l] == QUIET || state[l] == PEER_RETIRED || \
		   state[l] == DRAINED || state[l] == DETACHED)

inline claim(l)
{
	hook_begin(l);
	if
	:: state[l] == RETIRED || state[l] == QUIET ->
		assert(!withdrawn[MC(l)]);
		assert(!withdrawn[MP(l)]);
		state[l]++;		/* LEAVING, STOPPING */
		hook_call(l, OF_CONSUMER(l))
	:: state[l] == PEER_RETIRED ->
		assert(!withdrawn[MP(l)]);
		peer_leaves = true;
		state[l] = PEER_LEAVING;
		hook_call(l, OF_PROVIDER(l))
	:: state[l] == DRAINED ->
		state[l] = DETACHING;
		if
		:: named[l] -> assert(!withdrawn[MP(l)])
		:: else -> ops[l] = false
		fi;
		if
		:: !withdrawn[MC(l)] -> hook_call(l, OF_CONSUMER(l))
		:: else
		fi
	:: state[l] == DETACHED ->
		state[l] = RELEASING;
		if
		:: named[l] && !withdrawn[MP(l)] -> hook_call(l, OF_PROVIDER(l))
		:: else
		fi
	fi
}

#ifdef HELD_ON				/* detach does not end brackets that nothing else will end */
#define end_held(l) skip
#else
#define end_held(l) held[l] = false
#endif

inline provider_detach(l)
{
	operation(l);
	assert(closed[CTX(l)] || withdrawn[MC(l)]);
	!pending[l];
	atomic {
		closed[PORT(l)] = true;
		if
		:: withdrawn[MC(l)] -> end_held(l)
		:: else
		fi
	}
}

inline step(l)
{
	if
	:: !peer_leaves && state[l] == LEAVING ->
		callback(l);
		operation(l);
		atomic { woken[l] = true; hook_returned(l); slot_drain(l); hook_end(l) }
	:: !peer_leaves && state[l] == STOPPING ->	/* it closes: callbacks may also come in this thread */
		callback(l);
		operation(l);
		callback(l);
		!pending[l];
		operation(l);
		atomic { hook_returned(l); slot_advance(l); hook_end(l) }
	:: peer_leaves ->		/* the state may be a later one by now */
		operation(l);
		atomic {
			peer_leaves = false;
			peer_woken[l] = true;
			hook_returned(l);
			if
			:: state[l] == PEER_LEAVING -> slot_drain(l)
			:: state[l] == DRAINED && named[l] && withdrawn[MP(l)] -> slot_abandon(l)
			:: else
			fi;
			hook_end(l)
		}
	:: !peer_leaves && state[l] == DETACHING ->
		if
		:: running[C(l)] == OF_CONSUMER(l) ->
			callback(l);
			if
			:: ops[l] ->
				operation(l);
				callback(l);
				!pending[l];
				operation(l);
				closed[CTX(l)] = true
			:: else -> atomic { closed[CTX(l)] = true; end_held(l) }
			fi
		:: else
		fi;
		atomic {
			if
			:: running[C(l)] == OF_CONSUMER(l) -> hook_returned(l)
			:: else
			fi;
			if
			:: named[l] && !withdrawn[MP(l)] -> state[l] = DETACHED
			:: else -> slot_end(l)
			fi;
			hook_end(l)
		}
	:: !peer_leaves && state[l] == RELEASING ->
		if
		:: running[C(l)] == OF_PROVIDER(l) ->
			provider_detach(l);
			atomic { hook_returned(l); slot_end(l); hook_end(l) }
		:: else -> atomic { slot_end(l); hook_end(l) }
		fi
	fi
}

#define TAKE(i, may) \
	:: atomic { (may) && is_due(i) && hook_is_free(i) -> l = i; claim(l) } goto take

/* The consumer's work item: settle.c. */

#define wants(l) (state[l] == FREE && tried[l] < TRIES && serves(l) && !going(MC(l)) && !going(MP(l)))
#ifdef LIMBO_BEGUN			/* attach is begun for a module that is going */
#define going(m) false
#else
#define going(m) exited[m]
#endif

#if NP > 1
#define better(l) (l == 1 || state[1] != CURRENT)
#define switch_over(l) \
	if \
	:: l == 1 && state[0] == CURRENT -> left_to_work[0] = true; slot_retire(0) \
	:: l == 0 && state[1] == CURRENT -> left_to_work[1] = true; slot_retire(1) \
	:: else \
	fi
#else
#define better(l) true
#define switch_over(l) skip
#endif
#define ATTACH(i) \
	:: atomic { C(i) == c && wants(i) && better(i) && !hook[C(i)] -> \
		l = i; hook_begin(l); slot_begin(l); hook_call(l, OF_PROVIDER(l)) } goto attach

proctype worker(byte c)
{
	byte me = 1 + c, l;
	bool peer_leaves;	/* this task's step is the provider's leaving hook */

end:	do
	TAKE(0, C(0) == c && left_to_work[0])
	ATTACH(0)
#if NL > 1
	TAKE(1, C(1) == c && left_to_work[1])
	ATTACH(1)
#endif
	od;
take:	step(l);
	goto end;

attach:	/* provider.attach */
	use_text(MP(l));
	if
	:: closed[PORT(l)] = false
	:: REFUSALS -> atomic { hook_returned(l); slot_end(l); hook_end(l) } goto end
	fi;
	atomic {
		hook_returned(l);
		if
#ifndef NO_LOOK_BETWEEN			/* between the attach hooks */
		:: !serves(l) -> goto release
#endif
		:: else -> hook_call(l, OF_CONSUMER(l))
		fi
	}

	/* consumer.attach: the object that it opens may call back, in this thread */
	use_text(MC(l));
#ifdef NO_LOOK_BETWEEN
	assert(!withdrawn[MC(l)] || !unloaded[MC(l)]);
#endif
	closed[CTX(l)] = false;
	operation(l);
	atomic { pending[l] = REQUESTS; io[l] = REQUESTS }
	callback(l);
	if
	:: skip
	:: REFUSALS ->			/* it fails, and closes the object */
		!pending[l];
		operation(l);
		closed[CTX(l)] = true;
		atomic {
			hook_returned(l);
#ifdef NO_RELEASE				/* the provider's attach is not undone */
			slot_end(l);
			hook_end(l);
			goto end
#else
			goto release
#endif
		}
	fi;
	atomic {
		hook_returned(l);
		if
#ifndef NO_LAST_LOOK			/* it is published to a side that began to leave */
#ifdef UNDO_TOLD				/* as if no side were withdrawn */
		:: !serves(l) ->
			left_to_work[l] = true;
			state[l] = DETACHING;
			assert(!withdrawn[MP(l)]);
			hook_call(l, OF_CONSUMER(l));
			goto take
#else
		:: !serves(l) ->		/* undo_attach() */
			left_to_work[l] = true;
			undrained[l] = true;
#ifndef UNDO_UNPUBLISHED			/* no callback comes during stop */
			if
			:: told(l) -> open[l] = END_CALLBACKS
			:: else
			fi;
#endif
			slot_advance(l);
			hook_end(l);
			goto end
#endif
#endif
		:: else ->
#if defined(CALLS_FIRST)			/* in two critical sections, either first */
			open[l] = END_CALLS;
#elif defined(CALLBACKS_FIRST)
			open[l] = END_CALLBACKS;
#else
			open[l] = END_CALLS | END_CALLBACKS;
#ifndef KEYED				/* the old link serves until ready has returned */
			switch_over(l);
#endif
			state[l] = CURRENT;
			hook_call(l, OF_PROVIDER(l))
#endif
		fi
	}
#if defined(CALLS_FIRST) || defined(CALLBACKS_FIRST)
	atomic {
		open[l] = END_CALLS | END_CALLBACKS;
		switch_over(l);
		state[l] = CURRENT;
		hook_call(l, OF_PROVIDER(l))
	}
#endif
#ifdef READY_WITHOUT_SLOT		/* the hook slot is given back before ready */
	hook[C(l)] = 0;
#endif

	/* provider.ready, consumer.ready */
	operation(l);
	use_text(MP(l));
	atomic {
		hook_returned(l);
		if
		:: state[l] == CURRENT -> hook_call(l, OF_CONSUMER(l))
		:: else -> goto told
		fi
	}
	callback(l);
	use_text(MC(l));
	atomic { hook_returned(l); goto told }
told:	atomic {
#ifdef KEYED
		switch_over(l);
#endif
		if
		:: state[l] == DRAINED && named[l] && withdrawn[MP(l)] -> slot_abandon(l)
		:: else
		fi;
		hook_end(l)
	}
	goto end;

release: atomic {
		if
		:: withdrawn[MP(l)] -> slot_end(l); hook_end(l); goto end
		:: else -> state[l] = RELEASING; hook_call(l, OF_PROVIDER(l))
		fi
	}
	provider_detach(l);
	atomic { hook_returned(l); slot_end(l); hook_end(l) }
	goto end
}

/* A module's exit, or another task that unregisters: retire.c, modules.c. */

#define is_consumer(m) (m < NC)
#define is_at_rest(l) (state[l] == FREE || state[l] == PARKED)
#define is_of(l) (!is_at_rest(l) && (is_consumer(m) -> C(l) == m : named[l] && MP(l) == m))
#define not_mine(l) (!is_of(l))
#define is_past(l) (!is_of(l) || state[l] < RETIRED || state[l] > phase)

#ifdef ONE_PASS				/* each phase takes the steps that are due once */
#define may_take(l) (is_of(l) && state[l] <= phase && phase != RELEASING)
#define phase_done(l) (phase == DRAINING || phase == PEER_DRAINING -> is_past(l) : \
		       is_past(l) || !is_due(l))
#else
#define may_take(l) (is_of(l) && state[l] <= phase)
#define phase_done(l) is_past(l)
#endif

inline next_phase()
{
	if
	:: phase == LEAVING -> phase = DRAINING
	:: phase == DRAINING -> phase = STOPPING
	:: phase == STOPPING -> phase = PEER_LEAVING
	:: phase == PEER_LEAVING -> phase = PEER_DRAINING
	:: phase == PEER_DRAINING -> phase = DETACHING
	:: phase == DETACHING -> phase = RELEASING
	fi
}

#define unregister_link(l) \
	if \
	:: is_of(l) && state[l] == CURRENT -> slot_retire(l) \
	:: else \
	fi; \
	if \
	:: is_of(l) -> left_to_work[l] = is_consumer(m) && left_to_work[l] \
	:: else \
	fi

#define forget_link(l) \
	if \
	:: is_of(l) -> \
		woken[l] = true;	/* exit has woken the sleeping threads */ \
		peer_woken[l] = true; \
		left_to_work[l] = left_to_work[l] || is_consumer(m); \
		slot_withdraw(l); \
		if \
		:: state[l] == CURRENT -> slot_retire(l) \
		:: else \
		fi; \
		if \
		:: !is_consumer(m) && (state[l] == DRAINED || state[l] == DETACHED) && may_abandon(l) -> \
			slot_abandon(l) \
		:: else \
		fi \
	:: else \
	fi

/* The notifier's waits before the text is freed. */
#if defined(GOING_NO_DRAIN)			/* except for threads inside either end */
#define link_is_quiet(l) (is_consumer(m) || MP(l) != m || !runs_for(l))
#define hook_is_quiet(l) (C(l) != m || running[m] != OF_CONSUMER(l))
#elif defined(GOING_NO_PEER_DRAIN)		/* except for threads inside callbacks */
#define link_is_quiet(l) (is_consumer(m) -> C(l) != m || !undrained[l] || !calls[l] : \
			  MP(l) != m || !named[l] || !calls[l] && !runs_for(l))
#define hook_is_quiet(l) (C(l) != m || running[m] != OF_CONSUMER(l))
#elif defined(GOING_NO_HOOK)			/* except for hooks */
#define link_is_quiet(l) (is_consumer(m) -> C(l) != m || !undrained[l] : \
			  MP(l) != m || !undrained[l])
#define hook_is_quiet(l) true
#else
#define link_is_quiet(l) (is_consumer(m) -> C(l) != m || !undrained[l] : MP(l) != m || !named[l])
#define hook_is_quiet(l) (C(l) != m || running[m] != OF_CONSUMER(l))
#endif

#define hook_is_idle(l) (!is_consumer(m) || C(l) != m || !hook[C(l)])

#ifdef FORGETS				/* only this module may forget to unregister */
#define may_forget (m == FORGETS)
#else
#define may_forget true
#endif

proctype module(byte m)
{
	byte me = 1 + NC + m, l, phase;
	bool peer_leaves;

	if
	:: goto out
	:: goto leave
	:: may_forget -> goto forget
	fi;
leave:	atomic { leaving[m] = true; EACH(unregister_link); phase = LEAVING }
again:	do
	TAKE(0, may_take(0))
#if NL > 1
	TAKE(1, may_take(1))
#endif
	:: atomic { phase < RELEASING && ALL(phase_done) -> next_phase() }
	:: atomic { phase == RELEASING && ALL(not_mine) && ALL(hook_is_idle) ->
		unloaded[m] = true; phase = 0; goto out }
	od;
take:	step(l);
	goto again;

forget:	exited[m] = true;
	atomic { leaving[m] = true; withdrawn[m] = true; EACH(forget_link) }
	atomic { ALL(link_is_quiet) && ALL(hook_is_quiet) -> unloaded[m] = true }
out:	ended++
}

#ifdef EXIT_EARLY			/* exit returns while another task unregisters */
proctype notifier(byte m)
{
end:	atomic { leaving[m] && !withdrawn[m] && !unloaded[m] -> exited[m] = true; withdrawn[m] = true; EACH(forget_link) }
}
#endif

#ifdef BY_HAND				/* an administrator detaches the consumer */
proctype administrator()
{
	atomic {
		if
		:: state[0] == CURRENT -> left_to_work[0] = true; slot_retire(0)
		:: else
		fi;
		ended++
	}
}
#endif

/* Clients. */

#ifdef NO_SLEEP
#define may_sleep false
#else
#define may_sleep HAS_LEAVING
#endif

/* A call inside a callback. */
inline call_down(l)
{
	if
	:: skip
	:: atomic { enters(l, END_CALLS) -> calls[l]++ }
		operation(l);
		if
		:: skip
		:: may_sleep ->
end_down:		woken[l]
		fi;
		atomic { use_text(MP(l)); calls[l]-- }
	fi
}

proctype caller(byte l)
{
	byte n;

end:	do
	:: atomic { n < CALLS && enters(l, END_CALLS) -> n++; calls[l]++ }
		atomic { operation(l); assert(ops[l]) }
		if
		:: skip
		:: may_sleep ->
end_sleep:		woken[l]
		:: atomic { enters(l, END_CALLBACKS) -> callbacks[l]++ }
			callback(l);
			call_down(l);
			atomic { callback(l); callbacks[l]-- }
		:: atomic { !enters(l, END_CALLBACKS) -> assert(withdrawn[MC(l)] || withdrawn[MP(l)]) }
#ifdef HOLDS
		:: atomic { !held[l] && !pending[l] -> held[l] = true; pending[l] = true; io[l] = true }
#endif
		fi;
		atomic { operation(l); use_text(MC(l)); assert(ops[l]); calls[l]-- }
	od
}

#ifdef WAITS_TO_BE_TOLD			/* close() waits until the consumer was called */
#define completed(l) pending[l] = !reported
#else
#define completed(l) pending[l] = false
#endif

/* The provider's interrupt, which completes requests, or a thread that reports events. */
proctype source(byte l; bool request)
{
	bool reported;

end:	do
	:: atomic { !unloaded[MP(l)] && !closed[PORT(l)] && (request -> io[l] : events < EVENTS) ->
		if
		:: request -> io[l] = false
		:: else -> events++
		fi
	}
		if
		:: atomic { enters(l, END_CALLBACKS) -> callbacks[l]++ }
			callback(l);
			if
			:: skip
			:: may_sleep && !request ->
end_sleep:			peer_woken[l]
			:: !request -> call_down(l)
			fi;
			atomic {
				callback(l);
				use_text(MP(l));
				if
				:: request -> held[l] = false
				:: else
				fi;
				reported = true;
				callbacks[l]--
			}
		:: atomic { !enters(l, END_CALLBACKS) -> skip }	/* the event is over */
		fi;
		atomic {
			if
			:: request -> completed(l)
			:: else
			fi;
			reported = false
		}
	od
}

/* Modules that stay keep no task waiting: a link is current or has ended. */
#define is_settled(l) (!hook[C(l)] && (state[l] == CURRENT && serves(l) || \
		       is_at_rest(l) && !calls[l] && !callbacks[l]))

init {
	byte i;

	atomic {
		do
		:: i < 2 * NL -> closed[i] = true; i++
		:: else -> break
		od;
		i = 0;
		do
		:: i < NC -> run worker(i); i++
		:: else -> break
		od;
		i = 0;
		do
		:: i < NM ->
			run module(i);
#ifdef EXIT_EARLY
			run notifier(i);
#endif
			started++;
			i++
		:: else -> break
		od;
		i = 0;
		do
		:: i < NL -> run caller(i); run source(i, true); run source(i, false); i++
		:: else -> break
		od;
		i = 0;
#ifdef BY_HAND
		run administrator();
		started++
#endif
	}
	ended == started && timeout;
	ALL(is_settled)
}
