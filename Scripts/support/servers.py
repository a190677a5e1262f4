"""Starts what demo and benchmark need on free loopback ports, and stops it again by process id."""

import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ACCESS_KEY = "AKIADEMO"
SECRET_KEY = "secret-of-the-demo"


def end_on_signals():
    """Ends by exception, so that every server is stopped on the way out."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))


# Below 32768, so that no outgoing connection takes one meanwhile. A process tries each once and then goes on to the
# next, because who got a port may be slow to use it.
PORTS = range(20000, 32000)
UNTRIED = itertools.islice(itertools.cycle(PORTS), os.getpid() % len(PORTS), None)


def free_ports(count):
    """Ports nobody listens at."""
    sockets = []
    while len(sockets) < count:
        port = next(UNTRIED)
        candidate = socket.socket()
        try:
            candidate.bind(("127.0.0.1", port))
        except OSError:
            candidate.close()
            continue
        sockets.append(candidate)
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def wait_for(condition, what, seconds=30):
    """Asks until the condition holds; says what did not come about when it does not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.02)
    raise SystemExit(f"{what} did not start within {seconds} s")


def answers(url):
    try:
        urllib.request.urlopen(url, timeout=2)
        return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def accepts(port):
    """Whether something listens at a port of 127.0.0.1."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
        return True
    except OSError:
        return False


class SeaweedFS:
    """A real S3 server that checks signatures; anybody may read objects."""

    def __init__(self, repository, directory, bucket, port=None):
        """port is where it speaks S3, any free one if it is not named."""
        directory = Path(directory) / "seaweedfs"
        directory.mkdir()
        actions = ["Admin", "Read", "Write", "List", "Tagging"]
        identities = [
            {"name": "demo", "credentials": [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}], "actions": actions},
            {"name": "anonymous", "actions": ["Read"]},
        ]
        (directory / "s3.json").write_text(json.dumps({"identities": identities}))
        names = ["master", "master.grpc", "volume", "volume.grpc", "filer", "filer.grpc", "s3", "s3.grpc", "admin", "admin.grpc"]
        names = [f"{n.split('.')[0]}.port.{n.split('.')[1]}" if "." in n else f"{n}.port" for n in names]
        ports = dict(zip(names, free_ports(len(names))))
        ports["s3.port"] = port or ports["s3.port"]
        self.endpoint = f"http://127.0.0.1:{ports['s3.port']}"
        command = [
            repository / ".venv/bin/weed", "-logtostderr=true", "mini", f"-dir={directory}", "-ip=127.0.0.1",
            "-ip.bind=127.0.0.1", f"-s3.config={directory}/s3.json", "-s3.port.iceberg=0", "-s3.port.lance=0",
            "-admin.ui=false", "-webdav=false", "-master.telemetry=false", "-master.volumeSizeLimitMB=1024",
            "-volume.max=0",
        ] + [f"-{name}={port}" for name, port in ports.items()]
        self.log = open(directory / "log", "w")
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, cwd=directory)
        try:
            wait_for(lambda: answers(self.endpoint), "SeaweedFS")
            wait_for(lambda: self.make_bucket(repository, bucket), "the bucket")
        except BaseException:
            self.stop()
            raise

    def make_bucket(self, repository, bucket):
        environment = dict(os.environ, AWS_ACCESS_KEY_ID=ACCESS_KEY, AWS_SECRET_ACCESS_KEY=SECRET_KEY)
        command = [repository / ".venv/bin/s5cmd", "--endpoint-url", self.endpoint, "mb", f"s3://{bucket}"]
        made = subprocess.run(command, env=environment, capture_output=True, text=True)
        return made.returncode == 0 or "BucketAlready" in made.stderr

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.log.close()


class Simulator:
    """The simulated Model Studio with its result bucket."""

    api_key = "sk-demo"

    def __init__(self, binary, directory, scenario, videos=None, authority=None, scheme="http"):
        """authority is the host and port of result URLs where those lead elsewhere, by that scheme."""
        directory = Path(directory)
        (directory / "scenario.json").write_text(json.dumps(scenario))
        port_file = directory / "simulator.json"
        port_file.unlink(missing_ok=True)
        command = [binary, "--scenario", directory / "scenario.json", "--api-key", self.api_key, "--port-file", port_file]
        if videos:
            command += ["--videos", videos]
        if authority:
            command += ["--result-authority", authority, "--result-scheme", scheme]
        self.process = subprocess.Popen(command + ["--exit-with-parent"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        try:
            wait_for(port_file.exists, "the simulator", seconds=120)
            told = json.loads(port_file.read_text())
        except BaseException:
            self.stop()
            raise
        self.api, self.port = told["api"], told["port"]
        self.control = self.api.removesuffix("/api/v1") + "/_simulator/"

    def ask(self, what):
        return json.load(urllib.request.urlopen(self.control + what))

    def reset(self):
        urllib.request.urlopen(urllib.request.Request(self.control + "reset", method="POST")).read()

    def stop(self):
        self.process.terminate()
        self.process.wait()


def settings(home, simulator, storage, bucket, **more):
    """The environment of a keepreel that works with these servers."""
    environment = {
        "HOME": str(home), "PATH": "/usr/bin:/bin", "DASHSCOPE_API_KEY": simulator.api_key,
        "KEEPREEL_STUDIO_ENDPOINT": simulator.api, "KEEPREEL_STORAGE_URL": f"s3://{bucket}",
        "KEEPREEL_STORAGE_ENDPOINT": storage.endpoint, "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY, "KEEPREEL_TRANSFER_ALLOW_PRIVATE_SOURCES": "true",
    }
    return environment | more
