/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The summary in debugfs, for systems without brokerctl.
 */
#ifndef _BROKER_FACES_SUMMARY_H
#define _BROKER_FACES_SUMMARY_H

void broker_summary_init(void);
void broker_summary_exit(void);

#endif
