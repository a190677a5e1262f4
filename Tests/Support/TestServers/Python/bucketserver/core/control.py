"""The control port: JSON over HTTP for tests, on 127.0.0.1 only.

| request | does |
|---|---|
| GET /requests | answers the journal: requests, how many of each action are active, and the peaks of that |
| GET /requests/TEXT | the same with the requests only whose key has the text in it |
| DELETE /requests | empties the journal |
| POST /faults | adds a fault, see `faults` |
| GET /faults, DELETE /faults | answers, or forgets, the faults to come |
| DELETE /faults/TEXT | forgets those whose expression for keys has the text in it |
| PATCH /settings | changes settings, see `settings` |
| GET /objects/BUCKET | all objects: key, size, etag, crc64, attributes |
| GET /uploads/BUCKET | all unfinished uploads with their parts |
| GET, PUT, DELETE /content/BUCKET/KEY | reads, stores or removes an object's bytes as nobody would have to sign for |
"""

import http.server
import json
import urllib.parse

from .store import Attributes, StoredObject


class ControlServer(http.server.ThreadingHTTPServer):
    """Answers tests about one bucket server."""

    def __init__(self, server, store):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.server = server
        self.store = store

    @property
    def port(self):
        return self.server_address[1]


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        """Nobody reads it."""

    def do_GET(self):
        words = self._words()
        if words[0] == "requests":
            self._json(self.server.server.journal.report("".join(words[1:])))
        elif words == ["faults"]:
            self._json(self.server.server.faults.pending())
        elif words[0] == "objects":
            self._json([_object(item) for item in self._bucket(words).objects.values()])
        elif words[0] == "uploads":
            self._json([_upload(item) for item in self._bucket(words).sorted_uploads()])
        elif words[0] == "content":
            self._content(self._bucket(words).objects.get(words[2]))
        else:
            self._send(404)

    def do_POST(self):
        try:
            self.server.server.faults.add(json.loads(self._body()))
        except ValueError as error:
            self._send(400, str(error).encode())
        else:
            self._send(204)

    def do_PATCH(self):
        try:
            self.server.server.settings.apply(json.loads(self._body()))
        except (TypeError, ValueError) as error:
            self._send(400, str(error).encode())
        else:
            self._send(204)

    def do_PUT(self):
        words = self._words()
        store, clock = self.server.store, self.server.server.settings.clock
        content = store.receive([memoryview(bytearray(self._body()))])
        stored = StoredObject(words[2], content, Attributes(), content.md5.hex().upper(), clock.now())
        store.put(self._bucket(words), stored)
        self._send(204)

    def do_DELETE(self):
        words = self._words()
        if words == ["requests"]:
            self.server.server.journal.clear()
        elif words[0] == "faults":
            self.server.server.faults.clear("".join(words[1:]))
        elif words[0] == "content":
            self.server.store.remove(self._bucket(words), words[2])
        self._send(204)

    def _words(self):
        """The path up to the bucket, and the key as one word."""
        return [urllib.parse.unquote(word) for word in self.path.lstrip("/").split("/", 2)]

    def _bucket(self, words):
        return self.server.store.bucket(words[1])

    def _body(self):
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _json(self, value):
        self._send(200, json.dumps(value).encode())

    def _content(self, stored):
        if not stored:
            self._send(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(stored.content.size))
        self.end_headers()
        for path, _, _ in stored.content.spans(0, stored.content.size):
            with open(path, "rb") as file:
                self.connection.sendfile(file)

    def _send(self, status, body=b""):
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _object(stored):
    return {
        "key": stored.key,
        "size": stored.content.size,
        "etag": stored.etag,
        "crc64": str(stored.content.crc64),
        "isMultipart": stored.is_multipart,
        "headers": stored.attributes.headers,
        "metadata": stored.attributes.metadata,
        "tags": stored.attributes.tags,
        "acl": stored.attributes.acl,
        "storageClass": stored.attributes.storage_class,
        "checksums": stored.checksums,
    }


def _upload(upload):
    return {
        "id": upload.id,
        "key": upload.key,
        "parts": [{"number": part.number, "size": part.content.size} for part in upload.parts.values()],
    }
