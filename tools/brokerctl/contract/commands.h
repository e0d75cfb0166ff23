/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The commands for authors of interfaces. argv[0] is the command's own name. They return
 * an exit code; a command with wrong arguments returns wrong_usage().
 */
#ifndef _BROKERCTL_CONTRACT_COMMANDS_H
#define _BROKERCTL_CONTRACT_COMMANDS_H

int describe_main(int argc, char **argv);
int lint_main(int argc, char **argv);
int contract_main(int argc, char **argv);

#endif
