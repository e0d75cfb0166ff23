/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The header of a display driver, as a vendor would write it, and as large as
 * such headers are: a table of 50 functions that reach 28 structs and enums, one of 14824
 * bytes. It was not written for the broker.
 */
#ifndef _MODESET_H
#define _MODESET_H

#include <linux/types.h>

#define MODESET_HEADS		4
#define MODESET_LAYERS		8
#define MODESET_CONNECTORS	16

struct modeset_device;
struct modeset_display;
struct modeset_memory;
struct modeset_surface;

enum modeset_connector_type {
	MODESET_CONNECTOR_VGA,
	MODESET_CONNECTOR_DVI,
	MODESET_CONNECTOR_DP,
	MODESET_CONNECTOR_HDMI,
	MODESET_CONNECTOR_PANEL,
};

enum modeset_signal {
	MODESET_SIGNAL_ANALOG,
	MODESET_SIGNAL_TMDS,
	MODESET_SIGNAL_DP,
};

enum modeset_format {
	MODESET_FORMAT_X8R8G8B8,
	MODESET_FORMAT_A8R8G8B8,
	MODESET_FORMAT_A2B10G10R10,
	MODESET_FORMAT_RGBA_F16,
	MODESET_FORMAT_NV12,
};

enum modeset_event_type {
	MODESET_EVENT_CHANGED,
	MODESET_EVENT_CONNECTED,
	MODESET_EVENT_FLIPPED,
};

enum modeset_status {
	MODESET_STATUS_OK,
	MODESET_STATUS_REFUSED,
	MODESET_STATUS_HEAD_REFUSED,
	MODESET_STATUS_LAYER_REFUSED,
};

struct modeset_size {
	u16 width;
	u16 height;
};

struct modeset_point {
	s16 x;
	s16 y;
};

struct modeset_rectangle {
	struct modeset_point at;
	struct modeset_size size;
};

struct modeset_timing {
	u32 refresh_mhz;
	u32 pixel_clock_khz;
	u16 visible[2];
	u16 total[2];
	u16 sync_start[2];
	u16 sync_end[2];
	bool interlaced;
	bool double_scan;
	bool sync_positive[2];
	u32 flags;
	char name[64];
};

struct modeset_viewport {
	struct modeset_rectangle in;
	struct modeset_rectangle out;
	u32 taps[2];
	u64 scaler;
	u64 flags;
};

struct modeset_hdr {
	u16 primaries[3][2];
	u16 white[2];
	u16 luminance[2];
	u16 light[2];
	u8 transfer;
	u8 reserved[3];
	u64 flags;
	u64 since;
};

struct modeset_matrix {
	s32 m[3][4];
};

struct modeset_ramp {
	u16 red[1024];
	u16 green[1024];
	u16 blue[1024];
};

struct modeset_luts {
	const struct modeset_ramp *input;
	const struct modeset_ramp *output;
	u32 depth;
	bool specified;
};

struct modeset_semaphore {
	u64 address;
	u64 acquire;
	u64 release;
};

struct modeset_syncpoint {
	u32 id;
	u32 value;
};

struct modeset_fence {
	union {
		struct modeset_semaphore semaphore;
		struct modeset_syncpoint syncpoint;
	} u;
	u32 kind;
	s32 fd;
};

struct modeset_layer {
	struct modeset_surface *surface;
	struct modeset_rectangle source;
	struct modeset_rectangle target;
	struct modeset_fence before;
	struct modeset_fence after;
	struct modeset_matrix csc;
	struct modeset_luts luts;
	enum modeset_format format;
	u32 modifier_low;
	u64 modifier;
	struct modeset_hdr hdr;
	u32 blending;
	u16 alpha;
	u16 rotation;
	u64 minimum_present;
	bool changed[8];
	u64 reserved[24];
};

struct modeset_head {
	struct modeset_timing timing;
	struct modeset_viewport viewport;
	struct modeset_hdr hdr;
	struct modeset_layer layers[MODESET_LAYERS];
};

struct modeset_config {
	struct modeset_head heads[MODESET_HEADS];
	u32 heads_used;
	u32 flags;
};

struct modeset_layer_reply {
	enum modeset_status status;
	s32 fence;
};

struct modeset_head_reply {
	enum modeset_status status;
	u32 vblank_syncpoint;
	struct modeset_layer_reply layers[MODESET_LAYERS];
};

struct modeset_reply {
	enum modeset_status status;
	u32 flags;
	struct modeset_head_reply heads[MODESET_HEADS];
};

struct modeset_layer_caps {
	u64 formats;
	u64 modifiers;
	struct modeset_size largest;
	bool is_cursor;
	bool can_scale;
	u16 z_position;
};

struct modeset_caps {
	u32 heads;
	u32 layers[MODESET_HEADS];
	u32 connectors;
	struct modeset_layer_caps layer[MODESET_LAYERS];
	struct modeset_size smallest;
	struct modeset_size largest;
	u32 pitch_alignment;
	bool can_suspend;
	bool has_syncpoints;
	bool has_semaphores;
};

struct modeset_connector {
	u32 handle;
	u32 physical;
	u32 heads;
	enum modeset_connector_type type;
	enum modeset_signal signal;
	u32 displays;
};

struct modeset_edid {
	u8 bytes[2048];
	u16 length;
};

struct modeset_display_info {
	u32 handle;
	u32 connector;
	bool connected;
	bool internal;
	bool variable_refresh;
	u8 depth;
	struct modeset_size size_mm;
	struct modeset_edid edid;
	char path[64];
};

struct modeset_surface_info {
	struct modeset_memory *memory[3];
	u64 offset[3];
	u32 pitch[3];
	enum modeset_format format;
	struct modeset_size size;
	u64 modifier;
};

struct modeset_event {
	enum modeset_event_type type;
	u32 head;
	u32 display;
	u64 sequence;
	void *user;
};

struct modeset_vblank {
	u64 count;
	u64 when;
};

struct modeset_crc {
	u32 compositor;
	u32 raster;
};

struct modeset_lock {
	u32 heads;
	u32 master;
	bool enable;
};

typedef void modeset_event_fn(void *user, const struct modeset_event *event);

struct modeset_functions {
	int (*open)(u32 gpu, modeset_event_fn *event, void *user, struct modeset_device **device);
	void (*close)(struct modeset_device *device);
	int (*caps)(struct modeset_device *device, struct modeset_caps *caps);
	int (*grab)(struct modeset_device *device);
	void (*release)(struct modeset_device *device);
	int (*grant)(struct modeset_device *device, s32 fd, u32 head, u32 display);
	int (*revoke)(struct modeset_device *device, u32 head, u32 display);
	int (*declare_events)(struct modeset_device *device, u32 events);
	int (*suspend)(struct modeset_device *device);
	int (*resume)(struct modeset_device *device);

	int (*connectors)(struct modeset_device *device, u32 *handles, u32 *count);
	int (*connector)(struct modeset_device *device, u32 handle,
			 struct modeset_connector *connector);
	int (*displays)(struct modeset_device *device, u32 *handles, u32 *count);
	int (*display)(struct modeset_device *device, u32 handle,
		       struct modeset_display_info *info);
	int (*detect)(struct modeset_device *device, u32 handle, bool *connected);
	int (*force)(struct modeset_device *device, u32 handle, bool connected);
	int (*edid)(struct modeset_device *device, u32 handle, struct modeset_edid *edid);
	int (*set_edid)(struct modeset_device *device, u32 handle,
			const struct modeset_edid *edid);
	int (*backlight)(struct modeset_device *device, u32 handle, u32 *level);
	int (*set_backlight)(struct modeset_device *device, u32 handle, u32 level);

	int (*mode)(struct modeset_device *device, u32 display, u32 index,
		    struct modeset_timing *timing, bool *preferred);
	int (*validate)(struct modeset_device *device, u32 display,
			const struct modeset_timing *timing);
	int (*viewport)(struct modeset_device *device, u32 display,
			const struct modeset_timing *timing, struct modeset_viewport *viewport);
	int (*apply)(struct modeset_device *device, const struct modeset_config *config,
		     struct modeset_reply *reply, bool commit);
	int (*current_config)(struct modeset_device *device, struct modeset_config *config);
	int (*cursor)(struct modeset_device *device, u32 head, struct modeset_surface *surface,
		      const struct modeset_point *hot);
	int (*move_cursor)(struct modeset_device *device, u32 head,
			   const struct modeset_point *to);
	int (*set_ramp)(struct modeset_device *device, u32 head, const struct modeset_ramp *ramp);
	int (*set_matrix)(struct modeset_device *device, u32 head,
			  const struct modeset_matrix *matrix);
	int (*set_hdr)(struct modeset_device *device, u32 head, const struct modeset_hdr *hdr);

	int (*allocate)(struct modeset_device *device, u64 size, u32 flags, bool video,
			struct modeset_memory **memory);
	int (*import)(struct modeset_device *device, s32 fd, u64 size,
		      struct modeset_memory **memory);
	int (*export)(struct modeset_device *device, struct modeset_memory *memory, s32 *fd);
	void (*free)(struct modeset_device *device, struct modeset_memory *memory);
	int (*map)(struct modeset_device *device, struct modeset_memory *memory, u32 kind,
		   void **address);
	void (*unmap)(struct modeset_device *device, struct modeset_memory *memory, u32 kind,
		      void *address);
	int (*pages)(struct modeset_device *device, struct modeset_memory *memory, u64 *pages,
		     u64 *count);
	int (*create_surface)(struct modeset_device *device,
			      const struct modeset_surface_info *info,
			      struct modeset_surface **surface);
	void (*destroy_surface)(struct modeset_device *device, struct modeset_surface *surface);
	int (*surface_info)(struct modeset_device *device, struct modeset_surface *surface,
			    struct modeset_surface_info *info);

	int (*vblanks)(struct modeset_device *device, u32 head,
		       struct modeset_vblank *vblank);
	int (*scanline)(struct modeset_device *device, u32 head, u32 *line);
	int (*crc)(struct modeset_device *device, u32 head, struct modeset_crc *crc);
	int (*wait_semaphore)(struct modeset_device *device,
			      const struct modeset_semaphore *semaphore, u64 timeout_ns);
	int (*signal_semaphore)(struct modeset_device *device,
				const struct modeset_semaphore *semaphore);
	int (*syncpoint_fd)(struct modeset_device *device,
			    const struct modeset_syncpoint *syncpoint, s32 *fd);
	int (*fence_status)(struct modeset_device *device, const struct modeset_fence *fence,
			    enum modeset_status *status);
	int (*frame_lock)(struct modeset_device *device, const struct modeset_lock *lock);
	int (*vrr)(struct modeset_device *device, u32 display, bool enable);
	int (*reset)(struct modeset_device *device, u32 head);
};

#endif
