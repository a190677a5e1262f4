"""What OSS accepts as names, metadata and settings of an object."""

import base64
import binascii
import re
import urllib.parse

from ..core.errors import ServiceError
from ..core.store import Attributes
from .errors import access_denied, invalid_argument

ACLS = ("default", "private", "public-read", "public-read-write")
STORAGE_CLASSES = ("Standard", "IA", "Archive", "ColdArchive", "DeepColdArchive")
_MAX_KEY_BYTES = 1023
_MAX_METADATA_BYTES = 8 << 10
_KEPT_HEADERS = (
    "cache-control", "content-disposition", "content-encoding", "content-language", "content-type", "expires",
)


def check_key(key):
    """Raises unless an object may be named so."""
    if not 1 <= len(key.encode()) <= _MAX_KEY_BYTES:
        raise ServiceError(400, "InvalidObjectName", "The length of object name must be less than 1024.")
    if key[0] in "/\\":
        raise ServiceError(400, "InvalidObjectName", "The specified object is not valid.")


def refuse_preconditions(request):
    """OSS knows no conditional writes by HTTP's own headers."""
    for name in ("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"):
        if request.headers.get(name.lower()) is not None:
            raise ServiceError(
                400, "NotImplemented", "A header you provided implies functionality that is not implemented.",
                fields={"Header": name, "Value": request.headers.get(name.lower())})


def attributes(request):
    """What Put and Initiate take down of an object; the ACL is not among it."""
    headers = {name: value for name, value in request.headers.items() if name in _KEPT_HEADERS}
    return Attributes(
        headers=headers,
        metadata=_metadata(request),
        tags=_tags(request.headers.get("x-oss-tagging")),
        storage_class=_one_of(request, "x-oss-storage-class", STORAGE_CLASSES, "Standard"))


def acl(request, bucket):
    """The ACL a Put or Complete asks for."""
    value = _one_of(request, "x-oss-object-acl", ACLS, "default")
    if bucket.blockPublicAccess and value.startswith("public"):
        raise access_denied("Put public object acl is not allowed", ec="0016-00000901")
    return value


def forbids_overwrite(request):
    return _one_of(request, "x-oss-forbid-overwrite", ("true", "false"), "false") == "true"


def content_md5(request):
    """The digest the client claims, or None."""
    text = request.headers.get("content-md5")
    if text is None:
        return None
    try:
        digest = base64.b64decode(text, validate=True)
    except binascii.Error:
        digest = b""
    if len(digest) != 16:
        raise ServiceError(400, "InvalidDigest", "The Content-MD5 you specified is not valid.")
    return digest


def require_length(request):
    if request.body.length is None and not request.body.is_chunked:
        raise ServiceError(411, "MissingContentLength", "You must provide the Content-Length HTTP header.")


def _metadata(request):
    found = request.headers.with_prefix("x-oss-meta-")
    for name in found:
        if not re.fullmatch("[a-z0-9-]+", name):
            raise invalid_argument(
                "Names of user metadata hold letters, digits and hyphens only.", ArgumentName=f"x-oss-meta-{name}")
    if sum(len(name) + len(value.encode()) for name, value in found.items()) > _MAX_METADATA_BYTES:
        raise ServiceError(
            400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size.")
    return found


def _tags(text):
    if not text:
        return {}
    pairs = [
        [urllib.parse.unquote_plus(side) for side in item.partition("=")[::2]] for item in text.split("&") if item
    ]
    names = [name for name, _ in pairs]
    allowed = re.compile(r"[\w .:/+=\-]*", re.ASCII)
    if len(pairs) > 10 or len(set(names)) < len(names) or any(
            not 1 <= len(name) <= 128 or len(value) > 256 or not allowed.fullmatch(name + value)
            for name, value in pairs):
        raise ServiceError(400, "InvalidTag", "The tag you have provided is not valid.")
    return dict(pairs)


def _one_of(request, name, allowed, default):
    value = request.headers.get(name, default)
    if value not in allowed:
        raise invalid_argument(
            f"{name} must be one of {', '.join(allowed)}.", ArgumentName=name, ArgumentValue=value)
    return value
