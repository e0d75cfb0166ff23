# SPDX-License-Identifier: GPL-2.0-only
# Unit tests of contracts and handshakes, twice.
# Time: 300 s
kunit broker_handshake_kunit.ko broker_contract broker_handshake
kunit broker_handshake_kunit.ko broker_contract broker_handshake
