"""GET and HEAD of objects."""

from ..core.clock import http_date
from ..core.conditions import check_conditions
from ..core.errors import ServiceError
from ..core.ranges import parse_range
from ..core.reply import Reply


def get_object(request, stored):
    """The object, or as much of the range asked for as there is."""
    check_conditions(request, stored)
    headers = object_headers(request, stored)
    size = stored.content.size
    wanted = parse_range(request.headers.get("range"), size)
    if not wanted:
        return Reply(200, headers, spans=stored.content.spans(0, size))
    start, end = max(wanted[0], 0), min(wanted[1], size)
    if start >= size:
        raise ServiceError(
            416, "InvalidRange", "The requested range is not satisfiable",
            fields={"RangeRequested": request.headers.get("range"), "ActualObjectSize": size},
            headers={"Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return Reply(206, headers, spans=stored.content.spans(start, end))


def head_object(request, stored):
    check_conditions(request, stored)
    return Reply(200, object_headers(request, stored), content_length=stored.content.size)


def object_headers(request, stored):
    """The fields that come with an object."""
    attributes = stored.attributes
    headers = {
        "Content-Type": "binary/octet-stream",
        **{name.title(): value for name, value in attributes.headers.items()},
        "Accept-Ranges": "bytes",
        "ETag": f'"{stored.etag}"',
        "Last-Modified": http_date(stored.modified),
        **{f"x-amz-meta-{name}": value for name, value in attributes.metadata.items()},
    }
    if attributes.storage_class != "STANDARD":
        headers["x-amz-storage-class"] = attributes.storage_class
    if attributes.tags:
        headers["x-amz-tagging-count"] = str(len(attributes.tags))
    if request.headers.get("x-amz-checksum-mode", "").upper() == "ENABLED" and not request.headers.get("range"):
        for algorithm, value in stored.checksums.items():
            headers[f"x-amz-checksum-{algorithm}"] = value
            headers["x-amz-checksum-type"] = "COMPOSITE" if "-" in value else "FULL_OBJECT"
    return headers
