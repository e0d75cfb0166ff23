# SPDX-License-Identifier: GPL-2.0-only
# For a suite's Kbuild: what CONFIG_KUNIT=m would do for it.

kunit := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))

# Before the kernel's own directories, to come before its <kunit/...>.
NOSTDINC_FLAGS += -I$(kunit)/include
ccflags-y += -include $(kunit)/include/kunit/stock.h
# Suites need more than these: override adds to those named for make, too.
override KBUILD_EXTRA_SYMBOLS += $(kunit)/Module.symvers
