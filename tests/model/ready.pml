// SPDX-License-Identifier: GPL-2.0-only
/*
 * An event that comes while a link is published: it enters, or the ready hook sees the note
 * that was made of it before.
 *
 *   client   notes the event, barrier, broker_enter_peer() or broker_enter()
 *   broker   publish, smp_mb(), the ready hook looks for notes	call_ready() in broker/engine/attach.c
 *
 * The machine is x86: a store waits in its CPU's buffer while later loads go ahead.
 */

bool live, note;			/* what all CPUs see */
bool told, seen;			/* the event has entered; ready has seen the note */
byte finished;

chan broker_buffer = [1] of { bool };	/* stores that are not yet visible */
chan client_buffer = [1] of { bool };

#define smp_mb(buffer) empty(buffer)

active proctype machine()
{
	bool x;

end:	do
	:: atomic { broker_buffer?x -> live = x }
	:: atomic { client_buffer?x -> note = x }
	od
}

active proctype broker()
{
	broker_buffer!true;		/* broker_link_publish() */
#ifdef BROKER_MB
	smp_mb(broker_buffer);
#endif
	seen = note;			/* the ready hook */
	finished++
}

active proctype client()
{
	client_buffer!true;		/* WRITE_ONCE(note, true) */
#ifdef CLIENT_MB
	smp_mb(client_buffer);
#endif
	told = live;			/* broker_enter_peer() */
	finished++
}

active proctype check()
{
	finished == 2;
	assert(told || seen)
}
