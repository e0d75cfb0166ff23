# SPDX-License-Identifier: GPL-2.0-only
# Kbuild says what the module is made of; this file is for people.

KDIR ?= /lib/modules/$(shell uname -r)/build
PREFIX ?= /usr/local
DESTDIR ?=
MINUTES ?= 2
RELEASE ?= $(shell . scripts/lib.sh; releases | tail -n 1)

.PHONY: all help clean brokerctl install install-dev demo demo-family check check-debug check-kcsan fuzz lint crc-check sanitize torture mutations bench

all: ## build broker.ko for the running kernel, or for KDIR=
	$(MAKE) -C $(KDIR) M=$(CURDIR) modules

help: ## print this
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 22

brokerctl: ## build the command, into build/brokerctl
	scripts/setup.sh tools
	@$(MAKE) --no-print-directory -C tools/brokerctl

clean: ## remove what was built
	rm -rf build
	$(MAKE) -C $(KDIR) M=$(CURDIR) clean

install: brokerctl ## install broker.ko for the kernel of KDIR, the command, and what clients build with
	$(MAKE) -C $(KDIR) M=$(CURDIR) modules_install
	$(MAKE) -C tools/brokerctl install
	$(MAKE) install-dev

install-dev: ## install what clients build with to PREFIX/share/broker
	mkdir -p $(DESTDIR)$(PREFIX)/share/broker/include/linux/broker
	install -C -m 644 broker.mk broker.symvers $(DESTDIR)$(PREFIX)/share/broker
	install -C -m 644 include/linux/broker/*.h $(DESTDIR)$(PREFIX)/share/broker/include/linux/broker

demo: ## see the broker at work on a stock kernel in QEMU
	scripts/setup.sh demo
	scripts/demo.sh

demo-family: ## see a disk's checksums change hands under fio, in QEMU
	scripts/setup.sh family
	scripts/demo-family.sh

check: ## lint, unit tests and scenarios on stock kernels in QEMU
	scripts/setup.sh check
	scripts/check.sh

check-debug: ## the scenarios on a kernel that watches memory and locks (the first time, half an hour)
	scripts/setup.sh debug
	scripts/check-debug.sh kasan

check-kcsan: ## the scenarios on a kernel that watches for data races
	scripts/setup.sh debug
	scripts/check-debug.sh kcsan

fuzz: ## a million random netlink requests, on the kernel that watches memory and locks
	scripts/setup.sh debug
	tests/vm/build.sh kasan build/modules/kasan
	tests/vm/run.sh kasan build/modules/kasan build/log/fuzz tests/vm/debug/netlink-million.sh

lint: ## sparse, checkpatch, kernel-doc, shellcheck, frozen CRCs
	scripts/setup.sh check
	scripts/lint.sh

crc-check: ## compare the CRCs of the exports with broker.symvers, on all installed headers
	scripts/crc-check.sh

sanitize: ## handshake and brokerctl under ASan and UBSan, over mutated contracts and files
	scripts/setup.sh tools
	tests/sanitize/run.sh

torture: ## torture the broker on a stock kernel in QEMU, MINUTES=2, RELEASE= the newest
	scripts/setup.sh check
	tests/torture/run.sh $(RELEASE) $(MINUTES)

mutations: ## break the broker on purpose, and see each break noticed; half an hour or more
	scripts/setup.sh check
	tests/mutations/run.sh

bench: ## what things cost, in instructions, on stock kernels in QEMU; a quarter of an hour
	scripts/setup.sh bench
	tests/bench/run.sh
