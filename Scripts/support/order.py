"""The list behind Scripts/order: one symbol of each section of code of which a run executes something."""

import re
import sys
import tempfile
from pathlib import Path

import contestants
from contest.cases import MB, Case
from contest.stage import staged
from contest.ours import keepreel
from measuring import measure

# One PUT, TLS, and parts: what runs mostly do.
CASES = [
    Case("clips", "clips", 20, MB), Case("tls", "clips over TLS", 20, MB, tls=True),
    Case("films", "films in parts", 6, 40 * MB, sink="s3"),
]


def traced(binaries, folder):
    """Runs the cases, and names every function that was executed."""
    traces = []

    def trace(command, environment, **more):
        traces.append(folder / f"trace-{len(traces)}")
        program, *arguments = command
        valgrind = ["valgrind", "-q", "--tool=callgrind", "--demangle=no", f"--callgrind-out-file={traces[-1]}"]
        return measure([*valgrind, folder / program.name, *arguments], environment, **more)

    contestants.measure = trace
    for case in CASES:
        with tempfile.TemporaryDirectory(prefix="keepreel-order-") as scratch, staged(case, binaries, scratch) as stage:
            keepreel(stage, stage.place("order"))
    named = re.compile(r"^c?fn=\(\d+\) (\S+?)(?:'\d+)?$", re.MULTILINE)
    return {name for path in traces for name in named.findall(path.read_text())}


def sections(map_file):
    """The symbols of each section of code, by lld's map."""
    line = re.compile(r"^\s*[0-9a-f]+\s+[0-9a-f]+\s+[0-9a-f]+\s+\d+ ( *)(\S.*)$")
    found, is_code = [], False
    for text in map_file.open(errors="replace"):
        match = line.match(text)
        if not match:
            continue
        depth, name = len(match[1]), match[2].strip()
        if depth == 0:
            is_code = name == ".text"
        elif is_code and depth == 8:
            found.append([])
        elif is_code and found:
            found[-1].append(name)
    return found


def main():
    binaries, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    functions = traced(binaries, folder)
    for symbols in sections(folder / "map"):
        executed = sorted(functions.intersection(symbols))
        if executed:
            print(min(executed, key=len))


main()
