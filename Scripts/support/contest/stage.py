"""The servers around one case, and what a tool needs to know of them."""

import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from servers import free_ports

from .certificates import make_certificate
from .native import delaying
from .sink import S3, WebDAV
from .source import Source


@dataclass
class Stage:
    case: object
    binaries: Path
    scratch: Path
    source: Source
    sink: object
    # `scheme://host:port` of the bucket's server.
    endpoint: str
    # The authority of the certificates, with TLS.
    ca: Path | None
    runs: int = field(default=0)

    @property
    def clips(self):
        """URL, name and size of each clip."""
        return [(url, f"{task}.mp4", self.case.bytes) for task, url in self.source.urls.items()]

    def place(self, tool):
        """A prefix that no run had before."""
        self.runs += 1
        return f"{tool}-{self.runs}"


@contextmanager
def staged(case, binaries, folder):
    """Starts a source and a sink for a case below a folder."""
    with tempfile.TemporaryDirectory(prefix="keepreel-benchmark-", dir=folder) as scratch, ExitStack() as running:
        scratch = Path(scratch)
        ca, certificate = make_certificate(scratch / "tls") if case.tls else (None, None)
        source_port, sink_port, far_source, far_sink, studio_port = free_ports(5)
        if case.round_trip:
            outer_source, outer_sink = far_source, far_sink
        else:
            outer_source, outer_sink = source_port, sink_port
        source = Source(binaries, scratch, case, (source_port, studio_port), f"127.0.0.1:{outer_source}", certificate)
        running.callback(source.stop)
        sink = S3(scratch, sink_port) if case.sink == "s3" else WebDAV(scratch, sink_port, source.checksums, certificate)
        running.callback(sink.stop)
        if case.round_trip:
            running.enter_context(delaying(case.round_trip, [(far_source, source_port), (far_sink, sink_port)]))
        endpoint = f"{'https' if case.tls else 'http'}://127.0.0.1:{outer_sink}"
        yield Stage(case, binaries, scratch, source, sink, endpoint, ca)
