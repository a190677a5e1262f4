"""OSS's errors: the document, and the header fields that come with it."""

import base64
import uuid

from ..core.errors import BodyMalformed, BodyStalled, ServiceError
from ..core.reply import Reply
from ..core.xmltext import document, element

#: The codes of OSS's pages of errors, as far as they are published there.
_EC = {
    "AccessDenied": "0003-00000001",
    "FileAlreadyExists": "0026-00000002",
    "InvalidAccessKeyId": "0002-00000902",
    "NoSuchBucket": "0015-00000101",
    "NoSuchKey": "0026-00000001",
    "RequestTimeTooSkewed": "0002-00000504",
    "SignatureDoesNotMatch": "0002-00000040",
}
#: All errors have an EC; this one stands for those whose real one could not be found.
_OTHER_EC = "0099-00000000"


def request_fields():
    """The fields every reply has."""
    return {"Server": "AliyunOSS", "x-oss-request-id": uuid.uuid4().hex[:24].upper(), "x-oss-server-time": "1"}


def render(error, request, *, is_head):
    """The reply that tells an error. To a HEAD it comes base64 in a header field."""
    fields = request_fields()
    ec = error.ec or _EC.get(error.code, _OTHER_EC)
    elements = {
        "Code": error.code,
        "Message": error.message,
        "RequestId": fields["x-oss-request-id"],
        "HostId": request.host.partition(":")[0],
        **error.fields,
        "EC": ec,
        "RecommendDoc": f"https://api.alibabacloud.com/troubleshoot?q={ec}",
    }
    body = document(element("Error", *(element(name, value) for name, value in elements.items())))
    headers = {**fields, "Content-Type": "application/xml", "x-oss-ec": ec, **error.headers}
    if is_head:
        headers["x-oss-err"] = base64.b64encode(body).decode()
        return Reply(error.status, headers)
    return Reply(error.status, headers, body)


def translated(error):
    """What OSS says of an exception that is not of its own."""
    if isinstance(error, BodyStalled):
        return ServiceError(
            400, "RequestTimeout",
            "Your socket connection to the server was not read from or written to within the timeout period. "
            "Idle connections will be closed.")
    if isinstance(error, BodyMalformed):
        return ServiceError(400, "MalformedXML", f"The request body cannot be read: {error}.")
    return ServiceError(500, "InternalError", "Please contact the server administrator, oss@service.aliyun.com.")


def invalid_argument(message, ec=None, **fields):
    return ServiceError(400, "InvalidArgument", message, ec=ec, fields=fields)


def access_denied(message, ec=None, **fields):
    return ServiceError(403, "AccessDenied", message, ec=ec, fields=fields)
