/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The commands that ask the kernel. argv[0] is the command's own name. They return an exit
 * code; a command with wrong arguments returns wrong_usage().
 */
#ifndef _BROKERCTL_NETLINK_COMMANDS_H
#define _BROKERCTL_NETLINK_COMMANDS_H

int consumer_main(int argc, char **argv);
int graph_main(int argc, char **argv);
int interface_main(int argc, char **argv);
int monitor_main(int argc, char **argv);
int provider_main(int argc, char **argv);
int refusal_main(int argc, char **argv);
int top_main(int argc, char **argv);

#endif
