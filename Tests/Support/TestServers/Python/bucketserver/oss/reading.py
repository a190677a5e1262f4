"""GET and HEAD of objects."""

import mimetypes

from ..core.clock import http_date
from ..core.conditions import check_conditions
from ..core.errors import ServiceError
from ..core.ranges import parse_range
from ..core.reply import Reply, xml_reply
from ..core.xmltext import element

#: Types that domains of OSS itself only hand out as a download.
_DOWNLOADED = ("text/html", "application/xhtml+xml", "image/")


def get_object(request, route, stored):
    """The object, or the range asked for."""
    headers = object_headers(route, stored)
    check_conditions(request, stored)
    size = stored.content.size
    wanted = parse_range(request.headers.get("range"), size)
    is_standard = request.headers.get("x-oss-range-behavior") == "standard"
    if wanted and is_standard:
        if wanted[0] >= size:
            raise ServiceError(
                416, "InvalidRange", "The requested range cannot be satisfied.",
                headers={"Content-Range": f"bytes */{size}"})
        wanted = max(wanted[0], 0), min(wanted[1], size)
    elif wanted and not 0 <= wanted[0] < wanted[1] <= size:
        wanted = None
    if not wanted:
        return Reply(200, headers, spans=stored.content.spans(0, size))
    headers["Content-Range"] = f"bytes {wanted[0]}-{wanted[1] - 1}/{size}"
    return Reply(206, headers, spans=stored.content.spans(*wanted))


def head_object(request, route, stored):
    check_conditions(request, stored)
    return Reply(200, object_headers(route, stored), content_length=stored.content.size)


def object_headers(route, stored):
    """The fields that come with an object."""
    attributes = stored.attributes
    kind = attributes.headers.get("content-type") or mimetypes.guess_type(stored.key)[0] or "application/octet-stream"
    headers = {
        **{name.title(): value for name, value in attributes.headers.items()},
        "Content-Type": kind,
        "Accept-Ranges": "bytes",
        "ETag": f'"{stored.etag}"',
        "Last-Modified": http_date(stored.modified),
        "x-oss-object-type": "Multipart" if stored.is_multipart else "Normal",
        "x-oss-storage-class": attributes.storage_class,
        "x-oss-hash-crc64ecma": str(stored.content.crc64),
        **{f"x-oss-meta-{name}": value for name, value in attributes.metadata.items()},
    }
    if attributes.tags:
        headers["x-oss-tagging-count"] = str(len(attributes.tags))
    if route.is_own_domain and kind.startswith(_DOWNLOADED):
        headers["x-oss-force-download"] = "true"
        headers["Content-Disposition"] = "attachment"
    return headers


def get_object_acl(stored, owner):
    return xml_reply(element(
        "AccessControlPolicy", owner, element("AccessControlList", element("Grant", stored.attributes.acl))))


def get_object_tagging(stored):
    tags = [element("Tag", element("Key", k), element("Value", v)) for k, v in stored.attributes.tags.items()]
    return xml_reply(element("Tagging", element("TagSet", *tags)))
