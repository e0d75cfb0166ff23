/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Turns a list of operations or fields into the text that two modules compare.
 * Authors of interfaces need only interface.h.
 */
#ifndef _LINUX_BROKER_CONTRACT_H
#define _LINUX_BROKER_CONTRACT_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/stddef.h>
#include <linux/types.h>
#include <linux/broker/each.h>
#include <linux/broker/strict.h>

/**
 * struct broker_contract - an interface or a struct, as its header declares it
 * @size: sizeof(struct broker_contract) when the module was compiled
 * @text_size: bytes at @text
 * @text: rows ``tag=value``, each terminated by NUL; the same bytes are in .modinfo
 * @structs: NULL-terminated array of the contracts of the structs that the operations
 *	and callbacks pass; NULL in the contract of a struct, or of callbacks
 * @callbacks: a separate contract for the operations that a consumer offers to its
 *	provider; NULL in a one-way interface. Since 1.1
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

#define __BROKER_SECOND(...)		__BROKER_SECOND_(__VA_ARGS__)
#define __BROKER_SECOND_(a, b, ...)	b

/*
 * Tells the kinds of parameter lists apart: some, none for (void), empty for (). This is
 * the preprocessor's work, because the "void" of (void) cannot be the type of a parameter.
 * Applies m_some(), m_none() or m_empty() to the list.
 */
#define __BROKER_BY_KIND(m, ...)					\
	__BROKER_PASTE(m, __BROKER_KIND(__VA_ARGS__))(__VA_ARGS__)
#define __BROKER_KIND(first, ...)					\
	__BROKER_SECOND(__BROKER_BEGINS_##first (), _some, ~)
#define __BROKER_BEGINS_		~, _empty __BROKER_IGNORE
#define __BROKER_BEGINS_void(...)					\
	__BROKER_THIRD(_, ##__VA_ARGS__, ~, __BROKER_BEGINS_NONE)
#define __BROKER_BEGINS_NONE		~, _none
#define __BROKER_THIRD(a, b, c, ...)	c
#define __BROKER_IGNORE(...)

/* The same parameters, for the compiler. An assertion refuses (), which is (void) here. */
#define __BROKER_SIGNATURE(...)		\
	__BROKER_BY_KIND(__BROKER_SIGNATURE, __VA_ARGS__)
#define __BROKER_SIGNATURE_some(...)	(__VA_ARGS__)
#define __BROKER_SIGNATURE_none(...)	(void)
#define __BROKER_SIGNATURE_empty(...)	(void)

/*
 * One letter per type, as the C++ ABI mangles it, for the type behind a typedef or an
 * enum. 'o' is every other type, 'z' the "..." of a variadic function. F makes a pointer
 * to a function that takes or returns the type, so that arrays decay. The type is the
 * second parameter, because "..." may not come first.
 */
#define __BROKER_LETTERS(F)						\
	F(_Bool): 'b', F(char): 'c', F(signed char): 'a',		\
	F(unsigned char): 'h', F(short): 's', F(unsigned short): 't',	\
	F(int): 'i', F(unsigned int): 'j', F(long): 'l',		\
	F(unsigned long): 'm', F(long long): 'x',			\
	F(unsigned long long): 'y', default: 'o'
#define __BROKER_TAKES(t)		void (*)(int, t)
#define __BROKER_GIVES(t)		t (*)(void)
#define __BROKER_LETTER_OF_PARAMETER(p)					\
	_Generic((__BROKER_TAKES(p))0, void (*)(int, ...): 'z',		\
		 __BROKER_LETTERS(__BROKER_TAKES))
#define __BROKER_LETTER_OF_TYPE(t)					\
	_Generic((t (*)(void))0, void (*)(void): 'v',			\
		 __BROKER_LETTERS(__BROKER_GIVES))
#define __BROKER_PARAMETER(p)		__BROKER_LETTER_OF_PARAMETER(p),
#define __BROKER_TYPE(t)		__BROKER_LETTER_OF_TYPE(t),

/* The letters of parameters, and their number, counted without parsing them again. */
#define __BROKER_PARAMETERS(...)	\
	__BROKER_BY_KIND(__BROKER_PARAMETERS, __VA_ARGS__)
#define __BROKER_PARAMETERS_some(...)	__BROKER_EACH(__BROKER_PARAMETER, __VA_ARGS__)
#define __BROKER_PARAMETERS_none(...)	'v',
#define __BROKER_PARAMETERS_empty(...)	'v',
#define __BROKER_WIDTH(...)		__BROKER_BY_KIND(__BROKER_WIDTH, __VA_ARGS__)
#define __BROKER_WIDTH_some(...)	__BROKER_COUNT(__VA_ARGS__)
#define __BROKER_WIDTH_none(...)	1
#define __BROKER_WIDTH_empty(...)	1

/*
 * A minor or major must be a decimal literal, because the row contains its text. A
 * macro is refused because its name appended to 1 is not a number above 9. An octal
 * number or a suffix is refused because the text is longer than the number's digits.
 */
#define __BROKER_IS_VERSION(x, text, appended)				\
	((x) <= 9999 && (appended) > 9 &&				\
	 sizeof(text) == ((x) < 10 ? 2 : (x) < 100 ? 3 : (x) < 1000 ? 4 : 5))

/* A number as four decimal digits, in a form that a static initializer accepts. */
#define __BROKER_NUMBER(x)						\
	'0' + (x) / 1000 % 10, '0' + (x) / 100 % 10,			\
	'0' + (x) / 10 % 10, '0' + (x) % 10
#define __BROKER_LONG_NUMBER(x)						\
	__BROKER_NUMBER((x) / 10000), __BROKER_NUMBER((x) % 10000)

/*
 * The expansions of one operation or callback. '#' must be applied by the macro that the
 * list itself calls: one call further in, the parameters would be macro-expanded first,
 * and the text would depend on the other headers that are included.
 */
#define __BROKER_OP_MEMBER(since, context, type, name, args)		\
	type (*name) __BROKER_SIGNATURE args;
#define __BROKER_OP_TEXT(since, context, type, name, args)		\
	"broker_op=" #since " " #context ": " #type " " #name #args "\0"
#define __BROKER_CALLBACK_TEXT(since, context, type, name, args)	\
	"broker_callback=" #since " " #context ": " #type " " #name #args "\0"
#define __BROKER_OP_ABI(since, context, type, name, args)		\
	__BROKER_TYPE(type) __BROKER_PARAMETERS args ' ',
#define __BROKER_OP_WIDTH(since, context, type, name, args)		\
	+ 2 + __BROKER_WIDTH args
#define __BROKER_OP_SINCE(since, context, type, name, args)		\
	char name[1 + (since)];
#define __BROKER_OP_ORDER(since, context, type, name, args)		\
	__##name##_least, __##name##_since = 1 + (since),
#define __BROKER_OP_PLACE(since, context, type, name, args)		\
	__##name##_place,
#define __BROKER_OP_CHECK(since, context, type, name, args)		\
	__BROKER_ROW_CHECK("operation '" #name "'", since, #since, 1##since, \
			   context, name, sizeof(#args), __BROKER_WIDTH args)
#define __BROKER_CALLBACK_CHECK(since, context, type, name, args)	\
	__BROKER_ROW_CHECK("callback '" #name "'", since, #since, 1##since, \
			   context, name, sizeof(#args), __BROKER_WIDTH args)
#define __BROKER_ROW_CHECK(_what, since, text, appended, context, name, args_size, width) \
	_Static_assert(__BROKER_IS_VERSION(since, text, appended),	\
		       _what ": minor is not a plain number from 0 to 9999"); \
	_Static_assert(__##name##_since + 1 >= __##name##_least,	\
		       _what ": older than the one before it");		\
	_Static_assert(((context) & ~optional) == sleep ||		\
		       ((context) & ~optional) == atomic,		\
		       _what ": context is sleep or atomic");		\
	_Static_assert((args_size) > sizeof("()"),			\
		       _what ": an empty list of parameters is written (void)"); \
	_Static_assert((width) <= 64, _what ": has more than 64 parameters"); \
	_Static_assert(offsetof(broker_this, name) == __##name##_place * sizeof(void *), \
		       _what ": is not at the place that its row has in the list");

/* Is a character in a literal? Both compilers accept this as the value of an enumerator. */
#ifdef __CHECKER__
#define __BROKER_IS_IN(c, text)		0
#else
#define __BROKER_IS_IN(c, text)		(!!__builtin_strchr(text, c))
#endif

/*
 * A field is data or, if its suffix is in parentheses, a pointer to a function with these
 * parameters. Applies m_data() or m_function() to the arguments that follow.
 */
#define __BROKER_BY_SUFFIX(m, suffix, ...)				\
	__BROKER_PASTE(m, __BROKER_SECOND(__BROKER_IS_FUNCTION suffix, _data, ~)) \
	(__VA_ARGS__)
#define __BROKER_IS_FUNCTION(...)	~, _function

#define __BROKER_DECLARE_data(type, name, ...)		type name __VA_ARGS__
#define __BROKER_DECLARE_function(type, name, args)			\
	type (*name) __BROKER_SIGNATURE args

/* 0 for a flexible array, and for a bit-field that fits between others. */
#define __BROKER_SIZE_data(type, name, ...)				\
	(sizeof(struct { char __first; typeof(type) name __VA_ARGS__; }) - \
	 _Alignof(typeof(type)))
#define __BROKER_SIZE_function(type, name, args)	sizeof(void (*)(void))
#define __BROKER_ALIGN_data(type)	_Alignof(typeof(type))
#define __BROKER_ALIGN_function(type)	_Alignof(void (*)(void))

/* "j0004", or 'f' and the letters of a function: "fimo" */
#define __BROKER_WORD_data(number, type, name, ...)			\
	__BROKER_TYPE(type) number(__BROKER_SIZE_data(type, name, ##__VA_ARGS__)),
#define __BROKER_WORD_function(number, type, name, args)		\
	'f', __BROKER_TYPE(type) __BROKER_PARAMETERS args
#define __BROKER_WORD_WIDTH_data(digits, ...)		(1 + (digits))
#define __BROKER_WORD_WIDTH_function(digits, args)	(2 + __BROKER_WIDTH args)

/*
 * The expansions of one field. The offset of each field is the end of the field before it,
 * because a shared struct has no holes. Nothing is checked behind a field without a size.
 */
#define __BROKER_FIELD_MEMBER(since, type, name, ...)			\
	__BROKER_BY_SUFFIX(__BROKER_DECLARE, __VA_ARGS__, type, name, ##__VA_ARGS__);
#define __BROKER_FIELD_TEXT(since, type, name, ...)			\
	"broker_field=" #since " " #type " " #name #__VA_ARGS__ "\0"
#define __BROKER_FIELD_ABI(since, type, name, ...)			\
	__BROKER_BY_SUFFIX(__BROKER_WORD, __VA_ARGS__, __BROKER_NUMBER,	\
			   type, name, ##__VA_ARGS__) ' ',
#define __BROKER_FIELD_WIDTH(since, type, name, ...)			\
	+ 1 + __BROKER_BY_SUFFIX(__BROKER_WORD_WIDTH, __VA_ARGS__, 4, ##__VA_ARGS__)
#define __BROKER_LARGE_FIELD_ABI(since, type, name, ...)		\
	__BROKER_BY_SUFFIX(__BROKER_WORD, __VA_ARGS__, __BROKER_LONG_NUMBER, \
			   type, name, ##__VA_ARGS__) ' ',
#define __BROKER_LARGE_FIELD_WIDTH(since, type, name, ...)		\
	+ 1 + __BROKER_BY_SUFFIX(__BROKER_WORD_WIDTH, __VA_ARGS__, 8, ##__VA_ARGS__)
#define __BROKER_FIELD_SIZE(type, name, ...)				\
	__BROKER_BY_SUFFIX(__BROKER_SIZE, __VA_ARGS__, type, name, ##__VA_ARGS__)
#define __BROKER_UP(at, align)		(((at) + (align) - 1) & -(align))
#define __BROKER_FIELD_ALIGN(type, ...)					\
	__BROKER_BY_SUFFIX(__BROKER_ALIGN, __VA_ARGS__, type)
#define __BROKER_FIELD_PLACE(since, type, name, ...)			\
	__##name##_free, __##name##_last =				\
		__BROKER_FIELD_SIZE(type, name, ##__VA_ARGS__) ?	\
		__BROKER_UP(__##name##_free, __BROKER_FIELD_ALIGN(type, ##__VA_ARGS__)) + \
		__BROKER_FIELD_SIZE(type, name, ##__VA_ARGS__) - 1 :	\
		__lost,
#define __BROKER_FIELD_SINCE(since, type, name, ...)			\
	char name[1 + (since)];
#define __BROKER_FIELD_ORDER(since, type, name, ...)			\
	__##name##_least, __##name##_since = 1 + (since),
#define __BROKER_FIELD_CHECK(since, type, name, ...)			\
	{								\
		_Static_assert(__BROKER_IS_VERSION(since, #since, 1##since), \
			       "field '" #name "': minor is not a plain number from 0 to 9999"); \
		_Static_assert(__##name##_since + 1 >= __##name##_least, \
			       "field '" #name "': older than the one before it"); \
		enum {							\
			__bits = __BROKER_IS_IN(':', #__VA_ARGS__),	\
			__behind = __##name##_free > __lost,		\
			__at = offsetof(broker_this, name),		\
		};							\
		_Static_assert(__BROKER_FIELD_SIZE(type, name, ##__VA_ARGS__) > 0 || __bits, \
			       "field '" #name "': an array without a size cannot be shared"); \
		_Static_assert((int)__at == __##name##_free || __behind || __bits, \
			       "field '" #name "': has a hole before it, or is packed"); \
		__BROKER_CHECK_NAMED(#type, #name)			\
	}

/*
 * The names that an interface needs for each entry of its list; @_type is the entry's type.
 * An entry that was not declared is one error, at the name that comes first; the other
 * names have tentative definitions.
 */
#define __BROKER_STRUCT_SINCE(_name)	char _name[_name##__declared_for_the_broker];
#define __BROKER_STRUCT_DECLARE(_name)					\
	static const struct broker_contract _name##__contract;		\
	static const void *const _name##__keep_struct;
#define __BROKER_STRUCT_KEEP(_name)	&_name##__keep_struct,
#define __BROKER_STRUCT_NAME(_name)	" " #_name
#define __BROKER_STRUCT_CONTRACT(_name)	&_name##__contract,
#define __BROKER_LISTED(_name, _type)					\
	typedef _type _name##__type;					\
	enum { _name##__declared_for_the_broker = 1 + _name##__minor };	\
	_Static_assert(sizeof(#_name) <= 41, #_name ": name is longer than 40"); \
	static const void *const _name##__keep_struct __maybe_unused	\
	__section(".discard.broker") = &_name##__modinfo

/*
 * The rows as one object, because compilers reorder objects. The text is known
 * to the preprocessor, the letters and sizes only to the compiler.
 */
#define __BROKER_ROWS(_head, _text, _width)				\
	struct {							\
		char head[sizeof(_head)];				\
		char text[sizeof("" _text) - 1];			\
		char tag[sizeof("broker_abi=") - 1];			\
		char abi[(_width) + 1];					\
	}
#define __BROKER_ROWS_INIT(_head, _text, ...)				\
	{ _head, "" _text, "broker_abi=", { __VA_ARGS__ '\0' } }

/*
 * The rows twice: where the broker compares them, and where modinfo(8) reads
 * them. Both objects vanish from a file that merely includes the header. @_width is
 * the number of characters in @...
 */
#define __BROKER_CONTRACT(_name, _structs, _callbacks, _head, _text, _width, ...) \
	static const __BROKER_ROWS(_head, _text, _width)		\
	_name##__rows __maybe_unused =					\
		__BROKER_ROWS_INIT(_head, _text, __VA_ARGS__);		\
	static const typeof(_name##__rows) _name##__modinfo		\
	__maybe_unused __section(".modinfo") __aligned(1) =		\
		__BROKER_ROWS_INIT(_head, _text, __VA_ARGS__);		\
	static const struct broker_contract				\
	_name##__contract __maybe_unused = {				\
		.size = sizeof(struct broker_contract),			\
		.text_size = sizeof(_name##__rows),			\
		.text = _name##__rows.head,				\
		.structs = _structs,					\
		.callbacks = _callbacks,				\
	}

/* @_limit is above the largest size, and @_instead names the macro for larger structs. */
#define __BROKER_STRUCT(_name, _kind, _first, _first_size, _limit, _instead, _fields, \
			_width, _abi)					\
	struct _name {							\
		_first							\
		_fields(__BROKER_FIELD_MEMBER)				\
	} __no_randomize_layout;					\
	enum {								\
		_name##__minor = sizeof(union {				\
			char __none;					\
			_fields(__BROKER_FIELD_SINCE)			\
		}) - 1,							\
	};								\
	static inline void __maybe_unused _name##__check(void)		\
	{								\
		typedef struct _name broker_this;			\
		enum { __none, _fields(__BROKER_FIELD_ORDER) };		\
		enum {							\
			__lost = 0x3fffffff,				\
			__before = (_first_size) - 1,			\
			_fields(__BROKER_FIELD_PLACE)			\
			__end						\
		};							\
		_Static_assert(sizeof("" _fields(__BROKER_FIELD_TEXT)) > 1, \
			       "struct " #_name " has no fields");	\
		_Static_assert(sizeof(struct _name) == __end || __end > __lost, \
			       "struct " #_name " has a hole at its end"); \
		_Static_assert(sizeof(struct _name) < (_limit),		\
			       "struct " #_name " is too large" _instead); \
		_fields(__BROKER_FIELD_CHECK)				\
	}								\
	__BROKER_CONTRACT(_name, NULL, NULL,				\
		"broker_struct=" #_name " " _kind,			\
		_fields(__BROKER_FIELD_TEXT), 0 _fields(_width), _fields(_abi)); \
	__BROKER_LISTED(_name, struct _name)

/*
 * Keep rows that nothing refers to at run time. The module linker script drops
 * the section, so that only the rows remain in the module.
 */
#define __BROKER_KEEP(_rows)						\
	static const void *const __UNIQUE_ID(broker_keep)		\
	__used __section(".discard.broker") = (_rows)

#endif
