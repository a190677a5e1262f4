"""Peers that are libraries or pipelines: each one process tree for all clips of a stage."""

import json
from pathlib import Path

from contestants import REPOSITORY
from measuring import measure
from servers import ACCESS_KEY, SECRET_KEY

from .sink import BUCKET

FOLDER = Path(__file__).parent
BIN = REPOSITORY / ".venv/bin"


def environment(stage):
    keys = {
        "HOME": str(stage.scratch), "PATH": "/usr/bin:/bin", "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY, "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1",
    }
    if stage.ca:
        for name in ["SSL_CERT_FILE", "AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]:
            keys[name] = str(stage.ca)
    return keys


def python(script, stage, place, tuned):
    """A script beside this one, which is told on its command line what to do."""
    job = stage.scratch / "job.json"
    job.write_text(json.dumps({
        "clips": stage.clips, "endpoint": stage.endpoint, "bucket": BUCKET, "prefix": place,
        "concurrency": stage.case.concurrency, "tuned": tuned,
    }))
    return measure([BIN / "python3", FOLDER / script, job], environment(stage))


def obstore(stage, place, tuned=True):
    return python("obstore_relay.py", stage, place, tuned)


def boto3(stage, place, tuned=True):
    return python("boto3_relay.py", stage, place, tuned)


def curl_and_s5cmd(stage, place):
    """`curl | s5cmd pipe` for each clip, so many at once."""
    table = stage.scratch / "pipe-clips"
    table.write_text("".join(f"{url} s3://{BUCKET}/{place}/{name}\n" for url, name, _ in stage.clips))
    relay = f"curl -sSf \"$0\" | {BIN / 's5cmd'} --endpoint-url {stage.endpoint} --log error pipe \"$1\""
    command = ["xargs", "-a", table, "-P", str(stage.case.concurrency), "-n", "2", "bash", "-o", "pipefail", "-c", relay]
    return measure(command, environment(stage))
