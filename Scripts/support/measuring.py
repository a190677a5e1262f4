"""What a process costs: CPU and wall time and peak memory, as the kernel accounts them."""

import os
import subprocess
import threading
import time
from pathlib import Path


def measure(command, environment, path=None):
    """Runs a command: CPU seconds, wall seconds and peak memory in MiB. Its output goes to the path, if one is given.

    ru_maxrss would count the Python that the process was forked from, so VmHWM is sampled while it runs. That is a
    high-water mark by itself: only growth in the last milliseconds before the end can be missed.
    """
    file = open(path, "wb") if path else subprocess.PIPE
    start = time.monotonic()
    process = subprocess.Popen(
        command, env=environment, stdout=file, stderr=subprocess.PIPE if path else subprocess.STDOUT)
    told = process.stderr if path else process.stdout
    output = []
    reader = threading.Thread(target=lambda: output.append(told.read()))
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
    if path:
        file.close()
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
