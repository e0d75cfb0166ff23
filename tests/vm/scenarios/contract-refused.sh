# SPDX-License-Identifier: GPL-2.0-only
# Every other difference is refused with EPROTO and a line that shows both texts.
refused() {
	load "shape/$1.ko"
	load_fails EPROTO shape/shape_user.ko
	log_has "broker: shape_user: shape 1 refused by $1: $2"
	unload "$1"
}

load broker.ko
scale='(struct shape *shape, u32 width, u32 height)'
refused shape_type "op 2 'scale': have \"0 atomic: int scale(struct shape *shape, u32 width, u64 height)\", want \"0 atomic: int scale$scale\""
refused shape_swapped "op 2 'scale': have \"0 atomic: int scale(struct shape *shape, u32 height, u32 width)\", want \"0 atomic: int scale$scale\""
refused shape_inserted "op 2 'turn': have \"0 sleep: int turn(struct shape *shape, u32 angle)\", want \"0 atomic: int scale$scale\""
refused shape_context "op 2 'scale': have \"0 sleep: int scale$scale\", want \"0 atomic: int scale$scale\""
refused shape_typedef "op 0 'open': same text, other types: have \"iyo\", want \"ijo\""
refused shape_sealed_wider "struct shape_point field 0 'x': have \"0 u64 x\", want \"0 u32 x\""
refused shape_sealed_more "struct shape_point field 2 'z': have \"0 u32 z\", want nothing"
refused shape_grown_inside "struct shape_style field 0 'alpha': have \"0 u32 alpha\", want \"0 u32 colour\""
unload broker
