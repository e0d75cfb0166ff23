/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What "brokerctl describe" makes of modeset.h, in shorter lines. tests/brokerctl/vendors.sh
 * compares the two.
 */
#ifndef _MODESET_API_H
#define _MODESET_API_H

#include <linux/broker/interface.h>
#include "modeset.h"

#define MODESET_EVENT_TYPE_VALUES(CONSTANT) \
	CONSTANT(0, MODESET_EVENT_CHANGED) \
	CONSTANT(0, MODESET_EVENT_CONNECTED) \
	CONSTANT(0, MODESET_EVENT_FLIPPED)
BROKER_CONSTANTS(modeset_event_type, MODESET_EVENT_TYPE_VALUES);
#define MODESET_EVENT_FIELDS(FIELD) \
	FIELD(0, enum modeset_event_type, type) \
	FIELD(0, u32, head) \
	FIELD(0, u32, display) \
	FIELD(0, u64, sequence) \
	FIELD(0, void *, user)
BROKER_DESCRIBE(modeset_event, MODESET_EVENT_FIELDS);
BROKER_FUNCTION(modeset_event_fn, void, (void *, const struct modeset_event *));
#define MODESET_SIZE_FIELDS(FIELD) \
	FIELD(0, u16, width) \
	FIELD(0, u16, height)
BROKER_DESCRIBE(modeset_size, MODESET_SIZE_FIELDS);
#define MODESET_LAYER_CAPS_FIELDS(FIELD) \
	FIELD(0, u64, formats) \
	FIELD(0, u64, modifiers) \
	FIELD(0, struct modeset_size, largest) \
	FIELD(0, bool, is_cursor) \
	FIELD(0, bool, can_scale) \
	FIELD(0, u16, z_position)
BROKER_DESCRIBE(modeset_layer_caps, MODESET_LAYER_CAPS_FIELDS);
#define MODESET_CAPS_FIELDS(FIELD) \
	FIELD(0, u32, heads) \
	FIELD(0, u32, layers, [4]) \
	FIELD(0, u32, connectors) \
	FIELD(0, struct modeset_layer_caps, layer, [8]) \
	FIELD(0, struct modeset_size, smallest) \
	FIELD(0, struct modeset_size, largest) \
	FIELD(0, u32, pitch_alignment) \
	FIELD(0, bool, can_suspend) \
	FIELD(0, bool, has_syncpoints) \
	FIELD(0, bool, has_semaphores)
BROKER_DESCRIBE(modeset_caps, MODESET_CAPS_FIELDS);
#define MODESET_CONNECTOR_TYPE_VALUES(CONSTANT) \
	CONSTANT(0, MODESET_CONNECTOR_VGA) \
	CONSTANT(0, MODESET_CONNECTOR_DVI) \
	CONSTANT(0, MODESET_CONNECTOR_DP) \
	CONSTANT(0, MODESET_CONNECTOR_HDMI) \
	CONSTANT(0, MODESET_CONNECTOR_PANEL)
BROKER_CONSTANTS(modeset_connector_type, MODESET_CONNECTOR_TYPE_VALUES);
#define MODESET_SIGNAL_VALUES(CONSTANT) \
	CONSTANT(0, MODESET_SIGNAL_ANALOG) \
	CONSTANT(0, MODESET_SIGNAL_TMDS) \
	CONSTANT(0, MODESET_SIGNAL_DP)
BROKER_CONSTANTS(modeset_signal, MODESET_SIGNAL_VALUES);
#define MODESET_CONNECTOR_FIELDS(FIELD) \
	FIELD(0, u32, handle) \
	FIELD(0, u32, physical) \
	FIELD(0, u32, heads) \
	FIELD(0, enum modeset_connector_type, type) \
	FIELD(0, enum modeset_signal, signal) \
	FIELD(0, u32, displays)
BROKER_DESCRIBE(modeset_connector, MODESET_CONNECTOR_FIELDS);
#define MODESET_EDID_FIELDS(FIELD) \
	FIELD(0, u8, bytes, [2048]) \
	FIELD(0, u16, length)
BROKER_DESCRIBE(modeset_edid, MODESET_EDID_FIELDS);
#define MODESET_DISPLAY_INFO_FIELDS(FIELD) \
	FIELD(0, u32, handle) \
	FIELD(0, u32, connector) \
	FIELD(0, bool, connected) \
	FIELD(0, bool, internal) \
	FIELD(0, bool, variable_refresh) \
	FIELD(0, u8, depth) \
	FIELD(0, struct modeset_size, size_mm) \
	FIELD(0, struct modeset_edid, edid) \
	FIELD(0, char, path, [64])
BROKER_DESCRIBE(modeset_display_info, MODESET_DISPLAY_INFO_FIELDS);
#define MODESET_TIMING_FIELDS(FIELD) \
	FIELD(0, u32, refresh_mhz) \
	FIELD(0, u32, pixel_clock_khz) \
	FIELD(0, u16, visible, [2]) \
	FIELD(0, u16, total, [2]) \
	FIELD(0, u16, sync_start, [2]) \
	FIELD(0, u16, sync_end, [2]) \
	FIELD(0, bool, interlaced) \
	FIELD(0, bool, double_scan) \
	FIELD(0, bool, sync_positive, [2]) \
	FIELD(0, u32, flags) \
	FIELD(0, char, name, [64])
BROKER_DESCRIBE(modeset_timing, MODESET_TIMING_FIELDS);
#define MODESET_POINT_FIELDS(FIELD) \
	FIELD(0, s16, x) \
	FIELD(0, s16, y)
BROKER_DESCRIBE(modeset_point, MODESET_POINT_FIELDS);
#define MODESET_RECTANGLE_FIELDS(FIELD) \
	FIELD(0, struct modeset_point, at) \
	FIELD(0, struct modeset_size, size)
BROKER_DESCRIBE(modeset_rectangle, MODESET_RECTANGLE_FIELDS);
#define MODESET_VIEWPORT_FIELDS(FIELD) \
	FIELD(0, struct modeset_rectangle, in) \
	FIELD(0, struct modeset_rectangle, out) \
	FIELD(0, u32, taps, [2]) \
	FIELD(0, u64, scaler) \
	FIELD(0, u64, flags)
BROKER_DESCRIBE(modeset_viewport, MODESET_VIEWPORT_FIELDS);
#define MODESET_HDR_FIELDS(FIELD) \
	FIELD(0, u16, primaries, [3][2]) \
	FIELD(0, u16, white, [2]) \
	FIELD(0, u16, luminance, [2]) \
	FIELD(0, u16, light, [2]) \
	FIELD(0, u8, transfer) \
	FIELD(0, u8, reserved, [3]) \
	FIELD(0, u64, flags) \
	FIELD(0, u64, since)
BROKER_DESCRIBE(modeset_hdr, MODESET_HDR_FIELDS);
#define MODESET_SEMAPHORE_FIELDS(FIELD) \
	FIELD(0, u64, address) \
	FIELD(0, u64, acquire) \
	FIELD(0, u64, release)
BROKER_DESCRIBE(modeset_semaphore, MODESET_SEMAPHORE_FIELDS);
#define MODESET_SYNCPOINT_FIELDS(FIELD) \
	FIELD(0, u32, id) \
	FIELD(0, u32, value)
BROKER_DESCRIBE(modeset_syncpoint, MODESET_SYNCPOINT_FIELDS);
#define MODESET_FENCE_FIELDS(FIELD) \
	FIELD(0, struct modeset_semaphore, u.semaphore) \
	FIELD(0, struct modeset_syncpoint, u.syncpoint) \
	FIELD(0, u32, kind) \
	FIELD(0, s32, fd)
BROKER_DESCRIBE(modeset_fence, MODESET_FENCE_FIELDS);
#define MODESET_MATRIX_FIELDS(FIELD) \
	FIELD(0, s32, m, [3][4])
BROKER_DESCRIBE(modeset_matrix, MODESET_MATRIX_FIELDS);
#define MODESET_RAMP_FIELDS(FIELD) \
	FIELD(0, u16, red, [1024]) \
	FIELD(0, u16, green, [1024]) \
	FIELD(0, u16, blue, [1024])
BROKER_DESCRIBE(modeset_ramp, MODESET_RAMP_FIELDS);
#define MODESET_LUTS_FIELDS(FIELD) \
	FIELD(0, const struct modeset_ramp *, input) \
	FIELD(0, const struct modeset_ramp *, output) \
	FIELD(0, u32, depth) \
	FIELD(0, bool, specified)
BROKER_DESCRIBE(modeset_luts, MODESET_LUTS_FIELDS);
#define MODESET_FORMAT_VALUES(CONSTANT) \
	CONSTANT(0, MODESET_FORMAT_X8R8G8B8) \
	CONSTANT(0, MODESET_FORMAT_A8R8G8B8) \
	CONSTANT(0, MODESET_FORMAT_A2B10G10R10) \
	CONSTANT(0, MODESET_FORMAT_RGBA_F16) \
	CONSTANT(0, MODESET_FORMAT_NV12)
BROKER_CONSTANTS(modeset_format, MODESET_FORMAT_VALUES);
#define MODESET_LAYER_FIELDS(FIELD) \
	FIELD(0, struct modeset_surface *, surface) \
	FIELD(0, struct modeset_rectangle, source) \
	FIELD(0, struct modeset_rectangle, target) \
	FIELD(0, struct modeset_fence, before) \
	FIELD(0, struct modeset_fence, after) \
	FIELD(0, struct modeset_matrix, csc) \
	FIELD(0, struct modeset_luts, luts) \
	FIELD(0, enum modeset_format, format) \
	FIELD(0, u32, modifier_low) \
	FIELD(0, u64, modifier) \
	FIELD(0, struct modeset_hdr, hdr) \
	FIELD(0, u32, blending) \
	FIELD(0, u16, alpha) \
	FIELD(0, u16, rotation) \
	FIELD(0, u64, minimum_present) \
	FIELD(0, bool, changed, [8]) \
	FIELD(0, u64, reserved, [24])
BROKER_DESCRIBE(modeset_layer, MODESET_LAYER_FIELDS);
#define MODESET_HEAD_FIELDS(FIELD) \
	FIELD(0, struct modeset_timing, timing) \
	FIELD(0, struct modeset_viewport, viewport) \
	FIELD(0, struct modeset_hdr, hdr) \
	FIELD(0, struct modeset_layer, layers, [8])
BROKER_DESCRIBE(modeset_head, MODESET_HEAD_FIELDS);
#define MODESET_CONFIG_FIELDS(FIELD) \
	FIELD(0, struct modeset_head, heads, [4]) \
	FIELD(0, u32, heads_used) \
	FIELD(0, u32, flags)
BROKER_DESCRIBE(modeset_config, MODESET_CONFIG_FIELDS);
#define MODESET_STATUS_VALUES(CONSTANT) \
	CONSTANT(0, MODESET_STATUS_OK) \
	CONSTANT(0, MODESET_STATUS_REFUSED) \
	CONSTANT(0, MODESET_STATUS_HEAD_REFUSED) \
	CONSTANT(0, MODESET_STATUS_LAYER_REFUSED)
BROKER_CONSTANTS(modeset_status, MODESET_STATUS_VALUES);
#define MODESET_LAYER_REPLY_FIELDS(FIELD) \
	FIELD(0, enum modeset_status, status) \
	FIELD(0, s32, fence)
BROKER_DESCRIBE(modeset_layer_reply, MODESET_LAYER_REPLY_FIELDS);
#define MODESET_HEAD_REPLY_FIELDS(FIELD) \
	FIELD(0, enum modeset_status, status) \
	FIELD(0, u32, vblank_syncpoint) \
	FIELD(0, struct modeset_layer_reply, layers, [8])
BROKER_DESCRIBE(modeset_head_reply, MODESET_HEAD_REPLY_FIELDS);
#define MODESET_REPLY_FIELDS(FIELD) \
	FIELD(0, enum modeset_status, status) \
	FIELD(0, u32, flags) \
	FIELD(0, struct modeset_head_reply, heads, [4])
BROKER_DESCRIBE(modeset_reply, MODESET_REPLY_FIELDS);
#define MODESET_SURFACE_INFO_FIELDS(FIELD) \
	FIELD(0, struct modeset_memory *, memory, [3]) \
	FIELD(0, u64, offset, [3]) \
	FIELD(0, u32, pitch, [3]) \
	FIELD(0, enum modeset_format, format) \
	FIELD(0, struct modeset_size, size) \
	FIELD(0, u64, modifier)
BROKER_DESCRIBE(modeset_surface_info, MODESET_SURFACE_INFO_FIELDS);
#define MODESET_VBLANK_FIELDS(FIELD) \
	FIELD(0, u64, count) \
	FIELD(0, u64, when)
BROKER_DESCRIBE(modeset_vblank, MODESET_VBLANK_FIELDS);
#define MODESET_CRC_FIELDS(FIELD) \
	FIELD(0, u32, compositor) \
	FIELD(0, u32, raster)
BROKER_DESCRIBE(modeset_crc, MODESET_CRC_FIELDS);
#define MODESET_LOCK_FIELDS(FIELD) \
	FIELD(0, u32, heads) \
	FIELD(0, u32, master) \
	FIELD(0, bool, enable)
BROKER_DESCRIBE(modeset_lock, MODESET_LOCK_FIELDS);
#define MODESET_FUNCTIONS_INTERFACE_OPS(OP) \
	OP(0, sleep, int, open, (u32, modeset_event_fn *, void *, struct modeset_device **)) \
	OP(0, sleep, void, close, (struct modeset_device *)) \
	OP(0, sleep, int, caps, (struct modeset_device *, struct modeset_caps *)) \
	OP(0, sleep, int, grab, (struct modeset_device *)) \
	OP(0, sleep, void, release, (struct modeset_device *)) \
	OP(0, sleep, int, grant, (struct modeset_device *, s32, u32, u32)) \
	OP(0, sleep, int, revoke, (struct modeset_device *, u32, u32)) \
	OP(0, sleep, int, declare_events, (struct modeset_device *, u32)) \
	OP(0, sleep, int, suspend, (struct modeset_device *)) \
	OP(0, sleep, int, resume, (struct modeset_device *)) \
	OP(0, sleep, int, connectors, (struct modeset_device *, u32 *, u32 *)) \
	OP(0, sleep, int, connector, (struct modeset_device *, u32, \
		struct modeset_connector *)) \
	OP(0, sleep, int, displays, (struct modeset_device *, u32 *, u32 *)) \
	OP(0, sleep, int, display, (struct modeset_device *, u32, \
		struct modeset_display_info *)) \
	OP(0, sleep, int, detect, (struct modeset_device *, u32, bool *)) \
	OP(0, sleep, int, force, (struct modeset_device *, u32, bool)) \
	OP(0, sleep, int, edid, (struct modeset_device *, u32, struct modeset_edid *)) \
	OP(0, sleep, int, set_edid, (struct modeset_device *, u32, \
		const struct modeset_edid *)) \
	OP(0, sleep, int, backlight, (struct modeset_device *, u32, u32 *)) \
	OP(0, sleep, int, set_backlight, (struct modeset_device *, u32, u32)) \
	OP(0, sleep, int, mode, (struct modeset_device *, u32, u32, struct modeset_timing *, \
		bool *)) \
	OP(0, sleep, int, validate, (struct modeset_device *, u32, \
		const struct modeset_timing *)) \
	OP(0, sleep, int, viewport, (struct modeset_device *, u32, \
		const struct modeset_timing *, struct modeset_viewport *)) \
	OP(0, sleep, int, apply, (struct modeset_device *, const struct modeset_config *, \
		struct modeset_reply *, bool)) \
	OP(0, sleep, int, current_config, (struct modeset_device *, struct modeset_config *)) \
	OP(0, sleep, int, cursor, (struct modeset_device *, u32, struct modeset_surface *, \
		const struct modeset_point *)) \
	OP(0, sleep, int, move_cursor, (struct modeset_device *, u32, \
		const struct modeset_point *)) \
	OP(0, sleep, int, set_ramp, (struct modeset_device *, u32, \
		const struct modeset_ramp *)) \
	OP(0, sleep, int, set_matrix, (struct modeset_device *, u32, \
		const struct modeset_matrix *)) \
	OP(0, sleep, int, set_hdr, (struct modeset_device *, u32, const struct modeset_hdr *)) \
	OP(0, sleep, int, allocate, (struct modeset_device *, u64, u32, bool, \
		struct modeset_memory **)) \
	OP(0, sleep, int, import, (struct modeset_device *, s32, u64, \
		struct modeset_memory **)) \
	OP(0, sleep, int, export, (struct modeset_device *, struct modeset_memory *, s32 *)) \
	OP(0, sleep, void, free, (struct modeset_device *, struct modeset_memory *)) \
	OP(0, sleep, int, map, (struct modeset_device *, struct modeset_memory *, u32, \
		void **)) \
	OP(0, sleep, void, unmap, (struct modeset_device *, struct modeset_memory *, u32, \
		void *)) \
	OP(0, sleep, int, pages, (struct modeset_device *, struct modeset_memory *, u64 *, \
		u64 *)) \
	OP(0, sleep, int, create_surface, (struct modeset_device *, \
		const struct modeset_surface_info *, struct modeset_surface **)) \
	OP(0, sleep, void, destroy_surface, (struct modeset_device *, \
		struct modeset_surface *)) \
	OP(0, sleep, int, surface_info, (struct modeset_device *, struct modeset_surface *, \
		struct modeset_surface_info *)) \
	OP(0, sleep, int, vblanks, (struct modeset_device *, u32, struct modeset_vblank *)) \
	OP(0, sleep, int, scanline, (struct modeset_device *, u32, u32 *)) \
	OP(0, sleep, int, crc, (struct modeset_device *, u32, struct modeset_crc *)) \
	OP(0, sleep, int, wait_semaphore, (struct modeset_device *, \
		const struct modeset_semaphore *, u64)) \
	OP(0, sleep, int, signal_semaphore, (struct modeset_device *, \
		const struct modeset_semaphore *)) \
	OP(0, sleep, int, syncpoint_fd, (struct modeset_device *, \
		const struct modeset_syncpoint *, s32 *)) \
	OP(0, sleep, int, fence_status, (struct modeset_device *, \
		const struct modeset_fence *, enum modeset_status *)) \
	OP(0, sleep, int, frame_lock, (struct modeset_device *, const struct modeset_lock *)) \
	OP(0, sleep, int, vrr, (struct modeset_device *, u32, bool)) \
	OP(0, sleep, int, reset, (struct modeset_device *, u32))
BROKER_INTERFACE(modeset_functions_interface, 1,
		 MODESET_FUNCTIONS_INTERFACE_OPS, modeset_event_type, modeset_event,
		 modeset_event_fn, modeset_size, modeset_layer_caps, modeset_caps,
		 modeset_connector_type, modeset_signal, modeset_connector, modeset_edid,
		 modeset_display_info, modeset_timing, modeset_point, modeset_rectangle,
		 modeset_viewport, modeset_hdr, modeset_semaphore, modeset_syncpoint,
		 modeset_fence, modeset_matrix, modeset_ramp, modeset_luts, modeset_format,
		 modeset_layer, modeset_head, modeset_config, modeset_status,
		 modeset_layer_reply, modeset_head_reply, modeset_reply,
		 modeset_surface_info, modeset_vblank, modeset_crc, modeset_lock);

#endif
