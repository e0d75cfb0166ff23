# SPDX-License-Identifier: GPL-2.0-only
# Kbuild lists the module's objects; this file has the targets that people run.

KDIR ?= /lib/modules/$(shell uname -r)/build
PREFIX ?= /usr/local
DESTDIR ?=
INSTALL_MOD_PATH ?=
INSTALL_MOD_DIR ?= updates
MINUTES ?= 2
RELEASE ?= $(shell . scripts/lib.sh; releases | tail -n 1)

# Recipes use these as shell variables: a path may contain spaces.
export PREFIX DESTDIR INSTALL_MOD_PATH

# What uname -r prints on the kernel that KDIR belongs to, also after its headers were removed.
# (Debian's kernel.release of 6.1 differs from that.)
release = $(or $(shell sed -n 's/.* UTS_RELEASE "\(.*\)"/\1/p' '$(KDIR)/include/generated/utsrelease.h' 2>/dev/null),$(patsubst /lib/modules/%/build,%,$(KDIR)))
root = $$DESTDIR$$INSTALL_MOD_PATH
modules_dir = $(root)/lib/modules/$(release)
module = $(INSTALL_MOD_DIR)/broker
dev_dir = $$DESTDIR$$PREFIX/share/broker
crc_lists = broker.symvers broker-gendwarfksyms-gcc.symvers broker-gendwarfksyms-clang.symvers
headers = linux/broker

.PHONY: all modules brokerctl help clean test setup install install-module install-brokerctl install-dev \
	uninstall uninstall-module uninstall-brokerctl uninstall-dev demo demo-family check check-debug check-kcsan check-rt \
	fuzz lint crc-check sanitize torture matrix mutations bench

# Nothing is installed before everything is built, also with -j.
.NOTPARALLEL:

all: modules brokerctl ## build broker.ko for the running kernel, or for KDIR=, and the command

modules: ## build broker.ko only
	$(if $(wildcard $(KDIR)/Makefile),,$(error no kernel headers in $(KDIR): \
		install $(patsubst /lib/modules/%/build,the package linux-headers-%,$(KDIR)), or give KDIR=))
	$(MAKE) -C $(KDIR) M=$(CURDIR) modules

brokerctl: ## build the command only, into build/brokerctl
	@$(MAKE) --no-print-directory -f tools/brokerctl/Makefile

help: ## print this
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 27
	@echo '[apt] installs what it lacks, see README.md; all others install no packages'

# Needs no kernel headers.
clean: ## remove what was built
	rm -rf build
	find . -name .git -prune -o -type f \( -name '*.o' -o -name '*.ko' -o -name '*.mod' -o -name '*.mod.c' \
		-o -name '.*.cmd' -o -name '.*.d' -o -name '*.symversions' -o -name Module.symvers \
		-o -name modules.order \) -exec rm -f {} +

test: ## test the handshake and the command; needs no root, network, kernel headers or QEMU
	scripts/test.sh

setup: ## install what building needs [apt]
	scripts/setup.sh build

install: all install-module install-brokerctl install-dev ## install everything below PREFIX= and /lib/modules

# The kernel's own target signs and compresses as the kernel was configured. It does not
# accept spaces in a path, so it installs to build/stage first.
install-module: modules ## install broker.ko for the kernel of KDIR, and run depmod unless DESTDIR is set
	@rm -rf build/stage
	@mkdir -p build/stage
	@$(MAKE) -C $(KDIR) M=$(CURDIR) INSTALL_MOD_PATH=$(CURDIR)/build/stage INSTALL_MOD_DIR=$(INSTALL_MOD_DIR) \
		modules_install >build/stage/log 2>&1 || { cat build/stage/log >&2; exit 1; }
	install -D -m 644 -t "$(modules_dir)/$(module)" build/stage/lib/modules/*/$(module)/broker.ko*
	$(if $(DESTDIR),,scripts/depmod.sh $(release) "$(root)/")

install-brokerctl: ## install the command with its man page and completion
	@$(MAKE) --no-print-directory -f tools/brokerctl/Makefile install

install-dev: ## install what clients build with, to PREFIX/share/broker
	install -D -C -m 644 -t "$(dev_dir)" broker.mk $(crc_lists)
	install -D -C -m 644 -t "$(dev_dir)/include/$(headers)" include/$(headers)/*.h

uninstall: uninstall-module uninstall-brokerctl uninstall-dev ## remove what install installed, for the kernel of KDIR

uninstall-module:
	[ ! -d "$(modules_dir)/$(module)" ] || { cd "$(modules_dir)" && rm -f $(module)/broker.ko* && \
		rmdir -p --ignore-fail-on-non-empty $(module); }
	$(if $(DESTDIR),,[ ! -d "$(modules_dir)" ] || scripts/depmod.sh $(release) "$(root)/")

uninstall-brokerctl:
	rm -f "$(root)/lib/modprobe.d/zz-broker.conf"
	@$(MAKE) --no-print-directory -f tools/brokerctl/Makefile uninstall

uninstall-dev:
	rm -f "$(dev_dir)/include/$(headers)"/*.h
	for file in broker.mk $(crc_lists); do rm -f "$(dev_dir)/$$file"; done
	[ ! -d "$(dev_dir)" ] || \
		(cd "$(dev_dir)/.." && rmdir -p --ignore-fail-on-non-empty broker/include/$(headers))

demo: ## see the broker at work on a stock kernel in QEMU [apt]
	scripts/setup.sh demo
	scripts/demo.sh

demo-family: ## see a disk's checksums change hands under fio, in QEMU [apt]
	scripts/setup.sh family
	scripts/demo-family.sh

check: ## lint, unit tests and scenarios on stock kernels in QEMU [apt]
	scripts/setup.sh check
	scripts/check.sh

check-debug: ## the scenarios on a kernel that watches memory and locks (the first time, half an hour) [apt]
	scripts/setup.sh debug
	scripts/check-debug.sh kasan

check-kcsan: ## the scenarios on a kernel that watches for data races [apt]
	scripts/setup.sh debug
	scripts/check-debug.sh kcsan

check-rt: ## the scenarios on a kernel with PREEMPT_RT that watches locks [apt]
	scripts/setup.sh debug
	scripts/check-debug.sh rt

fuzz: ## a million random netlink requests, on the kernel that watches memory and locks [apt]
	scripts/setup.sh debug
	tests/vm/build.sh kasan build/modules/kasan
	tests/vm/run.sh kasan build/modules/kasan build/log/fuzz tests/vm/debug/netlink-million.sh

lint: ## sparse, checkpatch, kernel-doc, shellcheck, frozen CRCs [apt]
	scripts/setup.sh check
	scripts/lint.sh

crc-check: ## compare the CRCs of the exports with broker.symvers, on all installed headers
	scripts/crc-check.sh

sanitize: ## handshake and brokerctl under ASan and UBSan, over mutated contracts and files
	tests/sanitize/run.sh

torture: ## torture the broker on a stock kernel in QEMU, MINUTES=2, RELEASE= the newest [apt]
	scripts/setup.sh check
	tests/torture/run.sh $(RELEASE) $(MINUTES)

matrix: ## all modules and scenarios on every kernel, or on KERNELS="6.1-rt 6.12-arm64"; some hours [apt]
	scripts/setup.sh matrix $(KERNELS)
	scripts/matrix.sh $(KERNELS)

mutations: ## break the broker on purpose, and see each break noticed; half an hour or more [apt]
	scripts/setup.sh check
	tests/mutations/run.sh

bench: ## what things cost, in instructions, on stock kernels in QEMU; a quarter of an hour [apt]
	scripts/setup.sh bench
	tests/bench/run.sh
