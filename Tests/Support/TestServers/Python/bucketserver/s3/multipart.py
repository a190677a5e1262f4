"""Uploads in parts."""

import base64
import hashlib

from ..core import parts
from ..core.digests import crc64_combined, crc64nvme_combined
from ..core.errors import ServiceError
from ..core.lists import encoded, encoding_element
from ..core.reply import Reply, xml_reply
from ..core.store import Part
from ..core.xmltext import element
from . import NAMESPACE, habit, rules
from .errors import bad_digest, invalid_request
from .payload import checksum_claims, receive, refuse_checksums
from .writing import checksum_fields, default_algorithms


def create(request, route, settings, store):
    """Begins an upload."""
    refuse_checksums(request, settings)
    bucket = store.bucket(route.bucket)
    attributes = rules.attributes(request, route, settings)
    attributes.checksum_algorithm, attributes.checksum_type = rules.checksum_kind(request)
    upload = store.begin(bucket, route.key, attributes, settings.clock.now())
    asked = {}
    if attributes.checksum_algorithm:
        asked = {
            "x-amz-checksum-algorithm": attributes.checksum_algorithm.upper(),
            "x-amz-checksum-type": attributes.checksum_type,
        }
    return xml_reply(
        element(
            "InitiateMultipartUploadResult", encoding_element(request), element("Bucket", route.bucket),
            element("Key", encoded(request, route.key)), element("UploadId", upload.id), attributes=NAMESPACE),
        **asked)


def upload_part(request, route, claim, settings, store):
    """Stores a part; an earlier one of the same number is replaced."""
    refuse_checksums(request, settings)
    number = parts.part_number(request)
    bucket = store.bucket(route.bucket)
    upload = parts.find(request, route, bucket)
    algorithm = upload.attributes.checksum_algorithm
    wanted = {*default_algorithms(settings), *([algorithm] if algorithm else [])}
    content = receive(request, claim, settings, store, wanted)
    part = Part(number, content, content.md5.hex(), settings.clock.now())
    if not store.add_part(bucket, upload, part):
        raise parts.no_such_upload(upload.id)
    shown = {algorithm: content.others[algorithm]} if algorithm else checksum_claims(request)
    return Reply(200, {"ETag": f'"{part.etag}"', **checksum_fields(shown)})


def complete(request, route, settings, store):
    """Makes an object of the parts."""
    refuse_checksums(request, settings)
    bucket = store.bucket(route.bucket)
    root = parts.completion(request)
    done = bucket.finished.get(request.parameter("uploadId"))
    if done and habit(settings, "remembersUploads") and done in bucket.objects:
        return _reply(request, route, bucket.objects[done])
    upload = parts.find(request, route, bucket)
    rules.refuse_overwrite(request, bucket, route.key, settings)
    if root is None:
        raise ServiceError(400, "MalformedXML", "The XML you provided names no part.")
    named = parts.named_parts(root, upload)
    chosen = [part for part, _ in named]
    _check_parts(named, upload.attributes, settings)
    etag = hashlib.md5(b"".join(part.content.md5 for part in chosen)).hexdigest()
    crc64 = crc64_combined((part.content.crc64, part.content.size) for part in chosen)
    stored = parts.joined(upload, chosen, f"{etag}-{len(chosen)}", crc64, settings.clock.now())
    stored.checksums = _checksums(chosen, upload.attributes)
    _check_whole(request, stored)
    with store.lock:
        rules.refuse_overwrite(request, bucket, route.key, settings)
        if upload.id not in bucket.uploads:
            raise parts.no_such_upload(upload.id)
        store.put(bucket, stored)
        store.end(bucket, upload, keeping={part.number for part in chosen})
        bucket.finished[upload.id] = route.key
    return _reply(request, route, stored)


def abort(request, route, store):
    """Ends an upload and removes its parts."""
    bucket = store.bucket(route.bucket)
    store.end(bucket, parts.find(request, route, bucket))
    return Reply(204)


def list_parts(request, route, store):
    """The parts so far, by number, each with its checksums."""
    bucket = store.bucket(route.bucket)
    algorithm = parts.find(request, route, bucket).attributes.checksum_algorithm
    return xml_reply(parts.list_parts(
        request, route, bucket, NAMESPACE,
        lambda part: [element(f"Checksum{algorithm.upper()}", part.content.others[algorithm])] if algorithm else []))


def _check_parts(named, attributes, settings):
    chosen = [part for part, _ in named]
    parts.check_sizes(chosen, habit(settings, "leastPart"))
    sizes = {part.content.size for part in chosen[:-1]}
    if habit(settings, "equalParts") and (len(sizes) > 1 or (sizes and chosen[-1].content.size > max(sizes))):
        raise ServiceError(
            400, "InvalidPart", "All non-trailing parts must have the same length.")
    for part, node in named:
        for child in node:
            algorithm = child.tag.removeprefix("Checksum").lower()
            if child.tag != algorithm and part.content.others.get(algorithm, child.text) != child.text:
                raise ServiceError(
                    400, "InvalidPart", "The checksum you specified for a part does not match.",
                    fields={"PartNumber": part.number})
        needed = f"Checksum{attributes.checksum_algorithm.upper()}"
        if attributes.checksum_type == "COMPOSITE" and node.find(needed) is None:
            raise invalid_request(
                f"The upload was created using a {attributes.checksum_algorithm} checksum. The complete request must "
                "include the checksum for each part.")


def _checksums(chosen, attributes):
    """The checksums of the whole: what was asked for at Create, else CRC-64/NVME where the parts have it."""
    algorithm = attributes.checksum_algorithm or "crc64nvme"
    values = [part.content.others.get(algorithm) for part in chosen]
    if None in values:
        return {}
    if algorithm != "crc64nvme":
        return {algorithm: rules.composite(algorithm, values)}
    pieces = [
        (int.from_bytes(base64.b64decode(value), "big"), part.content.size) for value, part in zip(values, chosen)
    ]
    return {algorithm: base64.b64encode(crc64nvme_combined(pieces).to_bytes(8, "big")).decode()}


def _check_whole(request, stored):
    size = request.headers.get("x-amz-mp-object-size")
    if size is not None and size != str(stored.content.size):
        raise invalid_request("The provided 'x-amz-mp-object-size' header does not match what was computed.")
    for algorithm, value in checksum_claims(request).items():
        if algorithm not in stored.checksums:
            raise invalid_request(f"The upload was not created with the {algorithm} checksum.")
        if stored.checksums[algorithm].partition("-")[0] != value.partition("-")[0]:
            raise bad_digest(algorithm.upper())


def _reply(request, route, stored):
    location = f"{request.scheme}://{request.host}{request.path}"
    checksums = [element(f"Checksum{name.upper()}", value) for name, value in stored.checksums.items()]
    return xml_reply(element(
        "CompleteMultipartUploadResult", element("Location", location), element("Bucket", route.bucket),
        element("Key", encoded(request, route.key)), element("ETag", f'"{stored.etag}"'), *checksums,
        attributes=NAMESPACE))
