"""Uploads in parts."""

import base64
import hashlib

from ..core import parts
from ..core.digests import crc64_combined
from ..core.errors import ServiceError
from ..core.lists import encoded, encoding_element
from ..core.reply import Reply, xml_reply
from ..core.store import Part
from ..core.xmltext import element
from . import rules
from .errors import invalid_argument
from .writing import received, refuse_overwrite

#: All parts but the last have at least so many bytes; checked when they are put together.
MIN_PART_SIZE = 100 << 10
_EXISTS_EC = "0042-00000214"


def initiate(request, route, settings, store):
    """Begins an upload. An ACL sent along is ignored: it belongs to Complete."""
    rules.check_key(route.key)
    bucket = store.bucket(route.bucket)
    attributes = rules.attributes(request)
    refuse_overwrite(request, bucket, route.key, ec=_EXISTS_EC)
    upload = store.begin(bucket, route.key, attributes, settings.clock.now())
    return xml_reply(element(
        "InitiateMultipartUploadResult", encoding_element(request), element("Bucket", route.bucket),
        element("Key", encoded(request, route.key)), element("UploadId", upload.id)))


def upload_part(request, route, settings, store):
    """Stores a part; an earlier one of the same number is replaced."""
    number = parts.part_number(request)
    rules.require_length(request)
    bucket = store.bucket(route.bucket)
    upload = parts.find(request, route, bucket)
    content = received(request, store)
    part = Part(number, content, content.md5.hex().upper(), settings.clock.now())
    if not store.add_part(bucket, upload, part):
        raise parts.no_such_upload(upload.id)
    return Reply(200, {
        "ETag": f'"{part.etag}"',
        "Content-MD5": base64.b64encode(content.md5).decode(),
        "x-oss-hash-crc64ecma": str(content.crc64),
    })


def complete(request, route, settings, store):
    """Makes an object of the parts."""
    bucket = store.bucket(route.bucket)
    root = parts.completion(request)
    upload = parts.find(request, route, bucket)
    acl = rules.acl(request, settings.buckets[route.bucket])
    chosen = _chosen(request, root, upload)
    parts.check_sizes(chosen, MIN_PART_SIZE)
    # Of the form of OSS's, and the MD5 of nothing a client could know.
    etag = f"{hashlib.md5(upload.id.encode()).hexdigest().upper()}-{len(chosen)}"
    crc64 = crc64_combined((part.content.crc64, part.content.size) for part in chosen)
    stored = parts.joined(upload, chosen, etag, crc64, settings.clock.now())
    stored.attributes.acl = acl
    with store.lock:
        refuse_overwrite(request, bucket, route.key, ec=_EXISTS_EC)
        if upload.id not in bucket.uploads:
            raise parts.no_such_upload(upload.id)
        store.put(bucket, stored)
        store.end(bucket, upload, keeping={part.number for part in chosen})
    location = f"{request.scheme}://{request.host}{request.path}"
    return xml_reply(
        element(
            "CompleteMultipartUploadResult", encoding_element(request), element("Location", location),
            element("Bucket", route.bucket), element("Key", encoded(request, route.key)),
            element("ETag", f'"{stored.etag}"')),
        **{"ETag": f'"{stored.etag}"', "x-oss-hash-crc64ecma": str(stored.content.crc64)})


def abort(request, route, store):
    """Ends an upload and removes its parts."""
    bucket = store.bucket(route.bucket)
    store.end(bucket, parts.find(request, route, bucket))
    return Reply(204)


def list_parts(request, route, store):
    """The parts so far, by number, each with its CRC."""
    return xml_reply(parts.list_parts(
        request, route, store.bucket(route.bucket), "",
        lambda part: [element("HashCrc64ecma", part.content.crc64)]))


def _chosen(request, root, upload):
    """The parts of a Complete, in order."""
    if request.headers.get("x-oss-complete-all") == "yes":
        if root is not None:
            raise invalid_argument("x-oss-complete-all goes with an empty body.")
        chosen = [part for _, part in sorted(upload.parts.items())]
    else:
        chosen = [part for part, _ in parts.named_parts(root, upload)] if root is not None else []
    if not chosen:
        raise ServiceError(400, "MalformedXML", "The XML you provided names no part.")
    return chosen
