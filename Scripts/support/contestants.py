"""The tools that are measured beside one another: each one process for the same videos and the same bucket."""

import subprocess
from pathlib import Path

from measuring import measure
from servers import ACCESS_KEY, SECRET_KEY, settings

REPOSITORY = Path(__file__).resolve().parents[2]


class Keepreel:
    """keepreel with a home and a manifest of its own."""

    def __init__(self, binaries, home, simulator, storage, place, **more):
        """place is `bucket/prefix`; more are settings by their variables."""
        home.mkdir()
        self.program = binaries / "keepreel"
        quick = {"KEEPREEL_DISCOVER_ENABLED": "false", "KEEPREEL_STUDIO_QUERIES_PER_SECOND": "10000"}
        self.environment = settings(home, simulator, storage, place, **quick, **more)

    def archive(self, ids):
        """Registers the tasks, and measures the run that archives their videos."""
        lines = "".join(f"{task}\n" for task in ids)
        subprocess.run([self.program, "-q", "add", "-"], input=lines, text=True, env=self.environment, check=True)
        return measure([self.program, "-q", "run"], self.environment)

    def links(self, ids):
        """The permanent URL of each task's video."""
        told = subprocess.run([self.program, "link", *ids], env=self.environment, capture_output=True, text=True, check=True)
        return dict(zip(ids, told.stdout.split(), strict=True))


def copyurl(scratch, urls, storage, place, transfers, provider="SeaweedFS", flags=("--no-check-dest",)):
    """Measures `rclone copyurl` on the videos of these URLs by their tasks."""
    table = scratch / "urls.csv"
    table.write_text("".join(f"{url},{name}.mp4\n" for name, url in urls.items()))
    environment = {
        "HOME": str(scratch), "PATH": "/usr/bin:/bin", "RCLONE_CONFIG_S_TYPE": "s3",
        "RCLONE_CONFIG_S_PROVIDER": provider, "RCLONE_CONFIG_S_ENDPOINT": storage.endpoint,
        "RCLONE_CONFIG_S_ACCESS_KEY_ID": ACCESS_KEY, "RCLONE_CONFIG_S_SECRET_ACCESS_KEY": SECRET_KEY,
    }
    command = [
        REPOSITORY / ".venv/bin/rclone", "copyurl", "--urls", table, f"s:{place}", "--transfers", str(transfers), "-q", *flags,
    ]
    return measure(command, environment)
