# SPDX-License-Identifier: GPL-2.0-only
# What a client's Kbuild includes, wherever the client is: the headers, and the
# CRCs of the broker's exports, which are the same for every kernel with genksyms.
# gendwarfksyms computes them of debug information, in which compilers differ.
#
#	obj-m := foo.o
#	include /path/to/broker.mk

broker-dir := $(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))
ccflags-y += -I$(broker-dir)/include
# With W=1, what is passed by value must be listed: <linux/broker/strict.h>.
ccflags-y += $(if $(findstring 1,$(KBUILD_EXTRA_WARN)),-DBROKER_STRICT)
# "override", because a value on make's command line would win.
broker-crcs := $(if $(CONFIG_GENDWARFKSYMS),-gendwarfksyms-$(if $(CONFIG_CC_IS_CLANG),clang,gcc))
override KBUILD_EXTRA_SYMBOLS += $(broker-dir)/broker$(broker-crcs).symvers
