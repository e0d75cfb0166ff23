/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of brokerctl know of each other: how a command is called.
 */
#ifndef _BROKERCTL_H
#define _BROKERCTL_H

/*
 * Commands: argv[0] is the command's own name. They return an exit code. One
 * that is called wrongly returns wrong_usage().
 */
int consumer_main(int argc, char **argv);
int graph_main(int argc, char **argv);
int interface_main(int argc, char **argv);
int monitor_main(int argc, char **argv);
int provider_main(int argc, char **argv);
int refusal_main(int argc, char **argv);
int top_main(int argc, char **argv);

#endif
