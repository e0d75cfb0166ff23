/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Notifications from the module loader: a module is live, or it is going.
 */
#ifndef _BROKER_FACES_NOTIFIER_H
#define _BROKER_FACES_NOTIFIER_H

int broker_notifier_init(void);
void broker_notifier_exit(void);

#endif
