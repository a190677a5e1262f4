"""The demo behind Scripts/demo; its argument is the folder of the built binaries."""

import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from servers import SeaweedFS, Simulator, end_on_signals, settings

REPOSITORY = Path(__file__).resolve().parents[2]
BINARIES = Path(sys.argv[1]).resolve()

# name, seconds, size, rate of bits or None, faststart, sound
CLIPS = [
    ("dance-standard", 2, "720x1280", None, False, True),
    ("dance-pro", 3, "720x1280", "8M", True, True),
    ("portrait-480p", 2, "480x848", None, True, False),
    ("landscape", 2, "1280x720", None, False, False),
    ("square", 1, "512x512", None, True, True),
    ("tiny", 1, "64x64", None, False, False),
    ("long", 20, "320x240", None, True, True),
    ("half-minute", 30, "320x180", None, False, True),
    ("heavy", 4, "1280x720", "20M", True, False),
    ("about-to-expire", 2, "640x360", None, True, True),
    ("old-shape", 1, "320x240", None, True, False),
    ("style-transform", 1, "400x300", None, False, False),
]
SHAPES = {"old-shape": "video", "style-transform": "outputVideo"}


def make_clips(directory):
    """All clips at once, as ffmpeg is at leisure with such small ones."""
    running = []
    for name, seconds, size, rate, faststart, sound in CLIPS:
        command = ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", f"testsrc2=size={size}:rate=25:duration={seconds}"]
        if sound:
            command += ["-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}", "-c:a", "aac"]
        command += ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
        if rate:
            command += ["-b:v", rate, "-minrate", rate, "-maxrate", rate, "-bufsize", rate, "-x264-params", "nal-hrd=cbr:force-cfr=1"]
        if faststart:
            command += ["-movflags", "+faststart"]
        running.append(subprocess.Popen(command + [directory / f"{name}.mp4"]))
    for process in running:
        if process.wait() != 0:
            raise SystemExit("ffmpeg could not make the clips")


def scenario():
    tasks = [{"id": name, "file": f"{name}.mp4", "shape": SHAPES.get(name, "animate")} for name, *_ in CLIPS]
    for task in tasks:
        if task["id"] == "about-to-expire":
            task["expiresInSeconds"] = 90
    tasks.append({"id": "failed-at-the-service", "status": "FAILED", "code": "DataInspectionFailed", "message": "Output data may contain inappropriate content."})
    tasks.append({"id": "still-running", "status": "RUNNING"})
    return {"tasks": tasks, "submitted": {"file": "dance-pro.mp4", "afterQueries": 1}}


def keepreel(environment, *arguments, expect=0):
    print(f"\n$ keepreel {' '.join(arguments)}", flush=True)
    result = subprocess.run([BINARIES / "keepreel", *arguments], env=environment, stdout=subprocess.PIPE, text=True)
    print(result.stdout, end="", flush=True)
    if result.returncode != expect:
        raise SystemExit(f"keepreel ended with {result.returncode}, not {expect}")
    return result.stdout


def check(name, url, videos):
    """The link as anybody sees it: bytes as they left ffmpeg, and a video to ffprobe."""
    with urllib.request.urlopen(url) as answer:
        body = answer.read()
        kind = answer.headers["Content-Type"]
    if body != (videos / f"{name}.mp4").read_bytes() or kind != "video/mp4":
        raise SystemExit(f"{url} is not the video it should be")
    probe = subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", "stream=codec_name,width,height", "-select_streams", "v", "-of", "csv=p=0", url],
        capture_output=True, text=True)
    if probe.returncode != 0 or not probe.stdout.startswith("h264"):
        raise SystemExit(f"ffprobe does not take {url}: {probe.stderr}")
    return len(body), probe.stdout.strip()


def main():
    end_on_signals()
    with tempfile.TemporaryDirectory(prefix="keepreel-demo-") as scratch:
        scratch = Path(scratch)
        videos, home = scratch / "videos", scratch / "home"
        videos.mkdir()
        home.mkdir()
        make_clips(videos)
        start = time.monotonic()
        with ExitStack() as servers:
            storage = SeaweedFS(REPOSITORY, scratch, "videos")
            servers.callback(storage.stop)
            simulator = Simulator(BINARIES / "keepreel-simulator", scratch, scenario(), videos)
            servers.callback(simulator.stop)
            show(settings(home, simulator, storage, "videos"), simulator, videos)
        print(f"\nAll of it took {time.monotonic() - start:.1f} s; everything that was started is stopped.")


def show(environment, simulator, videos):
    names = [name for name, *_ in CLIPS]
    keepreel(environment, "add", "failed-at-the-service")
    keepreel(environment, "run")
    keepreel(environment, "status")
    links = keepreel(environment, "link", *names).split()
    print("\nEach link, fetched without credentials:")
    for name, url in zip(names, links):
        size, stream = check(name, url, videos)
        print(f"  {name:18} {size:>9} bytes, identical, {stream}")
    objects = [{m: n for m, n in counts.items() if m != "bytes"} for counts in simulator.ask("requests")["objects"].values()]
    if any(counts != {"GET": 1} for counts in objects):
        raise SystemExit(f"not one GET for each video: {objects}")
    print(f"\nThe result bucket saw one GET for each of {len(objects)} videos, and no other request.")
    simulator.reset()
    keepreel(environment, "run")
    again = simulator.ask("requests")["objects"]
    if again:
        raise SystemExit(f"the second run fetched media again: {again}")
    print("The second run fetched no byte of media.")
    submit(environment, videos)


def submit(environment, videos):
    """From two local files to a permanent link."""
    image = videos / "me.png"
    made = subprocess.run(["ffmpeg", "-v", "error", "-i", videos / "portrait-480p.mp4", "-frames:v", "1", image])
    if made.returncode != 0:
        raise SystemExit("ffmpeg could not make the image")
    video = videos / "dance-standard.mp4"
    inputs = ["--image", str(image), "--video", str(video), "--mode", "wan-std"]
    task_id, url = keepreel(environment, "submit", "--wait", *inputs).split()
    size, stream = check("dance-pro", url, videos)
    print(f"\nTask {task_id} became {size} bytes, identical to what Model Studio made, {stream}")


main()
