"""keepreel itself: one run over tasks that are registered."""

import tempfile
from pathlib import Path

from contestants import Keepreel

from .sink import BUCKET


class Bucket:
    """What servers.settings asks of a storage."""

    def __init__(self, endpoint):
        self.endpoint = endpoint


def keepreel(stage, place, in_parts=True):
    """in_parts cuts large clips, as it is the default, where the sink can put them together."""
    more = {
        "KEEPREEL_TRANSFER_CONCURRENCY": str(stage.case.concurrency), "KEEPREEL_STORAGE_PROFILE": stage.sink.profile,
        "KEEPREEL_STORAGE_ADDRESSING": "path", "KEEPREEL_STORAGE_REGION": "us-east-1",
    }
    if not (in_parts and stage.sink.joins_parts):
        more["KEEPREEL_TRANSFER_PART_SIZE"] = "5GiB"
    if stage.ca:
        more["KEEPREEL_STORAGE_CA_BUNDLE"] = str(stage.ca)
    # Its manifest is on a disk, even where the clips are in memory: what it flushes belongs to what it costs.
    with tempfile.TemporaryDirectory(prefix="keepreel-home-") as home:
        tool = Keepreel(
            stage.binaries, Path(home, "home"), stage.source.studio, Bucket(stage.endpoint), f"{BUCKET}/{place}", **more)
        return tool.archive(stage.case.ids)
