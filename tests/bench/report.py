#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Tables, bars, JSON and data to plot, of what run.sh has measured.

report.py FOLDER RELEASE...
"""

import json
import os
import sys

HUNDREDTHS = ("call", "growth", "modules", "periods", "waits", "user")
PEERS = ("srcu", "percpu_ref", "rwsem", "module_get", "symbol_get")
WAYS = ("exported", "static_call", "table", "pinned", "guard") + PEERS


def read(path):
    """Lines of words and a number, as a dictionary of tuples of words."""
    figures = {}
    with open(path) as lines:
        for line in lines:
            *key, value = line.split()
            hundredths = key[0] in HUNDREDTHS or key[-1].endswith("_grown")
            figures[tuple(key)] = int(value) / 100 if hundredths else int(value)
    return figures


class Kernel:
    def __init__(self, folder, release):
        self.release = release
        self.runs = [read(f"{folder}/{release}/figures-{run}") for run in (1, 2)]
        self.guard_locked = read(f"{folder}/{release}/guard-code")[("guard_code", "locked")]

    def get(self, *key):
        return self.runs[0][tuple(str(word) for word in key)]

    def call(self, way):
        """Instructions of one call, without the loop around it."""
        return self.get("call", way) - self.get("call", "loop")

    def above(self, way):
        """What a guard adds to a call through the table."""
        return self.call(way) - self.call("table")

    def keys(self, *key):
        """What comes next after @key, in the order of measurement."""
        n = len(key)
        return list(dict.fromkeys(k[n] for k in self.runs[0] if k[:n] == key))

    def per_consumer(self, step):
        """Instructions for each further consumer, from one number of them to the next."""
        numbers = [int(n) for n in self.keys("replace")]
        return [(self.get("replace", b, step) - self.get("replace", a, step)) / (b - a)
                for a, b in zip(numbers, numbers[1:])]


def table(title, head, rows):
    def cells(row):
        return [f"{c:,.1f}".replace(".0", "").replace(",", " ") if isinstance(c, float)
                else str(c) for c in row]

    rows = [cells(row) for row in [head] + rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    print(f"\n{title}\n")
    for row in rows:
        print("  " + row[0].ljust(widths[0]) + "".join(
            cell.rjust(width + 3) for cell, width in zip(row[1:], widths[1:])))


def print_calls(kernels):
    table("One call, in instructions, without the loop",
          ["", *(k.release for k in kernels)],
          [[way, *(k.call(way) for k in kernels)] for way in WAYS])


def print_growth(kernel):
    def row(interfaces, consumers):
        figures = [kernel.runs[0].get(("growth", interfaces, consumers, what), "-")
                   for what in ("get_put", "get_put_again", "register_unregister",
                                "symbol_get_put")]
        return [f"{interfaces} x {consumers}", *figures]

    head = ["interfaces x consumers", "first get+put", "further", "register+unregister",
            "symbol_get+put"]
    table(f"Binding, in instructions, {kernel.release}", head,
          [row(i, c) for i in kernel.keys("growth") for c in kernel.keys("growth", i)])
    table(f"Binding with ever more modules loaded, {kernel.release}",
          ["modules", "first get+put", "further", "symbol_get+put"],
          [[n, *(kernel.get("modules", n, what)
                 for what in ("get_put", "get_put_again", "symbol_get_put"))]
           for n in kernel.keys("modules")])


def print_replace(kernel):
    head = ["consumers", "a better comes", "each further", "periods", "waits",
            "the better leaves", "each further", "periods", "waits"]
    come, leave = (["-"] + kernel.per_consumer(step) for step in ("come", "leave"))

    def row(i, n):
        return [n] + [cell for step, further in (("come", come), ("leave", leave))
                      for cell in (float(kernel.get("replace", n, step)), further[i],
                                   kernel.get("periods", n, step),
                                   kernel.get("waits", n, step))]

    table(f"Replacement, in instructions, {kernel.release}", head,
          [row(i, n) for i, n in enumerate(kernel.keys("replace"))])


def print_memory(kernels):
    rows = [[what, *(float(k.get("memory", what)) for k in kernels)]
            for what in kernels[0].keys("memory")]
    table("Memory, in bytes for one", ["", *(k.release for k in kernels)], rows)


def print_user(user):
    ways = [key[2] for key in user if key[1] == "1"]
    table("A call on this machine, as a multiple of a bare one",
          ["", "one thread", "two threads"],
          [[way, f"{user[('user', '1', way)]:.2f}", f"{user[('user', '2', way)]:.2f}"]
           for way in ways])


def call_bars(k):
    guard = k.above("guard")
    least = min(PEERS, key=k.above)
    yield ("a pinned call is a bare call through the table", k.call("pinned") == k.call("table"),
           f"{k.call('pinned'):g} and {k.call('table'):g}")
    yield ("with static_call it is a call of an exported function",
           k.call("static_call") == k.call("exported"),
           f"{k.call('static_call'):g} and {k.call('exported'):g}")
    yield ("the guard adds at most 12", guard <= 12, f"{guard:g}")
    yield ("the guard adds less than every peer", guard < k.above(least),
           f"{least} adds {k.above(least):g}")
    yield ("the guard has no atomic operation and no fence", k.guard_locked == 0,
           f"{k.guard_locked} of them")


def growth_bars(k):
    for what, name in (("get_put", "the first get+put"), ("get_put_again", "a further get+put")):
        few, many = (k.get("growth", n, 1, what) for n in (10, 10000))
        yield (f"{name} with 10 000 interfaces costs at most 1.2 times that with 10",
               many <= 1.2 * few, f"{many:.0f} / {few:.0f} = {many / few:.2f}")
        for n in k.keys("modules"):
            ours, symbol = (k.get("modules", n, w) for w in (what, "symbol_get_put"))
            yield (f"{name} costs less than symbol_get+symbol_put, {n} modules loaded",
                   ours < symbol, f"{ours:.0f} and {symbol:.0f}")


def replace_bars(k):
    numbers = k.keys("replace")
    for step, name in (("come", "a better one comes"), ("leave", "the better one leaves")):
        each = k.per_consumer(step)
        periods = [k.get("periods", n, step) for n in numbers]
        waits = [k.get("waits", n, step) for n in numbers]
        yield (f"{name}: no consumer costs more than 1.2 times one of fewer",
               all(b <= 1.2 * a for a, b in zip(each, each[1:])),
               ", ".join(f"{e:.0f}" for e in each))
        yield (f"{name}: as many grace periods for {numbers[-1]} consumers as for one",
               periods[-1] <= periods[0], ", ".join(f"{p:g}" for p in periods))
        yield (f"{name}: as many waits for one", waits[-1] <= waits[0],
               ", ".join(f"{w:g}" for w in waits))


def large_bars(k):
    cost, size = k.get("large", "register"), k.get("large", "bytes")
    yield ("a large interface is registered with at most 30 instructions a byte",
           cost <= 30 * size, f"{cost} / {size} = {cost / size:.1f}")


def memory_bars(k):
    interface = k.get("memory", "interfaces_grown")
    link, percpu = k.get("memory", "link"), k.get("memory", "link_percpu")
    yield ("an interface with its provider takes less than 512 bytes", interface < 512,
           f"{interface:g}")
    yield ("a link takes less than 256 bytes and 16 for each CPU", link < 256 and percpu <= 16,
           f"{link} and {percpu}")


def repeat_bars(k):
    calls = [key for key in k.runs[0] if key[0] == "call"]
    differ = [key[1] for key in calls if k.runs[0][key] != k.runs[1][key]]
    yield ("two runs count the same for a call", not differ, ", ".join(differ) or "all equal")
    rest = [(abs(k.runs[1][key] / value - 1), " ".join(key)) for key, value in k.runs[0].items()
            if value and key[0] in ("growth", "modules", "memory", "replace")]
    most, where = max(rest)
    print(f"  {k.release}: the two runs differ most in '{where}', by {100 * most:.1f} %")


def bars(kernels):
    print("\nRepeated\n")
    found = [(k.release, *bar) for k in kernels
             for bars_of in (call_bars, growth_bars, large_bars, replace_bars, memory_bars,
                             repeat_bars)
             for bar in bars_of(k)]
    print("\nBars\n")
    for release, what, met, figures in found:
        print(f"  {'met    ' if met else 'NOT MET'} {release}: {what}: {figures}")
    missed = sum(not met for _, _, met, _ in found)
    print(f"\n{len(found) - missed} bars met, {missed} not\n")
    return [dict(zip(("kernel", "bar", "met", "figures"), bar)) for bar in found]


def write_json(path, kernels, user, found):
    def plain(figures):
        return {" ".join(key): value for key, value in figures.items()}

    with open(path, "w") as out:
        json.dump({"kernels": {k.release: [plain(run) for run in k.runs] for k in kernels},
                   "user": plain(user), "bars": found}, out, indent=1)
        out.write("\n")


def write_data(folder, kernels):
    """For plot.gp: calls by kernel; of the newest kernel what grows."""
    newest = kernels[-1]
    with open(f"{folder}/calls.data", "w") as out:
        print("way", *(k.release for k in kernels), file=out)
        for way in WAYS[:-1]:
            print(f'"{way}"', *(k.call(way) for k in kernels), file=out)
    with open(f"{folder}/growth.data", "w") as out:
        print("interfaces", "get+put", "further", "symbol", file=out)
        for n in newest.keys("growth"):
            print(n, *(newest.get("growth", n, 1, what)
                       for what in ("get_put", "get_put_again", "symbol_get_put")), file=out)
    with open(f"{folder}/replace.data", "w") as out:
        print("consumers", "comes", "leaves", file=out)
        for n in newest.keys("replace"):
            print(n, newest.get("replace", n, "come"), newest.get("replace", n, "leave"),
                  file=out)


def main():
    folder, releases = sys.argv[1], sys.argv[2:]
    kernels = [Kernel(folder, release) for release in releases]
    user = read(os.path.join(folder, "user-figures"))
    print_calls(kernels)
    for kernel in kernels:
        print_growth(kernel)
        print_replace(kernel)
    print_memory(kernels)
    print_user(user)
    found = bars(kernels)
    write_json(os.path.join(folder, "bench.json"), kernels, user, found)
    write_data(folder, kernels)


if __name__ == "__main__":
    main()
