/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How a list of operations or fields becomes the text that two modules
 * compare. Authors of interfaces need interface.h only.
 */
#ifndef _LINUX_BROKER_CONTRACT_H
#define _LINUX_BROKER_CONTRACT_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/stddef.h>
#include <linux/types.h>

/**
 * struct broker_contract - an interface or a struct, as its header declares it
 * @size: sizeof(struct broker_contract) when the module was compiled
 * @text_size: bytes at @text
 * @text: rows ``tag=value``, each ended by NUL; the same bytes lie in .modinfo
 * @structs: NULL-terminated contracts of the structs that the operations and
 *	callbacks pass; NULL in the contract of a struct, or of callbacks
 * @callbacks: the operations that a consumer offers to its provider, as a contract
 *	of their own; NULL in a one-way interface. Since 1.1
 *
 * Made by BROKER_INTERFACE() and BROKER_STRUCT(), never by hand. Constant, in
 * the memory of the module that was compiled with it.
 */
struct broker_contract {
	u32 size;
	u32 text_size;
	const char *text;
	const struct broker_contract *const *structs;
	const struct broker_contract *callbacks;
} __no_randomize_layout;

/* Apply m to each of at most twelve arguments. */
#define __BROKER_EACH_0(m)
#define __BROKER_EACH_1(m, x)		m(x)
#define __BROKER_EACH_2(m, x, ...)	m(x) __BROKER_EACH_1(m, __VA_ARGS__)
#define __BROKER_EACH_3(m, x, ...)	m(x) __BROKER_EACH_2(m, __VA_ARGS__)
#define __BROKER_EACH_4(m, x, ...)	m(x) __BROKER_EACH_3(m, __VA_ARGS__)
#define __BROKER_EACH_5(m, x, ...)	m(x) __BROKER_EACH_4(m, __VA_ARGS__)
#define __BROKER_EACH_6(m, x, ...)	m(x) __BROKER_EACH_5(m, __VA_ARGS__)
#define __BROKER_EACH_7(m, x, ...)	m(x) __BROKER_EACH_6(m, __VA_ARGS__)
#define __BROKER_EACH_8(m, x, ...)	m(x) __BROKER_EACH_7(m, __VA_ARGS__)
#define __BROKER_EACH_9(m, x, ...)	m(x) __BROKER_EACH_8(m, __VA_ARGS__)
#define __BROKER_EACH_10(m, x, ...)	m(x) __BROKER_EACH_9(m, __VA_ARGS__)
#define __BROKER_EACH_11(m, x, ...)	m(x) __BROKER_EACH_10(m, __VA_ARGS__)
#define __BROKER_EACH_12(m, x, ...)	m(x) __BROKER_EACH_11(m, __VA_ARGS__)
#define __BROKER_EACH_many(m, ...)	more_than_twelve_parameters_or_structs,
#define __BROKER_PICK(_, a, b, c, d, e, f, g, h, i, j, k, l, o, p, q, r, n, ...) \
	__BROKER_EACH_##n
#define __BROKER_EACH(m, ...)						\
	__BROKER_PICK(_, ##__VA_ARGS__, many, many, many, many,		\
		      12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)(m, ##__VA_ARGS__)

/*
 * One letter per type, as the C++ ABI mangles it: what a typedef or an enum
 * comes down to. 'o' is every other type. F makes a function pointer of it,
 * so that arrays decay and void is allowed.
 */
#define __BROKER_LETTER(F, f)						\
	_Generic(f, F(void): 'v', F(_Bool): 'b', F(char): 'c',		\
		 F(signed char): 'a', F(unsigned char): 'h',		\
		 F(short): 's', F(unsigned short): 't', F(int): 'i',	\
		 F(unsigned int): 'j', F(long): 'l',			\
		 F(unsigned long): 'm', F(long long): 'x',		\
		 F(unsigned long long): 'y', default: 'o'),
#define __BROKER_TAKES(t)		void (*)(t)
#define __BROKER_GIVES(t)		t (*)(void)
#define __BROKER_PARAMETER(p)		\
	__BROKER_LETTER(__BROKER_TAKES, (void (*)(p))0)
#define __BROKER_TYPE(t)		\
	__BROKER_LETTER(__BROKER_GIVES, (t (*)(void))0)
#define __BROKER_PARAMETERS(...)	\
	__BROKER_EACH(__BROKER_PARAMETER, __VA_ARGS__)

/*
 * A minor or major must be a decimal literal, because its text is what the row
 * says: no macro, which appended to 1 is no number above 9, no octal number and no
 * suffix, with which it has other than its digits.
 */
#define __BROKER_IS_VERSION(x, text, appended)				\
	((x) <= 9999 && (appended) > 9 &&				\
	 sizeof(text) == ((x) < 10 ? 2 : (x) < 100 ? 3 : (x) < 1000 ? 4 : 5))

/* A number as four decimal digits, in a form a static initializer takes. */
#define __BROKER_NUMBER(x)						\
	'0' + (x) / 1000 % 10, '0' + (x) / 100 % 10,			\
	'0' + (x) / 10 % 10, '0' + (x) % 10

/*
 * What is made of one operation or callback. '#' must be applied by the macro that the
 * list itself calls: one call further in, the parameters would be
 * macro-expanded first and the text would depend on what else is included.
 */
#define __BROKER_OP_MEMBER(since, context, type, name, args)		\
	type (*name) args;
#define __BROKER_OP_TEXT(since, context, type, name, args)		\
	"broker_op=" #since " " #context ": " #type " " #name #args "\0"
#define __BROKER_CALLBACK_TEXT(since, context, type, name, args)	\
	"broker_callback=" #since " " #context ": " #type " " #name #args "\0"
#define __BROKER_OP_ABI(since, context, type, name, args)		\
	__BROKER_TYPE(type) __BROKER_PARAMETERS args ' ',
#define __BROKER_OP_SINCE(since, context, type, name, args)		\
	char name[1 + (since)];
#define __BROKER_OP_ORDER(since, context, type, name, args)		\
	__##name##_least, __##name##_since = 1 + (since),
#define __BROKER_OP_PLACE(since, context, type, name, args)		\
	__##name##_place,
#define __BROKER_OP_CHECK(since, context, type, name, args)		\
	__BROKER_ROW_CHECK("operation '" #name "'", since, #since, 1##since, \
			   context, name, sizeof(#args))
#define __BROKER_CALLBACK_CHECK(since, context, type, name, args)	\
	__BROKER_ROW_CHECK("callback '" #name "'", since, #since, 1##since, \
			   context, name, sizeof(#args))
#define __BROKER_ROW_CHECK(_what, since, text, appended, context, name, args_size) \
	static_assert(__BROKER_IS_VERSION(since, text, appended),	\
		      _what ": minor is not a plain number from 0 to 9999"); \
	static_assert(__##name##_since + 1 >= __##name##_least,		\
		      _what ": older than the one before it");		\
	static_assert(((context) & ~optional) == sleep ||		\
		      ((context) & ~optional) == atomic,		\
		      _what ": context is sleep or atomic");		\
	static_assert((args_size) > sizeof("()"),			\
		      _what ": an empty list of parameters is written (void)"); \
	static_assert(offsetof(broker_this, name) == __##name##_place * sizeof(void *), \
		      _what ": is not at the place that its row has in the list");

/*
 * What is made of one field. Offsets follow from the sizes, because a shared
 * struct has no holes. sizeof(type [n]) refuses bit-fields and flexible arrays.
 */
#define __BROKER_FIELD_MEMBER(since, type, name, ...)			\
	type name __VA_ARGS__;
#define __BROKER_FIELD_TEXT(since, type, name, ...)			\
	"broker_field=" #since " " #type " " #name #__VA_ARGS__ "\0"
#define __BROKER_FIELD_ABI(since, type, name, ...)			\
	__BROKER_TYPE(type) __BROKER_NUMBER(sizeof(type __VA_ARGS__)), ' ',
#define __BROKER_FIELD_PLACE(since, type, name, ...)			\
	__##name##_start, __##name##_last = __##name##_start + sizeof(type __VA_ARGS__) - 1,
#define __BROKER_FIELD_SINCE(since, type, name, ...)			\
	char name[1 + (since)];
#define __BROKER_FIELD_ORDER(since, type, name, ...)			\
	__##name##_least, __##name##_since = 1 + (since),
#define __BROKER_FIELD_CHECK(since, type, name, ...)			\
	static_assert(__BROKER_IS_VERSION(since, #since, 1##since),		\
		      "field '" #name "': minor is not a plain number from 0 to 9999");	\
	static_assert(__##name##_since + 1 >= __##name##_least,		\
		      "field '" #name "': older than the one before it"); \
	static_assert(sizeof(type __VA_ARGS__) > 0,			\
		      "field '" #name "': has no size");		\
	static_assert(offsetof(broker_this, name) == __##name##_start,	\
		      "field '" #name "': has a hole before it");

#define __BROKER_STRUCT_SINCE(_name)	char _name[1 + _name##_minor];
#define __BROKER_STRUCT_KEEP(_name)	&_name##__modinfo,
#define __BROKER_STRUCT_NAME(_name)	" " #_name
#define __BROKER_STRUCT_CONTRACT(_name)	&_name##__contract,

/*
 * The rows as one object, because compilers reorder objects. The text is known
 * to the preprocessor, the letters and sizes only to the compiler.
 */
#define __BROKER_ROWS(_head, _text, ...)				\
	struct {							\
		char head[sizeof(_head)];				\
		char text[sizeof(_text) - 1];				\
		char tag[sizeof("broker_abi=") - 1];			\
		char abi[sizeof((char[]){ __VA_ARGS__ '\0' })];		\
	}
#define __BROKER_ROWS_INIT(_head, _text, ...)				\
	{ _head, _text, "broker_abi=", { __VA_ARGS__ '\0' } }

/*
 * The rows twice: where the broker compares them, and where modinfo(8) reads
 * them. Both objects vanish from a file that merely includes the header.
 */
#define __BROKER_CONTRACT(_name, _structs, _callbacks, _head, _text, _abi) \
	static const __BROKER_ROWS(_head, _text, _abi)			\
	_name##__rows __maybe_unused =					\
		__BROKER_ROWS_INIT(_head, _text, _abi);			\
	static const typeof(_name##__rows) _name##__modinfo		\
	__maybe_unused __section(".modinfo") __aligned(1) =		\
		__BROKER_ROWS_INIT(_head, _text, _abi);			\
	static const struct broker_contract				\
	_name##__contract __maybe_unused = {				\
		.size = sizeof(struct broker_contract),			\
		.text_size = sizeof(_name##__rows),			\
		.text = _name##__rows.head,				\
		.structs = _structs,					\
		.callbacks = _callbacks,				\
	}

#define __BROKER_STRUCT(_name, _kind, _first, _first_size, _fields)	\
	struct _name {							\
		_first							\
		_fields(__BROKER_FIELD_MEMBER)				\
	} __no_randomize_layout;					\
	enum {								\
		_name##_minor =						\
			sizeof(union { _fields(__BROKER_FIELD_SINCE) }) - 1, \
	};								\
	static inline void __maybe_unused _name##__check(void)		\
	{								\
		enum { _fields(__BROKER_FIELD_ORDER) };			\
		enum {							\
			__before = (_first_size) - 1,			\
			_fields(__BROKER_FIELD_PLACE)			\
			__end						\
		};							\
		typedef struct _name broker_this;			\
		_fields(__BROKER_FIELD_CHECK)				\
		static_assert(sizeof(#_name) <= 41,			\
			      "struct " #_name ": name is longer than 40"); \
		static_assert(sizeof(struct _name) > _first_size,	\
			      "struct " #_name " has no fields");	\
		static_assert(sizeof(struct _name) == __end,		\
			      "struct " #_name " has a hole at its end"); \
		static_assert(sizeof(struct _name) < 10000,		\
			      "struct " #_name " is too large");	\
	}								\
	__BROKER_CONTRACT(_name, NULL, NULL,				\
		"broker_struct=" #_name " " _kind,			\
		_fields(__BROKER_FIELD_TEXT), _fields(__BROKER_FIELD_ABI))

/*
 * Keep rows that nothing refers to at run time. The module linker script drops
 * the section, so nothing of this is left in the module but the rows.
 */
#define __BROKER_KEEP(_rows)						\
	static const void *const __UNIQUE_ID(broker_keep)		\
	__used __section(".discard.broker") = (_rows)

/*
 * A macro that defines a descriptor sets some members itself. Given again by the
 * caller they would override that without a word; @_settable has the others only,
 * so that the compiler refuses them by name. Nothing is left of it.
 */
#define __BROKER_ONLY(_settable, ...)					\
	static_assert(sizeof((_settable){ __VA_ARGS__ }),		\
		      "this member is the macro's own")

/*
 * What is set beside the interface, as text. Names that the caller's macros
 * stand for are in it; a blank before it, and nothing if there is nothing.
 */
#define __BROKER_OPTIONS(...)		#__VA_ARGS__
#define __BROKER_BLANK(...)	(sizeof(__BROKER_OPTIONS(__VA_ARGS__)) > 1 ? ' ' : '\0')

/* "broker_provides=acme_ring 0001 .priority = 10" for tools that read the file. */
#define __BROKER_PROVIDES(_name, _major, ...)				\
	static const struct {						\
		char head[sizeof("broker_provides=" _name) - 1];	\
		char version[6];					\
		char options[sizeof(__BROKER_OPTIONS(__VA_ARGS__))];	\
	} __UNIQUE_ID(broker_provides)					\
	__used __section(".modinfo") __aligned(1) = {			\
		"broker_provides=" _name,				\
		{ ' ', __BROKER_NUMBER(_major), __BROKER_BLANK(__VA_ARGS__) }, \
		__BROKER_OPTIONS(__VA_ARGS__)				\
	}

/* "broker_requires=acme_ring 0001.0000 pinned", and options as above. */
#define __BROKER_REQUIRES(_interface, _min_minor, _how, ...)		\
	static const struct {						\
		char head[sizeof("broker_requires=" #_interface) - 1];	\
		char version[11];					\
		char how[sizeof(_how) - 1];				\
		char blank;						\
		char options[sizeof(__BROKER_OPTIONS(__VA_ARGS__))];	\
	} __UNIQUE_ID(broker_requires)					\
	__used __section(".modinfo") __aligned(1) = {			\
		"broker_requires=" #_interface,				\
		{ ' ', __BROKER_NUMBER(_interface##_major), '.',	\
		  __BROKER_NUMBER(_min_minor), ' ' },			\
		_how, __BROKER_BLANK(__VA_ARGS__),			\
		__BROKER_OPTIONS(__VA_ARGS__)				\
	};								\
	static_assert((_min_minor) >= 0 &&				\
		      (_min_minor) <= _interface##_minor,		\
		      #_interface ": this header knows no such minor")

#endif
