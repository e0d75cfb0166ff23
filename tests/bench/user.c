// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a count of instructions does not show: the time that a call takes under a guard
 * of two plain increments of the thread's own counters, like that of broker_enter(),
 * and under other guards, as multiples of a call with no guard, in hundredths. Times
 * are CPU times of the thread, so that other load does not count.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define CALLS	200000
#define TRIES	31
#define THREADS	2

static inline void barrier(void)
{
	__asm__ __volatile__("" : : : "memory");
}

struct table {
	int (*tick)(int count);
};

struct calls {
	unsigned long entered;
	unsigned long left;
};

static int tick(int count)
{
	return count + 1;
}

static const struct table table = { tick };
static const struct table *volatile bare = &table;
static __thread struct calls calls;
static long shared;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static int call_bare(int n)
{
	return bare->tick(n);
}

static int call_guard(int n)
{
	const struct table *link;

	do {
		link = bare;
		calls.entered++;
		barrier();
	} while (__builtin_expect(bare != link, 0));
	n = link->tick(n);
	barrier();
	calls.left++;
	barrier();
	return n;
}

/* SRCU has a full fence on each side. */
static int call_fences(int n)
{
	calls.entered++;
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	n = bare->tick(n);
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	calls.left++;
	barrier();
	return n;
}

static int call_atomic(int n)
{
	__atomic_add_fetch(&shared, 1, __ATOMIC_SEQ_CST);
	n = bare->tick(n);
	__atomic_sub_fetch(&shared, 1, __ATOMIC_SEQ_CST);
	return n;
}

static int call_mutex(int n)
{
	pthread_mutex_lock(&mutex);
	n = bare->tick(n);
	pthread_mutex_unlock(&mutex);
	return n;
}

static int call_rwlock(int n)
{
	pthread_rwlock_rdlock(&rwlock);
	n = bare->tick(n);
	pthread_rwlock_unlock(&rwlock);
	return n;
}

/* A separate loop for each guard, so that no function call is added. */
#define LOOP(_name)							\
static void _name##_loop(void)						\
{									\
	int i, n = 0;							\
									\
	for (i = 0; i < CALLS; i++)					\
		n = call_##_name(n);					\
	if (n != CALLS)							\
		abort();						\
}

LOOP(bare)
LOOP(guard)
LOOP(fences)
LOOP(atomic)
LOOP(mutex)
LOOP(rwlock)

static const struct way {
	const char *name;
	void (*loop)(void);
} ways[] = {
	{ "bare", bare_loop },
	{ "guard", guard_loop },
	{ "fences", fences_loop },
	{ "atomic", atomic_loop },
	{ "mutex", mutex_loop },
	{ "rwlock", rwlock_loop },
};

#define WAYS	(sizeof(ways) / sizeof(ways[0]))

static double times[WAYS][TRIES * THREADS];
static pthread_barrier_t start;

static double cpu_time(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return now.tv_sec * 1e9 + now.tv_nsec;
}

/* Each try runs all guards one after the other, so that all see the same machine. */
static void *thread(void *argument)
{
	int number = (int)(long)argument, try;
	double begin;
	size_t i;

	for (try = 0; try < TRIES; try++) {
		for (i = 0; i < WAYS; i++) {
			pthread_barrier_wait(&start);
			begin = cpu_time();
			ways[i].loop();
			times[i][number * TRIES + try] = cpu_time() - begin;
		}
	}
	return NULL;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *values, int count)
{
	qsort(values, count, sizeof(*values), compare);
	return values[count / 2];
}

static void measure(int threads)
{
	pthread_t ids[THREADS];
	double one = 0;
	size_t i;
	long t;

	pthread_barrier_init(&start, NULL, threads);
	for (t = 0; t < threads; t++)
		if (pthread_create(&ids[t], NULL, thread, (void *)t))
			abort();
	for (t = 0; t < threads; t++)
		pthread_join(ids[t], NULL);
	pthread_barrier_destroy(&start);
	for (i = 0; i < WAYS; i++) {
		double took = median(times[i], threads * TRIES);

		if (!i)
			one = took;
		printf("user %d %s %.0f\n", threads, ways[i].name, 100 * took / one);
	}
}

int main(void)
{
	int threads;

	for (threads = 1; threads <= THREADS; threads++)
		measure(threads);
	return 0;
}
