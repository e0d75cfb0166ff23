# SPDX-License-Identifier: GPL-2.0-only
# modprobe loads providers first and unloads them last, by the module's own softdep row or by a row that "brokerctl softdep" wrote.
. /vm/brokerctl.sh
install_modules broker.ko foobar/bar.ko foobar/foo.ko shape/shape_1_0.ko shape/shape_user.ko
file=/lib/modprobe.d/zz-broker.conf
[ ! -e $file ] || fail "there is $file already"

# foo has a row of its own.
modprobe foo
used_by bar foo
modprobe -r foo
not_loaded bar
not_loaded broker

# shape_user has no row.
! modprobe shape_user || fail 'shape_user was loaded without a provider'
log_has 'broker: shape_user: shape 1 refused: no provider'
modprobe -r shape_user || :
brokerctl softdep
grep -qx 'softdep shape_user pre: broker:shape-1' $file
! grep -q foo $file || fail 'foo has a second row'
modprobe shape_user
used_by shape_1_0 shape_user

# A provider that another module uses stays. kmod treats that as an error, except with -q.
load shape/shape_user_1_1.ko
! modprobe -r shape_user || fail 'modprobe -r does not say that the provider stays'
not_loaded shape_user
used_by shape_1_0 shape_user_1_1
modprobe shape_user
modprobe -r -q shape_user
not_loaded shape_user
used_by shape_1_0 shape_user_1_1
unload shape_user_1_1
modprobe -r shape_1_0
not_loaded broker

# A blacklist prevents autoload of a provider, but not its loading by a softdep row.
mkdir -p /etc/modprobe.d
echo 'blacklist shape_1_0' >/etc/modprobe.d/local.conf
load broker.ko
load_fails ENOENT shape/shape_user_autoload.ko
modprobe shape_user
used_by shape_1_0 shape_user
modprobe -r shape_user
rm -r /etc/modprobe.d

rm /lib/modules/"$(uname -r)"/shape_user.ko
depmod
brokerctl softdep
[ ! -e $file ] || fail "$file is still there"
