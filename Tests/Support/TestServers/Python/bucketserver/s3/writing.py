"""PUT and DELETE of objects."""

from ..core.errors import ServiceError
from ..core.reply import Reply
from ..core.store import StoredObject
from . import habit, rules
from .payload import receive, refuse_checksums


def put_object(request, route, claim, settings, store):
    """Stores a body as an object."""
    refuse_checksums(request, settings)
    bucket = store.bucket(route.bucket)
    attributes = rules.attributes(request, route, settings)
    rules.refuse_overwrite(request, bucket, route.key, settings)
    content = receive(request, claim, settings, store, default_algorithms(settings))
    checksums = {name: value for name, value in content.others.items() if name != "sha256" or _names(request, name)}
    stored = StoredObject(
        route.key, content, attributes, content.md5.hex(), settings.clock.now(), checksums=checksums)
    with store.lock:
        try:
            rules.refuse_overwrite(request, bucket, route.key, settings)
        except ServiceError:
            store.discard(content)
            raise
        store.put(bucket, stored)
    return Reply(200, {"ETag": f'"{stored.etag}"', **checksum_fields(checksums)})


def delete_object(route, store):
    """Removes an object; that there is none is no error."""
    store.remove(store.bucket(route.bucket), route.key)
    return Reply(204)


def default_algorithms(settings):
    """The checksums that are computed unasked."""
    return ("crc64nvme",) if habit(settings, "computesChecksum") else ()


def checksum_fields(checksums):
    """Checksums as header fields of a reply."""
    return {f"x-amz-checksum-{name}": value for name, value in checksums.items()}


def _names(request, algorithm):
    """Whether the client spoke of a checksum, rather than of the body's hash for its signature."""
    return f"x-amz-checksum-{algorithm}" in (request.headers.get("x-amz-trailer"), *dict(request.headers.items()))
