# SPDX-License-Identifier: GPL-2.0-only
# For a suite's Kbuild: does what CONFIG_KUNIT=m would do.

kunit := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))

# Before the kernel's own directories, so that it precedes the kernel's <kunit/...>.
NOSTDINC_FLAGS += -I$(kunit)/include
ccflags-y += -include $(kunit)/include/kunit/stock.h
# Suites need other lists as well: override also adds to those on make's command line.
override KBUILD_EXTRA_SYMBOLS += $(kunit)/Module.symvers
