/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * /dev/p2p_nic: transfers between memory that was registered before. Registrations and
 * transfers belong to the open file; closing it cancels transfers in progress.
 *
 * ENOENT: no such object of this file, or memory that no device has; ESTALE: the memory's
 * owner has taken it back; ENODEV: the device that has it, or a module on the way to it, is
 * not available; EINVAL: size, offset or length; EBUSY: too many transfers, or another task
 * waits for this one.
 */
#ifndef _UAPI_P2P_NIC_H
#define _UAPI_P2P_NIC_H

#include <linux/ioctl.h>
#include <linux/types.h>

struct p2p_nic_register {
	__u64 offset;
	__u64 length;	/* whole pages; 0: all, EOPNOTSUPP if no module can report the size */
	__u32 handle;	/* of the memory's owner */
	__u32 mr;	/* out */
};

struct p2p_nic_transfer {
	__u64 from_offset;
	__u64 to_offset;
	__u64 length;
	__u32 from;	/* an mr */
	__u32 to;	/* an mr */
	__u32 id;	/* out */
	__u32 flags;	/* 0 */
};

struct p2p_nic_wait {
	__u64 done;	/* out: number of bytes that were written */
	__u32 id;
	__s32 status;	/* out: 0, or a negative errno; ECANCELED: unregistered meanwhile */
};

#define P2P_NIC_REGISTER	_IOWR('n', 0x40, struct p2p_nic_register)
#define P2P_NIC_UNREGISTER	_IOW('n', 0x41, __u32)
#define P2P_NIC_TRANSFER	_IOWR('n', 0x42, struct p2p_nic_transfer)
/* Waits until a transfer has ended, and forgets it. */
#define P2P_NIC_WAIT		_IOWR('n', 0x43, struct p2p_nic_wait)

#endif
