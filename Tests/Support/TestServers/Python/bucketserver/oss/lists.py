"""Lists of objects and of unfinished uploads."""

import base64
import binascii
import urllib.parse

from ..core.clock import iso_date
from ..core.listing import page_of_keys
from ..core.xmltext import element
from . import rules
from .errors import invalid_argument
from .reading import xml_reply

OWNER = element("Owner", element("ID", "1234567890"), element("DisplayName", "1234567890"))


def list_objects(request, route, store):
    """Version 1: pages by marker."""
    marker = request.parameter("marker") or ""
    limit, page = _page(request, store.bucket(route.bucket), marker)
    following = [element("NextMarker", encoded(request, page.last))] if page.is_truncated else []
    return xml_reply(element(
        "ListBucketResult", *_shared(request, route, limit), element("Marker", encoded(request, marker)),
        element("IsTruncated", page.is_truncated), *following, *_entries(request, page, store.bucket(route.bucket))))


def list_objects_v2(request, route, store):
    """Version 2: pages by continuation token."""
    token = request.parameter("continuation-token")
    after = _from_token(token) if token else request.parameter("start-after") or ""
    limit, page = _page(request, store.bucket(route.bucket), after)
    fields = [element("StartAfter", encoded(request, request.parameter("start-after") or ""))]
    if token:
        fields.append(element("ContinuationToken", token))
    if page.is_truncated:
        fields.append(element("NextContinuationToken", base64.b64encode(page.last.encode()).decode()))
    with_owner = request.parameter("fetch-owner") == "true"
    return xml_reply(element(
        "ListBucketResult", *_shared(request, route, limit), *fields,
        element("IsTruncated", page.is_truncated), element("KeyCount", len(page.keys) + len(page.prefixes)),
        *_entries(request, page, store.bucket(route.bucket), with_owner)))


def list_uploads(request, route, store):
    """Unfinished uploads, by key and the moment they began."""
    limit = rules.number(request, "max-uploads", 1000, 1000)
    prefix = request.parameter("prefix") or ""
    key_marker = request.parameter("key-marker") or ""
    id_marker = request.parameter("upload-id-marker") or ""
    waiting = [item for item in store.bucket(route.bucket).sorted_uploads() if item.key.startswith(prefix)]
    waiting = [item for item in waiting if item.key.encode() >= key_marker.encode()] if key_marker else waiting
    if id_marker:
        ids = [item.id for item in waiting if item.key == key_marker]
        passed = set(ids[: ids.index(id_marker) + 1]) if id_marker in ids else set()
        waiting = [item for item in waiting if item.id not in passed]
    elif key_marker:
        waiting = [item for item in waiting if item.key != key_marker]
    shown = waiting[:limit]
    following = []
    if len(waiting) > limit:
        following = [
            element("NextKeyMarker", encoded(request, shown[-1].key)), element("NextUploadIdMarker", shown[-1].id)]
    uploads = [
        element(
            "Upload", element("Key", encoded(request, item.key)), element("UploadId", item.id),
            element("StorageClass", item.attributes.storage_class), element("Initiated", iso_date(item.initiated)))
        for item in shown
    ]
    return xml_reply(element(
        "ListMultipartUploadsResult", encoding_element(request), element("Bucket", route.bucket),
        element("KeyMarker", encoded(request, key_marker)), element("UploadIdMarker", id_marker), *following,
        element("Prefix", encoded(request, prefix)), element("MaxUploads", limit),
        element("IsTruncated", len(waiting) > limit), *uploads))


def encoded(request, text):
    """A key as the list's `encoding-type` wants it."""
    return urllib.parse.quote(text, safe="/") if request.parameter("encoding-type") == "url" else text


def encoding_element(request):
    return element("EncodingType", "url") if request.parameter("encoding-type") == "url" else ""


def _page(request, bucket, after):
    limit = rules.number(request, "max-keys", 100, 1000)
    return limit, page_of_keys(
        list(bucket.objects), prefix=request.parameter("prefix") or "",
        delimiter=request.parameter("delimiter") or "", after=after, limit=limit)


def _shared(request, route, limit):
    return [
        element("Name", route.bucket),
        element("Prefix", encoded(request, request.parameter("prefix") or "")),
        element("MaxKeys", limit),
        element("Delimiter", encoded(request, request.parameter("delimiter") or "")),
        encoding_element(request),
    ]


def _entries(request, page, bucket, with_owner=True):
    objects = (bucket.objects.get(key) for key in page.keys)
    contents = [
        element(
            "Contents", element("Key", encoded(request, item.key)),
            element("LastModified", iso_date(item.modified)), element("ETag", f'"{item.etag}"'),
            element("Type", "Multipart" if item.is_multipart else "Normal"), element("Size", item.content.size),
            element("StorageClass", item.attributes.storage_class), OWNER if with_owner else "")
        for item in objects if item
    ]
    return contents + [
        element("CommonPrefixes", element("Prefix", encoded(request, prefix))) for prefix in page.prefixes]


def _from_token(token):
    try:
        return base64.b64decode(token, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise invalid_argument("The continuation token is not valid.", ArgumentName="continuation-token") from None
