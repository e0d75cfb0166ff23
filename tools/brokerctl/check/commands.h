/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The commands that judge files. argv[0] is the command's own name. They return an exit
 * code; a command with wrong arguments returns wrong_usage().
 */
#ifndef _BROKERCTL_CHECK_COMMANDS_H
#define _BROKERCTL_CHECK_COMMANDS_H

int check_main(int argc, char **argv);
int softdep_main(int argc, char **argv);

#endif
