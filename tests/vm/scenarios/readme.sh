# SPDX-License-Identifier: GPL-2.0-only
# The README's modules, as printed, do what it describes, also with a better provider and a forgetful one.
# Time: 120 s
idle=/sys/module/revocable_user/parameters/idle

# A command prints the text, itself or in the log: answers TEXT COMMAND
answers() {
	said=$(eval "$2" 2>&1) || :
	case $said in *"$1"*) return ;; esac
	log_has "$1"
}
reads() { [ "$(cat $idle 2>&1)" = "$1" ]; }
reads_error() { cat $idle 2>&1 | grep -qF "$1"; }

install_modules broker.ko
cd /modules/docs/readme || fail "there are no modules"
# The text of a comment before a parenthesis is the answer. Attaching takes a moment.
while read -r step; do
	command=${step%% #*} answer=
	case $step in *' # '*) answer=${step#*# } ;; esac
	case $command in
	cat*) wait_for 10 answers "${answer%% (*}" "$command" ;;
	*) $command || fail "$command: fails"; log_has "${answer%% (*}" ;;
	esac
done <steps
for module in ring user revocable_user; do
	not_loaded $module
done

load docs/readme/revocable_user.ko
load docs/readme/ring.ko
wait_for 10 reads_error 'Operation not supported'
load docs/readme/ring_better.ko
wait_for 10 reads 1
load docs/readme/user.ko
log_has 'user: ring 7 is idle'
used_by ring_better user
unload_fails EAGAIN ring_better
unload user
unload ring_better
reads_error 'Operation not supported' || fail 'it did not go back to the first provider'
unload ring

load docs/readme/ring_forgetful.ko
wait_for 10 reads_error 'Operation not supported'
unload ring_forgetful
log_has 'broker: ring_forgetful: exit forgot to unregister, provider of acme_ring 1 withdrawn'
reads_error 'No such device' || fail 'there is a provider yet'
unload revocable_user
unload broker
