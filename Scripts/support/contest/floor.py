"""The floor: libcurl alone, a GET and a PUT of the same bytes, without S3, signature or checksum."""

import subprocess

from measuring import measure

from .native import built
from .sink import BUCKET


def floor(stage, place):
    lines = "".join(f"{url} {name} {size}\n" for url, name, size in stage.clips)
    table = stage.scratch / "floor-clips"
    table.write_text(lines)
    command = [built("floor", "libcurl"), str(stage.case.concurrency), f"{stage.endpoint}/{BUCKET}/{place}", stage.ca or "-"]
    with table.open() as clips:
        return measure(command, {"PATH": "/usr/bin:/bin"}, stdin=clips)
