"""The measurement behind Scripts/benchmark: whole processes, in turn, medians."""

import argparse
import os
import shutil
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path

from contestants import REPOSITORY, Keepreel, copyurl
from servers import SeaweedFS, Simulator, end_on_signals

CASES = {
    "200 clips of 5 MB": {"count": 200, "bytes": 5_000_000},
    "1 clip of 10 MB": {"count": 1, "bytes": 10_000_000},
    "1 clip of 1 GB, one PUT": {"count": 1, "bytes": 1_000_000_000},
}
QUICK = {"20 clips of 5 MB": {"count": 20, "bytes": 5_000_000}}
CONCURRENCY = 8


class Contest:
    """One case with its own tasks; each run writes under a prefix of its own."""

    def __init__(self, binaries, scratch, storage, case):
        self.binaries, self.scratch, self.storage = binaries, scratch, storage
        self.ids = [f"clip-{n}" for n in range(case["count"])]
        tasks = [{"id": task, "bytes": case["bytes"], "seed": n + 1} for n, task in enumerate(self.ids)]
        self.simulator = Simulator(binaries / "keepreel-simulator", scratch, {"tasks": tasks})
        self.runs = 0

    def keepreel(self):
        self.runs += 1
        home = self.scratch / f"home-{self.runs}"
        tool = Keepreel(
            self.binaries, home, self.simulator, self.storage, f"videos/keepreel-{self.runs}",
            KEEPREEL_TRANSFER_CONCURRENCY=str(CONCURRENCY), KEEPREEL_TRANSFER_PART_SIZE="5GiB")
        figures = tool.archive(self.ids)
        shutil.rmtree(home)
        return figures

    def rclone(self):
        self.runs += 1
        return copyurl(self.scratch, self.simulator, self.storage, f"videos/rclone-{self.runs}", CONCURRENCY)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binaries", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    end_on_signals()
    runs = 1 if options.quick else options.runs
    print(f"{os.cpu_count()} cores, medians of {runs} runs in turn, concurrency {CONCURRENCY}, plain HTTP on loopback\n")
    print("| case | tool | peak memory (MiB) | CPU (s) | CPU (s/GB) | wall (s) |\n|---|---|---|---|---|---|")
    for name, case in (QUICK if options.quick else CASES).items():
        with tempfile.TemporaryDirectory(prefix="keepreel-benchmark-") as scratch:
            with ExitStack() as servers:
                storage = SeaweedFS(REPOSITORY, scratch, "videos")
                servers.callback(storage.stop)
                contest = Contest(options.binaries.resolve(), Path(scratch), storage, case)
                servers.callback(contest.simulator.stop)
                compare(name, case, contest, runs)


def compare(name, case, contest, runs):
    tools = {"keepreel": contest.keepreel, "rclone copyurl": contest.rclone}
    figures = {tool: [] for tool in tools}
    for _ in range(runs):
        for tool, run in tools.items():
            figures[tool].append(run())
    gigabytes = case["count"] * case["bytes"] / 1e9
    median = {t: {k: statistics.median(f[k] for f in fs) for k in fs[0]} for t, fs in figures.items()}
    for tool, m in median.items():
        print(f"| {name} | {tool} | {m['memory']:.1f} | {m['cpu']:.2f} | {m['cpu'] / gigabytes:.2f} | {m['wall']:.2f} |")
    ours, theirs = median.values()
    ratios = {k: ours[k] / theirs[k] for k in ours}
    print(f"| {name} | ratio | {ratios['memory']:.2f} | {ratios['cpu']:.2f} | {ratios['cpu']:.2f} | {ratios['wall']:.2f} |", flush=True)


main()
