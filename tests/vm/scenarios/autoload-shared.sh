# SPDX-License-Identifier: GPL-2.0-only
# One modprobe runs for all consumers that wait for an interface, and is run later if the kernel had no room for it.
# Time: 180 s
attaching() { grep -qx "$1" /sys/module/crowd/parameters/attaching || fail "$(cat /sys/module/crowd/parameters/attaching) attach"; }
requests() {
	got=$(grep -c "$2" /tmp/requests) || :
	[ "$got" = "$1" ] || fail "$got requests of $2, expected $1"
}

load broker.ko
install_modules link/well_1_0.ko shape/shape_1_0.ko
cat >/tmp/modprobe <<'EOF'
#!/bin/busybox sh
echo "$*" >>/tmp/requests
case "$*" in
*hog-*) while [ -e /tmp/hogs ]; do sleep 0.5; done; exit 1 ;;
*well*) while [ -e /tmp/slow ]; do sleep 0.2; done ;;
esac
exec /usr/sbin/modprobe "$@"
EOF
chmod +x /tmp/modprobe
: >/tmp/requests
modprobe=$(cat /proc/sys/kernel/modprobe)
echo /tmp/modprobe >/proc/sys/kernel/modprobe

touch /tmp/slow
load link/crowd.ko count=60 autoload=1
wait_for 10 requests 1 broker:well-1
insmod /modules/link/well_pin.ko autoload=1 &
pinned=$!
load shape/shape_user_autoload.ko
sleep 2
requests 1 broker:well-1
rm /tmp/slow
wait $pinned
used_by well_1_0 well_pin
wait_for 20 attaching 60
requests 1 broker:well-1
unload crowd
unload well_pin
unload well_1_0
unload shape_user_autoload
unload shape_1_0

: >/tmp/requests
touch /tmp/hogs
load link/hog.ko
wait_for 20 requests 50 hog-
load link/crowd.ko count=2 autoload=1
insmod /modules/shape/shape_user_autoload.ko &
pinned=$!
wait_for 20 log_has 'broker:well-1 cannot be processed, kmod busy'
requests 0 broker:
rm /tmp/hogs
wait $pinned
used_by shape_1_0 shape_user_autoload
wait_for 20 attaching 2
requests 1 broker:well-1
unload crowd
unload well_1_0
unload shape_user_autoload
unload shape_1_0
unload hog
echo "$modprobe" >/proc/sys/kernel/modprobe
unload broker
