# SPDX-License-Identifier: GPL-2.0-only
# Predictions of the loader's verdicts, for kernels derived from the installed one.
# shellcheck shell=sh disable=SC2154

foo=$modules/foobar/foo.ko
bar=$modules/foobar/bar.ko
problems='[.problems[].line] | join("\n")'
tab=$(printf '\t')

# kernel SED-SCRIPT: another kernel, with changed symbols
kernel() {
	mkdir -p "$work/kernel"
	ln -sfn "$build/include" "$work/kernel/include"
	sed "$1" "$build/Module.symvers" >"$work/kernel/Module.symvers"
}

# section_at FILE SECTION: its offset in the file
section_at() { readelf -SW "$1" | sed 's/^ *\[ *[0-9]*\]//' | awk -v name="$2" '$1 == name { print "0x" $4 }'; }

judge "$foo" "$bar" "$modules/broker.ko" --kernel "$release"
expect 'the kernel they were built for' 0 "$problems" '' .vermagic "$(modinfo -F vermagic "$foo")"
judge "$foo" "$bar" --kernel "$build/Module.symvers"
expect 'a Module.symvers, and the broker need not be given' 0 "$problems" ''
(cd "$work" && ln -s "$build/Module.symvers" . && ln -s "$build" headers)
cd "$work" || exit
judge "$foo" "$bar" --kernel Module.symvers
expect 'a Module.symvers in this folder' 0 "$problems" '' .kernel Module.symvers
judge "$foo" "$bar" --kernel headers
expect 'a folder in this one' 0 "$problems" '' .kernel headers/Module.symvers
ln -s "$top" "$release"
judge "$foo" "$bar" --kernel "$release"
expect 'a folder that is called as a release is' 0 "$problems" '' .kernel "$build/Module.symvers"
cd "$top" || exit

kernel "/${tab}_printk$tab/s/^0x......../0x00000001/"
judge "$foo" --kernel "$work/kernel"
expect "a symbol's CRC" 1 "$problems" 'foo: disagrees about version of symbol _printk
foo: Unknown symbol _printk (err -22)' '[.problems[].errno] | unique | join(",")' EINVAL
kernel "/${tab}_printk$tab/d"
judge "$foo" --kernel "$work/kernel"
expect 'a symbol that is not there' 1 "$problems" 'foo: Unknown symbol _printk (err -2)' '.problems[0].errno' ENOENT
kernel "/${tab}module_layout$tab/s/^0x......../0x00000001/"
judge "$foo" --kernel "$work/kernel"
expect "module_layout, and no more" 1 "$problems" 'foo: disagrees about version of symbol module_layout'
kernel "/${tab}_printk$tab/s/\$/SPACE/"
judge "$foo" --kernel "$work/kernel"
expect 'a namespace that is not imported' 1 "$problems" \
	'foo: module uses symbol (_printk) from namespace SPACE, but does not import it.
foo: Unknown symbol _printk (err -22)'
objcopy -O binary -j .modinfo "$foo" "$work/modinfo"
printf 'import_ns=OTHER\0import_ns=SPACE\0' >>"$work/modinfo"
objcopy --update-section .modinfo="$work/modinfo" "$foo" "$work/foo.ko"
judge "$work/foo.ko" "$bar" --kernel "$work/kernel"
expect 'one that is imported' 0 "$problems" ''
kernel "/${tab}_printk$tab/s/\$/module:bar,fo*/"
judge "$foo" "$bar" --kernel "$work/kernel"
expect 'a namespace that is for modules, and for this one' 0 "$problems" ''
kernel "/${tab}_printk$tab/s/\$/module:bar,fo,fooo,oo*/"
judge "$foo" "$bar" --kernel "$work/kernel"
expect 'and one that is for others' 1 '.problems[0].line' \
	'foo: module uses symbol (_printk) from namespace module:bar,fo,fooo,oo*, but does not import it.'
printf 'direct_bar_write\0SPACE\0' >"$work/strings"
objcopy --update-section __ksymtab_strings="$work/strings" "$modules/foobar/direct_bar.ko" "$work/direct_bar.ko" 2>/dev/null
judge "$work/direct_bar.ko" "$modules/foobar/direct_foo.ko" --kernel "$release"
expect "the namespace of another file's symbol" 1 "$problems" \
	'direct_foo: module uses symbol (direct_bar_write) from namespace SPACE, but does not import it.
direct_foo: Unknown symbol direct_bar_write (err -22)'
kernel "/${tab}_printk$tab/s/EXPORT_SYMBOL/EXPORT_SYMBOL_GPL/"
judge "$modules/proprietary/foo.ko" --kernel "$work/kernel"
expect 'what only GPL modules get' 1 "$problems | split(\"\\n\") | sort | join(\"\\n\")" \
	'foo: Unknown symbol __broker_get (err -2)
foo: Unknown symbol __broker_put (err -2)
foo: Unknown symbol _printk (err -2)' '.modules[0].license' Own

# vermagic FROM TO: foo.ko, with another version magic
vermagic() { LC_ALL=C sed "s/\\(vermagic=[^ ]*\\)$1/\\1$2/" "$foo" >"$work/foo.ko"; }
vermagic ' SMP' ' XMP'
judge "$work/foo.ko" "$bar" --kernel "$release"
magic=$(modinfo -F vermagic "$foo")
expect 'version magic' 1 '.problems[0].errno' ENOEXEC '.problems | length' 1 \
	"$problems" "foo: version magic '$(echo "$magic" | sed 's/SMP/XMP/')' should be '$magic'"
vermagic '.\( SMP\)' 'X\2'
judge "$work/foo.ko" "$bar" --kernel "$release"
expect 'its first word does not count' 0 "$problems" ''
LC_ALL=C sed "s/vermagic=/vermagix=/" "$foo" >"$work/foo.ko"
judge "$work/foo.ko" "$bar" --kernel "$release"
expect "no version magic, which Debian's kernels accept" 0 "$problems" 'foo: bad vermagic: kernel tainted.'
objcopy -R __versions "$foo" "$work/foo.ko"
judge "$work/foo.ko" "$bar" --kernel "$release"
expect 'no versions at all, the same' 0 "$problems" 'foo: module_layout: kernel tainted.'
vermagic '.\( SMP\)' 'X\2'
objcopy -R __versions "$work/foo.ko"
judge "$work/foo.ko" "$bar" --kernel "$release"
expect 'then the first word counts' 1 '.problems[-1].errno' ENOEXEC

# ruled SED-SCRIPT: a kernel of another configuration
ruled() {
	mkdir -p "$work/ruled/include/config"
	ln -sfn "$build/include/generated" "$work/ruled/include/generated"
	ln -sf "$build/Module.symvers" "$work/ruled"
	sed "$1" "$build/include/config/auto.conf" >"$work/ruled/include/config/auto.conf"
}
ruled '$ a CONFIG_MODULE_SIG_FORCE=y'
{ cat "$foo"; printf '~Module signature appended~\n'; } >"$work/foo.ko"
judge "$bar" "$work/foo.ko" --kernel "$work/ruled"
expect 'a kernel that takes what is signed' 1 "$problems" 'Loading of unsigned module is rejected' \
	'.problems[0].errno' EKEYREJECTED '.problems[0].module' bar
ruled 's/^CONFIG_PREEMPT_BUILD=/CONFIG_PREEMPT=/'
judge "$foo" "$bar" --kernel "$work/ruled"
expect 'how Linux before 5.16 is preemptible' 0 "$problems" '' .vermagic "$magic"

# Clients are linked against the list of the kernel's kind, which broker.mk and the tool choose.
# listed LIST FILE: one in $work, as if linked against that
listed() {
	objcopy -O binary -j __versions "$2" "$work/versions"
	python3 - "$work/versions" "$top/$1" <<-'END'
		import struct, sys
		versions, symbols = sys.argv[1:]
		crcs = {name: int(crc, 16) for crc, name, *_ in map(str.split, open(symbols))}
		data = bytearray(open(versions, 'rb').read())
		for at in range(0, len(data), 64):
		    name = bytes(data[at + 8:at + 64]).split(b'\0')[0].decode()
		    if name in crcs:
		        struct.pack_into('<Q', data, at, crcs[name])
		open(versions, 'wb').write(data)
	END
	objcopy --update-section __versions="$work/versions" "$2" "$work/${2##*/}"
}
for kind in 'broker CONFIG_CC_IS_GCC=y' 'broker CONFIG_CC_IS_CLANG=y' \
	'broker-gendwarfksyms-gcc CONFIG_CC_IS_GCC=y CONFIG_GENDWARFKSYMS=y' \
	'broker-gendwarfksyms-clang CONFIG_CC_IS_CLANG=y CONFIG_GENDWARFKSYMS=y'; do
	list=${kind%% *}.symvers options=${kind#* }
	# shellcheck disable=SC2016,SC2086 # it is for make; several
	result "broker.mk with $options" "$(printf '%s\n' "include $top/broker.mk" 'all: ; @echo $(KBUILD_EXTRA_SYMBOLS)' |
		make -s -f - $options all | diff - /dev/fd/3 3<<-END
			$top/$list
		END
	)"
	ruled "/^CONFIG_CC_IS_GCC=/d; 1i $(echo "$options" | sed 's/ /\\n/')"
	listed "$list" "$foo"
	listed "$list" "$bar"
	judge "$work/foo.ko" "$work/bar.ko" --kernel "$work/ruled"
	expect "clients linked with $options" 0 "$problems" ''
done
judge "$foo" "$bar" --kernel "$work/ruled"
expect 'a client linked against the CRCs of genksyms' 1 '.problems[0].line' \
	'foo: disagrees about version of symbol __broker_get'

# A kernel that compares no CRCs, and has no information about itself.
mkdir -p "$work/plain"
sed 's/^0x......../0x00000000/' "$build/Module.symvers" >"$work/plain/Module.symvers"
judge "$foo" "$bar" --kernel "$work/plain"
expect 'a kernel without versions' 0 "$problems" '' '.remarks | length' 1

cp "$modules/broker.ko" "$work/broker.ko"
printf '\001\002\003\004' | dd of="$work/broker.ko" bs=1 seek=$(($(section_at "$work/broker.ko" __kcrctab_gpl))) conv=notrunc status=none
judge "$foo" "$bar" "$work/broker.ko" --kernel "$release"
expect "another file's symbol" 1 "$problems" 'foo: disagrees about version of symbol __broker_get
foo: Unknown symbol __broker_get (err -22)'
objcopy -R __versions "$modules/foobar-alone/direct_foo.ko" "$work/direct_foo.ko"
judge "$modules/foobar-alone/direct_foo.ko" "$modules/foobar/direct_bar.ko" --kernel "$release"
expect 'a CRC that is missing' 1 '.problems[0].line' 'direct_foo: no symbol version for direct_bar_write'
judge "$modules/foobar/direct_foo.ko" --kernel "$release"
expect 'a file that is missing' 1 '.problems[0].line' 'direct_foo: Unknown symbol direct_bar_write (err -2)'

# Two modules that export the same.
LC_ALL=C sed 's/name=direct_bar/name=direct_baz/' "$modules/foobar/direct_bar.ko" >"$work/direct_baz.ko"
judge "$modules/foobar/direct_bar.ko" "$work/direct_baz.ko" --kernel "$release"
expect "another file's export" 1 "$problems" \
	'direct_baz: exports duplicate symbol direct_bar_write (owned by direct_bar)' '.problems[0].errno' ENOEXEC
kernel "\$ a 0x00000000${tab}direct_bar_write${tab}vmlinux${tab}EXPORT_SYMBOL_GPL${tab}"
judge "$modules/foobar/direct_bar.ko" --kernel "$work/kernel"
expect "the kernel's export" 1 "$problems" 'direct_bar: exports duplicate symbol direct_bar_write (owned by kernel)'
kernel "\$ a 0x00000000${tab}direct_bar_write${tab}net/other${tab}EXPORT_SYMBOL_GPL${tab}"
judge "$modules/foobar/direct_bar.ko" --kernel "$work/kernel"
expect "the export of a kernel's module, which need not be loaded" 0 "$problems" ''

# The long form of versions: extended DAMAGED [LACKING], symbols whose CRCs are
extended() {
	objcopy -O binary -j __versions "$foo" "$work/versions"
	python3 - "$work" "$1" "${2-}" <<-'END'
		import struct, sys
		work, damaged, lacking = sys.argv[1:]
		data = open(work + '/versions', 'rb').read()
		crcs, names = b'', b''
		for at in range(0, len(data), 64):
		    crc, name = struct.unpack('<Q56s', data[at:at + 64])
		    name = name.split(b'\0')[0]
		    if name.decode() == lacking:
		        continue
		    crcs += struct.pack('<I', crc ^ (name.decode() == damaged))
		    names += name + b'\0'
		open(work + '/crcs', 'wb').write(crcs)
		open(work + '/names', 'wb').write(names)
	END
	objcopy -R __versions --add-section __version_ext_crcs="$work/crcs" \
		--add-section __version_ext_names="$work/names" "$foo" "$work/foo.ko"
}
extended ''
judge "$work/foo.ko" "$bar" --kernel "$release"
expect 'versions in their long form' 0 "$problems" ''
extended _printk
judge "$work/foo.ko" "$bar" --kernel "$release"
expect 'a CRC in the long form' 1 '.problems[0].line' 'foo: disagrees about version of symbol _printk'
extended '' _printk
judge "$work/foo.ko" "$bar" --kernel "$release"
expect 'a CRC that is missing in the long form' 0 "$problems" 'foo: no extended symbol version for _printk' \
	'.problems[0].errno' null "$chosen" 'foo > bar'
objcopy --remove-section __version_ext_names "$work/foo.ko"
head -c 4 "$work/names" >"$work/short"
objcopy --add-section __version_ext_names="$work/short" "$work/foo.ko"
bad 'names of the long form that are cut off' '__version_ext_' "$work/foo.ko"

# A machine with modules installed. The kernel's own modules are not involved.
root=$work/machine/lib/modules/$release
mkdir -p "$root/updates" "$root/kernel"
ln -s "$build" "$root/build"
cp "$foo" "$bar" "$modules/broker.ko" "$modules/foobar/direct_foo.ko" "$modules/foobar/direct_bar.ko" "$root/updates"
xz "$root/updates/bar.ko"
for name in bar.ko.xz direct_bar.ko foo.ko direct_foo.ko broker.ko; do
	echo "updates/$name:"
done >"$root/modules.dep"
judge --installed --kernel "$release" --root "$work/machine"
expect 'what is installed' 0 "$problems" '' '[.modules[].module] | sort | join(",")' bar,broker,foo "$chosen" 'foo > bar'
mkdir -p "$work/machine/elsewhere"
mv "$root/updates/foo.ko" "$work/machine/elsewhere"
sed -i 's,^updates/foo.ko,/elsewhere/foo.ko,' "$root/modules.dep"
judge --installed --kernel "$release" --root "$work/machine"
expect 'a whole path in modules.dep is below the root' 0 "$chosen" 'foo > bar'
rm "$root/build"
judge --installed --kernel "$release" --root "$work/machine"
expect 'without the headers, and no module of the kernel' 2 '.remarks[0] | test("not checked against the kernel: ")' true \
	"$chosen" 'foo > bar'
result 'and that is said' "$(grep -v 'no module of that kernel is installed' "$work/err")"

# bar.ko, as if it had been built with the kernel, and provided nothing
objcopy -O binary -j .modinfo "$bar" "$work/modinfo"
tr '\0' '\n' <"$work/modinfo" | grep -v '^broker_' >"$work/rows"
echo intree=Y | cat "$work/rows" - | tr '\n' '\0' >"$work/modinfo"
objcopy --update-section .modinfo="$work/modinfo" "$bar" "$root/kernel/some.ko"
sed -i '1 i kernel/some.ko:' "$root/modules.dep"
judge --installed --kernel "$release" --root "$work/machine"
expect 'a module of the kernel tells something of it' 0 "$problems" '' .vermagic "$(modinfo -F vermagic "$foo")" \
	'.remarks | length' 1 '.remarks[0] | test("only module_layout and version magic are checked")' true
extended module_layout
cp "$work/foo.ko" "$work/machine/elsewhere/foo.ko"
judge --installed --kernel "$release" --root "$work/machine"
expect 'the CRC of module_layout by it' 1 "$problems" 'foo: disagrees about version of symbol module_layout'
vermagic ' SMP' ' XMP'
cp "$work/foo.ko" "$work/machine/elsewhere/foo.ko"
judge --installed --kernel "$release" --root "$work/machine"
expect 'the version magic by it' 1 "$problems" "foo: version magic '$(echo "$magic" | sed 's/SMP/XMP/')' should be '$magic'"
objcopy -R __versions "$foo" "$work/machine/elsewhere/foo.ko"
judge --installed --kernel "$release" --root "$work/machine"
expect 'no versions, and no configuration' 1 "$problems" 'foo: no symbol version for module_layout'
mkdir "$work/machine/boot"
echo CONFIG_MODULE_FORCE_LOAD=y >"$work/machine/boot/config-$release"
judge --installed --kernel "$release" --root "$work/machine"
expect 'and with one' 0 "$problems" 'foo: module_layout: kernel tainted.'
cp "$foo" "$work/machine/elsewhere/foo.ko"
cp "$modules/shape/shape_user.ko" "$root/updates"
echo updates/shape_user.ko: >>"$root/modules.dep"
judge --installed --kernel "$release" --root "$work/machine"
expect 'one whose provider is not installed' 1 '.refusals[0].consumer' shape_user
: >"$root/kernel/some.ko"
echo nothing >"$root/updates/broker.ko"
judge --installed --kernel "$release" --root "$work/machine"
expect 'bad ones are said, and the others judged' 2 '.refusals[0].consumer' shape_user "$chosen" 'foo > bar' \
	'[.unreadable[] | .file, .why] | join(" ")' \
	"$root/kernel/some.ko is empty $root/updates/broker.ko is not an ELF file, so it is not a module"
result 'a line each' "$(grep -v -x -e "brokerctl: $root/kernel/some.ko is empty" \
	-e "brokerctl: $root/updates/broker.ko is not an ELF file, so it is not a module" \
	-e ".*no module of that kernel is installed" "$work/err")"
echo nonsense >"$root/modules.dep"
bad 'a bad modules.dep' 'modules.dep is damaged, run depmod' --installed --kernel "$release" --root "$work/machine"
