"""nginx with a configuration of its own, and what its log tells."""

import subprocess
from collections import Counter

from contestants import REPOSITORY
from servers import accepts, wait_for

PACKAGE = REPOSITORY / ".venv/nginx"

FRAME = """
daemon off;
master_process off;
pid {directory}/pid;
events {{ worker_connections 1024; }}
http {{
    log_format told "$request_method $status $request_length $bytes_sent $connection";
    access_log {directory}/requests told;
    client_body_temp_path {directory}/body;
    proxy_temp_path {directory}/unused-proxy;
    fastcgi_temp_path {directory}/unused-fastcgi;
    uwsgi_temp_path {directory}/unused-uwsgi;
    scgi_temp_path {directory}/unused-scgi;
    client_max_body_size 0;
    keepalive_requests 100000;
    sendfile on;
    tcp_nopush on;
    types {{ video/mp4 mp4; }}
    map_hash_max_size 16384;
    map_hash_bucket_size 256;
    {http}
    server {{
        listen 127.0.0.1:{port}{tls};
        {certificate}
        {server}
    }}
}}
"""


class Nginx:
    """One process that serves at a port of 127.0.0.1 until it is stopped."""

    def __init__(self, directory, port, http="", server="", certificate=None):
        """directory holds its configuration and its log; certificate is a pair of files, for TLS."""
        self.directory, self.port = directory, port
        directory.mkdir(parents=True)
        named = f"ssl_certificate {certificate[0]};\nssl_certificate_key {certificate[1]};" if certificate else ""
        configuration = directory / "nginx.conf"
        configuration.write_text(FRAME.format(
            directory=directory, port=port, tls=" ssl" if certificate else "", certificate=named, http=http, server=server))
        self.process = subprocess.Popen(
            [PACKAGE / "usr/sbin/nginx", "-p", directory, "-e", directory / "errors", "-c", configuration])
        try:
            wait_for(lambda: accepts(port), "nginx")
        except BaseException:
            self.stop()
            raise
        self.read = 0

    def told(self):
        """Requests by method, those refused, bytes in and out and connections since the last call."""
        with (self.directory / "requests").open() as log:
            log.seek(self.read)
            lines = [line.split() for line in log if line.endswith("\n")]
            self.read = log.tell()
        methods = Counter(line[0] for line in lines)
        refused = sum(int(line[1]) >= 400 for line in lines)
        return {
            "requests": dict(sorted(methods.items())), "refused": refused, "connections": len({line[4] for line in lines}),
            "bytes_in": sum(int(line[2]) for line in lines), "bytes_out": sum(int(line[3]) for line in lines),
        }

    def stop(self):
        self.process.terminate()
        self.process.wait()
