"""S3's errors."""

import uuid

from ..core.errors import BodyMalformed, BodyStalled, ServiceError
from ..core.reply import Reply
from ..core.xmltext import document, element


def request_fields():
    """The fields every reply has."""
    return {"Server": "TestS3", "x-amz-request-id": uuid.uuid4().hex[:16].upper(), "x-amz-id-2": uuid.uuid4().hex}


def render(error, request, route):
    """The reply that tells an error; to a HEAD it has no body."""
    fields = request_fields()
    elements = {
        "Code": error.code,
        "Message": error.message,
        **error.fields,
        "Resource": request.path,
        "RequestId": fields["x-amz-request-id"],
        "HostId": fields["x-amz-id-2"],
    }
    headers = {**fields, "Content-Type": "application/xml", **error.headers}
    if request.method == "HEAD" or error.status == 304:
        return Reply(error.status, headers)
    return Reply(
        error.status, headers, document(element("Error", *(element(name, value) for name, value in elements.items()))))


def translated(error):
    """What S3 says of an exception that is not of its own."""
    if isinstance(error, BodyStalled):
        return ServiceError(
            400, "RequestTimeout",
            "Your socket connection to the server was not read from or written to within the timeout period. Idle "
            "connections will be closed.")
    if isinstance(error, BodyMalformed):
        return ServiceError(400, "IncompleteBody", f"The request body cannot be read: {error}.")
    return ServiceError(500, "InternalError", "We encountered an internal error. Please try again.")


def invalid_argument(message, **fields):
    return ServiceError(400, "InvalidArgument", message, fields=fields)


def invalid_request(message):
    return ServiceError(400, "InvalidRequest", message)


def not_implemented(header):
    return ServiceError(
        501, "NotImplemented", "A header you provided implies functionality that is not implemented.",
        fields={"Header": header})


def bad_digest(name):
    return ServiceError(400, "BadDigest", f"The {name} you specified did not match what we received.")
