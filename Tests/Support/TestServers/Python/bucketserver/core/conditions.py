"""Conditions under which an object is read."""

from .errors import ServiceError


def check_conditions(request, stored):
    """Raises 412 or 304 where `If-Match` or `If-None-Match` says so."""
    wanted, unwanted = request.headers.get("if-match"), request.headers.get("if-none-match")
    if wanted and wanted.strip('"') not in (stored.etag, "*"):
        raise ServiceError(
            412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold.",
            fields={"Condition": "If-Match"})
    if unwanted and unwanted.strip('"') in (stored.etag, "*"):
        raise ServiceError(304, "NotModified", "Not Modified")
