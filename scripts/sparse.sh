#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: sparse.sh ARGUMENT...
# sparse, for Kbuild's $(CHECK). Under ccache, the messages for a source are cached until
# the source, a header, an argument or sparse changes: for ccache this script is a compiler
# whose objects hold one word.

set -eu
object='' includes='' last=''
for argument; do
	shift
	[ "$last" != -o ] || object=$argument
	[ "$argument" != -E ] || includes=yes	# ccache asks what is included
	last=$argument
	case $argument in -Wp,-MMD,*) ;; *) set -- "$@" "$argument" ;; esac
done
if [ "$includes" ]; then
	for argument; do
		shift
		case $argument in -W* | --arch=* | -mlittle-endian | -mbig-endian) ;; *) set -- "$@" "$argument" ;; esac
	done
	exec gcc -D__CHECKER__ "$@"
elif [ "$object" ]; then
	sparse "$@"
	echo checked >"$object"
elif [ "${CCACHE_DIR-}" ]; then
	object=$(mktemp)
	trap 'rm -f "$object"' EXIT
	# Not by the time of this file, which differs in each clone.
	CCACHE_COMPILERCHECK=content CCACHE_COMPILERTYPE=gcc CCACHE_EXTRAFILES=$(command -v sparse) \
		ccache "$0" "$@" -c -o "$object"
else
	exec sparse "$@"
fi
