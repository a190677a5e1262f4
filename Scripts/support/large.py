"""The measurement behind Scripts/large: what keepreel promises of large videos, beside `rclone copyurl`."""

import argparse
import hashlib
import os
import statistics
import sys
import tempfile
import urllib.parse
import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from contestants import REPOSITORY, Keepreel, copyurl
from limiter import Limiter
from servers import SeaweedFS, Simulator, end_on_signals, free_ports

MOST_MEMORY = 48  # MiB
LEAST_UNDER_WAY = 2
LEAST_RATIO = 3
CONCURRENCY = 8


@dataclass(frozen=True)
class Case:
    name: str
    count: int
    bytes: int
    # Bytes per second and connection that the source gives; None is no limit.
    rate: int | None = None

    @property
    def ids(self):
        return [f"video-{n}" for n in range(self.count)]


CASES = [
    Case("one video of 2 GB", 1, 2_000_000_000),
    Case("500 MB at 25 MB/s a connection", 1, 500_000_000, rate=25_000_000),
    Case("8 videos of 200 MB", 8, 200_000_000),
]
QUICK = [
    Case("one video of 200 MB", 1, 200_000_000),
    Case("200 MB at 20 MB/s a connection", 1, 200_000_000, rate=20_000_000),
    Case("8 videos of 40 MB", 8, 40_000_000),
]


@contextmanager
def servers(binaries, case):
    """Fresh ones for every run, so that none has to do with what another left behind."""
    with tempfile.TemporaryDirectory(prefix="keepreel-large-") as scratch, ExitStack() as running:
        storage = SeaweedFS(REPOSITORY, scratch, "videos")
        running.callback(storage.stop)
        port = free_ports(1)[0]
        tasks = [{"id": task, "bytes": case.bytes, "seed": n + 1} for n, task in enumerate(case.ids)]
        simulator = Simulator(
            binaries / "keepreel-simulator", scratch, {"tasks": tasks}, authority=f"127.0.0.1:{port}" if case.rate else None)
        running.callback(simulator.stop)
        limiter = Limiter(scratch, port, simulator.port, case.rate) if case.rate else None
        if limiter:
            running.callback(limiter.stop)
        yield SimpleNamespace(scratch=Path(scratch), storage=storage, simulator=simulator, limiter=limiter)


def digest(url):
    """SHA-256 of what a URL leads to, in constant memory."""
    algorithm, buffer = hashlib.sha256(), bytearray(1 << 20)
    with urllib.request.urlopen(url) as answer:
        while count := answer.readinto(buffer):
            algorithm.update(memoryview(buffer)[:count])
    return algorithm.digest()


class Contest:
    """One case, each tool as often as is asked for."""

    def __init__(self, binaries, case):
        self.binaries, self.case = binaries, case
        self.sources = {}

    def keepreel(self):
        """Default settings."""
        with servers(self.binaries, self.case) as at:
            tool = Keepreel(self.binaries, at.scratch / "home", at.simulator, at.storage, "videos")
            return self.watched(
                at, lambda: tool.archive(self.case.ids), lambda: tool.links(self.case.ids))

    def rclone(self):
        with servers(self.binaries, self.case) as at:
            return self.watched(
                at, lambda: copyurl(at.scratch, at.simulator.ask("urls"), at.storage, "videos", CONCURRENCY),
                lambda: {task: f"{at.storage.endpoint}/videos/{task}.mp4" for task in self.case.ids})

    def watched(self, at, run, links):
        """The figures of a run, what its source saw of it, and whether its links lead to what the source has."""
        figures = run()
        figures["under way"] = at.simulator.ask("requests")["peak_under_way"]
        fastest = max(at.limiter.rates(), default=0) if at.limiter else 0
        if fastest > 1.1 * (self.case.rate or 0):
            raise SystemExit(f"the limit does not hold: a connection had {fastest / 1e6:.1f} MB/s")
        figures["identical"] = all(digest(url) == self.source(at, task) for task, url in links().items())
        return figures

    def source(self, at, task):
        """The digest of a task's video, fetched past the limiter."""
        if task not in self.sources:
            url = urllib.parse.urlsplit(at.simulator.ask("urls")[task])
            self.sources[task] = digest(url._replace(netloc=f"127.0.0.1:{at.simulator.port}").geturl())
        return self.sources[task]


def compare(contest, runs):
    """Measures the tools in turn, prints their rows, and returns the promises that were broken."""
    tools = {"keepreel": contest.keepreel, "rclone copyurl": contest.rclone}
    figures = {tool: [] for tool in tools}
    for _ in range(runs):
        for tool, run in tools.items():
            figures[tool].append(run())
    for tool, runs in figures.items():
        print(row(contest.case, tool, runs), flush=True)
    ours, theirs = figures.values()
    ratio = median(theirs, "wall") / median(ours, "wall")
    print(f"| {contest.case.name} | keepreel is faster by | | | | {ratio:.2f} | | |", flush=True)
    promises = {
        "identical bytes": all(run["identical"] for run in ours),
        f"less than {MOST_MEMORY} MiB": max(run["memory"] for run in ours) < MOST_MEMORY,
        f"{LEAST_UNDER_WAY} parts at once": min(run["under way"] for run in ours) >= LEAST_UNDER_WAY,
        f"{LEAST_RATIO} times as fast": not contest.case.rate or ratio >= LEAST_RATIO,
    }
    return [f"{contest.case.name}: {promise}" for promise, is_kept in promises.items() if not is_kept]


def median(runs, figure):
    return statistics.median(run[figure] for run in runs)


def row(case, tool, runs):
    cpu, gigabytes = median(runs, "cpu"), case.count * case.bytes / 1e9
    cells = [
        case.name, tool, f"{max(run['memory'] for run in runs):.1f}", f"{cpu:.2f}", f"{cpu / gigabytes:.2f}",
        f"{median(runs, 'wall'):.2f}", str(min(run["under way"] for run in runs)),
        "yes" if all(run["identical"] for run in runs) else "no",
    ]
    return f"| {' | '.join(cells)} |"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binaries", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    end_on_signals()
    runs = 1 if options.quick else options.runs
    print(
        f"{os.cpu_count()} cores, plain HTTP on loopback, default settings; of {runs} runs in turn the medians, but of"
        " memory the largest and of what was under way at once the smallest\n")
    print("| case | tool | peak memory (MiB) | CPU (s) | CPU (s/GB) | wall (s) | GETs at once | identical |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    broken = []
    for case in QUICK if options.quick else CASES:
        broken += compare(Contest(options.binaries.resolve(), case), runs)
    if broken:
        sys.exit("\nbroken: " + "; ".join(broken))


main()
