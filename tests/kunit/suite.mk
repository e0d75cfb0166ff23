# SPDX-License-Identifier: GPL-2.0-only
# For a suite's Kbuild: compiles files of broker/ into the suite, where they are
# named like any other object. BROKER_SRC, given to make, is this tree.

ccflags-y += -I$(BROKER_SRC)/include -I$(BROKER_SRC)/broker -I$(BROKER_SRC)/tests/kunit
ccflags-y += '-Dpr_fmt(fmt)="broker: " fmt'

# Kbuild's own rule, for a source in another folder. Not a pattern rule: in newer kernels $(obj) is
# ".", and make matches a pattern without a folder against file names without their folders.
define of_broker
$(obj)/$(1).o: $(BROKER_SRC)/broker/$(1).c FORCE
	$$(call if_changed_rule,cc_o_c)
endef
$(foreach object,$($(obj-m:.o=-y)),$(if $(findstring /,$(object)),$(eval $(call of_broker,$(object:.o=)))))

include $(KUNIT:=/kunit.mk)
