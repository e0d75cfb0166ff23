/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rows in .modinfo with the options of a provider or a consumer, such as priority and flags,
 * for tools that read the file. Included by interface.h.
 */
#ifndef _LINUX_BROKER_OPTIONS_H
#define _LINUX_BROKER_OPTIONS_H

#include <linux/broker/contract.h>
#include <linux/broker/values.h>

/*
 * A macro that defines a descriptor sets some members itself. If the caller gave them
 * again they would silently override those. @_settable has only the other members, so
 * that the compiler refuses these by name, and a fallback for another interface by type. No
 * code or data results.
 */
#ifdef __CHECKER__
#define __BROKER_ONLY(_settable, ...)					\
	static_assert(sizeof((_settable){ __VA_ARGS__ }),		\
		      "this member is the macro's own")
#else
#define __BROKER_ONLY(_settable, ...)	_Static_assert(1, "the rows below do it")
#endif

/*
 * A member of the object that the caller's designators initialize, as a constant. gcc accepts
 * a member of a constant object as a constant if the initializer names the member, so the
 * defaults come first; clang accepts a member of a compound literal as the value of an
 * enumerator. Neither leaves code or data. @_as is "!!" for a pointer, which must point to a
 * static object: the kernel's compilers do not treat any other address as known not to be NULL.
 */

#ifdef __clang__
#define __BROKER_SHADOW(_shadow, _type, _defaults, ...)
#define __BROKER_TAKE(_shadow, _type, _member, _as, ...)		\
	enum { _shadow##__##_member = _as((_type){ __VA_ARGS__ })._member };
#define __BROKER_MEMBER(_shadow, _member)	((int)_shadow##__##_member)
#else
#define __BROKER_SHADOW(_shadow, _type, _defaults, ...)			\
	_Pragma("GCC diagnostic push")					\
	_Pragma("GCC diagnostic ignored \"-Woverride-init\"")		\
	static const _type _shadow __maybe_unused = { _defaults, ##__VA_ARGS__ }; \
	_Pragma("GCC diagnostic pop")
#define __BROKER_TAKE(_shadow, _type, _member, _as, ...)
#define __BROKER_MEMBER(_shadow, _member)	(_shadow._member)
#endif

/* A number of 16 bits and its sign, in six characters. */
#define __BROKER_SHORT(x)						\
	__BROKER_DIGIT(x, 100000ULL, 10000ULL), __BROKER_DIGIT(x, 10000ULL, 1000ULL), \
	__BROKER_DIGIT(x, 1000ULL, 100ULL), __BROKER_DIGIT(x, 100ULL, 10ULL), \
	__BROKER_DIGIT(x, 10ULL, 1ULL), '0' + __BROKER_MAGNITUDE(x) % 10

/*
 * A list of consumers, and an instance, are names, and only the text of the caller's
 * arguments contains them. The row includes that text if it has a brace or a quotation mark.
 * The numbers follow it: of several values the last counts.
 */
#define __BROKER_HAS_NAMES(...)						\
	(__BROKER_IS_IN('{', __BROKER_TEXT(__VA_ARGS__)) ||		\
	 __BROKER_IS_IN('"', __BROKER_TEXT(__VA_ARGS__)))
#define __BROKER_OPTIONS(_names, ...)					\
	__builtin_choose_expr(_names, " " #__VA_ARGS__ ", ", " ")

/* sparse rejects a member that is given twice. */
#ifdef __CHECKER__
#define __BROKER_PROVIDES(_symbol, _interface, ...)			\
	_Static_assert(_interface##_major >= 0, "")
#define __BROKER_REQUIRES(_symbol, _type, _interface, _min_minor, _how, ...) \
	_Static_assert(_interface##_major >= 0, "")
#else
/* "broker_provides=acme_ring 0001 .consumers = 0, .priority =     10, ..." */
#define __BROKER_PROVIDES(_symbol, _interface, ...)			\
	enum {								\
		_symbol##__lists = __BROKER_IS_IN('{', __BROKER_TEXT(__VA_ARGS__)), \
		_symbol##__names = __BROKER_HAS_NAMES(__VA_ARGS__),	\
	};								\
	__BROKER_SHADOW(_symbol##__options, struct broker_provider_settable, \
			.priority = 0 __BROKER_COMMA .flags = 0 __BROKER_COMMA \
			.consumers = NULL __BROKER_COMMA .attach = NULL __BROKER_COMMA \
			.min_minor = 0, ##__VA_ARGS__)			\
	__BROKER_TAKE(_symbol##__options, struct broker_provider_settable, priority, , \
		      ##__VA_ARGS__)					\
	__BROKER_TAKE(_symbol##__options, struct broker_provider_settable, flags, , \
		      ##__VA_ARGS__)					\
	__BROKER_TAKE(_symbol##__options, struct broker_provider_settable, consumers, !!, \
		      ##__VA_ARGS__)					\
	__BROKER_TAKE(_symbol##__options, struct broker_provider_settable, attach, !!, \
		      ##__VA_ARGS__)					\
	__BROKER_TAKE(_symbol##__options, struct broker_provider_settable, min_minor, , \
		      ##__VA_ARGS__)					\
	static const struct {						\
		char head[sizeof("broker_provides=" #_interface) - 1];	\
		char major[5];						\
		char tag_consumers[sizeof(" .consumers = ") - 1];	\
		char consumers[2];					\
		char text[sizeof(__BROKER_OPTIONS(_symbol##__names, __VA_ARGS__)) - 1]; \
		char tag_priority[sizeof(".priority = ") - 1];		\
		char priority[6];					\
		char tag_flags[sizeof(", .flags = ") - 1];		\
		char flags[6];						\
		char tag_attach[sizeof(", .attach = ") - 1];		\
		char attach;						\
		char tag_min_minor[sizeof(", .min_minor = ") - 1];	\
		char min_minor[7];					\
	} _symbol##__row						\
	__used __section(".modinfo") __aligned(1) = {			\
		"broker_provides=" #_interface,				\
		{ ' ', __BROKER_NUMBER(_interface##_major) },		\
		" .consumers = ",					\
		{ _symbol##__lists ? '1' :				\
		  __BROKER_MEMBER(_symbol##__options, consumers) ? '1' : '0', ',' }, \
		__BROKER_OPTIONS(_symbol##__names, __VA_ARGS__),	\
		".priority = ",						\
		{ __BROKER_SHORT(__BROKER_MEMBER(_symbol##__options, priority)) }, \
		", .flags = ",						\
		{ __BROKER_SHORT(__BROKER_MEMBER(_symbol##__options, flags)) }, \
		", .attach = ",						\
		__BROKER_MEMBER(_symbol##__options, attach) ? '1' : '0', \
		", .min_minor = ",					\
		{ __BROKER_SHORT(__BROKER_MEMBER(_symbol##__options, min_minor)), \
		  '\0' },						\
	}

/* "broker_requires=acme_ring 0001.0000 pinned .flags =      1" */
#define __BROKER_REQUIRES(_symbol, _of, _interface, _min_minor, _how, ...) \
	enum { _symbol##__names = __BROKER_HAS_NAMES(__VA_ARGS__) };	\
	__BROKER_SHADOW(_symbol##__options, __broker_##_of##_settable(_interface), \
			.flags = 0, ##__VA_ARGS__)			\
	__BROKER_TAKE(_symbol##__options, __broker_##_of##_settable(_interface), flags, , \
		      ##__VA_ARGS__)					\
	static const struct {						\
		char head[sizeof("broker_requires=" #_interface) - 1];	\
		char version[11];					\
		char how[sizeof(_how) - 1];				\
		char text[sizeof(__BROKER_OPTIONS(_symbol##__names, __VA_ARGS__)) - 1]; \
		char tag[sizeof(".flags = ") - 1];			\
		char flags[7];						\
	} _symbol##__row						\
	__used __section(".modinfo") __aligned(1) = {			\
		"broker_requires=" #_interface,				\
		{ ' ', __BROKER_NUMBER(_interface##_major), '.',	\
		  __BROKER_NUMBER(_min_minor), ' ' },			\
		_how,							\
		__BROKER_OPTIONS(_symbol##__names, __VA_ARGS__),	\
		".flags = ",						\
		{ __BROKER_SHORT(__BROKER_MEMBER(_symbol##__options, flags)), '\0' }, \
	};								\
	_Static_assert((_min_minor) >= 0 &&				\
		       (_min_minor) <= _interface##_minor,		\
		       #_interface ": this header knows no such minor")
#endif

#endif
