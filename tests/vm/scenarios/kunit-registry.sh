# SPDX-License-Identifier: GPL-2.0-only
# Unit tests of registration, holds and their lifetimes, twice.
kunit broker_registry_kunit.ko broker_registry broker_validate broker_hold broker_wait broker_steer broker_callbacks
kunit broker_registry_kunit.ko broker_registry broker_validate broker_hold broker_wait broker_steer broker_callbacks
