"""How long keepreel takes from its start to the first request of a run."""

import socket
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from contestants import Keepreel

from .ours import Bucket

TASK = "86ecf553-d340-4e21-af6e-a0c6a421c010"


@dataclass(frozen=True)
class Studio:
    api: str
    api_key: str = "sk-benchmark"


def first_request(binaries, runs):
    """The median of so many runs, in milliseconds, until the first byte of the question for a task that is registered."""
    with socket.create_server(("127.0.0.1", 0)) as listener, tempfile.TemporaryDirectory(prefix="keepreel-start-") as home:
        listener.settimeout(30)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        tool = Keepreel(binaries, Path(home, "home"), Studio(f"{address}/api/v1"), Bucket(address), "bucket/kept")
        subprocess.run([tool.program, "-q", "add", TASK], env=tool.environment, check=True)
        return statistics.median(once(tool, listener) for _ in range(runs))


def once(tool, listener):
    begin = time.monotonic()
    run = subprocess.Popen([tool.program, "-q", "run"], env=tool.environment, stderr=subprocess.DEVNULL)
    try:
        connection, _ = listener.accept()
        with connection:
            connection.recv(1)
            return (time.monotonic() - begin) * 1000
    finally:
        run.kill()
        run.wait()
