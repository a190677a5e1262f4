"""Uploads in parts, as far as both dialects agree; OSS took words and rules from S3."""

from .clock import iso_date
from .errors import ServiceError
from .lists import encoded, encoding_element, number
from .store import Content, StoredObject
from .xmltext import element, parse

MAX_PARTS = 10_000
_MAX_DOCUMENT = 4 << 20


def part_number(request):
    """The number a part upload names."""
    text = request.parameter("partNumber") or ""
    if not text.isdecimal() or not 1 <= int(text) <= MAX_PARTS:
        raise ServiceError(
            400, "InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive.",
            fields={"ArgumentName": "partNumber", "ArgumentValue": text})
    return int(text)


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


def completion(request):
    """The document of a Complete, or None where there is an empty body."""
    body = request.body.read(_MAX_DOCUMENT)
    if not body:
        return None
    root = parse(body)
    if root is None or root.tag != "CompleteMultipartUpload" or root.find("Part") is None:
        raise ServiceError(
            400, "MalformedXML",
            "The XML you provided was not well-formed or did not validate against our published schema.")
    return root


def named_parts(root, upload):
    """The parts a Complete names, in order, each with the element that names it."""
    parts = []
    for node in root.iter("Part"):
        text = (node.findtext("PartNumber") or "").strip()
        part = upload.parts.get(int(text)) if text.isdecimal() else None
        if not part or (node.findtext("ETag") or "").strip().strip('"').lower() != part.etag.lower():
            raise ServiceError(
                400, "InvalidPart",
                "One or more of the specified parts could not be found. The part may not have been uploaded, or the "
                "specified entity tag may not match the part's entity tag.",
                fields={"UploadId": upload.id, "PartNumber": text})
        if parts and parts[-1][0].number >= part.number:
            raise ServiceError(
                400, "InvalidPartOrder", "The list of parts was not in ascending order.",
                fields={"UploadId": upload.id})
        parts.append((part, node))
    return parts


def check_sizes(parts, least):
    """All parts but the last have at least so many bytes."""
    for part in parts[:-1]:
        if part.content.size < least:
            raise ServiceError(
                400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size.",
                fields={
                    "MinSizeAllowed": least, "PartNumber": part.number, "ProposedSize": part.content.size,
                    "ETag": part.etag,
                })


def joined(upload, parts, etag, crc64, now):
    """The object that parts make; their files become its own."""
    files = [file for part in parts for file in part.content.files]
    size = sum(part.content.size for part in parts)
    return StoredObject(
        upload.key, Content(files, size, crc64=crc64), upload.attributes, etag, now, is_multipart=True)


def list_parts(request, route, bucket, namespace, extras):
    """The page of parts a request asks for; `extras` are further elements of each."""
    upload = find(request, route, bucket)
    limit = number(request, "max-parts", 1000, 1000)
    after = int(request.parameter("part-number-marker") or 0)
    waiting = [part for index, part in sorted(upload.parts.items()) if index > after]
    shown = waiting[:limit]
    parts = [
        element(
            "Part", element("PartNumber", part.number), element("LastModified", iso_date(part.modified)),
            element("ETag", f'"{part.etag}"'), element("Size", part.content.size), *extras(part))
        for part in shown
    ]
    return element(
        "ListPartsResult", encoding_element(request), element("Bucket", route.bucket),
        element("Key", encoded(request, route.key)), element("UploadId", upload.id),
        element("StorageClass", upload.attributes.storage_class), element("PartNumberMarker", after),
        element("NextPartNumberMarker", shown[-1].number if shown else after), element("MaxParts", limit),
        element("IsTruncated", len(waiting) > limit), *parts, attributes=namespace)
