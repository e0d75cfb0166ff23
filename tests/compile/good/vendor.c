// SPDX-License-Identifier: GPL-2.0-only
/*
 * Kernel headers that Intel's drivers share, described without a change.
 * Shuffled structs of functions have other offsets, which the rows show.
 *
 * emits:
 * broker_interface=i40e_lan 1
 * broker_op=0 sleep: const struct i40e_ops * ops(struct i40e_info *ldev)
 * broker_op=0 sleep: void close(struct i40e_info *ldev, struct i40e_client *client, bool reset)
 * broker_op=0 atomic: int add_qset(struct iidc_rdma_qset_params *qset)
 * broker_abi=oo voob io
 * broker_requires=i40e_lan 0001.0000 revocable .flags =      0
 * broker_struct=i40e_info sealed
 * broker_field=0 sizeof(struct i40e_info)
 * broker_field=0 u8 version.major
 * broker_field=0 u8 lanmac[6]
 * broker_field=0 struct net_device * netdev
 * broker_field=0 u8 __iomem * hw_addr
 * broker_field=0 u8 fid
 * broker_field=0 struct i40e_params params
 * broker_field=0 u16 msix_count
 * broker_field=0 struct msix_entry * msix_entries
 * broker_field=0 u32 fw_build
 * broker_abi=00000152 h00000001@00000000 h00000006@00000004 o00000008@00000016 o00000008@00000040 h00000001@00000048 o00000034@00000072 t00000002@00000120 o00000008@00000128 j00000004@00000144
 * broker_struct=i40e_lan_constants growing
 * broker_field=0 constants i40e_lan_constants
 * broker_field=0 constant I40E_CLIENT_RESET_LEVEL_CORE
 * broker_field=0 constant I40E_CLIENT_VSI_FLAG_TCP_ENABLE
 * broker_field=0 constant IIDC_EVENT_NBITS
 * broker_abi=c                    2                    2                    5
 * broker_struct=i40e_ops sealed
 * broker_field=0 sizeof(struct i40e_ops)
 * broker_field=0 int setup_qvlist(struct i40e_info *ldev, struct i40e_client *client, struct i40e_qvlist_info *qv_info)
 * broker_field=0 int virtchnl_send(struct i40e_info *ldev, struct i40e_client *client, u32 vf_id, u8 *msg, u16 len)
 * broker_field=0 void request_reset(struct i40e_info *ldev, struct i40e_client *client, u32 level)
 * broker_field=0 int update_vsi_ctxt(struct i40e_info *ldev, struct i40e_client *client, bool is_vf, u32 vf_id, u32 flag, u32 valid_flag)
 * broker_abi=00000032 fiooo@00000000 fioojot@00000008 fvooj@00000016 fioobjjj@00000024
 * broker_struct=i40e_params sealed
 * broker_field=0 sizeof(struct i40e_params)
 * broker_field=0 u16 qos.prio_qos[0].qs_handle
 * broker_field=0 u8 qos.prio_qos[0].tc
 * broker_field=0 struct i40e_prio_qos_params qos.prio_qos[I40E_CLIENT_MAX_USER_PRIORITY]
 * broker_field=0 u16 mtu
 * broker_abi=00000034 t00000002@00000000 h00000001@00000002 o00000032@00000000 t00000002@00000032
 * broker_struct=i40e_qv_info sealed
 * broker_field=0 sizeof(struct i40e_qv_info)
 * broker_field=0 u32 v_idx
 * broker_field=0 u16 ceq_idx
 * broker_field=0 u16 aeq_idx
 * broker_field=0 u8 itr_idx
 * broker_abi=00000012 j00000004@00000000 t00000002@00000004 t00000002@00000006 h00000001@00000008
 * broker_struct=i40e_qvlist_info sealed
 * broker_field=0 sizeof(struct i40e_qvlist_info)
 * broker_field=0 u32 num_vectors
 * broker_abi=00000004 j00000004@00000000
 * broker_struct=iidc_rdma_qset_params sealed
 * broker_field=0 sizeof(struct iidc_rdma_qset_params)
 * broker_field=0 u32 teid
 * broker_field=0 u16 qs_handle
 * broker_field=0 u16 vport_id
 * broker_field=0 u8 tc
 * broker_abi=00000012 j00000004@00000000 t00000002@00000004 t00000002@00000006 h00000001@00000008
 * broker_structs=i40e_lan 1 i40e_qv_info i40e_qvlist_info i40e_params i40e_info i40e_ops i40e_lan_constants iidc_rdma_qset_params
 */
#include <linux/broker/consumer.h>
#include <linux/net/intel/i40e_client.h>
#include <linux/net/intel/iidc.h>

#define I40E_QV_INFO_FIELDS(FIELD)					\
	FIELD(0, u32, v_idx)						\
	FIELD(0, u16, ceq_idx)						\
	FIELD(0, u16, aeq_idx)						\
	FIELD(0, u8, itr_idx)
BROKER_DESCRIBE(i40e_qv_info, I40E_QV_INFO_FIELDS);

/* A flexible array follows. */
#define I40E_QVLIST_INFO_FIELDS(FIELD)					\
	FIELD(0, u32, num_vectors)
BROKER_DESCRIBE(i40e_qvlist_info, I40E_QVLIST_INFO_FIELDS);

#define I40E_PARAMS_FIELDS(FIELD)					\
	FIELD(0, u16, qos.prio_qos[0].qs_handle)			\
	FIELD(0, u8, qos.prio_qos[0].tc)				\
	FIELD(0, struct i40e_prio_qos_params, qos.prio_qos, [I40E_CLIENT_MAX_USER_PRIORITY]) \
	FIELD(0, u16, mtu)
BROKER_DESCRIBE(i40e_params, I40E_PARAMS_FIELDS);

#define I40E_INFO_FIELDS(FIELD)						\
	FIELD(0, u8, version.major)					\
	FIELD(0, u8, lanmac, [6])					\
	FIELD(0, struct net_device *, netdev)				\
	FIELD(0, u8 __iomem *, hw_addr)					\
	FIELD(0, u8, fid)						\
	FIELD(0, struct i40e_params, params)				\
	FIELD(0, u16, msix_count)					\
	FIELD(0, struct msix_entry *, msix_entries)			\
	FIELD(0, u32, fw_build)
BROKER_DESCRIBE(i40e_info, I40E_INFO_FIELDS);

#define I40E_OPS_FIELDS(FIELD)						\
	FIELD(0, int, setup_qvlist, (struct i40e_info *ldev, struct i40e_client *client, \
				     struct i40e_qvlist_info *qv_info))	\
	FIELD(0, int, virtchnl_send, (struct i40e_info *ldev, struct i40e_client *client, \
				      u32 vf_id, u8 *msg, u16 len))	\
	FIELD(0, void, request_reset, (struct i40e_info *ldev, struct i40e_client *client, \
				       u32 level))			\
	FIELD(0, int, update_vsi_ctxt, (struct i40e_info *ldev, struct i40e_client *client, \
					bool is_vf, u32 vf_id, u32 flag, u32 valid_flag))
BROKER_DESCRIBE(i40e_ops, I40E_OPS_FIELDS);

#define I40E_LAN_CONSTANTS(CONSTANT)					\
	CONSTANT(0, I40E_CLIENT_RESET_LEVEL_CORE)			\
	CONSTANT(0, I40E_CLIENT_VSI_FLAG_TCP_ENABLE)			\
	CONSTANT(0, IIDC_EVENT_NBITS)
BROKER_CONSTANTS(i40e_lan_constants, I40E_LAN_CONSTANTS);

#define IIDC_QSET_FIELDS(FIELD)						\
	FIELD(0, u32, teid)						\
	FIELD(0, u16, qs_handle)					\
	FIELD(0, u16, vport_id)						\
	FIELD(0, u8, tc)
BROKER_DESCRIBE(iidc_rdma_qset_params, IIDC_QSET_FIELDS);

#define I40E_LAN_OPS(OP)						\
	OP(0, sleep, const struct i40e_ops *, ops, (struct i40e_info *ldev)) \
	OP(0, sleep, void, close, (struct i40e_info *ldev, struct i40e_client *client,	\
				   bool reset))			\
	OP(0, atomic, int, add_qset, (struct iidc_rdma_qset_params *qset))
BROKER_INTERFACE(i40e_lan, 1, I40E_LAN_OPS, i40e_qv_info, i40e_qvlist_info, i40e_params, i40e_info,
		 i40e_ops, i40e_lan_constants, iidc_rdma_qset_params);

DEFINE_BROKER_CONSUMER(lan, i40e_lan, 0);
module_broker_consumer(lan);
