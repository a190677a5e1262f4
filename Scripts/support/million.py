"""The measurement behind Scripts/million: what commands take beside a million archived videos."""

import argparse
import hashlib
import http.server
import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from measuring import measure
from servers import end_on_signals, free_ports

DAY = 86_400_000
# The videos were made in so many days.
DAYS = 365


class EmptyList(http.server.BaseHTTPRequestHandler):
    """A Model Studio whose list of tasks is empty, so that a run looks for tasks as it does and has nothing to do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = json.dumps(
            {"request_id": "r", "total": 0, "total_page": 0, "page_no": 1, "page_size": 100, "data": []}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@dataclass(frozen=True)
class Target:
    """A command and what it may take; seconds and MiB."""

    name: str
    arguments: list
    seconds: float
    memory: float
    runs: int


def rows(count, now):
    """Archived videos with their tasks, in random order of their ids, spread evenly over the days."""
    for number in range(count):
        digest = hashlib.md5(str(number).encode()).hexdigest()
        task = f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:]}"
        # The last one was archived a day and a half ago, so that the coverage of a day is none.
        began = now - DAY * 3 // 2 - (count - number) * DAY * DAYS // count
        day = time.strftime("%Y/%m/%d", time.gmtime(began // 1000))
        key = f"clips/wan2.2-animate-move/{day}/{task}.mp4"
        yield (
            (task, "wan2.2-animate-move", "singapore", "SUCCEEDED", "succeeded", "discovered", began, began + 1000,
             began + 300_000, began + 2000, began + 301_000, f"{digest}-request", '{"video_duration":5}', began + 301_000),
            (task, 0, "archived", "video", began + DAY, began + DAY, "videos", key, f"https://videos.example.com/{key}",
             5_000_000 + number, int(digest[:15], 16), digest, "video/mp4", 1280, 720, 5.042, 1, digest, 0,
             began + 2000, began + 310_000, began + 310_000))


def fill(path, count, now):
    """Puts archived videos into a manifest that keepreel made."""
    tasks = "task_id, model, region, status, phase, origin, submitted_at, scheduled_at, ended_at, added_at, queried_at," \
        " request_id, usage, changed_at"
    videos = "task_id, idx, state, kind, expires_at, due_at, bucket, object_key, url, size, crc64, etag, content_type," \
        " width, height, duration, is_fast_start, upload_token, attempts, created_at, updated_at, archived_at"
    database = sqlite3.connect(path, isolation_level=None)
    for setting in ["synchronous = OFF", "cache_size = -400000", "temp_store = MEMORY"]:
        database.execute(f"PRAGMA {setting}")
    # Built once all rows are there, which takes a fraction of the time.
    indexes = database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    database.execute("BEGIN")
    for name, _ in indexes:
        database.execute(f"DROP INDEX {name}")
    database.execute("DELETE FROM video")
    database.execute("DELETE FROM task")
    into = {name: f"INSERT INTO {name} ({columns}) VALUES ({', '.join('?' * len(columns.split(',')))})"
            for name, columns in [("task", tasks), ("video", videos)]}
    database.executemany(into["task"], (task for task, _ in rows(count, now)))
    database.executemany(into["video"], (video for _, video in rows(count, now)))
    for _, sql in indexes:
        database.execute(sql)
    database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def some_ids(path):
    """Tasks from the middle of the manifest, and the time of the last one in milliseconds."""
    database = sqlite3.connect(path)
    middle = database.execute("SELECT count(*) / 2 FROM task").fetchone()[0]
    ids = [row[0] for row in database.execute("SELECT task_id FROM task ORDER BY began_at LIMIT 1000 OFFSET ?", [middle])]
    last = database.execute("SELECT max(began_at) FROM task").fetchone()[0]
    database.close()
    return ids, last


def measured(target, program, environment, output):
    """Medians of a target's runs, and the largest memory of them."""
    runs = []
    for _ in range(target.runs):
        arguments = [argument() if callable(argument) else argument for argument in target.arguments]
        runs.append(measure([program, *arguments], environment, output))
    return {
        "seconds": statistics.median(run["wall"] for run in runs),
        "cpu": statistics.median(run["cpu"] for run in runs),
        "memory": max(run["memory"] for run in runs),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binaries", type=Path)
    parser.add_argument("--videos", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--keep", type=Path, help="a folder that keeps the manifest for the next call")
    options = parser.parse_args()
    end_on_signals()
    program = options.binaries.resolve() / "keepreel"
    port = free_ports(1)[0]
    studio = http.server.ThreadingHTTPServer(("127.0.0.1", port), EmptyList)
    threading.Thread(target=studio.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="keepreel-million-") as scratch:
        folder = options.keep or Path(scratch)
        path, output = folder / "manifest.sqlite", Path(scratch, "output")
        environment = {
            "HOME": scratch, "PATH": "/usr/bin:/bin", "DASHSCOPE_API_KEY": "sk-none",
            "KEEPREEL_STUDIO_ENDPOINT": f"http://127.0.0.1:{port}/api/v1", "KEEPREEL_STORAGE_URL": "s3://videos/clips",
            "KEEPREEL_STORAGE_REGION": "eu-central-1", "KEEPREEL_LINKS_BASE_URL": "https://videos.example.com",
            "AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none", "KEEPREEL_MANIFEST_PATH": str(path),
        }
        if not path.exists():
            subprocess.run([program, "-q", "add", "first"], env=environment, check=True)
            fill(path, options.videos, int(time.time() * 1000))
        ids, last = some_ids(path)
        since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime((last - DAY) / 1000))
        lasting = options.videos / 100_000
        targets = [
            Target("run, nothing to do", ["run"], 0.150, 48, options.runs),
            Target("run --format json", ["run", "--format", "json"], 0.150, 48, options.runs),
            Target("link", ["link", lambda: random.choice(ids)], 0.030, 48, options.runs),
            Target("status of a day", ["status", "--since", since], 0.100, 48, options.runs),
            Target("export --format jsonl", ["export", "--format", "jsonl"], lasting, 48, 3),
        ]
        print(f"{options.videos:,} archived videos, {path.stat().st_size / 1e6:.0f} MB, {os.cpu_count()} cores, warm cache;"
              " medians, of memory the largest\n")
        print("| command | wall (ms) | at most | CPU (ms) | peak memory (MiB) | at most | lines | kept |")
        print("|---|---|---|---|---|---|---|---|", flush=True)
        missed = []
        for target in targets:
            figures = measured(target, program, environment, output)
            with output.open("rb") as file:
                lines = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
            is_kept = figures["seconds"] < target.seconds and figures["memory"] < target.memory
            cells = [
                target.name, f"{figures['seconds'] * 1000:.1f}", f"{target.seconds * 1000:.0f}", f"{figures['cpu'] * 1000:.1f}",
                f"{figures['memory']:.1f}", f"{target.memory:.0f}", f"{lines:,}", "yes" if is_kept else "NO"]
            print(f"| {' | '.join(cells)} |", flush=True)
            if not is_kept:
                missed.append(target.name)
    studio.shutdown()
    if missed:
        sys.exit("\nmissed: " + "; ".join(missed))


main()
