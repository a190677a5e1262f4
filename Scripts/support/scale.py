"""The measurement behind Scripts/scale: the same run with more and more videos."""

import argparse
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from contestants import REPOSITORY, Keepreel
from servers import SeaweedFS, Simulator, end_on_signals

# So much more CPU a video may take in the longest run.
MOST = 4 / 3
MEMORY = 48


def run(binaries, count, length):
    """Figures of one run over so many videos, each of so many bytes."""
    ids = [f"clip-{number}" for number in range(count)]
    with tempfile.TemporaryDirectory(prefix="keepreel-scale-") as scratch, ExitStack() as servers:
        scratch = Path(scratch)
        storage = SeaweedFS(REPOSITORY, scratch, "videos")
        servers.callback(storage.stop)
        tasks = [{"id": task, "bytes": length, "seed": number + 1} for number, task in enumerate(ids)]
        simulator = Simulator(binaries / "keepreel-simulator", scratch, {"tasks": tasks})
        servers.callback(simulator.stop)
        tool = Keepreel(binaries, scratch / "home", simulator, storage, "videos/clips")
        figures = tool.archive(ids)
        links = tool.links(ids[:: max(1, count // 100)])
        figures["queries"] = sum(simulator.ask("requests")["api"].values())
        figures["links"] = len(links)
        return figures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binaries", type=Path)
    parser.add_argument("--counts", default="1000,10000,100000")
    parser.add_argument("--bytes", type=int, default=10_000)
    options = parser.parse_args()
    end_on_signals()
    print("| videos | CPU (ms a video) | wall (ms a video) | videos a second | peak memory (MiB) | queries a video |")
    print("|---|---|---|---|---|---|", flush=True)
    costs, memory = [], []
    for count in map(int, options.counts.split(",")):
        figures = run(options.binaries.resolve(), count, options.bytes)
        costs.append(figures["cpu"] / count)
        memory.append(figures["memory"])
        print(
            f"| {count:,} | {costs[-1] * 1000:.2f} | {figures['wall'] / count * 1000:.2f} | {count / figures['wall']:.0f} "
            f"| {figures['memory']:.1f} | {figures['queries'] / count:.2f} |", flush=True)
    if costs[-1] > MOST * costs[0] or max(memory) >= MEMORY:
        sys.exit("\nmissed: CPU a video grows, or memory does")


main()
