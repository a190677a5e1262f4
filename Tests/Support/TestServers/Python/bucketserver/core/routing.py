"""Which operation a request asks for; both dialects have the same ones."""

import dataclasses
import urllib.parse

_BUCKET_READS = ("lifecycle", "acl", "location", "publicAccessBlock", "policyStatus")


@dataclasses.dataclass
class Route:
    """What a request is about. `refusal` is why it can not be about anything, to be raised when it is answered."""

    bucket: str = ""
    key: str = ""
    action: str = "Unknown"
    region: str = ""
    #: Whether the host is one of the service's own, not a domain of the bucket's owner.
    is_own_domain: bool = True
    refusal: Exception = None


def action_of(request, key, copy_header):
    """The name of the operation: OSS's names, which S3 mostly has, too."""
    method = request.method
    if not key:
        return _bucket_action(request)
    if request.has("uploadId"):
        part = "UploadPartCopy" if request.headers.get(copy_header) else "UploadPart"
        return {
            "GET": "ListParts", "PUT": part, "POST": "CompleteMultipartUpload", "DELETE": "AbortMultipartUpload",
        }.get(method, "Unknown")
    for name, noun in (("acl", "ObjectAcl"), ("tagging", "ObjectTagging")):
        if request.has(name):
            return {"GET": "Get", "PUT": "Put"}.get(method, "Unknown ") + noun
    if method == "POST":
        return "InitiateMultipartUpload" if request.has("uploads") else "Unknown"
    if method == "PUT" and request.headers.get(copy_header):
        return "CopyObject"
    return {"GET": "GetObject", "HEAD": "HeadObject", "PUT": "PutObject", "DELETE": "DeleteObject"}.get(
        method, "Unknown")


def _bucket_action(request):
    if request.method == "HEAD":
        return "HeadBucket"
    if request.method != "GET":
        return "Unknown"
    for name in _BUCKET_READS:
        if request.has(name):
            return "GetBucket" + name[0].upper() + name[1:]
    if request.has("uploads"):
        return "ListMultipartUploads"
    return "ListObjectsV2" if request.parameter("list-type") == "2" else "ListObjects"


def decoded(path):
    """A percent-encoded path as text, or None if it is not UTF-8."""
    try:
        return urllib.parse.unquote_to_bytes(path).decode()
    except UnicodeDecodeError:
        return None
