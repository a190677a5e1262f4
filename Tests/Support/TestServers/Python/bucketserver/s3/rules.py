"""What S3 accepts as metadata and settings of an object."""

import base64
import urllib.parse

from ..core.digests import digest_of
from ..core.errors import ServiceError
from ..core.store import Attributes
from . import habit
from .errors import invalid_argument, invalid_request, not_implemented

ACLS = (
    "private", "public-read", "public-read-write", "authenticated-read", "bucket-owner-read",
    "bucket-owner-full-control", "aws-exec-read",
)
STORAGE_CLASSES = (
    "STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "GLACIER_IR",
    "DEEP_ARCHIVE",
)
_MAX_METADATA_BYTES = 2 << 10
_KEPT_HEADERS = (
    "cache-control", "content-disposition", "content-encoding", "content-language", "content-type", "expires",
)


def attributes(request, route, settings):
    """What Put and Create take down of an object."""
    headers = {name: value for name, value in request.headers.items() if name in _KEPT_HEADERS}
    encodings = [word.strip() for word in headers.pop("content-encoding", "").split(",")]
    kept = ",".join(word for word in encodings if word and word != "aws-chunked")
    if kept:
        headers["content-encoding"] = kept
    storage_class = request.headers.get("x-amz-storage-class", "STANDARD")
    if storage_class not in STORAGE_CLASSES:
        raise ServiceError(400, "InvalidStorageClass", "The storage class you specified is not valid.")
    return Attributes(
        headers=headers, metadata=_metadata(request), tags=_tags(request.headers.get("x-amz-tagging")),
        acl=_acl(request, route, settings), storage_class=storage_class)


def refuse_overwrite(request, bucket, key, settings):
    """Raises if there is an object that the request does not want to replace."""
    condition = request.headers.get("if-none-match")
    wanted = request.headers.get("if-match")
    how = habit(settings, "conditionalWrite")
    if how == "ignored":
        return
    if wanted is not None:
        _require_replaced(wanted, bucket.objects.get(key), how)
    if condition is None:
        return
    if how == "notImplemented" or condition != "*":
        raise not_implemented("If-None-Match")
    if key in bucket.objects:
        raise ServiceError(
            412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold",
            fields={"Condition": "If-None-Match"})


def _require_replaced(wanted, stored, how):
    if how == "notImplemented":
        raise not_implemented("If-Match")
    if stored is None:
        raise ServiceError(404, "NoSuchKey", "The specified key does not exist.")
    if wanted.strip('"') != stored.etag:
        raise ServiceError(
            412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold",
            fields={"Condition": "If-Match"})


def checksum_kind(request):
    """The algorithm and the type of checksums a Create asks for."""
    algorithm = request.headers.get("x-amz-checksum-algorithm", "").lower()
    kind = request.headers.get("x-amz-checksum-type", "")
    if not algorithm:
        return "", ""
    if algorithm not in ("crc32", "crc32c", "crc64nvme", "sha1", "sha256"):
        raise invalid_request("Checksum algorithm provided is unsupported.")
    default = "FULL_OBJECT" if algorithm == "crc64nvme" else "COMPOSITE"
    kind = kind or default
    if (algorithm == "crc64nvme") != (kind == "FULL_OBJECT"):
        raise invalid_request(f"The {kind} checksum type cannot be used with the {algorithm} checksum algorithm.")
    return algorithm, kind


def composite(algorithm, digests):
    """The checksum of a whole made of its parts' checksums (base64)."""
    whole = digest_of(algorithm, b"".join(base64.b64decode(digest) for digest in digests))
    return f"{base64.b64encode(whole).decode()}-{len(digests)}"


def _acl(request, route, settings):
    value = request.headers.get("x-amz-acl", "default")
    how = habit(settings, "acl")
    if value == "default" or how == "ignored":
        return "default"
    if value not in ACLS:
        raise invalid_argument("x-amz-acl is not valid.", ArgumentName="x-amz-acl", ArgumentValue=value)
    if how == "notSupported" and value != "bucket-owner-full-control":
        raise ServiceError(400, "AccessControlListNotSupported", "The bucket does not allow ACLs")
    if settings.buckets[route.bucket].blockPublicAccess and value.startswith("public"):
        raise ServiceError(403, "AccessDenied", "Access Denied: public ACLs are blocked.")
    return value


def _metadata(request):
    found = request.headers.with_prefix("x-amz-meta-")
    if sum(len(name) + len(value.encode()) for name, value in found.items()) > _MAX_METADATA_BYTES:
        raise ServiceError(
            400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size")
    return found


def _tags(text):
    if not text:
        return {}
    pairs = urllib.parse.parse_qsl(text, keep_blank_values=True)
    if len(pairs) > 10 or len(dict(pairs)) < len(pairs):
        raise ServiceError(400, "InvalidTag", "The tags you have provided are not valid.")
    return dict(pairs)
