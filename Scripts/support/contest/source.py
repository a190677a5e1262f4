"""The source: clips and answers of the simulator as files behind nginx."""

import shutil
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from servers import Simulator

from .nginx import Nginx
from .studio import Studio


class Source:
    """A simulated Model Studio and the bucket of its results."""

    def __init__(self, binaries, directory, case, ports, authority, certificate=None):
        """ports are those of the clips and of the answers; authority is what URLs name, nginx's own or a proxy's."""
        self.case, self.root = case, directory / "clips"
        tasks = [{"id": task, "bytes": case.bytes, "seed": number + 1} for number, task in enumerate(case.ids)]
        self.simulator = Simulator(
            binaries / "keepreel-simulator", directory, {"tasks": tasks}, authority=authority,
            scheme="https" if certificate else "http")
        try:
            self.urls = self.simulator.ask("urls")
            paths = self.fetch()
            self.studio = Studio(directory, ports[1], self.simulator, case.ids)
        finally:
            self.simulator.stop()
        try:
            table = "\n".join(f"        {path} {checksum};" for path, checksum in paths.items())
            # By the names of the files.
            self.checksums = {path.rsplit("/", 1)[1]: checksum for path, checksum in paths.items()}
            self.nginx = Nginx(
                directory / "source", ports[0], certificate=certificate,
                http=f"map $uri $checksum {{\n{table}\n    }}",
                server=f"root {self.root}; add_header x-oss-hash-crc64ecma $checksum;"
                + (f" limit_rate {case.rate};" if case.rate else ""))
        except BaseException:
            self.studio.stop()
            raise

    def fetch(self):
        """Copies every clip to where nginx finds it: the checksum of each path."""
        with ThreadPoolExecutor(4) as pool:
            return dict(pool.map(self.copy, self.urls.values()))

    def copy(self, url):
        parts = urllib.parse.urlsplit(url)
        own = parts._replace(scheme="http", netloc=f"127.0.0.1:{self.simulator.port}")
        file = self.root / parts.path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        with urllib.request.urlopen(own.geturl()) as reply, file.open("wb") as copy:
            shutil.copyfileobj(reply, copy, 1 << 20)
            return parts.path, reply.headers["x-oss-hash-crc64ecma"]

    def stop(self):
        self.nginx.stop()
        self.studio.stop()
