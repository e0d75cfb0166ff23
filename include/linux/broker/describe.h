/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Compares structs that exist and stay as they are. The fields that matter are listed, and
 * the compiler supplies the offset and type of each. Included by interface.h.
 */
#ifndef _LINUX_BROKER_DESCRIBE_H
#define _LINUX_BROKER_DESCRIBE_H

#include <linux/broker/contract.h>

/* "j00000004@00000008", "fimo@00000016": letters, size, offset */
#define __BROKER_PLACED_ABI(_type, since, type, name, ...)		\
	__BROKER_BY_SUFFIX(__BROKER_PLACED, __VA_ARGS__, type, ##__VA_ARGS__) \
	'@', __BROKER_LONG_NUMBER(offsetof(_type, name)), ' ',
#define __BROKER_PLACED_data(type, ...)					\
	__BROKER_TYPE(typeof(type))					\
	__BROKER_LONG_NUMBER(sizeof(__BROKER_TYPE_OF_data(type, ##__VA_ARGS__))),
#define __BROKER_PLACED_function(type, args)				\
	'f', __BROKER_TYPE(type) __BROKER_PARAMETERS args
#define __BROKER_PLACED_WIDTH(since, type, name, ...)			\
	+ 10 + __BROKER_BY_SUFFIX(__BROKER_WORD_WIDTH, __VA_ARGS__, 8, ##__VA_ARGS__)
#define __BROKER_PLACED_SINCE(since, type, name, ...)			\
	char __UNIQUE_ID(since)[1 + (since)];
#define __BROKER_PLACED_CHECK(_type, since, type, name, ...)		\
	_Static_assert(__builtin_types_compatible_p(typeof(((_type *)0)->name), \
		__BROKER_BY_SUFFIX(__BROKER_TYPE_OF, __VA_ARGS__, type, ##__VA_ARGS__)), \
		"field '" #name "': has another type");
#define __BROKER_TYPE_OF_data(type, ...)	typeof(typeof(type) __VA_ARGS__)
#define __BROKER_TYPE_OF_function(type, args)	typeof(typeof(type) (*) __BROKER_SIGNATURE args)

#define __BROKER_PLACED_MINOR(since, type, name, ...)			\
	_Static_assert(__BROKER_IS_VERSION(since, #since, 1##since),	\
		       "field '" #name "': minor is not a plain number from 0 to 9999");

#define __BROKER_DESCRIBE(_name, _type, _kind, _size_text, _size_width, _size, _fields) \
	enum {								\
		_name##__minor = sizeof(union {				\
			char __none;					\
			_fields(__BROKER_PLACED_SINCE)			\
		}) - 1,							\
	};								\
	_fields(__BROKER_PLACED_MINOR)					\
	__BROKER_ROWS_WITH(_fields, __BROKER_PLACED_CHECK, _type)		\
	_Static_assert(sizeof("" _fields(__BROKER_FIELD_TEXT)) > 1,	\
		       #_name " has no fields");			\
	__BROKER_CONTRACT(_name, NULL, NULL, "broker_struct=" #_name " " _kind, \
		_size_text _fields(__BROKER_FIELD_TEXT),		\
		_size_width _fields(__BROKER_PLACED_WIDTH),		\
		_size __BROKER_ROWS_WITH(_fields, __BROKER_PLACED_ABI, _type)); \
	__BROKER_LISTED(_name, _type)

/**
 * BROKER_DESCRIBE() - compare an existing struct
 * @_name: tag of the struct
 * @_fields: list of the fields that matter, FIELD(since, type, name),
 *	FIELD(since, type, name, [n]), or FIELD(since, type, name, (parameters)) for a pointer
 *	to a function. A name may be a path: ``in.y``, ``qos[0].tc``
 *
 * Compares the size of the struct, and the offset, type and size of each listed field. The
 * struct is sealed. A bit-field cannot be listed; the fields beside it can.
 */
#define BROKER_DESCRIBE(_name, _fields)					\
	BROKER_DESCRIBE_TYPE(_name, struct _name, _fields)

/**
 * BROKER_DESCRIBE_TYPE() - compare an existing struct or union under another name
 * @_name: a name for the type
 * @_type: the type, such as a typedef or ``union acme_arg``
 * @_fields: as in BROKER_DESCRIBE()
 */
#define BROKER_DESCRIBE_TYPE(_name, _type, _fields)			\
	_Static_assert(sizeof(_type) < 100000000, #_name " is too large"); \
	__BROKER_DESCRIBE(_name, _type, "sealed",			\
		"broker_field=0 sizeof(" #_type ")\0", 9,		\
		__BROKER_SIZE_WORD(sizeof(_type)), _fields);		\
	_Static_assert(_name##__minor == 0, #_name " is sealed, it cannot grow")
#define __BROKER_SIZE_WORD(_size)	__BROKER_LONG_NUMBER(_size), ' ',

/**
 * BROKER_DESCRIBE_PART() - compare some fields of an existing struct
 * @_name: tag of the struct
 * @_fields: as in BROKER_DESCRIBE(); fields of a newer minor go to the end
 *
 * Does not compare the size of the struct. Use it for a struct that only one side
 * allocates, and whose other fields are private to that side.
 */
#define BROKER_DESCRIBE_PART(_name, _fields)				\
	__BROKER_DESCRIBE(_name, struct _name, "growing", , 0, , _fields)

#endif
