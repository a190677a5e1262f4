"""The trial behind Scripts/try-deb; its arguments are the package and the simulator's binary. Prints a transcript."""

import shutil
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from machine import Machine
from servers import ACCESS_KEY, SECRET_KEY, SeaweedFS, Simulator, end_on_signals, wait_for

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE, SIMULATOR = (Path(argument).resolve() for argument in sys.argv[1:])
BUCKET = "videos"


def check(holds, what):
    if not holds:
        raise SystemExit(f"FAILED: {what}")
    print(f"[ok: {what}]", flush=True)


def run(machine, command, status=0):
    """Runs a line inside that has to end with this status; returns what it printed."""
    got, output = machine.run(command)
    if got != status:
        raise SystemExit(f"FAILED: ended with {got} instead of {status}")
    return output.strip()


def make_clip(path):
    subprocess.run(
        ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=25:duration=2", "-c:v",
         "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", path], check=True)


def same(link, clip):
    return urllib.request.urlopen(link).read() == clip.read_bytes()


def install(machine):
    shutil.copy(PACKAGE, machine.root / "root")
    run(machine, "cat /etc/debian_version; dpkg-query -W | wc -l; apt-get update -qq")
    run(machine, f"apt install -y --no-install-recommends ./{PACKAGE.name}")
    run(machine, "keepreel --version; ls -l /etc/keepreel; ls -ld /var/lib/keepreel; id keepreel")
    run(machine, "systemctl is-enabled keepreel.timer keepreel-watch.service", status=1)


def configure(machine, simulator, storage):
    """What an administrator does: two files, here by sed."""
    run(machine, "sed -i"
        f" -e 's|#endpoint: https://gateway.*|endpoint: {simulator.api}|'"
        f" -e 's|#url: s3://.*|url: s3://{BUCKET}|'"
        f" -e 's|#endpoint: https://s3.*|endpoint: {storage.endpoint}|'"
        " -e 's|allowPrivateSources: false|allowPrivateSources: true|' /etc/keepreel/config.yaml")
    # Written from outside, so that no key stands in the transcript.
    with open(machine.root / "etc/keepreel/env", "a") as env:
        env.write(f"DASHSCOPE_API_KEY={simulator.api_key}\n")
        env.write(f"AWS_ACCESS_KEY_ID={ACCESS_KEY}\nAWS_SECRET_ACCESS_KEY={SECRET_KEY}\n")
    run(machine, "keepreel config check")


def oneshot(machine, clip):
    run(machine, "runuser -u keepreel -- keepreel add first")
    run(machine, "systemctl start keepreel")
    link = run(machine, "runuser -u keepreel -- keepreel link first")
    check(same(link, clip), f"{link} has the video, byte for byte")
    log = run(machine, "journalctl -u keepreel -o cat --no-pager")
    check(all("keepreel" in line for line in log.splitlines()), "no other line in the journal")
    run(machine, "ls -l /var/lib/keepreel")
    run(machine, "systemctl enable --now keepreel.timer; systemctl list-timers keepreel.timer --no-pager")
    run(machine, "systemctl disable --now keepreel.timer")


def watch(machine, clip):
    run(machine, "systemctl start keepreel-watch; systemctl status keepreel-watch --no-pager -n 0 | grep -E 'Active|Status|Memory'")
    run(machine, "runuser -u keepreel -- keepreel add second")
    # The second pass begins 15 seconds after the first.
    wait_for(lambda: machine.run("runuser -u keepreel -- keepreel link second", quiet=True)[0] == 0, "the second link", 60)
    check(same(run(machine, "runuser -u keepreel -- keepreel link second"), clip), "archived by the watch service")

    def logged(text):
        return lambda: text in machine.run("journalctl -u keepreel-watch -o cat --no-pager", quiet=True)[1]

    run(machine, "sed -i 's|concurrency: 8|concurency: 4|' /etc/keepreel/config.yaml; systemctl reload keepreel-watch")
    wait_for(logged("stay in force"), "the refusal of wrong settings", 60)
    run(machine, "sed -i 's|concurency: 4|concurrency: 4|' /etc/keepreel/config.yaml; systemctl reload keepreel-watch")
    wait_for(logged("read again"), "the reload", 60)
    run(machine, "systemctl is-active keepreel-watch; systemctl status keepreel-watch --no-pager -n 0 | grep -E 'Active|Status|Memory'")
    run(machine, "systemctl stop keepreel-watch; journalctl -u keepreel-watch -o cat --no-pager; systemctl --failed --no-pager")
    check(machine.run("systemctl is-failed keepreel-watch", quiet=True)[1].strip() == "inactive", "stopped cleanly")


def remove(machine):
    run(machine, f"apt install -y --reinstall ./{PACKAGE.name} >/dev/null; grep concurrency: /etc/keepreel/config.yaml")
    run(machine, "apt remove -y keepreel; ls /etc/keepreel /var/lib/keepreel; ls /usr/bin/keepreel", status=2)
    run(machine, f"apt install -y --no-install-recommends ./{PACKAGE.name} >/dev/null; runuser -u keepreel -- keepreel status")
    run(machine, "apt purge -y keepreel; ls -d /etc/keepreel", status=2)
    run(machine, "ls -l /var/lib/keepreel")
    check((machine.root / "var/lib/keepreel/manifest.sqlite").exists(), "the manifest outlives even a purge")


def main():
    end_on_signals()
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="keepreel-try-deb.")))
        videos = scratch / "clips"
        videos.mkdir()
        clip = videos / "clip.mp4"
        make_clip(clip)
        storage = SeaweedFS(REPOSITORY, scratch, BUCKET)
        stack.callback(storage.stop)
        # The second one has a model that discovery leaves out: it comes when it is added.
        tasks = [{"id": "first", "file": clip.name}, {"id": "second", "file": clip.name, "model": "wan2.5-i2v-preview"}]
        simulator = Simulator(SIMULATOR, scratch, {"tasks": tasks}, videos)
        stack.callback(simulator.stop)
        machine = Machine(scratch / "debian", REPOSITORY / ".build/debian-12")
        stack.callback(machine.stop)
        install(machine)
        configure(machine, simulator, storage)
        oneshot(machine, clip)
        watch(machine, clip)
        remove(machine)
        print("the package works")


main()
