"""PUT and DELETE of objects."""

import base64

from ..core.errors import ServiceError
from ..core.reply import Reply
from ..core.store import StoredObject
from . import rules


def put_object(request, route, settings, store):
    """Stores a body as an object."""
    rules.refuse_preconditions(request)
    rules.check_key(route.key)
    rules.require_length(request)
    bucket = store.bucket(route.bucket)
    attributes = rules.attributes(request)
    attributes.acl = rules.acl(request, settings.buckets[route.bucket])
    refuse_overwrite(request, bucket, route.key)
    content = received(request, store)
    stored = StoredObject(route.key, content, attributes, content.md5.hex().upper(), settings.clock.now())
    with store.lock:
        try:
            refuse_overwrite(request, bucket, route.key)
        except ServiceError:
            store.discard(content)
            raise
        store.put(bucket, stored)
    return Reply(200, {
        "ETag": f'"{stored.etag}"',
        "Content-MD5": base64.b64encode(content.md5).decode(),
        "x-oss-hash-crc64ecma": str(content.crc64),
    })


def delete_object(route, store):
    """Removes an object; that there is none is no error."""
    store.remove(store.bucket(route.bucket), route.key)
    return Reply(204)


def received(request, store):
    """The body in files, checked against the digest the client claims."""
    claimed = rules.content_md5(request)
    content = store.receive(request.body.pieces())
    if claimed is not None and claimed != content.md5:
        store.discard(content)
        raise ServiceError(
            400, "InvalidDigest", "The Content-MD5 you specified was invalid.",
            fields={"ClientDigest": claimed.hex().upper(), "ServerDigest": content.md5.hex().upper()})
    return content


def refuse_overwrite(request, bucket, key, ec=None):
    """Raises if there is an object that the request does not want to replace."""
    if rules.forbids_overwrite(request) and key in bucket.objects:
        raise ServiceError(
            409, "FileAlreadyExists", "The object you specified already exists and can not be overwritten.", ec=ec)
