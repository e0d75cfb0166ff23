/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Interfaces that differ in one thing each between the two modules that are compiled with
 * this header: D(HAVE, WANT) is what the provider has and what the consumer wants. Then the
 * outcome: REFUSED(), with the text in the line of the refusal; LINT(), a difference that is not
 * visible in the contract; BINDS(), no difference that matters. ALL() has their names.
 */
#ifndef _DRIFT_H
#define _DRIFT_H

#include <linux/broker/interface.h>

#ifdef DRIFT_USER
#define D(have, want)		want
#else
#define D(have, want)		have
#endif

struct ring;

/* Enumerators and constants */

#define INSERTED(VALUE)	VALUE(0, IN_OFF) D(, VALUE(0, IN_SLOW)) VALUE(0, IN_ON)
BROKER_ENUM(in_mode, INSERTED);
#define ENUMERATOR_INSERTED(OP)	OP(0, sleep | optional, int, set, (enum in_mode mode))
BROKER_INTERFACE(enumerator_inserted, 1, ENUMERATOR_INSERTED, in_mode);
REFUSED(enumerator_inserted, "struct in_mode field 2 'IN_ON'")

#define VALUED(VALUE)	VALUE(0, VA_OFF) D(VALUE(0, VA_ON, = 7), VALUE(0, VA_ON, = 8))
BROKER_ENUM(va_mode, VALUED);
#define ENUMERATOR_VALUE(OP)	OP(0, sleep | optional, int, set, (enum va_mode mode))
BROKER_INTERFACE(enumerator_value, 1, ENUMERATOR_VALUE, va_mode);
REFUSED(enumerator_value, "struct va_mode field 2 'VA_ON': same text, other types: have \"7\", want \"8\"")

#define RENAMED(VALUE)	VALUE(0, RE_OFF) D(VALUE(0, RE_ON), VALUE(0, RE_FAST))
BROKER_ENUM(re_mode, RENAMED);
#define ENUMERATOR_RENAMED(OP)	OP(0, sleep | optional, int, set, (enum re_mode mode))
BROKER_INTERFACE(enumerator_renamed, 1, ENUMERATOR_RENAMED, re_mode);
REFUSED(enumerator_renamed, "struct re_mode field 2 'RE_ON'")

#define REMOVED(VALUE)	VALUE(0, RM_OFF) D(VALUE(0, RM_ON), )
BROKER_ENUM(rm_mode, REMOVED);
#define ENUMERATOR_REMOVED(OP)	OP(0, sleep | optional, int, set, (enum rm_mode mode))
BROKER_INTERFACE(enumerator_removed, 1, ENUMERATOR_REMOVED, rm_mode);
REFUSED(enumerator_removed, "struct rm_mode field 2 'RM_ON'")

#define NEGATIVE(VALUE)	VALUE(0, NE_OFF) D(, VALUE(0, NE_BACK, = -1))
BROKER_ENUM(ne_mode, NEGATIVE);
#define ENUM_TURNS_SIGNED(OP)	OP(0, sleep | optional, int, set, (enum ne_mode mode))
BROKER_INTERFACE(enum_turns_signed, 1, ENUM_TURNS_SIGNED, ne_mode);
REFUSED(enum_turns_signed, "op 0 'set': same text, other types: have \"ij\", want \"ii\"")

#define AR_KEY		D(16, 32)
#define AR_SIZES(CONSTANT)	CONSTANT(0, AR_KEY)
BROKER_CONSTANTS(ar_sizes, AR_SIZES);
#define ARRAY_BOUND(OP)	OP(0, sleep | optional, int, set, (u8 key[AR_KEY]))
BROKER_INTERFACE(array_bound, 1, ARRAY_BOUND, ar_sizes);
REFUSED(array_bound, "struct ar_sizes field 1 'AR_KEY': same text, other types: have \"16\", want \"32\"")

#define FL_WAIT		D(0x1, 0x2)
#define FL_FLAGS(CONSTANT)	CONSTANT(0, FL_WAIT)
BROKER_CONSTANTS(fl_flags, FL_FLAGS);
#define FLAG_MACRO(OP)	OP(0, sleep | optional, int, set, (u32 flags))
BROKER_INTERFACE(flag_macro, 1, FLAG_MACRO, fl_flags);
REFUSED(flag_macro, "struct fl_flags field 1 'FL_WAIT'")

#define SI_ALL		D(0xffffffffffffffffULL, -1)
#define SI_FLAGS(CONSTANT)	CONSTANT(0, SI_ALL)
BROKER_CONSTANTS(si_flags, SI_FLAGS);
#define CONSTANT_SIGN(OP)	OP(0, sleep | optional, int, set, (u64 flags))
BROKER_INTERFACE(constant_sign, 1, CONSTANT_SIGN, si_flags);
REFUSED(constant_sign, "struct si_flags field 1 'SI_ALL': same text, other types: have \"18446744073709551615\", want \"-1\"")

/* Functions */

D(BROKER_FUNCTION(ft_done, void, (void *data, u32 event));,
	BROKER_FUNCTION(ft_done, void, (u32 event, void *data));)
#define FUNCTION_PARAMETERS(OP)	OP(0, sleep | optional, int, wait, (ft_done *done))
BROKER_INTERFACE(function_parameters, 1, FUNCTION_PARAMETERS, ft_done);
REFUSED(function_parameters, "struct ft_done field 0 'ft_done'")

D(BROKER_FUNCTION(fr_done, void, (void *data));,
	BROKER_FUNCTION(fr_done, int, (void *data));)
#define FUNCTION_RETURNS(OP)	OP(0, sleep | optional, int, wait, (fr_done *done))
BROKER_INTERFACE(function_returns, 1, FUNCTION_RETURNS, fr_done);
REFUSED(function_returns, "struct fr_done field 0 'fr_done'")

D(BROKER_FUNCTION(fv_print, void, (const char *fmt));,
	BROKER_FUNCTION(fv_print, void, (const char *fmt, ...));)
#define FUNCTION_VARIADIC(OP)	OP(0, sleep | optional, int, dump, (fv_print *print))
BROKER_INTERFACE(function_variadic, 1, FUNCTION_VARIADIC, fv_print);
REFUSED(function_variadic, "struct fv_print field 0 'fv_print'")

typedef D(u32, u64) fi_id;
BROKER_FUNCTION(fi_done, void, (fi_id id));
#define FUNCTION_BEHIND_TYPEDEF(OP)	OP(0, sleep | optional, int, wait, (fi_done *done))
BROKER_INTERFACE(function_behind_typedef, 1, FUNCTION_BEHIND_TYPEDEF, fi_done);
REFUSED(function_behind_typedef, "struct fi_done field 0 'fi_done': same text, other types: have \"fvj\", want \"fvy\"")

#define ME_FIELDS(FIELD)						\
	D(FIELD(0, int, probe, (void *dev, u64 id)), FIELD(0, int, probe, (void *dev, u32 id)))
BROKER_STRUCT(me_driver, ME_FIELDS);
#define MEMBER_FUNCTION(OP)	OP(0, sleep | optional, int, add, (const struct me_driver *driver))
BROKER_INTERFACE(member_function, 1, MEMBER_FUNCTION, me_driver);
REFUSED(member_function, "struct me_driver field 0 'probe'")

typedef D(u32, s32) mt_id;
#define MT_FIELDS(FIELD)	FIELD(0, int, probe, (void *dev, mt_id id))
BROKER_STRUCT(mt_driver, MT_FIELDS);
#define MEMBER_BEHIND_TYPEDEF(OP)	\
	OP(0, sleep | optional, int, add, (const struct mt_driver *driver))
BROKER_INTERFACE(member_behind_typedef, 1, MEMBER_BEHIND_TYPEDEF, mt_driver);
REFUSED(member_behind_typedef, "struct mt_driver field 0 'probe': same text, other types: have \"fioj\", want \"fioi\"")

#define MI_FIELDS(FIELD)						\
	FIELD(0, int, probe, (void *dev))				\
	D(, FIELD(0, int, suspend, (void *dev)))			\
	FIELD(0, void, remove, (void *dev))
BROKER_STRUCT(mi_driver, MI_FIELDS);
#define MEMBER_INSERTED(OP)	OP(0, sleep | optional, int, add, (const struct mi_driver *driver))
BROKER_INTERFACE(member_inserted, 1, MEMBER_INSERTED, mi_driver);
REFUSED(member_inserted, "struct mi_driver field 1 'remove'")

/* Structs that exist */

struct mv_desc { u8 kind; D(u32 a; u32 b, u32 b; u32 a); };
#define MV_FIELDS(FIELD)	FIELD(0, u32, b)
BROKER_DESCRIBE(mv_desc, MV_FIELDS);
#define FIELD_MOVED(OP)		OP(0, sleep | optional, int, put, (struct mv_desc *desc))
BROKER_INTERFACE(field_moved, 1, FIELD_MOVED, mv_desc);
REFUSED(field_moved, "struct mv_desc field 1 'b': same text, other types: have \"j00000004@00000008\", want \"j00000004@00000004\"")

struct gr_desc { u64 a; D(, u64 more;) };
#define GR_FIELDS(FIELD)	FIELD(0, u64, a)
BROKER_DESCRIBE(gr_desc, GR_FIELDS);
#define STRUCT_GREW(OP)		OP(0, sleep | optional, int, put, (struct gr_desc *desc))
BROKER_INTERFACE(struct_grew, 1, STRUCT_GREW, gr_desc);
REFUSED(struct_grew, "struct gr_desc field 0 'sizeof': same text, other types: have \"00000008\", want \"00000016\"")

struct nb_desc { struct { D(u16, u32) x; u16 y; } in; u64 last; };
#define NB_FIELDS(FIELD)	FIELD(0, u16, in.y)
BROKER_DESCRIBE(nb_desc, NB_FIELDS);
#define NESTED_FIELD(OP)	OP(0, sleep | optional, int, put, (struct nb_desc *desc))
BROKER_INTERFACE(nested_field, 1, NESTED_FIELD, nb_desc);
REFUSED(nested_field, "struct nb_desc field 1 'in.y'")

struct un_desc { u32 tag; union { D(u32, u64) word; u8 byte; } arm; };
#define UN_FIELDS(FIELD)	FIELD(0, u8, arm.byte)
BROKER_DESCRIBE(un_desc, UN_FIELDS);
#define UNION_ARM(OP)		OP(0, sleep | optional, int, put, (struct un_desc *desc))
BROKER_INTERFACE(union_arm, 1, UNION_ARM, un_desc);
REFUSED(union_arm, "struct un_desc field 0 'sizeof'")

struct pa_desc { u8 kind; u32 a; } D(, __packed);
#define PA_FIELDS(FIELD)	FIELD(0, u8, kind)
BROKER_DESCRIBE(pa_desc, PA_FIELDS);
#define PACKED(OP)		OP(0, sleep | optional, int, put, (struct pa_desc *desc))
BROKER_INTERFACE(packed, 1, PACKED, pa_desc);
REFUSED(packed, "struct pa_desc field 0 'sizeof': same text, other types: have \"00000008\", want \"00000005\"")

struct al_desc { u8 kind; u32 a; } D(, __aligned(16));
#define AL_FIELDS(FIELD)	FIELD(0, u8, kind)
BROKER_DESCRIBE(al_desc, AL_FIELDS);
#define ALIGNED(OP)		OP(0, sleep | optional, int, put, (struct al_desc *desc))
BROKER_INTERFACE(aligned, 1, ALIGNED, al_desc);
REFUSED(aligned, "struct al_desc field 0 'sizeof'")

struct bi_desc { u32 D(fast : 3, fast : 12); u32 rate : 25; u16 after; };
#define BI_FIELDS(FIELD)	FIELD(0, u16, after)
BROKER_DESCRIBE(bi_desc, BI_FIELDS);
#define BIT_FIELD(OP)		OP(0, sleep | optional, int, put, (struct bi_desc *desc))
BROKER_INTERFACE(bit_field, 1, BIT_FIELD, bi_desc);
REFUSED(bit_field, "struct bi_desc field 0 'sizeof'")

struct sg_desc { D(s32, u32) level; };
#define SG_FIELDS(FIELD)	D(FIELD(0, s32, level), FIELD(0, u32, level))
BROKER_DESCRIBE(sg_desc, SG_FIELDS);
#define FIELD_SIGNEDNESS(OP)	OP(0, sleep | optional, int, put, (struct sg_desc *desc))
BROKER_INTERFACE(field_signedness, 1, FIELD_SIGNEDNESS, sg_desc);
REFUSED(field_signedness, "struct sg_desc field 1 'level': have \"0 s32 level\", want \"0 u32 level\"")

struct df_ops { int (*probe)(D(u32, u64) id); };
#define DF_FIELDS(FIELD)	\
	D(FIELD(0, int, probe, (u32 id)), FIELD(0, int, probe, (u64 id)))
BROKER_DESCRIBE(df_ops, DF_FIELDS);
#define DESCRIBED_FUNCTION(OP)	OP(0, sleep | optional, int, add, (struct df_ops *ops))
BROKER_INTERFACE(described_function, 1, DESCRIBED_FUNCTION, df_ops);
REFUSED(described_function, "struct df_ops field 1 'probe'")

struct bv_pair { u64 a; D(, u64 b; u64 c;) };
#define BV_FIELDS(FIELD)	FIELD(0, u64, a)
BROKER_DESCRIBE(bv_pair, BV_FIELDS);
#define BY_VALUE(OP)		OP(0, sleep | optional, int, put, (struct bv_pair pair))
BROKER_INTERFACE(by_value, 1, BY_VALUE, bv_pair);
REFUSED(by_value, "struct bv_pair field 0 'sizeof': same text, other types: have \"00000008\", want \"00000024\"")

typedef struct { u32 value; D(, u32 space;) } bt_id;
#define BT_FIELDS(FIELD)	FIELD(0, u32, value)
BROKER_DESCRIBE_TYPE(bt_id_fields, bt_id, BT_FIELDS);
#define RETURNED_BY_VALUE(OP)	OP(0, sleep | optional, bt_id, id, (struct ring *ring))
BROKER_INTERFACE(returned_by_value, 1, RETURNED_BY_VALUE, bt_id_fields);
REFUSED(returned_by_value, "struct bt_id_fields field 0 'sizeof'")

struct pt_state { D(, u32 mine;) u32 level; };
#define PT_FIELDS(FIELD)	FIELD(0, u32, level)
BROKER_DESCRIBE_PART(pt_state, PT_FIELDS);
#define PART_MOVED(OP)		OP(0, sleep | optional, int, put, (struct pt_state *state))
BROKER_INTERFACE(part_moved, 1, PART_MOVED, pt_state);
REFUSED(part_moved, "struct pt_state field 0 'level'")

/* Structs of ours */

#define TY_FIELDS(FIELD)	D(FIELD(0, u32, a), FIELD(0, u64, a))
BROKER_STRUCT(ty_desc, TY_FIELDS);
#define FIELD_TYPE(OP)		OP(0, sleep | optional, int, put, (struct ty_desc *desc))
BROKER_INTERFACE(field_type, 1, FIELD_TYPE, ty_desc);
REFUSED(field_type, "struct ty_desc field 0 'a'")

#define OR_FIELDS(FIELD)						\
	D(FIELD(0, u32, a) FIELD(0, u32, b), FIELD(0, u32, b) FIELD(0, u32, a))
BROKER_STRUCT(or_desc, OR_FIELDS);
#define FIELD_ORDER(OP)		OP(0, sleep | optional, int, put, (struct or_desc *desc))
BROKER_INTERFACE(field_order, 1, FIELD_ORDER, or_desc);
REFUSED(field_order, "struct or_desc field 0 'a'")

#define FI_FIELDS(FIELD)	FIELD(0, u32, a) D(, FIELD(0, u32, mid)) FIELD(1, u32, b)
BROKER_GROWING_STRUCT(fi_desc, FI_FIELDS);
#define FIELD_INSERTED(OP)	OP(0, sleep | optional, int, put, (struct fi_desc *desc))
BROKER_INTERFACE(field_inserted, 1, FIELD_INSERTED, fi_desc);
REFUSED(field_inserted, "struct fi_desc field 1 'b'")

#define SL_FIELDS(FIELD)	FIELD(0, u32, a) D(, FIELD(0, u32, b))
BROKER_STRUCT(sl_desc, SL_FIELDS);
#define SEALED_GREW(OP)		OP(0, sleep | optional, int, put, (struct sl_desc *desc))
BROKER_INTERFACE(sealed_grew, 1, SEALED_GREW, sl_desc);
REFUSED(sealed_grew, "struct sl_desc field 1 'b'")

#define AY_FIELDS(FIELD)	D(FIELD(0, u8, mac, [6]), FIELD(0, u8, mac, [8]))
BROKER_STRUCT(ay_desc, AY_FIELDS);
#define FIELD_ARRAY(OP)		OP(0, sleep | optional, int, put, (struct ay_desc *desc))
BROKER_INTERFACE(field_array, 1, FIELD_ARRAY, ay_desc);
REFUSED(field_array, "struct ay_desc field 0 'mac'")

#define NS_INNER_FIELDS(FIELD)	D(FIELD(0, u32, a), FIELD(0, s32, a))
BROKER_STRUCT(ns_inner, NS_INNER_FIELDS);
#define NS_FIELDS(FIELD)	FIELD(0, struct ns_inner, inner)
BROKER_STRUCT(ns_desc, NS_FIELDS);
#define NESTED_STRUCT(OP)	OP(0, sleep | optional, int, put, (struct ns_desc *desc))
BROKER_INTERFACE(nested_struct, 1, NESTED_STRUCT, ns_desc, ns_inner);
REFUSED(nested_struct, "struct ns_inner field 0 'a'")

#define LA_FIELDS(FIELD)	\
	FIELD(0, u64, head) D(FIELD(0, u8, rest, [14816]), FIELD(0, u8, rest, [14824]))
BROKER_LARGE_STRUCT(la_image, LA_FIELDS);
#define LARGE_STRUCT(OP)	OP(0, sleep | optional, int, put, (struct la_image *image))
BROKER_INTERFACE(large_struct, 1, LARGE_STRUCT, la_image);
REFUSED(large_struct, "struct la_image field 1 'rest'")

#define LI_FIELDS(FIELD)	FIELD(0, u32, a)
BROKER_STRUCT(li_desc, LI_FIELDS);
#define LISTED_ONCE(OP)		OP(0, sleep | optional, int, put, (struct li_desc *desc))
#ifdef DRIFT_USER
BROKER_INTERFACE(listed_once, 1, LISTED_ONCE);
#else
BROKER_INTERFACE(listed_once, 1, LISTED_ONCE, li_desc);
#endif
REFUSED(listed_once, "struct: have \"li_desc sealed\", want nothing")

#define KI_FIELDS(FIELD)	FIELD(0, u32, a)
#ifdef DRIFT_USER
BROKER_GROWING_STRUCT(ki_desc, KI_FIELDS);
#else
BROKER_STRUCT(ki_desc, KI_FIELDS);
#endif
#define KIND_OF_STRUCT(OP)	OP(0, sleep | optional, int, put, (struct ki_desc *desc))
BROKER_INTERFACE(kind_of_struct, 1, KIND_OF_STRUCT, ki_desc);
REFUSED(kind_of_struct, "struct: have \"ki_desc sealed\", want \"ki_desc growing\"")

/* Operations */

#define CONST_QUALIFIER(OP)						\
	D(OP(0, sleep | optional, int, put, (const char *s)),	\
		OP(0, sleep | optional, int, put, (char *s)))
BROKER_INTERFACE(const_qualifier, 1, CONST_QUALIFIER);
REFUSED(const_qualifier, "op 0 'put': have \"0 sleep | optional: int put(const char *s)\"")

#define USER_POINTER(OP)						\
	D(OP(0, sleep | optional, int, put, (void __user *p)),	\
		OP(0, sleep | optional, int, put, (void *p)))
BROKER_INTERFACE(user_pointer, 1, USER_POINTER);
REFUSED(user_pointer, "op 0 'put': have \"0 sleep | optional: int put(void __user *p)\"")

#define SIGNEDNESS(OP)							\
	D(OP(0, sleep | optional, int, put, (s32 a)),	\
		OP(0, sleep | optional, int, put, (u32 a)))
BROKER_INTERFACE(signedness, 1, SIGNEDNESS);
REFUSED(signedness, "op 0 'put'")

#define WIDTH(OP)							\
	D(OP(0, sleep | optional, int, put, (u32 a)),	\
		OP(0, sleep | optional, int, put, (u64 a)))
BROKER_INTERFACE(width, 1, WIDTH);
REFUSED(width, "op 0 'put'")

typedef u32 rt_id, rt_key;
#define RENAMED_TYPEDEF(OP)						\
	D(OP(0, sleep | optional, int, put, (rt_id a)),	\
		OP(0, sleep | optional, int, put, (rt_key a)))
BROKER_INTERFACE(renamed_typedef, 1, RENAMED_TYPEDEF);
REFUSED(renamed_typedef, "op 0 'put': have \"0 sleep | optional: int put(rt_id a)\", want \"0 sleep | optional: int put(rt_key a)\"")

typedef D(u32, u64) td_id;
#define TYPEDEF(OP)		OP(0, sleep | optional, int, put, (td_id a))
BROKER_INTERFACE(typedef_target, 1, TYPEDEF);
REFUSED(typedef_target, "op 0 'put': same text, other types: have \"ij\", want \"iy\"")

typedef D(unsigned long, unsigned long long) lo_t;
#define LONG_OR_LONG_LONG(OP)	OP(0, sleep | optional, int, put, (lo_t a))
BROKER_INTERFACE(long_or_long_long, 1, LONG_OR_LONG_LONG);
REFUSED(long_or_long_long, "op 0 'put': same text, other types: have \"im\", want \"iy\"")

#define PARAMETER_NAME(OP)						\
	D(OP(0, sleep | optional, int, put, (u32 len)),	\
		OP(0, sleep | optional, int, put, (u32 flags)))
BROKER_INTERFACE(parameter_name, 1, PARAMETER_NAME);
REFUSED(parameter_name, "op 0 'put'")

#define PARAMETERS_SWAPPED(OP)						\
	D(OP(0, sleep | optional, int, put, (u32 a, u32 b)),	\
		OP(0, sleep | optional, int, put, (u32 b, u32 a)))
BROKER_INTERFACE(parameters_swapped, 1, PARAMETERS_SWAPPED);
REFUSED(parameters_swapped, "op 0 'put'")

#define PARAMETER_ADDED(OP)						\
	D(OP(0, sleep | optional, int, put, (u32 a)),	\
		OP(0, sleep | optional, int, put, (u32 a, u32 b)))
BROKER_INTERFACE(parameter_added, 1, PARAMETER_ADDED);
REFUSED(parameter_added, "op 0 'put'")

#define POINTER_LEVEL(OP)						\
	D(OP(0, sleep | optional, int, put, (struct ring *r)),	\
		OP(0, sleep | optional, int, put, (struct ring **r)))
BROKER_INTERFACE(pointer_level, 1, POINTER_LEVEL);
REFUSED(pointer_level, "op 0 'put'")

#define INLINE_FUNCTION(OP)						\
	D(OP(0, sleep | optional, int, put, (void (*cb)(u32 a))),	\
		OP(0, sleep | optional, int, put, (void (*cb)(u64 a))))
BROKER_INTERFACE(inline_function, 1, INLINE_FUNCTION);
REFUSED(inline_function, "op 0 'put'")

#define RETURN_TYPE(OP)							\
	D(OP(0, sleep | optional, int, put, (u32 a)),	\
		OP(0, sleep | optional, void, put, (u32 a)))
BROKER_INTERFACE(return_type, 1, RETURN_TYPE);
REFUSED(return_type, "op 0 'put'")

#define VARIADIC(OP)							\
	D(OP(0, sleep | optional, int, put, (const char *s)),	\
		OP(0, sleep | optional, int, put, (const char *s, ...)))
BROKER_INTERFACE(variadic_operation, 1, VARIADIC);
REFUSED(variadic_operation, "op 0 'put'")

#define CONTEXT(OP)							\
	D(OP(0, sleep | optional, int, put, (u32 a)),	\
		OP(0, atomic | optional, int, put, (u32 a)))
BROKER_INTERFACE(context, 1, CONTEXT);
REFUSED(context, "op 0 'put'")

#define ENUM_OR_INTEGER(OP)						\
	D(OP(0, sleep | optional, int, put, (enum va_mode a)),	\
		OP(0, sleep | optional, int, put, (u32 a)))
BROKER_INTERFACE(enum_or_integer, 1, ENUM_OR_INTEGER);
REFUSED(enum_or_integer, "op 0 'put'")

#define OPERATION_INSERTED(OP)						\
	OP(0, sleep | optional, int, get, (u32 a))			\
	D(, OP(0, sleep | optional, int, mid, (u32 a)))			\
	OP(0, sleep | optional, int, put, (u32 a))
BROKER_INTERFACE(operation_inserted, 1, OPERATION_INSERTED);
REFUSED(operation_inserted, "op 1 'put'")

#define OPERATION_REMOVED(OP)						\
	OP(0, sleep | optional, int, get, (u32 a))			\
	D(OP(0, sleep | optional, int, put, (u32 a)), )
BROKER_INTERFACE(operation_removed, 1, OPERATION_REMOVED);
REFUSED(operation_removed, "op 1 'put'")

#define OPERATION_RENAMED(OP)						\
	D(OP(0, sleep | optional, int, put, (u32 a)),	\
		OP(0, sleep | optional, int, set, (u32 a)))
BROKER_INTERFACE(operation_renamed, 1, OPERATION_RENAMED);
REFUSED(operation_renamed, "op 0 'put'")

#define OPERATIONS_SWAPPED(OP)						\
	D(OP(0, sleep | optional, int, get, (u32 a)),	\
		OP(0, sleep | optional, int, put, (u32 a))) \
	D(OP(0, sleep | optional, int, put, (u32 a)),	\
		OP(0, sleep | optional, int, get, (u32 a)))
BROKER_INTERFACE(operations_swapped, 1, OPERATIONS_SWAPPED);
REFUSED(operations_swapped, "op 0 'get'")

/* Not covered by the contract, because they are not listed. brokerctl lint reports them. */

struct ul_desc { D(u32, u64) a; };
#define UNLISTED_STRUCT(OP)	OP(0, sleep | optional, int, put, (struct ul_desc *desc))
BROKER_INTERFACE(unlisted_struct, 1, UNLISTED_STRUCT);
LINT(unlisted_struct)

enum ue_mode { D(UE_OFF = 0, UE_OFF = 1), UE_ON };
#define UNLISTED_ENUM(OP)	OP(0, sleep | optional, int, put, (enum ue_mode mode))
BROKER_INTERFACE(unlisted_enum, 1, UNLISTED_ENUM);
LINT(unlisted_enum)

#define UB		D(16, 32)
#define UNLISTED_BOUND(OP)	OP(0, sleep | optional, int, put, (u8 key[sizeof(u8) * UB]))
BROKER_INTERFACE(unlisted_bound, 1, UNLISTED_BOUND);
LINT(unlisted_bound)

#define UF_FIELDS(FIELD)	FIELD(0, struct ul_nested, nested)
struct ul_nested { u32 D(a; u32 b, b; u32 a); };
BROKER_STRUCT(uf_desc, UF_FIELDS);
#define UNLISTED_NESTED(OP)	OP(0, sleep | optional, int, put, (struct uf_desc *desc))
BROKER_INTERFACE(unlisted_nested, 1, UNLISTED_NESTED, uf_desc);
LINT(unlisted_nested)

typedef int uc_call(D(u32, u64) id);
#define UNLISTED_FUNCTION(OP)	OP(0, sleep | optional, int, put, (uc_call *call))
BROKER_INTERFACE(unlisted_function, 1, UNLISTED_FUNCTION);
LINT(unlisted_function)

struct ud_desc { u32 D(fast : 3, fast : 4); u32 after; };
#define UD_FIELDS(FIELD)	FIELD(0, u32, after)
BROKER_DESCRIBE(ud_desc, UD_FIELDS);
#define BIT_FIELD_INSIDE(OP)	OP(0, sleep | optional, int, put, (struct ud_desc *desc))
BROKER_INTERFACE(bit_field_inside, 1, BIT_FIELD_INSIDE, ud_desc);
LINT(bit_field_inside)

struct uu_desc { u32 tag; D(s32, u32) value; };
#define UU_FIELDS(FIELD)	FIELD(0, u32, tag)
BROKER_DESCRIBE(uu_desc, UU_FIELDS);
#define FIELD_NOT_LISTED(OP)	OP(0, sleep | optional, int, put, (struct uu_desc *desc))
BROKER_INTERFACE(field_not_listed, 1, FIELD_NOT_LISTED, uu_desc);
LINT(field_not_listed)

struct uv_pair { u64 a; D(, u64 b;) };
#define UNLISTED_BY_VALUE(OP)	OP(0, sleep | optional, int, put, (struct uv_pair pair))
BROKER_INTERFACE(unlisted_by_value, 1, UNLISTED_BY_VALUE);
LINT(unlisted_by_value)

typedef D(struct ring, struct uv_pair) *up_ring;
#define HIDDEN_POINTER(OP)	OP(0, sleep | optional, int, put, (up_ring ring))
BROKER_INTERFACE(hidden_pointer, 1, HIDDEN_POINTER);
LINT(hidden_pointer)

/* No difference that matters */

#define COMMENTS(OP)							\
	D(OP(0, sleep | optional, int, put, (u32 /* the first */ a /* and last */)),	\
		OP(0, sleep | optional, int, put, (u32 a)))
BROKER_INTERFACE(comments, 1, COMMENTS);
BINDS(comments)

#define LAYOUT(OP)							\
	D(OP(0, sleep|optional, int, put, (u32 a, struct ring*r)),	\
		OP(0, sleep | optional , int , put , ( u32  a , struct ring * r )))
BROKER_INTERFACE(layout, 1, LAYOUT);
BINDS(layout)

struct ui_desc { D(u32, unsigned int) a; };
#define UI_FIELDS(FIELD)	FIELD(0, u32, a)
BROKER_DESCRIBE(ui_desc, UI_FIELDS);
#define OTHER_SPELLING(OP)	OP(0, sleep | optional, int, put, (struct ui_desc *desc))
BROKER_INTERFACE(other_spelling, 1, OTHER_SPELLING, ui_desc);
BINDS(other_spelling)

typedef D(u32, unsigned int) ts_id;
#define TYPEDEF_SPELLING(OP)	OP(0, sleep | optional, int, put, (ts_id id))
BROKER_INTERFACE(typedef_spelling, 1, TYPEDEF_SPELLING);
BINDS(typedef_spelling)

struct pv_ring;
#define PRIVATE_STRUCT(OP)	OP(0, sleep | optional, int, put, (struct pv_ring *ring))
BROKER_INTERFACE(private_struct, 1, PRIVATE_STRUCT);
BINDS(private_struct)

struct cf_state { u32 level; D(, u64 debug[4];) };
#define CF_FIELDS(FIELD)	FIELD(0, u32, level)
BROKER_DESCRIBE_PART(cf_state, CF_FIELDS);
#define OTHER_CONFIGURATION(OP)	OP(0, sleep | optional, int, put, (struct cf_state *state))
BROKER_INTERFACE(other_configuration, 1, OTHER_CONFIGURATION, cf_state);
BINDS(other_configuration)

struct pd_desc { u32 a; D(, u32 : 32;) u64 b; };
#define PD_FIELDS(FIELD)	FIELD(0, u32, a) FIELD(0, u64, b)
BROKER_DESCRIBE(pd_desc, PD_FIELDS);
#define PADDING(OP)		OP(0, sleep | optional, int, put, (struct pd_desc *desc))
BROKER_INTERFACE(padding, 1, PADDING, pd_desc);
BINDS(padding)

struct nn_desc { D(struct nn_point, struct) { u32 x; } at; };
#define NN_FIELDS(FIELD)	FIELD(0, u32, at.x)
BROKER_DESCRIBE(nn_desc, NN_FIELDS);
#define NESTED_NAME(OP)		OP(0, sleep | optional, int, put, (struct nn_desc *desc))
BROKER_INTERFACE(nested_name, 1, NESTED_NAME, nn_desc);
BINDS(nested_name)

#define CS_SIZE		D(16, (0x8 * 2))
#define CS_SIZES(CONSTANT)	CONSTANT(0, CS_SIZE)
BROKER_CONSTANTS(cs_sizes, CS_SIZES);
#define CONSTANT_SPELLING(OP)	OP(0, sleep | optional, int, put, (u8 key[CS_SIZE]))
BROKER_INTERFACE(constant_spelling, 1, CONSTANT_SPELLING, cs_sizes);
BINDS(constant_spelling)

#define ES_VALUES(VALUE)	VALUE(0, ES_OFF) D(VALUE(0, ES_ON), VALUE(0, ES_ON, = 1))
BROKER_ENUM(es_mode, ES_VALUES);
#define ENUMERATOR_SPELLING(OP)	OP(0, sleep | optional, int, put, (enum es_mode mode))
BROKER_INTERFACE(enumerator_spelling, 1, ENUMERATOR_SPELLING, es_mode);
BINDS(enumerator_spelling)

#define NEWER_PROVIDER(OP)						\
	OP(0, sleep | optional, int, put, (u32 a))			\
	D(OP(1, sleep | optional, int, more, (u32 a)), )
BROKER_INTERFACE(newer_provider, 1, NEWER_PROVIDER);
BINDS(newer_provider)

#define NEWER_CONSUMER(OP)						\
	OP(0, sleep | optional, int, put, (u32 a))			\
	D(, OP(1, sleep | optional, int, more, (u32 a)))
BROKER_INTERFACE(newer_consumer, 1, NEWER_CONSUMER);
BINDS(newer_consumer)

#define GP_FIELDS(FIELD)	FIELD(0, u32, a) D(FIELD(1, u64, b), )
BROKER_GROWING_STRUCT(gp_desc, GP_FIELDS);
#define STRUCT_GROWN_AT_PROVIDER(OP)	OP(0, sleep | optional, int, put, (struct gp_desc *desc))
BROKER_INTERFACE(struct_grown_at_provider, 1, STRUCT_GROWN_AT_PROVIDER, gp_desc);
BINDS(struct_grown_at_provider)

#define GC_FIELDS(FIELD)	FIELD(0, u32, a) D(, FIELD(1, u64, b))
BROKER_GROWING_STRUCT(gc_desc, GC_FIELDS);
#define STRUCT_GROWN_AT_CONSUMER(OP)	OP(0, sleep | optional, int, put, (struct gc_desc *desc))
BROKER_INTERFACE(struct_grown_at_consumer, 1, STRUCT_GROWN_AT_CONSUMER, gc_desc);
BINDS(struct_grown_at_consumer)

#define EG_VALUES(VALUE)	VALUE(0, EG_OFF) D(, VALUE(1, EG_ON))
BROKER_ENUM(eg_mode, EG_VALUES);
#define ENUM_GROWN(OP)		OP(0, sleep | optional, int, put, (enum eg_mode mode))
BROKER_INTERFACE(enum_grown, 1, ENUM_GROWN, eg_mode);
BINDS(enum_grown)

#define CG_ONE		1
#define CG_TWO		2
#define CG_FLAGS(CONSTANT)	CONSTANT(0, CG_ONE) D(CONSTANT(1, CG_TWO), )
BROKER_CONSTANTS(cg_flags, CG_FLAGS);
#define CONSTANTS_GROWN(OP)	OP(0, sleep | optional, int, put, (u32 flags))
BROKER_INTERFACE(constants_grown, 1, CONSTANTS_GROWN, cg_flags);
BINDS(constants_grown)

struct pg_state { u32 a; u32 b; };
#define PG_FIELDS(FIELD)	FIELD(0, u32, a) D(FIELD(1, u32, b), )
BROKER_DESCRIBE_PART(pg_state, PG_FIELDS);
#define PART_GROWN(OP)		OP(0, sleep | optional, int, put, (struct pg_state *state))
BROKER_INTERFACE(part_grown, 1, PART_GROWN, pg_state);
BINDS(part_grown)

struct sf_desc { u32 a; D(u32, s32) mine; };
#define SF_FIELDS(FIELD)	FIELD(0, u32, a)
BROKER_DESCRIBE_PART(sf_desc, SF_FIELDS);
#define FIELD_OF_ONE_SIDE(OP)	OP(0, sleep | optional, int, put, (struct sf_desc *desc))
BROKER_INTERFACE(field_of_one_side, 1, FIELD_OF_ONE_SIDE, sf_desc);
BINDS(field_of_one_side)

#define TWICE_FIELDS(FIELD)	FIELD(0, u32, a)
BROKER_STRUCT(li_twice, TWICE_FIELDS);
BROKER_STRUCT(ay_twice, TWICE_FIELDS);
#define ORDER_OF_LIST(OP)	\
	OP(0, sleep | optional, int, put, (struct li_twice *li, struct ay_twice *ay))
#ifdef DRIFT_USER
BROKER_INTERFACE(order_of_list, 1, ORDER_OF_LIST, ay_twice, li_twice);
#else
BROKER_INTERFACE(order_of_list, 1, ORDER_OF_LIST, li_twice, ay_twice);
#endif
BINDS(order_of_list)

#define LISTED_LATER(OP)						\
	OP(0, sleep | optional, int, put, (u32 a))			\
	D(, OP(1, sleep | optional, int, more, (struct li_twice *desc)))
#ifdef DRIFT_USER
BROKER_INTERFACE(listed_later, 1, LISTED_LATER, li_twice);
#else
BROKER_INTERFACE(listed_later, 1, LISTED_LATER);
#endif
BINDS(listed_later)

#define ALL(X)	\
	X(enumerator_inserted) X(enumerator_value) X(enumerator_renamed) \
	X(enumerator_removed) X(enum_turns_signed) X(array_bound) X(flag_macro) \
	X(constant_sign) X(function_parameters) X(function_returns) \
	X(function_variadic) X(function_behind_typedef) X(member_function) \
	X(member_behind_typedef) X(member_inserted) X(field_moved) X(struct_grew) \
	X(nested_field) X(union_arm) X(packed) X(aligned) X(bit_field) \
	X(field_signedness) X(described_function) X(by_value) X(returned_by_value) \
	X(part_moved) X(field_type) X(field_order) X(field_inserted) X(sealed_grew) \
	X(field_array) X(nested_struct) X(large_struct) X(listed_once) \
	X(kind_of_struct) X(const_qualifier) X(user_pointer) X(signedness) X(width) \
	X(renamed_typedef) X(typedef_target) X(long_or_long_long) X(parameter_name) \
	X(parameters_swapped) X(parameter_added) X(pointer_level) X(inline_function) \
	X(return_type) X(variadic_operation) X(context) X(enum_or_integer) \
	X(operation_inserted) X(operation_removed) X(operation_renamed) \
	X(operations_swapped) X(unlisted_struct) X(unlisted_enum) X(unlisted_bound) \
	X(unlisted_nested) X(unlisted_function) X(bit_field_inside) X(field_not_listed) \
	X(unlisted_by_value) X(hidden_pointer) X(comments) X(layout) X(other_spelling) \
	X(typedef_spelling) X(private_struct) X(other_configuration) X(padding) \
	X(nested_name) X(constant_spelling) X(enumerator_spelling) X(newer_provider) \
	X(newer_consumer) X(struct_grown_at_provider) X(struct_grown_at_consumer) \
	X(enum_grown) X(constants_grown) X(part_grown) X(field_of_one_side) \
	X(order_of_list) X(listed_later)

#endif
