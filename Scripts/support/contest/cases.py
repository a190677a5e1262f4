"""The cases: what is moved, from where and to where."""

from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True)
class Case:
    name: str
    title: str
    count: int
    bytes: int
    # `webdav`: nginx, which takes what it is given; `s3`: SeaweedFS.
    sink: str = "webdav"
    # Bytes a second that the source gives a connection, in nginx's words.
    rate: str | None = None
    # Milliseconds of a round trip, on both sides.
    round_trip: int = 0
    tls: bool = False
    concurrency: int = 8

    @property
    def ids(self):
        return [f"clip-{number}" for number in range(self.count)]

    @property
    def gigabytes(self):
        return self.count * self.bytes / 1e9


CASES = [
    Case("clips", "200 clips of 5 MB", 200, 5 * MB),
    Case("clips-s3", "200 clips of 5 MB into SeaweedFS", 200, 5 * MB, sink="s3"),
    Case("small", "2,000 clips of 100 KB", 2000, 100_000),
    Case("film", "one file of 2 GB", 1, 2000 * MB),
    Case("film-s3", "one file of 2 GB into SeaweedFS", 1, 2000 * MB, sink="s3"),
    Case("films", "20 files of 100 MB", 20, 100 * MB),
    Case("films-s3", "20 files of 100 MB into SeaweedFS", 20, 100 * MB, sink="s3"),
    Case("limited", "2 files of 250 MB, 25 MB/s a connection", 2, 250 * MB, rate="25m", sink="s3"),
    Case("far", "100 clips of 5 MB, 60 ms round trip", 100, 5 * MB, round_trip=60),
    Case("tls", "200 clips of 5 MB, TLS on both sides", 200, 5 * MB, tls=True),
]
QUICK = [
    Case("quick", "20 clips of 5 MB", 20, 5 * MB),
    Case("quick-s3", "20 clips of 5 MB into SeaweedFS", 20, 5 * MB, sink="s3"),
    Case("quick-film", "one file of 50 MB, 25 MB/s a connection", 1, 50 * MB, rate="25m", sink="s3"),
    Case("quick-tls", "20 clips of 5 MB, TLS on both sides", 20, 5 * MB, tls=True),
    Case("quick-far", "20 clips of 100 KB, 60 ms round trip", 20, 100_000, round_trip=60),
]
