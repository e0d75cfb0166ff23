// SPDX-License-Identifier: GPL-2.0-only
/*
 * Load and unload modules in any order: churn SECONDS FILE.ko...
 *
 * Each thread takes a module that no other thread has, and loads it if it is not
 * loaded, or else unloads it. The files are kept in memory, and no processes are
 * started, because both are slow in emulation. Prints the counts every few
 * seconds. At the end, also on SIGTERM, it unloads the modules that it has loaded.
 * Exits with 0 if every result was a permitted one.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define MODULES_MAX	32
#define THREADS		4
#define PROGRESS	5	/* seconds */

struct module {
	char name[64];
	void *image;
	size_t size;
	bool init_fails;	/* always, with -EIO */
	bool init_may_fail;	/* when it finds no provider, or none that stays */
	bool loaded;
	pthread_mutex_t taken;
};

static struct module modules[MODULES_MAX];
static int modules_count;
static time_t end;
static atomic_bool terminated;
static atomic_ulong cycles, failing, refused, in_use, unexpected;

static void die(const char *what)
{
	perror(what);
	exit(2);
}

static void read_module(struct module *m, const char *path)
{
	int fd = open(path, O_RDONLY);
	const char *name = strrchr(path, '/');
	struct stat st;

	if (fd < 0 || fstat(fd, &st))
		die(path);
	m->size = st.st_size;
	m->image = malloc(m->size);
	if (!m->image || read(fd, m->image, m->size) != (ssize_t)m->size)
		die(path);
	close(fd);
	snprintf(m->name, sizeof(m->name), "%s", name ? name + 1 : path);
	m->name[strcspn(m->name, ".")] = 0;
	m->init_fails = strstr(m->name, "init_fails");
	m->init_may_fail = strstr(m->name, "pin");
	pthread_mutex_init(&m->taken, NULL);
}

static void complain(const struct module *m, const char *what, int error)
{
	fprintf(stderr, "%s %s: %s\n", what, m->name, error ? strerrorname_np(error) : "OK");
	unexpected++;
}

static bool may_be_refused(int error)
{
	return error == ENOENT || error == EBUSY || error == ENODEV;
}

static void load(struct module *m)
{
	int error = syscall(SYS_init_module, m->image, m->size, "") ? errno : 0;

	m->loaded = !error;
	if (m->init_fails && error == EIO) {
		failing++;
		cycles++;
	} else if (m->init_may_fail && may_be_refused(error)) {
		refused++;
	} else if (m->init_fails || error) {
		complain(m, "load", error);
	}
}

static void unload(struct module *m)
{
	int error = syscall(SYS_delete_module, m->name, O_NONBLOCK) ? errno : 0;

	m->loaded = error;
	if (!error)
		cycles++;
	else if (error == EAGAIN)
		in_use++;
	else
		complain(m, "unload", error);
}

static void terminate(int signal)
{
	(void)signal;
	terminated = true;
}

static bool is_over(void)
{
	return terminated || time(NULL) >= end;
}

static void *churn(void *seed)
{
	unsigned int random = (unsigned long)seed;

	while (!is_over()) {
		struct module *m = &modules[rand_r(&random) % modules_count];

		if (pthread_mutex_trylock(&m->taken))
			continue;
		if (m->loaded)
			unload(m);
		else
			load(m);
		pthread_mutex_unlock(&m->taken);
	}
	return NULL;
}

static void print_counts(void)
{
	printf("cycles=%lu failing_inits=%lu refused_inits=%lu in_use=%lu unexpected=%lu\n",
	       cycles, failing, refused, in_use, unexpected);
	fflush(stdout);
}

/* A pinned module can be unloaded after the module that pins it. */
static bool unload_all(void)
{
	bool left = true;
	int i, tries;

	for (tries = 0; left && tries < 30; tries++) {
		left = false;
		for (i = 0; i < modules_count; i++) {
			if (modules[i].loaded)
				unload(&modules[i]);
			left |= modules[i].loaded;
		}
		if (left)
			sleep(1);
	}
	return !left;
}

int main(int argc, char **argv)
{
	pthread_t threads[THREADS];
	unsigned long i;

	if (argc < 3 || argc - 2 > MODULES_MAX) {
		fputs("usage: churn SECONDS FILE.ko...\n", stderr);
		return 2;
	}
	for (; modules_count < argc - 2; modules_count++)
		read_module(&modules[modules_count], argv[modules_count + 2]);
	end = time(NULL) + atoi(argv[1]);
	signal(SIGTERM, terminate);
	for (i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, churn, (void *)(i + 1)))
			die("pthread_create");
	while (!is_over()) {
		sleep(PROGRESS);
		print_counts();
	}
	for (i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	if (!unload_all())
		unexpected++;
	print_counts();
	return unexpected != 0;
}
