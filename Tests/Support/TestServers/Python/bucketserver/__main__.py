"""Starts a bucket server: `python3 -m bucketserver SETTINGS.json`, run in the directory above this package.

The settings hold `dialect` (`oss` or `s3`), `data` (a directory for the bytes), `certificate` and `key` (PEM files, for
TLS), and what `core.settings` names. When the server listens it prints one line: `listening PORT CONTROLPORT`.
"""

import json
import sys
import threading

from .core.control import ControlServer
from .core.server import BucketServer
from .core.settings import Settings
from .core.store import Store


def service_class(dialect):
    """The service of a dialect; only its own modules are loaded."""
    if dialect == "oss":
        from .oss.service import OSSService

        return OSSService
    from .s3.service import S3Service

    return S3Service


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        values = json.load(file)
    settings = Settings(values)
    store = Store(values["data"])
    service = service_class(values["dialect"])(settings, store)
    server = BucketServer(service, settings, store, values.get("certificate"), values.get("key"))
    control = ControlServer(server, store)
    threading.Thread(target=control.serve_forever, daemon=True).start()
    print("listening", server.port, control.port, flush=True)
    server.serve_forever()


main()
