// SPDX-License-Identifier: GPL-2.0-only
/*
 * May a hook that calls into a module that is going wait for that module's fate? The module is
 * going from before exit() until the notifier has run, and it is unknown whether exit()
 * will unregister: broker_module_is_going() of broker/objects/client.c.
 *
 * Two modules, each with a provider that the other consumes, or with -DSELF one that
 * consumes its own provider. All are unloaded, the consumer is unregistered first.
 * -DFORGETS lets exit() return with the provider registered.
 */
#ifdef SELF
#define NM 1
#define OTHER(m) (m)
#else
#define NM 2
#define OTHER(m) (1 - (m))
#endif

#define LIVE 0
#define LEAVING 1			/* unregistered */
#define WITHDRAWN 2			/* by the notifier */

byte provider[NM];			/* of the module: its state */
bool linked[NM];			/* of the module's consumer, to the other's provider */
bool running[NM];			/* its detach hook */
bool alive[NM];				/* &broker_link.ops is not NULL */
bool going[NM], unloaded[NM];
byte ended;

#ifdef WAIT_FATE			/* until the module has unregistered, or is withdrawn */
#define known(m) (!going[m] || provider[m] != LIVE)
#else
#define known(m) true
#endif

/* A task that waits for the link calls the detach hook of m's consumer. */
#define DETACH(m) \
	:: atomic { linked[m] && !running[m] && known(OTHER(m)) -> \
		linked[m] = false; running[m] = true; \
		alive[m] = provider[OTHER(m)] != WITHDRAWN } \
		assert(!unloaded[m]); \
		if \
		:: alive[m] -> assert(!unloaded[OTHER(m)]) \
		:: else \
		fi; \
		running[m] = false

proctype module(byte m)
{
	going[m] = true;
	do				/* broker_consumer_unregister() */
	DETACH(m)
	:: atomic { !linked[m] && !running[m] -> break }
	od;
	if
	:: provider[m] = LEAVING;	/* broker_provider_unregister() */
		do
		DETACH(OTHER(m))
		:: atomic { !linked[OTHER(m)] && !running[OTHER(m)] -> break }
		od
#ifdef FORGETS
	:: provider[m] = WITHDRAWN;
		!running[OTHER(m)]	/* the rest is left to the consumer */
#endif
	fi;
	unloaded[m] = true;
	ended++
}

init {
	byte i;

	atomic {
		do
		:: i < NM -> linked[i] = true; run module(i); i++
		:: else -> break
		od
	}
	ended == NM
}
