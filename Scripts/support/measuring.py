"""What a process costs: CPU and wall time and peak memory, as the kernel accounts them."""

import os
import subprocess
import threading
import time
from pathlib import Path


def measure(command, environment, path=None, stdin=None):
    """Runs a command: CPU seconds, wall seconds and peak memory in MiB, with all processes it starts and waits for. Its
    output goes to the path, if one is given.

    ru_maxrss would count the Python that the process was forked from, so VmHWM is sampled while it runs. That is a
    high-water mark by itself: only growth in the last milliseconds before the end can be missed. Of several processes
    it is the largest sum seen.
    """
    file = open(path, "wb") if path else subprocess.PIPE
    start = time.monotonic()
    process = subprocess.Popen(
        command, env=environment, stdin=stdin, stdout=file, stderr=subprocess.PIPE if path else subprocess.STDOUT)
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
        raise SystemExit(f"{command[0]} failed ({os.waitstatus_to_exitcode(status)}):\n{output[0].decode()[-2000:]}")
    return {"cpu": usage.ru_utime + usage.ru_stime, "wall": wall, "memory": peak[0]}


def sample(pid, ended, peak):
    """Keeps the peak memory in MiB of a process and its descendants up to date until it ends; a zombie has none."""
    while True:
        others = descendants(pid)
        peak[0] = max(peak[0], high_water(pid) + sum(map(high_water, others)))
        # Looking at many processes costs what they could use.
        if ended.wait(0.03 if others else 0.003):
            return


def high_water(pid):
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def descendants(pid):
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [process for child in children for process in [child, *descendants(child)]]
