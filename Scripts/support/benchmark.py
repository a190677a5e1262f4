"""The measurement behind Scripts/benchmark: whole processes, in turn, medians."""

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path

from servers import ACCESS_KEY, SECRET_KEY, SeaweedFS, Simulator, end_on_signals, settings

REPOSITORY = Path(__file__).resolve().parents[2]

CASES = {
    "200 clips of 5 MB": {"count": 200, "bytes": 5_000_000},
    "1 clip of 10 MB": {"count": 1, "bytes": 10_000_000},
    "1 clip of 1 GB, one PUT": {"count": 1, "bytes": 1_000_000_000},
}
QUICK = {"20 clips of 5 MB": {"count": 20, "bytes": 5_000_000}}
CONCURRENCY = 8


def measure(command, environment):
    """Runs a command: CPU seconds, wall seconds and peak memory in MiB as the kernel accounts them.

    ru_maxrss would count the Python that the process was forked from, so VmHWM is sampled while it runs. That is a
    high-water mark by itself: only growth in the last milliseconds before the end can be missed.
    """
    start = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = []
    reader = threading.Thread(target=lambda: output.append(process.stdout.read()))
    reader.start()
    ended = threading.Event()
    peak = [0.0]
    sampler = threading.Thread(target=lambda: sample(process.pid, ended, peak))
    sampler.start()
    # The process stays a zombie until the sampler is done with its number.
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    wall = time.monotonic() - start
    ended.set()
    sampler.join()
    _, status, usage = os.wait4(process.pid, 0)
    reader.join()
    if status != 0:
        raise SystemExit(f"{command[0]} failed:\n{output[0].decode()[-2000:]}")
    return {"cpu": usage.ru_utime + usage.ru_stime, "wall": wall, "memory": peak[0]}


def sample(pid, ended, peak):
    """Keeps the process's peak memory in MiB up to date until it ends; a zombie has none."""
    while True:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                peak[0] = max(peak[0], int(line.split()[1]) / 1024)
        if ended.wait(0.003):
            return


class Contest:
    """One case with its own tasks; each run writes under a prefix of its own."""

    def __init__(self, binaries, scratch, storage, case):
        self.binaries, self.scratch, self.storage, self.case = binaries, scratch, storage, case
        tasks = [{"id": f"clip-{n}", "bytes": case["bytes"], "seed": n + 1} for n in range(case["count"])]
        self.simulator = Simulator(binaries / "keepreel-simulator", scratch, {"tasks": tasks})
        self.runs = 0

    def keepreel(self):
        self.runs += 1
        home = self.scratch / f"home-{self.runs}"
        home.mkdir()
        environment = settings(
            home, self.simulator, self.storage, f"videos/keepreel-{self.runs}",
            KEEPREEL_TRANSFER_CONCURRENCY=str(CONCURRENCY), KEEPREEL_TRANSFER_PART_SIZE="5GiB",
            KEEPREEL_DISCOVER_ENABLED="false", KEEPREEL_STUDIO_QUERIES_PER_SECOND="1000")
        ids = "".join(f"clip-{n}\n" for n in range(self.case["count"]))
        subprocess.run([self.binaries / "keepreel", "-q", "add", "-"], input=ids, text=True, env=environment, check=True)
        figures = measure([self.binaries / "keepreel", "-q", "run"], environment)
        shutil.rmtree(home)
        return figures

    def rclone(self):
        self.runs += 1
        urls = self.simulator.ask("urls")
        table = self.scratch / "urls.csv"
        table.write_text("".join(f"{url},{name}.mp4\n" for name, url in urls.items()))
        environment = {
            "HOME": str(self.scratch), "PATH": "/usr/bin:/bin", "RCLONE_CONFIG_S_TYPE": "s3",
            "RCLONE_CONFIG_S_PROVIDER": "SeaweedFS", "RCLONE_CONFIG_S_ENDPOINT": self.storage.endpoint,
            "RCLONE_CONFIG_S_ACCESS_KEY_ID": ACCESS_KEY, "RCLONE_CONFIG_S_SECRET_ACCESS_KEY": SECRET_KEY,
        }
        command = [
            REPOSITORY / ".venv/bin/rclone", "copyurl", "--urls", table, f"s:videos/rclone-{self.runs}",
            "--transfers", str(CONCURRENCY), "--no-check-dest", "-q",
        ]
        return measure(command, environment)


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
