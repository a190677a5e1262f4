"""The two small C programs of the benchmark, built when they are needed."""

import subprocess
from contextlib import contextmanager

from contestants import REPOSITORY
from servers import accepts, wait_for

FOLDER = REPOSITORY / ".build/benchmark"


def built(name, package=None):
    """The program of Scripts/support/native/NAME.c."""
    source, program = REPOSITORY / f"Scripts/support/native/{name}.c", FOLDER / name
    if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
        FOLDER.mkdir(parents=True, exist_ok=True)
        flags = []
        if package:
            told = subprocess.run(["pkg-config", "--cflags", "--libs", package], check=True, capture_output=True, text=True)
            flags = told.stdout.split()
        subprocess.run(["clang", "-O2", "-Wall", "-Wextra", "-o", program, source, *flags], check=True)
    return program


@contextmanager
def delaying(round_trip, pairs):
    """A line with a round trip of so many milliseconds before each port: pairs of its own and the one it leads to."""
    ports = [str(port) for pair in pairs for port in pair]
    process = subprocess.Popen([built("delay"), str(round_trip), *ports], stdin=subprocess.PIPE)
    try:
        for own, _ in pairs:
            wait_for(lambda: accepts(own), "the delaying line")
        yield
    finally:
        process.terminate()
        process.wait()
