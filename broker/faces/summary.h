/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is shown where there is no tool to ask.
 */
#ifndef _BROKER_FACES_SUMMARY_H
#define _BROKER_FACES_SUMMARY_H

void broker_summary_init(void);
void broker_summary_exit(void);

#endif
