"""Uploads in parts."""

import base64
import hashlib

from ..core.clock import iso_date
from ..core.digests import crc64_combined
from ..core.errors import ServiceError
from ..core.reply import Reply
from ..core.store import Content, Part, StoredObject
from ..core.xmltext import element, parse
from . import rules
from .errors import invalid_argument
from .lists import encoding_element, encoded
from .reading import xml_reply
from .writing import received, refuse_overwrite

#: All parts but the last have at least so many bytes; checked when they are put together.
MIN_PART_SIZE = 100 << 10
_MAX_PARTS = 10_000
_MAX_DOCUMENT = 4 << 20
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
    number = request.parameter("partNumber") or ""
    if not number.isdecimal() or not 1 <= int(number) <= _MAX_PARTS:
        raise invalid_argument(
            "Part number must be an integer between 1 and 10000, inclusive.", ArgumentName="partNumber",
            ArgumentValue=number)
    rules.require_length(request)
    bucket = store.bucket(route.bucket)
    upload = find(request, route, bucket)
    content = received(request, store)
    part = Part(int(number), content, content.md5.hex().upper(), settings.clock.now())
    if not store.add_part(bucket, upload, part):
        raise no_such_upload(upload.id)
    return Reply(200, {
        "ETag": f'"{part.etag}"',
        "Content-MD5": base64.b64encode(content.md5).decode(),
        "x-oss-hash-crc64ecma": str(content.crc64),
    })


def complete(request, route, settings, store):
    """Makes an object of the parts."""
    bucket = store.bucket(route.bucket)
    body = request.body.read(_MAX_DOCUMENT)
    upload = find(request, route, bucket)
    acl = rules.acl(request, settings.buckets[route.bucket])
    parts = _chosen(request, body, upload)
    for part in parts[:-1]:
        if part.content.size < MIN_PART_SIZE:
            raise ServiceError(
                400, "EntityTooSmall", "Your proposed upload smaller than the minimum allowed size.",
                fields={
                    "MinSizeAllowed": MIN_PART_SIZE, "PartNumber": part.number, "ProposedSize": part.content.size,
                    "ETag": part.etag,
                })
    stored = _joined(upload, parts, settings.clock.now())
    stored.attributes.acl = acl
    with store.lock:
        refuse_overwrite(request, bucket, route.key, ec=_EXISTS_EC)
        if upload.id not in bucket.uploads:
            raise no_such_upload(upload.id)
        store.put(bucket, stored)
        store.end(bucket, upload, keeping={part.number for part in parts})
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
    store.end(bucket, find(request, route, bucket))
    return Reply(204)


def list_parts(request, route, store):
    """The parts so far, by number."""
    upload = find(request, route, store.bucket(route.bucket))
    limit = rules.number(request, "max-parts", 1000, 1000)
    after = int(request.parameter("part-number-marker") or 0)
    waiting = [part for number, part in sorted(upload.parts.items()) if number > after]
    shown = waiting[:limit]
    parts = [
        element(
            "Part", element("PartNumber", part.number), element("LastModified", iso_date(part.modified)),
            element("ETag", f'"{part.etag}"'), element("HashCrc64ecma", part.content.crc64),
            element("Size", part.content.size))
        for part in shown
    ]
    return xml_reply(element(
        "ListPartsResult", encoding_element(request), element("Bucket", route.bucket),
        element("Key", encoded(request, route.key)), element("UploadId", upload.id),
        element("StorageClass", upload.attributes.storage_class), element("PartNumberMarker", after),
        element("NextPartNumberMarker", shown[-1].number if shown else after), element("MaxParts", limit),
        element("IsTruncated", len(waiting) > limit), *parts))


def find(request, route, bucket):
    """The upload a request names."""
    upload = bucket.uploads.get(request.parameter("uploadId"))
    if not upload or upload.key != route.key:
        raise no_such_upload(request.parameter("uploadId"))
    return upload


def no_such_upload(upload_id):
    return ServiceError(
        404, "NoSuchUpload",
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or "
        "completed.",
        fields={"UploadId": upload_id})


def _chosen(request, body, upload):
    """The parts a Complete names, in order."""
    if request.headers.get("x-oss-complete-all") == "yes":
        if body:
            raise invalid_argument("x-oss-complete-all goes with an empty body.")
        parts = [part for _, part in sorted(upload.parts.items())]
    else:
        parts = _named(body, upload)
    if not parts:
        raise ServiceError(400, "MalformedXML", "The XML you provided names no part.")
    return parts


def _named(body, upload):
    root = parse(body)
    if root is None or root.tag != "CompleteMultipartUpload":
        raise ServiceError(
            400, "MalformedXML",
            "The XML you provided was not well-formed or did not validate against our published schema.")
    parts = []
    for node in root.iter("Part"):
        number = (node.findtext("PartNumber") or "").strip()
        part = upload.parts.get(int(number)) if number.isdecimal() else None
        if not part or (node.findtext("ETag") or "").strip().strip('"').upper() != part.etag:
            raise ServiceError(
                400, "InvalidPart",
                "One or more of the specified parts could not be found or the specified entity tag might not have "
                "matched the part's entity tag.",
                fields={"UploadId": upload.id, "PartNumber": number})
        if parts and parts[-1].number >= part.number:
            raise ServiceError(
                400, "InvalidPartOrder", "The list of parts was not in ascending order.",
                fields={"UploadId": upload.id})
        parts.append(part)
    return parts


def _joined(upload, parts, now):
    files = [file for part in parts for file in part.content.files]
    size = sum(part.content.size for part in parts)
    crc64 = crc64_combined((part.content.crc64, part.content.size) for part in parts)
    # Of the form of OSS's, and the MD5 of nothing a client could know.
    etag = f"{hashlib.md5(upload.id.encode()).hexdigest().upper()}-{len(parts)}"
    return StoredObject(
        upload.key, Content(files, size, crc64=crc64), upload.attributes, etag, now, is_multipart=True)
