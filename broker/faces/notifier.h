/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The module loader tells that modules come and go.
 */
#ifndef _BROKER_FACES_NOTIFIER_H
#define _BROKER_FACES_NOTIFIER_H

int broker_notifier_init(void);
void broker_notifier_exit(void);

#endif
