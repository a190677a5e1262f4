"""rclone copyurl with its table of URLs."""

from contestants import copyurl

from .sink import BUCKET

# One GET and one PUT a clip, the body neither hashed nor asked for afterwards.
TUNED = [
    "--no-check-dest", "--s3-no-head", "--s3-no-check-bucket", "--s3-use-unsigned-payload=true", "--s3-disable-checksum",
    "--s3-upload-cutoff=5Gi", "--ignore-checksum",
]


def rclone(stage, place, tuned=True):
    flags = list(TUNED) if tuned else []
    if stage.ca:
        flags += ["--ca-cert", stage.ca]
    return copyurl(
        stage.scratch, stage.source.urls, stage, f"{BUCKET}/{place}", stage.case.concurrency,
        provider=stage.sink.provider, flags=flags)
