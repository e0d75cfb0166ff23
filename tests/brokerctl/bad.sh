# SPDX-License-Identifier: GPL-2.0-only
# Files that are incomplete, not modules, or not for this machine are refused with
# a line that names them.
# shellcheck shell=sh disable=SC2154

good=$modules/shape/shape_1_0.ko
user=$modules/shape/shape_user.ko
file=$work/bad.ko

# patched OFFSET BYTES: $good, with these bytes there
patched() {
	cp "$good" "$file"
	printf '%b' "$2" | dd of="$file" bs=1 seek="$1" conv=notrunc status=none
}

# OFFSET and SIZE of a section
section() { readelf -SW "$good" | sed 's/^ *\[ *[0-9]*\]//' | awk -v name="$1" '$1 == name { print "0x" $4, "0x" $5 }'; }

# changed FROM TO: $good, with another text of the same length
changed() { LC_ALL=C sed "s/$1/$2/" "$good" >"$file"; }

# with_modinfo ROW...: $good, with these for its .modinfo
with_modinfo() {
	printf '%s\0' "$@" >"$work/modinfo"
	objcopy --update-section .modinfo="$work/modinfo" "$good" "$file"
}

: >"$file"
bad 'an empty file' "$file is empty" "$file"
echo hello >"$file"
bad 'a text' "$file is not an ELF file" "$file"
bad 'a folder' 'is not a file' "$work"
bad 'a file that is not there' 'cannot be read: No such file' "$work/none.ko"
bad 'a device' 'is not a file' /dev/zero
mkfifo "$work/pipe"
bad 'a pipe that nobody writes to' 'is not a file' "$work/pipe"
if [ "$(id -u)" != 0 ]; then
	cp "$good" "$file"
	chmod 0 "$file"
	bad 'a file that must not be read' 'cannot be read: Permission denied' "$file"
	rm -f "$file"
fi
bad 'a program' 'not a relocatable one' "$top/build/brokerctl/brokerctl"
bad 'an object that is no module' 'has no .modinfo' "$top/build/brokerctl/main.o"

patched 4 '\001'
bad 'a 32-bit module' '32-bit' "$file"
patched 5 '\002'
bad 'a big-endian module' 'big-endian' "$file"
patched 18 '\025\000'
bad "another machine's module" 'another machine (ELF number 21)' "$file"
patched 60 '\000\000'
bad 'no sections' 'has no table of sections' "$file"
patched 62 '\377\377'
bad 'a table of section names that is none' 'sections have no names' "$file"

# One byte less than a section needs, and just before and behind the headers.
size=$(stat -c %s "$good")
finding=
for at in 0 1 3 4 15 16 63 64 $((size - 1)) $((size - 64)) \
	$(readelf -SW "$good" | sed -n 's/^ *\[ *[0-9]*\]//p' |
		awk '$2 ~ /^[A-Z]/ && $2 != "NOBITS" { print "0x" $4; print "0x" $4 "+0x" $5 "-1" }'); do
	# shellcheck disable=SC2004 # it is a sum
	at=$(($at))
	head -c $at "$good" >"$file"
	brokerctl check "$file"
	[ "$status" = 2 ] && [ "$(wc -l <"$work/err")" = 1 ] && grep -qF "$file" "$work/err" ||
		finding="$finding
cut at $at: $status $(cat "$work/err")"
done
result 'cut off at each end of a section' "$finding"

objcopy -R .modinfo "$good" "$file"
bad 'no .modinfo' 'has no .modinfo' "$file"
# shellcheck disable=SC2046 # two numbers
set -- $(section .modinfo)
patched $(($1 + $2 - 1)) x
bad 'a .modinfo without NUL at its end' 'does not end with NUL' "$file"
objcopy --strip-all "$good" "$file" 2>/dev/null
bad 'no symbols' 'stripped' "$file"
# shellcheck disable=SC2046 # two numbers
set -- $(section __versions)
patched $(($1 + 8)) "$(printf 'x%.0s' $(seq 56))"
bad 'a version whose name does not end' '__versions does not end' "$file"

xz -k -c "$good" >"$work/good.ko.xz"
zstd -q -c "$good" >"$work/good.ko.zst"
gzip -c "$good" >"$work/good.ko.gz"
for kind in xz zst gz; do
	size=$(stat -c %s "$work/good.ko.$kind")
	finding=
	for at in 6 7 20 $((size / 2)) $((size - 5)) $((size - 1)); do
		head -c "$at" "$work/good.ko.$kind" >"$work/bad.ko.$kind"
		brokerctl check "$work/bad.ko.$kind"
		[ "$status" = 2 ] && grep -q 'damaged or cut off' "$work/err" ||
			finding="$finding cut at $at: $status $(cat "$work/err")"
	done
	result "cut off, compressed with $kind" "$finding"
	cp "$work/good.ko.$kind" "$work/bad.ko.$kind"
	printf 'damage' | dd of="$work/bad.ko.$kind" bs=1 seek=$((size / 2)) conv=notrunc status=none
	bad "damaged, compressed with $kind" "bad.ko.$kind is" "$work/bad.ko.$kind"
	head -c 10000 /dev/zero | tr '\0' x >"$work/text"
	case $kind in
	xz)	xz -c "$work/text" ;;
	zst)	zstd -q -c "$work/text" ;;
	gz)	gzip -c "$work/text" ;;
	esac >"$work/bad.ko.$kind"
	bad "a text compressed with $kind" 'is not an ELF file' "$work/bad.ko.$kind"
done
head -c 300000000 /dev/zero | zstd -q -c >"$work/bad.ko.zst"
bad 'a bomb' 'larger than 256 MiB' "$work/bad.ko.zst"

# with_filter AT BYTE: a valid .xz with another filter. The filter's number, the size of the
# rest and the size of its dictionary are a byte each; a CRC follows.
with_filter() {
	python3 - "$work/good.ko.xz" "$1" "$2" >"$work/bad.ko.xz" <<-'END'
		import struct, sys, zlib
		data = bytearray(open(sys.argv[1], 'rb').read())
		length = (data[12] + 1) * 4
		block = data[12:12 + length - 4]
		block[block.index(b'\x21\x01') + int(sys.argv[2])] = int(sys.argv[3])
		data[12:12 + length] = block + struct.pack('<I', zlib.crc32(block))
		sys.stdout.buffer.write(data)
	END
}
with_filter 2 35
bad 'an .xz with a large dictionary' 'xz would take more memory for it than is given' "$work/bad.ko.xz"
with_filter 0 48
bad 'an .xz with a filter of later times' 'its filters of xz are not known' "$work/bad.ko.xz"
zstd -q -1 --long=28 -c <"$good" >"$work/bad.ko.zst"
bad 'a .zst with a large window' 'zstd would take more memory for it than is given' "$work/bad.ko.zst"

changed 'broker_op=0 sleep: int open' 'broker_op=x sleep: int open'
bad 'a row without a minor' "contract row 0 'broker_op=x sleep: int open" "$file"
changed 'broker_op=0 sleep: int open' 'broker_op=9 sleep: int open'
bad 'a minor that falls' 'is older than the one before it' "$file"
changed 'broker_op=0 sleep: int open' 'broker_op=0 sl\x1bep: int\x07open'
bad 'a row with control characters' 'odd characters' "$file"
changed 'broker_abi=ijo' 'broker_xxx=ijo'
bad 'a contract without its last row' 'does not end with one broker_abi= row' "$file"
changed 'broker_interface=shape' 'broker_xxterface=shape'
bad 'rows outside of a contract' 'is in no contract' "$file"
changed 'broker_interface=shape 1' 'broker_interface=shape x'
bad 'a contract without a major' "has no row broker_structs for 'shape x'" "$file"
changed 'broker_interface=shape 1' 'broker_interface=1hape 1'
bad 'a name that is none' '1hape' "$file"
changed 'broker_struct=shape_point' 'broker_struct=shape_joint'
bad 'a struct that is not there' "lists struct 'shape_point' and has no rows" "$file"
changed 'broker_provides=shape 0001' 'broker_provides=shape 0002'
bad 'an interface that is provided and not declared' "row 'shape 0002" "$file"
changed 'name=shape_1_0' 'name=sh\x1b\x9b\x7f_1_0'
bad 'a name with control characters' 'is not a module name' "$file"
good=$user
changed 'broker_requires=shape 0001.0000 pinned' 'broker_requires=shape 0001.0000 nailed'
bad 'a requirement of a kind that is not known' "row 'shape 0001.0000 nailed" "$file"
changed 'broker_requires=shape 0001.0000' 'broker_requires=shape 0001.0001'
bad 'a requirement that the contract does not have' "row 'shape 0001.0001" "$file"
changed 'broker_requires=shape 0001.0000' 'broker_requires=shape 0001x0000'
bad 'a requirement without a minor' "row 'shape 0001x0000" "$file"
with_modinfo name=two license=GPL 'broker_interface=a 1' 'broker_op=0 sleep: int f(void)' 'broker_abi=iv ' \
	'broker_structs=a 1' 'broker_interface=a 1' 'broker_op=0 sleep: int g(void)' 'broker_abi=iv '
bad 'two contracts of one interface' 'two different contracts of a 1' "$file"

# Callbacks.
good=$modules/duplex/duplex_1.ko
changed 'broker_callback=0 sleep: int ask' 'broker_callback=x sleep: int ask'
bad 'a callback without a minor' "contract row 1 'broker_callback=x sleep: int ask" "$file"
changed 'broker_callback=0 sleep: int ask' 'broker_callback=9 sleep: int ask'
bad 'the minor of a callback that falls' 'is older than the one before it' "$file"
changed 'broker_callback=0 sleep: int ask(struct party \*user' 'broker_callback=0 sleep: int ask(struct party *rung'
brokerctl check "$file"
result 'a parameter may be called as a callback is' "$([ "$status" = 0 ] || cat "$work/err")"
changed 'broker_callback=0 sleep: int ask(' 'broker_callback=0 sleep: int ask['
bad 'a callback without parameters' "contract row 1 'broker_callback=0 sleep: int ask[" "$file"
changed 'broker_callback=0 sleep: int ask' 'broker_callbacx=0 sleep: int ask'
bad 'a list of callbacks with something else in it' "row 'broker_callback=0 atomic | optional: void news" "$file"
changed 'broker_callbacks=duplex 1' 'broker_callback_=duplex 1'
bad 'callbacks outside of a list' 'is in no contract' "$file"
changed 'broker_callbacks=duplex 1' 'broker_callbacks=duplex 2'
bad 'callbacks of no interface' "row 'broker_callbacks=duplex 2' is of no interface" "$file"
with_modinfo name=none license=GPL 'broker_structs=a 1' 'broker_interface=a 1' 'broker_op=0 sleep: int f(void)' 'broker_abi=iv ' \
	'broker_callbacks=a 1' 'broker_abi='
bad 'a list of no callbacks' 'contract has 0 callbacks' "$file"
with_modinfo name=one license=GPL 'broker_structs=a 1' 'broker_interface=a 1' 'broker_op=0 sleep: int f(void)' 'broker_abi=iv ' \
	'broker_callbacks=a 1' 'broker_callback=0 sleep: int g(void)' 'broker_abi=iv iv '
bad 'a list that lacks a callback' 'contract has 1 rows and 2 words for them' "$file"
with_modinfo name=two license=GPL 'broker_structs=a 1' 'broker_interface=a 1' 'broker_op=0 sleep: int f(void)' 'broker_abi=iv ' \
	'broker_callbacks=a 1' 'broker_callback=0 sleep: int g(void)' 'broker_abi=iv ' \
	'broker_callbacks=a 1' 'broker_callback=0 sleep: int h(void)' 'broker_abi=iv '
bad 'two lists of callbacks of one interface' 'two lists of callbacks of a 1' "$file"
# with_callbacks NUMBER: an interface with this number of callbacks
with_callbacks() {
	python3 - "$1" >"$work/modinfo" <<-'END'
		import sys
		n = int(sys.argv[1])
		rows = ['name=many', 'license=GPL', 'broker_structs=a 1', 'broker_interface=a 1', 'broker_op=0 sleep: int f(void)',
		        'broker_abi=iv ', 'broker_callbacks=a 1']
		rows += [f'broker_callback=0 sleep: int g{i}(void)' for i in range(n)] + ['broker_abi=' + 'iv ' * n]
		print(end='\0'.join(rows) + '\0')
	END
	objcopy --update-section .modinfo="$work/modinfo" "$good" "$file"
}
with_callbacks 1024
brokerctl check "$file"
result 'as many callbacks as there may be' "$([ "$status" = 0 ] || cat "$work/err")"
with_callbacks 1025
bad 'too many callbacks' 'contract has 1025 callbacks' "$file"

# many PATTERN: rows that differ in a number
many() {
	objcopy -O binary -j .modinfo "$user" "$work/modinfo"
	seq -f "$1" 100 999 | tr '\n' '\0' >>"$work/modinfo"
	objcopy --update-section .modinfo="$work/modinfo" "$user" "$file"
}
many 'broker_provides=shape 0001 .priority = %g'
bad 'too much is provided' 'more than 128 rows broker_provides' "$file"
many 'broker_requires=shape 0001.0000 pinned %g'
bad 'too much is required' 'more than 128 different rows broker_requires' "$file"
many 'import_ns=N%g'
bad 'too many namespaces' 'imports more than 128 namespaces' "$file"
python3 - >"$work/modinfo" <<-'END'
	row = ''.join(f'broker_structs=a{n} 1\0broker_interface=a{n} 1\0broker_op=0 sleep: int f(void)\0broker_abi=iv \0'
	              for n in range(129))
	print(end='name=many\0license=GPL\0' + row)
END
objcopy --update-section .modinfo="$work/modinfo" "$user" "$file"
bad 'too much is declared' 'more than 128 different contracts' "$file"
many 'alias=%g'
head -c 2000000 /dev/zero >>"$work/modinfo"
objcopy --update-section .modinfo="$work/modinfo" "$user" "$file"
bad 'a .modinfo that is too large' '.modinfo is larger than 1024 KiB' "$file"
long=$(printf 'x%.0s' $(seq 512))
objcopy --redefine-sym _printk="$long" "$modules/foobar/foo.ko" "$file"
bad 'a symbol whose name is too long' 'is longer than 511' "$file"

brokerctl check "$work/none.ko" "$work" "$user" "$modules/shape/shape_1_0.ko"
finding=
[ "$status" = 2 ] || finding="exit code $status"
for text in "$work/none.ko cannot be read" "$work is not a file"; do
	grep -qF "$text" "$work/err" || finding="$finding, does not say: $text"
done
for text in '^shape_user .*chosen' 'none.ko  *cannot be read'; do
	grep -q "$text" "$work/out" || finding="$finding, does not print: $text"
done
result 'a line for each bad one, and the good ones are judged' "$finding"

bad 'no file' 'no file is given. Usage: brokerctl'
bad 'an option that is not known' "there is no option '--what'" --what "$user"
bad 'one of a letter' "there is no option '-xy'" "$user" -xy
bad 'an option that is cut short' "there is no option '--ker'" "$user" --ker "$release"
bad 'one in one word' "there is no option '--ker=$release'" --ker="$release" "$user"
bad 'an option whose value is missing' "'--kernel' needs a value" "$user" --kernel
bad 'a value that none is for' "there is no option '--installed=yes'" --installed=yes
bad '--all without --installed' '--all needs --installed' --all "$user"
bad 'a file and --installed' "--installed takes no file '$user'" --installed "$user"
bad 'a kernel that is not there' 'install the headers' "$user" --kernel 0.0.0-none
bad 'a kernel that is a text' 'is not a Module.symvers: line 1 ' "$user" --kernel "$top/README.md"
bad 'symbols that are not those of a kernel' "is not a kernel's Module.symvers" "$user" --kernel "$top/broker.symvers"
printf '0x00000000\tshape\tshape\tEXPORT_SYMBOL\t\n' >"$work/Module.symvers"
bad 'symbols of a module' "is not a kernel's Module.symvers: no symbol is vmlinux's" "$user" --kernel "$work/Module.symvers"
: >"$work/Module.symvers"
bad 'no symbols' "is not a kernel's Module.symvers: no symbol is vmlinux's" "$user" --kernel "$work/Module.symvers"
rm "$work/Module.symvers"
bad 'a kernel that is a folder without symbols' 'Module.symvers cannot be read' "$user" --kernel "$work"
bad 'no modules installed' 'modules.dep cannot be read' --installed --root "$work"
