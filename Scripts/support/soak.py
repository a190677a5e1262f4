"""The measurement behind Scripts/soak: what a long run takes at its beginning and at its end."""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from contestants import REPOSITORY, Keepreel
from servers import SeaweedFS, Simulator, end_on_signals

# How far the median of the last fifth may lie above that of the second fifth. A leak of a KiB a clip would show as 3 MiB
# over 3,000 clips, one of a descriptor or a thread a clip as thousands. Descriptors come and go with the transfers under
# way, and connections are kept up to a bound; Dispatch adds some threads when the machine is busy.
MOST_GROWTH = {"memory (MiB)": 2.0, "descriptors": 12, "threads": 6}
INTERVAL = 0.2
FEWEST_SAMPLES = 50
# One of so many clips is larger than a part.
LARGE_EVERY = 50
SMALL, LARGE = [100_000, 170_000, 240_000, 300_000], 6_000_000
UNFINISHED = 75


@dataclass(frozen=True)
class Soak:
    """One long run: its samples, and what it came to."""

    name: str
    samples: list
    seconds: float
    status: int
    output: str

    def rows(self):
        """What is printed of each figure, and whether it stayed flat."""
        fifth = len(self.samples) // 5
        for figure, most in MOST_GROWTH.items():
            values = [sample[figure] for sample in self.samples]
            second, last = (statistics.median(values[n * fifth:(n + 1) * fifth]) for n in (1, 4))
            is_flat = last - second <= most
            yield [
                self.name, figure, f"{second:.1f}", f"{last:.1f}", f"{last - second:+.1f}", f"{most:g}", f"{max(values):.1f}",
                "yes" if is_flat else "NO",
            ], is_flat


def look(pid):
    """What a process takes at present; None once it has ended."""
    try:
        status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
        if "VmRSS" not in status:
            return None
        return {
            "memory (MiB)": int(status["VmRSS"].split()[0]) / 1024,
            "descriptors": len(os.listdir(f"/proc/{pid}/fd")),
            "threads": int(status["Threads"]),
        }
    except (FileNotFoundError, ProcessLookupError):
        return None


def soak(name, tool, arguments):
    """Runs keepreel and looks at it now and then until it ends."""
    begin, samples = time.monotonic(), []
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            [tool.program, *arguments], env=tool.environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            while process.poll() is None:
                if sample := look(process.pid):
                    samples.append(sample)
                time.sleep(INTERVAL)
        finally:
            process.kill()
            process.wait()
        output.seek(0)
        return Soak(name, samples, time.monotonic() - begin, process.returncode, output.read())


def clips(count):
    """Groups of tasks that make so many clips. Large ones come among the others all the time: if they came last, the end
    would differ from the beginning by them."""
    groups = []
    for first in range(0, count, LARGE_EVERY):
        block = min(LARGE_EVERY, count - first)
        sizes = {size: (block - 1 + n) // len(SMALL) for n, size in enumerate(SMALL)} | {LARGE: 1}
        groups += [
            {"id": f"clip-{first:06}-{size}-", "count": number, "bytes": size} for size, number in sizes.items() if number]
    return groups


def archive(binaries, scratch, storage, count):
    """One run that archives everything, and whether it did."""
    simulator = Simulator(binaries / "keepreel-simulator", scratch, {"tasks": clips(count)})
    try:
        tool = Keepreel(
            binaries, scratch / "home", simulator, storage, "videos/clips", KEEPREEL_TRANSFER_PART_SIZE="5MiB")
        ids = "\n".join(sorted(simulator.ask("urls")))
        subprocess.run([tool.program, "-q", "add", "-"], input=ids, text=True, env=tool.environment, check=True)
        result = soak(f"{count} clips", tool, ["run"])
    finally:
        simulator.stop()
    if result.status != 0 or f"keepreel: {count} archived" not in result.output:
        sys.exit(f"the run did not archive {count} clips: {result.status}\n{result.output[-2000:]}")
    return result


def watch(binaries, scratch, storage, passes):
    """A run that asks and lists again and again, while nothing ever ends."""
    scenario = {"tasks": [{"id": "endless-", "count": 50, "status": "RUNNING"}]}
    simulator = Simulator(binaries / "keepreel-simulator", scratch, scenario)
    try:
        tool = Keepreel(binaries, scratch / "idle", simulator, storage, "videos/idle")
        tool.environment["KEEPREEL_DISCOVER_ENABLED"] = "true"
        result = soak(f"{passes} s of passes", tool, ["run", "--watch", "1s", "--max-time", f"{passes}s"])
        asked = simulator.ask("requests")["total"]
    finally:
        simulator.stop()
    if result.status != UNFINISHED or asked < passes:
        sys.exit(f"the run did not watch: {result.status}, {asked} requests\n{result.output[-2000:]}")
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binaries", type=Path)
    parser.add_argument("--clips", type=int, default=5000)
    parser.add_argument("--passes", type=int, default=60)
    options = parser.parse_args()
    end_on_signals()
    binaries = options.binaries.resolve()
    with tempfile.TemporaryDirectory(prefix="keepreel-soak-") as directory, ExitStack() as servers:
        scratch = Path(directory)
        storage = SeaweedFS(REPOSITORY, scratch, "videos")
        servers.callback(storage.stop)
        runs = [archive(binaries, scratch, storage, options.clips), watch(binaries, scratch, storage, options.passes)]
    print("| run | figure | second fifth | last fifth | growth | may grow by | most | flat |\n|---|---|---|---|---|---|---|---|")
    broken = []
    for run in runs:
        if len(run.samples) < FEWEST_SAMPLES:
            broken.append(f"{run.name}: too short to tell")
        for cells, is_flat in run.rows():
            print(f"| {' | '.join(cells)} |")
            if not is_flat:
                broken.append(f"{run.name}: {cells[1]} grows")
        print(f"\n{run.name}: {run.seconds:.0f} s, {len(run.samples)} samples\n", flush=True)
    if broken:
        sys.exit("broken: " + "; ".join(broken))


main()
