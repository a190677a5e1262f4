"""Buckets, objects and unfinished uploads: content in files, the rest in memory."""

import dataclasses
import os
import threading
import uuid
from pathlib import Path

from .digests import Digests


@dataclasses.dataclass
class Content:
    """Bytes in files, in order, and their checksums. `others` are base64 digests by algorithm."""

    files: list
    size: int
    md5: bytes = b""
    crc64: int = 0
    others: dict = dataclasses.field(default_factory=dict)

    def spans(self, start, end):
        """The pieces of files that hold the bytes from `start` up to, not including, `end`."""
        found = []
        offset = 0
        for path, size in self.files:
            first, last = max(start, offset), min(end, offset + size)
            if first < last:
                found.append((path, first - offset, last - first))
            offset += size
        return found


@dataclasses.dataclass
class Attributes:
    """What a client says about an object besides its bytes."""

    headers: dict = dataclasses.field(default_factory=dict)
    metadata: dict = dataclasses.field(default_factory=dict)
    tags: dict = dataclasses.field(default_factory=dict)
    acl: str = "default"
    storage_class: str = "Standard"
    checksum_algorithm: str = ""
    checksum_type: str = ""


@dataclasses.dataclass
class StoredObject:
    key: str
    content: Content
    attributes: Attributes
    etag: str
    modified: float
    is_multipart: bool = False
    checksums: dict = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class Part:
    number: int
    content: Content
    etag: str
    modified: float


@dataclasses.dataclass
class Upload:
    id: str
    key: str
    attributes: Attributes
    initiated: float
    parts: dict = dataclasses.field(default_factory=dict)


class Bucket:
    """The objects and uploads of one bucket, by key and by id."""

    def __init__(self, name):
        self.name = name
        self.objects = {}
        self.uploads = {}
        #: The keys of completed uploads, by id.
        self.finished = {}

    def sorted_uploads(self):
        """By key, then by the moment they began."""
        return sorted(self.uploads.values(), key=lambda upload: (upload.key, upload.initiated, upload.id))


class Store:
    """All buckets. Its lock is held for moments only, never while bytes move."""

    def __init__(self, directory):
        self._directory = Path(directory)
        self._directory.mkdir(parents=True, exist_ok=True)
        self.lock = threading.RLock()
        self.buckets = {}

    def bucket(self, name):
        with self.lock:
            return self.buckets.setdefault(name, Bucket(name))

    def receive(self, pieces, algorithms=()):
        """Writes bytes to a new file; answers what they are. Nothing stays of a body that breaks off."""
        path = self._directory / uuid.uuid4().hex
        digests = Digests(algorithms)
        size = 0
        try:
            with open(path, "wb", buffering=0) as file:
                for piece in pieces:
                    digests.update(piece)
                    size += len(piece)
                    while piece:
                        piece = piece[file.write(piece):]
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return Content([(path, size)], size, digests.md5, digests.crc64, digests.base64())

    def put(self, bucket, stored):
        """Puts an object in place of whatever was there."""
        with self.lock:
            replaced = bucket.objects.get(stored.key)
            bucket.objects[stored.key] = stored
        if replaced:
            self.discard(replaced.content)

    def remove(self, bucket, key):
        with self.lock:
            removed = bucket.objects.pop(key, None)
        if removed:
            self.discard(removed.content)

    def begin(self, bucket, key, attributes, now):
        """Begins an upload in parts."""
        upload = Upload(uuid.uuid4().hex.upper(), key, attributes, now)
        with self.lock:
            bucket.uploads[upload.id] = upload
        return upload

    def add_part(self, bucket, upload, part):
        """Adds a part, unless the upload has ended meanwhile; answers whether it was added."""
        with self.lock:
            if upload.id not in bucket.uploads:
                self.discard(part.content)
                return False
            replaced = upload.parts.get(part.number)
            upload.parts[part.number] = part
        if replaced:
            self.discard(replaced.content)
        return True

    def end(self, bucket, upload, keeping=()):
        """Forgets an upload and its parts, but for those that have become an object."""
        with self.lock:
            bucket.uploads.pop(upload.id, None)
            unused = [part for part in upload.parts.values() if part.number not in keeping]
        for part in unused:
            self.discard(part.content)

    def forget(self, name, upload_id):
        """Ends the upload of that id as if somebody had aborted it; none is fine."""
        bucket = self.bucket(name)
        with self.lock:
            upload = bucket.uploads.get(upload_id)
        if upload:
            self.end(bucket, upload)

    def discard(self, content):
        for path, _ in content.files:
            try:
                os.unlink(path)
            except FileNotFoundError:
                pass
