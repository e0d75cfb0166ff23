/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Counts the arguments of a macro, and applies another macro to each of them. Part of
 * contract.h; not included elsewhere.
 */
#ifndef _LINUX_BROKER_EACH_H
#define _LINUX_BROKER_EACH_H

#define __BROKER_PASTE(a, b)		__BROKER_PASTE_(a, b)
#define __BROKER_PASTE_(a, b)		a##b
#define __BROKER_TEXT(...)		#__VA_ARGS__

/*
 * The number of arguments, as a decimal literal. 65 to 100 arguments count as 65: no macro is
 * applied to them, and an assertion refuses their number.
 */
#define __BROKER_COUNT(...)						\
	__BROKER_NTH(_, ##__VA_ARGS__, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65,	\
		     65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65,	\
		     65, 65, 65, 65, 65, 64, 63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52,	\
		     51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34,	\
		     33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16,	\
		     15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define __BROKER_NTH(_, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15,	\
		     a16, a17, a18, a19, a20, a21, a22, a23, a24, a25, a26, a27, a28, a29,	\
		     a30, a31, a32, a33, a34, a35, a36, a37, a38, a39, a40, a41, a42, a43,	\
		     a44, a45, a46, a47, a48, a49, a50, a51, a52, a53, a54, a55, a56, a57,	\
		     a58, a59, a60, a61, a62, a63, a64, a65, a66, a67, a68, a69, a70, a71,	\
		     a72, a73, a74, a75, a76, a77, a78, a79, a80, a81, a82, a83, a84, a85,	\
		     a86, a87, a88, a89, a90, a91, a92, a93, a94, a95, a96, a97, a98, a99,	\
		     a100, n, ...)								\
	n

/* m(x) for each argument x. */
#define __BROKER_EACH(m, ...)						\
	__BROKER_PASTE(__BROKER_EACH_, __BROKER_COUNT(__VA_ARGS__))(m, ##__VA_ARGS__)
#define __BROKER_EACH_65(m, ...)
#define __BROKER_EACH_0(m, ...)
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
#define __BROKER_EACH_13(m, x, ...)	m(x) __BROKER_EACH_12(m, __VA_ARGS__)
#define __BROKER_EACH_14(m, x, ...)	m(x) __BROKER_EACH_13(m, __VA_ARGS__)
#define __BROKER_EACH_15(m, x, ...)	m(x) __BROKER_EACH_14(m, __VA_ARGS__)
#define __BROKER_EACH_16(m, x, ...)	m(x) __BROKER_EACH_15(m, __VA_ARGS__)
#define __BROKER_EACH_17(m, x, ...)	m(x) __BROKER_EACH_16(m, __VA_ARGS__)
#define __BROKER_EACH_18(m, x, ...)	m(x) __BROKER_EACH_17(m, __VA_ARGS__)
#define __BROKER_EACH_19(m, x, ...)	m(x) __BROKER_EACH_18(m, __VA_ARGS__)
#define __BROKER_EACH_20(m, x, ...)	m(x) __BROKER_EACH_19(m, __VA_ARGS__)
#define __BROKER_EACH_21(m, x, ...)	m(x) __BROKER_EACH_20(m, __VA_ARGS__)
#define __BROKER_EACH_22(m, x, ...)	m(x) __BROKER_EACH_21(m, __VA_ARGS__)
#define __BROKER_EACH_23(m, x, ...)	m(x) __BROKER_EACH_22(m, __VA_ARGS__)
#define __BROKER_EACH_24(m, x, ...)	m(x) __BROKER_EACH_23(m, __VA_ARGS__)
#define __BROKER_EACH_25(m, x, ...)	m(x) __BROKER_EACH_24(m, __VA_ARGS__)
#define __BROKER_EACH_26(m, x, ...)	m(x) __BROKER_EACH_25(m, __VA_ARGS__)
#define __BROKER_EACH_27(m, x, ...)	m(x) __BROKER_EACH_26(m, __VA_ARGS__)
#define __BROKER_EACH_28(m, x, ...)	m(x) __BROKER_EACH_27(m, __VA_ARGS__)
#define __BROKER_EACH_29(m, x, ...)	m(x) __BROKER_EACH_28(m, __VA_ARGS__)
#define __BROKER_EACH_30(m, x, ...)	m(x) __BROKER_EACH_29(m, __VA_ARGS__)
#define __BROKER_EACH_31(m, x, ...)	m(x) __BROKER_EACH_30(m, __VA_ARGS__)
#define __BROKER_EACH_32(m, x, ...)	m(x) __BROKER_EACH_31(m, __VA_ARGS__)
#define __BROKER_EACH_33(m, x, ...)	m(x) __BROKER_EACH_32(m, __VA_ARGS__)
#define __BROKER_EACH_34(m, x, ...)	m(x) __BROKER_EACH_33(m, __VA_ARGS__)
#define __BROKER_EACH_35(m, x, ...)	m(x) __BROKER_EACH_34(m, __VA_ARGS__)
#define __BROKER_EACH_36(m, x, ...)	m(x) __BROKER_EACH_35(m, __VA_ARGS__)
#define __BROKER_EACH_37(m, x, ...)	m(x) __BROKER_EACH_36(m, __VA_ARGS__)
#define __BROKER_EACH_38(m, x, ...)	m(x) __BROKER_EACH_37(m, __VA_ARGS__)
#define __BROKER_EACH_39(m, x, ...)	m(x) __BROKER_EACH_38(m, __VA_ARGS__)
#define __BROKER_EACH_40(m, x, ...)	m(x) __BROKER_EACH_39(m, __VA_ARGS__)
#define __BROKER_EACH_41(m, x, ...)	m(x) __BROKER_EACH_40(m, __VA_ARGS__)
#define __BROKER_EACH_42(m, x, ...)	m(x) __BROKER_EACH_41(m, __VA_ARGS__)
#define __BROKER_EACH_43(m, x, ...)	m(x) __BROKER_EACH_42(m, __VA_ARGS__)
#define __BROKER_EACH_44(m, x, ...)	m(x) __BROKER_EACH_43(m, __VA_ARGS__)
#define __BROKER_EACH_45(m, x, ...)	m(x) __BROKER_EACH_44(m, __VA_ARGS__)
#define __BROKER_EACH_46(m, x, ...)	m(x) __BROKER_EACH_45(m, __VA_ARGS__)
#define __BROKER_EACH_47(m, x, ...)	m(x) __BROKER_EACH_46(m, __VA_ARGS__)
#define __BROKER_EACH_48(m, x, ...)	m(x) __BROKER_EACH_47(m, __VA_ARGS__)
#define __BROKER_EACH_49(m, x, ...)	m(x) __BROKER_EACH_48(m, __VA_ARGS__)
#define __BROKER_EACH_50(m, x, ...)	m(x) __BROKER_EACH_49(m, __VA_ARGS__)
#define __BROKER_EACH_51(m, x, ...)	m(x) __BROKER_EACH_50(m, __VA_ARGS__)
#define __BROKER_EACH_52(m, x, ...)	m(x) __BROKER_EACH_51(m, __VA_ARGS__)
#define __BROKER_EACH_53(m, x, ...)	m(x) __BROKER_EACH_52(m, __VA_ARGS__)
#define __BROKER_EACH_54(m, x, ...)	m(x) __BROKER_EACH_53(m, __VA_ARGS__)
#define __BROKER_EACH_55(m, x, ...)	m(x) __BROKER_EACH_54(m, __VA_ARGS__)
#define __BROKER_EACH_56(m, x, ...)	m(x) __BROKER_EACH_55(m, __VA_ARGS__)
#define __BROKER_EACH_57(m, x, ...)	m(x) __BROKER_EACH_56(m, __VA_ARGS__)
#define __BROKER_EACH_58(m, x, ...)	m(x) __BROKER_EACH_57(m, __VA_ARGS__)
#define __BROKER_EACH_59(m, x, ...)	m(x) __BROKER_EACH_58(m, __VA_ARGS__)
#define __BROKER_EACH_60(m, x, ...)	m(x) __BROKER_EACH_59(m, __VA_ARGS__)
#define __BROKER_EACH_61(m, x, ...)	m(x) __BROKER_EACH_60(m, __VA_ARGS__)
#define __BROKER_EACH_62(m, x, ...)	m(x) __BROKER_EACH_61(m, __VA_ARGS__)
#define __BROKER_EACH_63(m, x, ...)	m(x) __BROKER_EACH_62(m, __VA_ARGS__)
#define __BROKER_EACH_64(m, x, ...)	m(x) __BROKER_EACH_63(m, __VA_ARGS__)

/* m(c, x) for each argument x. A separate family, because m may apply the other one. */
#define __BROKER_WITH(m, c, ...)					\
	__BROKER_PASTE(__BROKER_WITH_, __BROKER_COUNT(__VA_ARGS__))(m, c, ##__VA_ARGS__)
#define __BROKER_WITH_65(m, c, ...)
#define __BROKER_WITH_0(m, c, ...)
#define __BROKER_WITH_1(m, c, x)		m(c, x)
#define __BROKER_WITH_2(m, c, x, ...)	m(c, x) __BROKER_WITH_1(m, c, __VA_ARGS__)
#define __BROKER_WITH_3(m, c, x, ...)	m(c, x) __BROKER_WITH_2(m, c, __VA_ARGS__)
#define __BROKER_WITH_4(m, c, x, ...)	m(c, x) __BROKER_WITH_3(m, c, __VA_ARGS__)
#define __BROKER_WITH_5(m, c, x, ...)	m(c, x) __BROKER_WITH_4(m, c, __VA_ARGS__)
#define __BROKER_WITH_6(m, c, x, ...)	m(c, x) __BROKER_WITH_5(m, c, __VA_ARGS__)
#define __BROKER_WITH_7(m, c, x, ...)	m(c, x) __BROKER_WITH_6(m, c, __VA_ARGS__)
#define __BROKER_WITH_8(m, c, x, ...)	m(c, x) __BROKER_WITH_7(m, c, __VA_ARGS__)
#define __BROKER_WITH_9(m, c, x, ...)	m(c, x) __BROKER_WITH_8(m, c, __VA_ARGS__)
#define __BROKER_WITH_10(m, c, x, ...)	m(c, x) __BROKER_WITH_9(m, c, __VA_ARGS__)
#define __BROKER_WITH_11(m, c, x, ...)	m(c, x) __BROKER_WITH_10(m, c, __VA_ARGS__)
#define __BROKER_WITH_12(m, c, x, ...)	m(c, x) __BROKER_WITH_11(m, c, __VA_ARGS__)
#define __BROKER_WITH_13(m, c, x, ...)	m(c, x) __BROKER_WITH_12(m, c, __VA_ARGS__)
#define __BROKER_WITH_14(m, c, x, ...)	m(c, x) __BROKER_WITH_13(m, c, __VA_ARGS__)
#define __BROKER_WITH_15(m, c, x, ...)	m(c, x) __BROKER_WITH_14(m, c, __VA_ARGS__)
#define __BROKER_WITH_16(m, c, x, ...)	m(c, x) __BROKER_WITH_15(m, c, __VA_ARGS__)
#define __BROKER_WITH_17(m, c, x, ...)	m(c, x) __BROKER_WITH_16(m, c, __VA_ARGS__)
#define __BROKER_WITH_18(m, c, x, ...)	m(c, x) __BROKER_WITH_17(m, c, __VA_ARGS__)
#define __BROKER_WITH_19(m, c, x, ...)	m(c, x) __BROKER_WITH_18(m, c, __VA_ARGS__)
#define __BROKER_WITH_20(m, c, x, ...)	m(c, x) __BROKER_WITH_19(m, c, __VA_ARGS__)
#define __BROKER_WITH_21(m, c, x, ...)	m(c, x) __BROKER_WITH_20(m, c, __VA_ARGS__)
#define __BROKER_WITH_22(m, c, x, ...)	m(c, x) __BROKER_WITH_21(m, c, __VA_ARGS__)
#define __BROKER_WITH_23(m, c, x, ...)	m(c, x) __BROKER_WITH_22(m, c, __VA_ARGS__)
#define __BROKER_WITH_24(m, c, x, ...)	m(c, x) __BROKER_WITH_23(m, c, __VA_ARGS__)
#define __BROKER_WITH_25(m, c, x, ...)	m(c, x) __BROKER_WITH_24(m, c, __VA_ARGS__)
#define __BROKER_WITH_26(m, c, x, ...)	m(c, x) __BROKER_WITH_25(m, c, __VA_ARGS__)
#define __BROKER_WITH_27(m, c, x, ...)	m(c, x) __BROKER_WITH_26(m, c, __VA_ARGS__)
#define __BROKER_WITH_28(m, c, x, ...)	m(c, x) __BROKER_WITH_27(m, c, __VA_ARGS__)
#define __BROKER_WITH_29(m, c, x, ...)	m(c, x) __BROKER_WITH_28(m, c, __VA_ARGS__)
#define __BROKER_WITH_30(m, c, x, ...)	m(c, x) __BROKER_WITH_29(m, c, __VA_ARGS__)
#define __BROKER_WITH_31(m, c, x, ...)	m(c, x) __BROKER_WITH_30(m, c, __VA_ARGS__)
#define __BROKER_WITH_32(m, c, x, ...)	m(c, x) __BROKER_WITH_31(m, c, __VA_ARGS__)
#define __BROKER_WITH_33(m, c, x, ...)	m(c, x) __BROKER_WITH_32(m, c, __VA_ARGS__)
#define __BROKER_WITH_34(m, c, x, ...)	m(c, x) __BROKER_WITH_33(m, c, __VA_ARGS__)
#define __BROKER_WITH_35(m, c, x, ...)	m(c, x) __BROKER_WITH_34(m, c, __VA_ARGS__)
#define __BROKER_WITH_36(m, c, x, ...)	m(c, x) __BROKER_WITH_35(m, c, __VA_ARGS__)
#define __BROKER_WITH_37(m, c, x, ...)	m(c, x) __BROKER_WITH_36(m, c, __VA_ARGS__)
#define __BROKER_WITH_38(m, c, x, ...)	m(c, x) __BROKER_WITH_37(m, c, __VA_ARGS__)
#define __BROKER_WITH_39(m, c, x, ...)	m(c, x) __BROKER_WITH_38(m, c, __VA_ARGS__)
#define __BROKER_WITH_40(m, c, x, ...)	m(c, x) __BROKER_WITH_39(m, c, __VA_ARGS__)
#define __BROKER_WITH_41(m, c, x, ...)	m(c, x) __BROKER_WITH_40(m, c, __VA_ARGS__)
#define __BROKER_WITH_42(m, c, x, ...)	m(c, x) __BROKER_WITH_41(m, c, __VA_ARGS__)
#define __BROKER_WITH_43(m, c, x, ...)	m(c, x) __BROKER_WITH_42(m, c, __VA_ARGS__)
#define __BROKER_WITH_44(m, c, x, ...)	m(c, x) __BROKER_WITH_43(m, c, __VA_ARGS__)
#define __BROKER_WITH_45(m, c, x, ...)	m(c, x) __BROKER_WITH_44(m, c, __VA_ARGS__)
#define __BROKER_WITH_46(m, c, x, ...)	m(c, x) __BROKER_WITH_45(m, c, __VA_ARGS__)
#define __BROKER_WITH_47(m, c, x, ...)	m(c, x) __BROKER_WITH_46(m, c, __VA_ARGS__)
#define __BROKER_WITH_48(m, c, x, ...)	m(c, x) __BROKER_WITH_47(m, c, __VA_ARGS__)
#define __BROKER_WITH_49(m, c, x, ...)	m(c, x) __BROKER_WITH_48(m, c, __VA_ARGS__)
#define __BROKER_WITH_50(m, c, x, ...)	m(c, x) __BROKER_WITH_49(m, c, __VA_ARGS__)
#define __BROKER_WITH_51(m, c, x, ...)	m(c, x) __BROKER_WITH_50(m, c, __VA_ARGS__)
#define __BROKER_WITH_52(m, c, x, ...)	m(c, x) __BROKER_WITH_51(m, c, __VA_ARGS__)
#define __BROKER_WITH_53(m, c, x, ...)	m(c, x) __BROKER_WITH_52(m, c, __VA_ARGS__)
#define __BROKER_WITH_54(m, c, x, ...)	m(c, x) __BROKER_WITH_53(m, c, __VA_ARGS__)
#define __BROKER_WITH_55(m, c, x, ...)	m(c, x) __BROKER_WITH_54(m, c, __VA_ARGS__)
#define __BROKER_WITH_56(m, c, x, ...)	m(c, x) __BROKER_WITH_55(m, c, __VA_ARGS__)
#define __BROKER_WITH_57(m, c, x, ...)	m(c, x) __BROKER_WITH_56(m, c, __VA_ARGS__)
#define __BROKER_WITH_58(m, c, x, ...)	m(c, x) __BROKER_WITH_57(m, c, __VA_ARGS__)
#define __BROKER_WITH_59(m, c, x, ...)	m(c, x) __BROKER_WITH_58(m, c, __VA_ARGS__)
#define __BROKER_WITH_60(m, c, x, ...)	m(c, x) __BROKER_WITH_59(m, c, __VA_ARGS__)
#define __BROKER_WITH_61(m, c, x, ...)	m(c, x) __BROKER_WITH_60(m, c, __VA_ARGS__)
#define __BROKER_WITH_62(m, c, x, ...)	m(c, x) __BROKER_WITH_61(m, c, __VA_ARGS__)
#define __BROKER_WITH_63(m, c, x, ...)	m(c, x) __BROKER_WITH_62(m, c, __VA_ARGS__)
#define __BROKER_WITH_64(m, c, x, ...)	m(c, x) __BROKER_WITH_63(m, c, __VA_ARGS__)

/*
 * m(c, since, ...) for each row of a list: a row by itself does not name what it belongs to.
 * Given (m, c), the list expands to a sequence (m, c)(since, ...) (m, c)(since, ...), also if
 * it is put together from other lists. Two alternating macros turn the sequence into "m
 * OPEN() c, since, ... CLOSE()", and a second scan makes parentheses of OPEN() and CLOSE().
 */
#define __BROKER_ROWS_WITH(_list, m, c)					\
	__BROKER_SCAN(__BROKER_END(__BROKER_BEGIN(_list((m, c)))))
#define __BROKER_BEGIN(...)		__BROKER_CALL __VA_ARGS__
#define __BROKER_END(...)		__BROKER_END_(__VA_ARGS__)
#define __BROKER_END_(...)		__VA_ARGS__##_END
#define __BROKER_CALL(m, c)		\
	m __BROKER_OPEN __BROKER_NOTHING() () c, __BROKER_CALL_ROW
#define __BROKER_CALL_ROW(...)		\
	__VA_ARGS__ __BROKER_CLOSE __BROKER_NOTHING() () __BROKER_CALL
#define __BROKER_CALL_END
#define __BROKER_OPEN()			(
#define __BROKER_CLOSE()		)
#define __BROKER_NOTHING()
#define __BROKER_SCAN(...)		__BROKER_SCAN_(__VA_ARGS__)
#define __BROKER_SCAN_(...)		__VA_ARGS__

#endif
