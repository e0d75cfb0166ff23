/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Declares an interface, once, in a header that both provider and consumer include::
 *
 *	// part of README.md
 *	struct acme_ring;
 *
 *	#define ACME_RING_OPS(OP)					\
 *		OP(0, sleep,  int,  open,   (u32 id, struct acme_ring **ring)) \
 *		OP(0, sleep,  void, close,  (struct acme_ring *ring))	\
 *		OP(1, atomic | optional, bool, idle, (const struct acme_ring *ring))
 *	BROKER_INTERFACE(acme_ring, 1, ACME_RING_OPS);
 *
 * The columns of an operation: the minor that introduced it; the context it
 * may be called in, ``sleep`` (process context, the operation may sleep) or
 * ``atomic`` (any context but NMI, the operation must not sleep), with ``| optional``
 * if a provider may leave it NULL; return type; name; parameters with their names.
 */
#ifndef _LINUX_BROKER_INTERFACE_H
#define _LINUX_BROKER_INTERFACE_H

#include <linux/broker/contract.h>
#include <linux/broker/describe.h>
#include <linux/broker/options.h>
#include <linux/broker/values.h>

/**
 * BROKER_STRUCT() - declare a sealed struct that operations pass
 * @_name: tag of the struct
 * @_fields: list of fields, FIELD(0, type, name) or FIELD(0, type, name, [n]), or
 *	FIELD(0, type, name, (parameters)) for a pointer to a function
 *
 * A sealed struct does not change within a major of the interface. Holes, bit-fields
 * and flexible arrays are compile errors.
 */
#define BROKER_STRUCT(_name, _fields)					\
	__BROKER_STRUCT(_name, "sealed", , 0, 10000, ": BROKER_LARGE_STRUCT()", _fields, \
			__BROKER_FIELD_WIDTH, __BROKER_FIELD_ABI);	\
	_Static_assert(_name##__minor == 0, "struct " #_name " is sealed, it cannot grow")

/**
 * BROKER_LARGE_STRUCT() - declare a sealed struct of 10000 bytes or more
 * @_name: tag of the struct
 * @_fields: list of fields, as in BROKER_STRUCT()
 */
#define BROKER_LARGE_STRUCT(_name, _fields)				\
	__BROKER_STRUCT(_name, "sealed", , 0, 100000000, "", _fields,	\
			__BROKER_LARGE_FIELD_WIDTH, __BROKER_LARGE_FIELD_ABI); \
	_Static_assert(_name##__minor == 0, "struct " #_name " is sealed, it cannot grow")

/**
 * BROKER_GROWING_STRUCT() - declare a struct that grows at its end
 * @_name: tag of the struct
 * @_fields: list of fields, as in BROKER_STRUCT(), with the minor that introduced each
 *
 * The macro puts ``u32 size`` first. The side that fills the struct sets ``size`` to
 * the struct's sizeof; the side that reads the struct must not read beyond ``size`` bytes.
 */
#define BROKER_GROWING_STRUCT(_name, _fields)				\
	__BROKER_STRUCT(_name, "growing", u32 size;, sizeof(u32), 10000, "", _fields, \
			__BROKER_FIELD_WIDTH, __BROKER_FIELD_ABI)

/**
 * BROKER_FUNCTION() - declare the type of a function that operations take or return
 * @_name: name of the type
 * @_type: return type of the function
 * @_args: its parameters, in parentheses
 *
 * Operations and fields refer to it as ``_name *``. A function behind a typedef of a pointer
 * would not be compared.
 */
#define BROKER_FUNCTION(_name, _type, _args)				\
	typedef _type _name __BROKER_SIGNATURE _args;			\
	enum { _name##__minor = 0 };					\
	_Static_assert(sizeof(#_args) > sizeof("()"),			\
		       "function '" #_name "': an empty list of parameters is written (void)"); \
	_Static_assert(__BROKER_WIDTH _args <= 64,			\
		       "function '" #_name "': has more than 64 parameters"); \
	__BROKER_CONTRACT(_name, NULL, NULL, "broker_struct=" #_name " sealed", \
		"broker_field=0 " #_type " " #_name #_args "\0",	\
		3 + __BROKER_WIDTH _args,				\
		'f', __BROKER_TYPE(_type) __BROKER_PARAMETERS _args ' ',); \
	__BROKER_LISTED(_name, _name *)

/**
 * BROKER_INTERFACE() - declare an interface
 * @_name: a C identifier of at most 40 characters, the same in every module
 *	that uses the interface
 * @_generation: its major, a decimal literal; different majors are not compatible
 * @_list: list of operations, OP(since, context, type, name, (parameters)),
 *	at most 64 parameters each
 * @...: names of the types and constants that the operations use, at most 64, declared
 *	with BROKER_STRUCT() and similar macros, BROKER_FUNCTION(), BROKER_ENUM(),
 *	BROKER_CONSTANTS(), BROKER_DESCRIBE() and similar macros
 *
 * Declares ``struct _name_ops``, the table of operations, and the constants
 * ``_name_major`` and ``_name_minor``. The minor is the newest in which an
 * operation or field was introduced. Documentation/abi.rst lists which
 * differences between two headers are detected, and which are not.
 */
#define BROKER_INTERFACE(_name, _generation, _list, ...)		\
	__BROKER_INTERFACE(_name, _generation, #_generation, 1##_generation, \
			   0, , NULL, _list, ##__VA_ARGS__);		\
	static const void *const _name##__keep[] __maybe_unused		\
	__section(".discard.broker") = {				\
		&_name##__modinfo, &_name##__structs,			\
		__BROKER_EACH(__BROKER_STRUCT_KEEP, ##__VA_ARGS__)	\
	}

/**
 * BROKER_INTERFACE_TWO_WAY() - declare an interface whose provider calls back
 * @_name: as in BROKER_INTERFACE()
 * @_generation: as in BROKER_INTERFACE()
 * @_list: list of operations, which consumers call; it may be empty
 * @_back: list of callbacks, which the provider calls in each of its consumers:
 *	CALLBACK(since, context, type, name, (parameters)), with the columns of operations
 * @...: structs that operations and callbacks pass
 *
 * Declares ``struct _name_callbacks`` beside ``struct _name_ops``. Both lists share one
 * minor, and both grow at their ends. Consumers of such an interface are revocable; it
 * cannot be pinned. A new minor may make an interface two-way. Consumers of older minors
 * then offer no callbacks, so the provider tests each callback with broker_has().
 */
#define BROKER_INTERFACE_TWO_WAY(_name, _generation, _list, _back, ...)	\
	_Static_assert(sizeof("" _back(__BROKER_CALLBACK_TEXT)) > 1,	\
		       "interface " #_name ": has no callbacks");	\
	__BROKER_TABLE(_name, callbacks, _back, __BROKER_CALLBACK_CHECK); \
	__BROKER_CONTRACT(_name##__callbacks, NULL, NULL,		\
		"broker_callbacks=" #_name " " #_generation,		\
		_back(__BROKER_CALLBACK_TEXT), 0 _back(__BROKER_OP_WIDTH), \
		_back(__BROKER_OP_ABI));				\
	__BROKER_INTERFACE(_name, _generation, #_generation, 1##_generation, \
			   1, union { _back(__BROKER_OP_SINCE) } __back;, \
			   &_name##__callbacks__contract, _list, ##__VA_ARGS__); \
	__BROKER_CHECK_BY_VALUE(_name, callbacks, "callback", _back, ##__VA_ARGS__) \
	static const void *const _name##__keep[] __maybe_unused		\
	__section(".discard.broker") = {				\
		&_name##__modinfo, &_name##__callbacks__modinfo,	\
		&_name##__structs,					\
		__BROKER_EACH(__BROKER_STRUCT_KEEP, ##__VA_ARGS__)	\
	}

/* A table of functions, with a check of each. */
#define __BROKER_TABLE(_name, _kind, _list, _check)			\
	struct _name##_##_kind {					\
		_list(__BROKER_OP_MEMBER)				\
	} __no_randomize_layout;					\
	static inline void __maybe_unused _name##__check_##_kind(void)	\
	{								\
		enum { sleep = 1, atomic = 2, optional = 4 }; \
		enum { __none, _list(__BROKER_OP_ORDER) };		\
		enum { _list(__BROKER_OP_PLACE) __end };		\
		typedef struct _name##_##_kind broker_this;		\
		_list(_check)						\
		_Static_assert(sizeof(broker_this) == __end * sizeof(void *), \
			       "interface " #_name ": has more in its table than operations"); \
	}

/* @_text and @_appended are for __BROKER_IS_VERSION(), @_since for callbacks. */
#define __BROKER_INTERFACE(_name, _generation, _text, _appended, _two_way, _since, _callbacks, \
			   _list, ...)					\
	_Static_assert(sizeof(#_name) <= 41,				\
		       "interface " #_name ": name is longer than 40");	\
	_Static_assert(__BROKER_IS_VERSION(_generation, _text, _appended), \
		       "interface " #_name ": major is not a plain number from 0 to 9999"); \
	_Static_assert(_two_way || sizeof("" _list(__BROKER_OP_TEXT)) > 1, \
		       "interface " #_name ": has no operations");	\
	_Static_assert(__BROKER_COUNT(__VA_ARGS__) <= 64,		\
		       "interface " #_name ": lists more than 64 structs"); \
	__BROKER_TABLE(_name, ops, _list, __BROKER_OP_CHECK);		\
	__BROKER_EACH(__BROKER_STRUCT_DECLARE, ##__VA_ARGS__)		\
	enum {								\
		_name##_minor = sizeof(union {				\
			union { char __none; _list(__BROKER_OP_SINCE) } __ops; \
			_since						\
			union {						\
				char __none;				\
				__BROKER_EACH(__BROKER_STRUCT_SINCE, ##__VA_ARGS__) \
			} __structs;					\
		}) - 1,							\
		_name##_major = (_generation),				\
		_name##__has_callbacks = _two_way,			\
	};								\
	__BROKER_CHECK_BY_VALUE(_name, ops, "operation", _list, ##__VA_ARGS__) \
	__BROKER_CONTRACT(_name,					\
		((const struct broker_contract *const []){		\
			__BROKER_EACH(__BROKER_STRUCT_CONTRACT, ##__VA_ARGS__) \
			NULL						\
		}), _callbacks,						\
		"broker_interface=" #_name " " _text,			\
		_list(__BROKER_OP_TEXT), 0 _list(__BROKER_OP_WIDTH),	\
		_list(__BROKER_OP_ABI));				\
	static const char _name##__alias[] __maybe_unused		\
	__section(".modinfo") __aligned(1) =				\
		"alias=broker:" #_name "-" _text;			\
	static const char _name##__structs[] __maybe_unused		\
	__section(".modinfo") __aligned(1) =				\
		"broker_structs=" #_name " " _text			\
		__BROKER_EACH(__BROKER_STRUCT_NAME, ##__VA_ARGS__)

/**
 * broker_table() - a table of an interface's operations, checked by type
 * @_name: name of the interface
 * @_table: address of a ``struct _name_ops``; any other type does not compile
 *
 * Return: @_table, with its const qualifier if it has one.
 */
#define broker_table(_name, _table)					\
	_Generic((_table),						\
		 struct _name##_ops *: (_table),			\
		 const struct _name##_ops *: (_table))

/**
 * broker_callbacks_table() - a table of an interface's callbacks, checked by type
 * @_name: name of the interface
 * @_table: address of a ``struct _name_callbacks``; any other type does not compile
 *
 * Return: @_table, with its const qualifier if it has one.
 */
#define broker_callbacks_table(_name, _table)				\
	_Generic((_table),						\
		 struct _name##_callbacks *: (_table),			\
		 const struct _name##_callbacks *: (_table))

/**
 * broker_has() - can an operation or callback be called through this table?
 * @_table: from broker_get(), broker_ops(link, interface) or
 *	broker_callbacks(peer, interface)
 * @_op: its name
 *
 * Before each call of an operation that is optional or newer than the requested minor,
 * test it through the same table::
 *
 *	// part of README.md
 *	if (broker_has(broker_ops(link, acme_ring), idle))
 *		ret = broker_ops(link, acme_ring)->idle(link->priv);
 *
 * The broker pads the table of an older provider with NULL, so the test does not read
 * beyond the table. The test costs one load and one branch; calls without it cost nothing.
 *
 * Return: true if the other side has the function, or a fallback was given for it.
 */
#define broker_has(_table, _op)		(!!(_table)->_op)

#endif
