/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A netlink client that can send requests that no library would permit: a request is put
 * together byte by byte, and every length in it may be wrong.
 */
#ifndef _TESTS_NETLINK_CLIENT_H
#define _TESTS_NETLINK_CLIENT_H

#include <linux/broker.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

#define REQUEST_MAX	4096
#define SILENCE		(-1)

struct client {
	int fd;
	int family;		/* of the broker; negative: an errno */
	int group;		/* of its events */
	unsigned int seq;
	unsigned int losses;	/* how often the kernel reported lost events */
};

struct request {
	unsigned int len;	/* that is sent, whatever the header's length is */
	union {
		struct nlmsghdr header;
		char bytes[REQUEST_MAX];
	};
};

/**
 * struct outcome - the result of a request
 * @error: 0, an errno, or SILENCE
 * @entries: messages that answer
 * @interrupted: one of them was flagged NLM_F_DUMP_INTR
 * @text: of the extended ack
 * @missing: the attribute that it names as missing
 */
struct outcome {
	int error;
	unsigned int entries;
	bool interrupted;
	char text[160];
	int missing;
};

/* Called for each message that answers */
typedef void (*visitor)(const struct nlmsghdr *message, void *data);

void die(const char *what);
void client_open(struct client *client);
void client_close(struct client *client);
int client_join(struct client *client);
/* Sends it with the next number. */
void client_send(struct client *client, struct request *request);
/* Waits for all of the answer. */
struct outcome client_wait(struct client *client, visitor visit, void *data);
struct outcome client_ask(struct client *client, struct request *request, visitor visit,
			  void *data);
/* The next message of any kind; NULL if none comes in time */
const struct nlmsghdr *client_next(struct client *client);

void request_init(struct request *request, int type, int flags, int command);
void *request_put(struct request *request, int attribute, const void *data, size_t len);
void request_put_u32(struct request *request, int attribute, __u32 value);
void request_put_u64(struct request *request, int attribute, __u64 value);
void request_put_string(struct request *request, int attribute, const char *value);

/* The first attribute of that type in a message, or NULL */
const struct nlattr *attribute(const struct nlmsghdr *message, int type);
/* The next one after that, or the first after NULL */
const struct nlattr *attribute_after(const struct nlmsghdr *message, int type,
				     const struct nlattr *attr);
const struct nlattr *nested(const struct nlattr *nest, int type);
__u32 u32_of(const struct nlattr *attr);
__u64 u64_of(const struct nlattr *attr);
const char *string_of(const struct nlattr *attr);

/* " STATE PROVIDER" for each link of a consumer */
void print_links(const struct nlmsghdr *message);

/* The functions of nltest, by its first argument: */
int do_malformed(struct client *client);
int do_rights(void);
int do_dump(struct client *client, int argc, char **argv);
int do_half(struct client *client, int argc, char **argv);
int do_show(struct client *client, int argc, char **argv);
int do_fuzz(struct client *client, int argc, char **argv);
int do_events(struct client *client, int argc, char **argv);
int do_steer(struct client *client, int argc, char **argv);

#endif
