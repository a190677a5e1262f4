"""A slow source: nginx in front of a server, which gives every connection so many bytes a second and no more."""

import subprocess
from pathlib import Path

from contestants import REPOSITORY
from servers import accepts, wait_for

PACKAGE = REPOSITORY / ".venv/nginx"

# nginx pauses after each piece by the whole milliseconds it stands for, so a piece is 10 ms.
CONFIGURATION = """
load_module {package}/usr/lib/nginx/modules/ngx_stream_module.so;
daemon off;
master_process off;
pid {directory}/pid;
events {{ worker_connections 512; }}
stream {{
    log_format connection "$bytes_sent $session_time";
    access_log {directory}/connections connection;
    server {{
        listen 127.0.0.1:{port};
        proxy_pass 127.0.0.1:{target};
        proxy_buffer_size {piece};
        proxy_download_rate {rate};
    }}
}}
"""


class Limiter:
    """Passes TCP connections on to a port and limits what each brings back."""

    def __init__(self, directory, port, target, rate):
        """Listens at `port` of 127.0.0.1 for what listens at `target`; `rate` is bytes per second and connection."""
        self.directory = Path(directory) / "nginx"
        self.directory.mkdir()
        configuration = self.directory / "nginx.conf"
        configuration.write_text(CONFIGURATION.format(
            package=PACKAGE, directory=self.directory, port=port, target=target, piece=rate // 100, rate=rate))
        command = [PACKAGE / "usr/sbin/nginx", "-p", self.directory, "-e", self.directory / "errors", "-c", configuration]
        self.process = subprocess.Popen(command)
        try:
            wait_for(lambda: accepts(port), "nginx")
        except BaseException:
            self.stop()
            raise

    def rates(self):
        """Bytes per second of each connection that has ended and brought something of note."""
        lines = [line.split() for line in (self.directory / "connections").read_text().splitlines()]
        return [int(sent) / float(seconds) for sent, seconds in lines if int(sent) > 1_000_000]

    def stop(self):
        self.process.terminate()
        self.process.wait()
