"""Lists of objects and of unfinished uploads. The dialects differ in a default and in a few elements."""

import base64
import binascii
import dataclasses
import re
import urllib.parse

from .clock import iso_date
from .errors import ServiceError
from .listing import page_of_keys
from .xmltext import element

OWNER = element("Owner", element("ID", "1234567890"), element("DisplayName", "1234567890"))


@dataclasses.dataclass(frozen=True)
class Lists:
    """How a dialect lists.

    `next_marker_always`: whether version 1 names the next marker without a delimiter, too. `extras` makes further
    elements of an object's entry.
    """

    namespace: str
    default_keys: int
    next_marker_always: bool
    extras: object

    def objects(self, request, route, bucket):
        """Version 1: pages by marker."""
        marker = request.parameter("marker") or ""
        limit, page = self._page(request, bucket, marker)
        has_next = page.is_truncated and (self.next_marker_always or request.parameter("delimiter"))
        return element(
            "ListBucketResult", *_shared(request, route, limit), element("Marker", encoded(request, marker)),
            element("IsTruncated", page.is_truncated),
            element("NextMarker", encoded(request, page.last)) if has_next else "",
            *self._entries(request, page, bucket, True), attributes=self.namespace)

    def objects_v2(self, request, route, bucket):
        """Version 2: pages by continuation token."""
        token = request.parameter("continuation-token")
        start = request.parameter("start-after") or ""
        limit, page = self._page(request, bucket, _from_token(token) if token else start)
        following = base64.b64encode(page.last.encode()).decode()
        return element(
            "ListBucketResult", *_shared(request, route, limit),
            element("StartAfter", encoded(request, start)) if start else "",
            element("ContinuationToken", token) if token else "",
            element("NextContinuationToken", following) if page.is_truncated else "",
            element("IsTruncated", page.is_truncated), element("KeyCount", len(page.keys) + len(page.prefixes)),
            *self._entries(request, page, bucket, request.parameter("fetch-owner") == "true"),
            attributes=self.namespace)

    def uploads(self, request, route, bucket):
        """Unfinished uploads, by key and the moment they began."""
        limit = number(request, "max-uploads", 1000, 1000)
        prefix = request.parameter("prefix") or ""
        key_marker, id_marker = request.parameter("key-marker") or "", request.parameter("upload-id-marker") or ""
        waiting = [item for item in bucket.sorted_uploads() if item.key.startswith(prefix)]
        waiting = _behind(waiting, key_marker, id_marker) if key_marker else waiting
        shown, is_truncated = waiting[:limit], len(waiting) > limit
        uploads = [
            element(
                "Upload", element("Key", encoded(request, item.key)), element("UploadId", item.id),
                element("StorageClass", item.attributes.storage_class),
                element("Initiated", iso_date(item.initiated)))
            for item in shown
        ]
        return element(
            "ListMultipartUploadsResult", encoding_element(request), element("Bucket", route.bucket),
            element("KeyMarker", encoded(request, key_marker)), element("UploadIdMarker", id_marker),
            element("NextKeyMarker", encoded(request, shown[-1].key)) if is_truncated else "",
            element("NextUploadIdMarker", shown[-1].id) if is_truncated else "",
            element("Prefix", encoded(request, prefix)), element("MaxUploads", limit),
            element("IsTruncated", is_truncated), *uploads, attributes=self.namespace)

    def _page(self, request, bucket, after):
        limit = number(request, "max-keys", self.default_keys, 1000)
        return limit, page_of_keys(
            list(bucket.objects), prefix=request.parameter("prefix") or "",
            delimiter=request.parameter("delimiter") or "", after=after, limit=limit)

    def _entries(self, request, page, bucket, with_owner):
        found = (bucket.objects.get(key) for key in page.keys)
        contents = [
            element(
                "Contents", element("Key", encoded(request, item.key)),
                element("LastModified", iso_date(item.modified)), element("ETag", f'"{item.etag}"'),
                element("Size", item.content.size), element("StorageClass", item.attributes.storage_class),
                OWNER if with_owner else "", *self.extras(item))
            for item in found if item
        ]
        return contents + [
            element("CommonPrefixes", element("Prefix", encoded(request, prefix))) for prefix in page.prefixes]


def encoded(request, text):
    """A key as the list's `encoding-type` wants it."""
    return urllib.parse.quote(text, safe="/") if request.parameter("encoding-type") == "url" else text


def encoding_element(request):
    return element("EncodingType", "url") if request.parameter("encoding-type") == "url" else ""


def number(request, name, default, most):
    """A positive integer of the query, refused beyond the most."""
    text = request.parameter(name)
    if not text:
        return default
    if not re.fullmatch("[0-9]{1,9}", text) or not 1 <= int(text) <= most:
        raise ServiceError(
            400, "InvalidArgument", f"{name} must be from 1 to {most}.",
            fields={"ArgumentName": name, "ArgumentValue": text})
    return int(text)


def _behind(uploads, key_marker, id_marker):
    """What follows the markers; without an id all uploads of the key are passed."""
    waiting = [item for item in uploads if item.key.encode() >= key_marker.encode()]
    ids = [item.id for item in waiting if item.key == key_marker]
    passed = ids[: ids.index(id_marker) + 1] if id_marker in ids else [] if id_marker else ids
    return [item for item in waiting if item.id not in passed]


def _shared(request, route, limit):
    return [
        element("Name", route.bucket),
        element("Prefix", encoded(request, request.parameter("prefix") or "")),
        element("MaxKeys", limit),
        element("Delimiter", encoded(request, request.parameter("delimiter") or "")),
        encoding_element(request),
    ]


def _from_token(token):
    try:
        return base64.b64decode(token, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise ServiceError(
            400, "InvalidArgument", "The continuation token is not valid.",
            fields={"ArgumentName": "continuation-token"}) from None
