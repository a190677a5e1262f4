"""What a host and a path mean. OSS knows virtual hosts, hosts of the bucket's owner (CNAME), and for plain IP addresses
the path style."""

import ipaddress
import re

from ..core.errors import ServiceError
from ..core.routing import Route, action_of, decoded
from .errors import access_denied

#: Names below `localhost` reach the loopback interface; the real domain serves clients that are told where it is.
_OWN_HOST = re.compile(
    r"(?:(?P<bucket>[^.]+)\.)?oss-(?P<region>[a-z0-9-]+?)(?P<internal>-internal)?\.(?P<domain>localhost|aliyuncs\.com)")


def route(request, settings):
    """The bucket, key and operation of a request."""
    host, _, port = request.host.lower().partition(":")
    cname = settings.cnames.get(host)
    own = _OWN_HOST.fullmatch(host)
    path = request.path.removeprefix("/")
    if cname:
        found = Route(bucket=cname, region=settings.buckets[cname].region, is_own_domain=False)
    elif _is_address(host):
        name, _, path = path.partition("/")
        found = Route(bucket=name, region=settings.region)
    elif own and own["bucket"]:
        found = Route(bucket=own["bucket"], region=own["region"])
    elif own and path:
        found = Route(refusal=ServiceError(
            403, "SecondLevelDomainForbidden", "Please use virtual hosted style to access."))
    else:
        found = Route()
    key = decoded(path)
    found.key = key or ""
    found.action = action_of(request, path, "x-oss-copy-source")
    if found.refusal is None:
        found.refusal = _refusal(found, key, settings, own, port)
    return found


def _refusal(found, key, settings, own, port):
    bucket = settings.buckets.get(found.bucket)
    if not found.bucket:
        return ServiceError(501, "NotImplemented", "The service itself answers nothing here, only its buckets do.")
    if not bucket:
        return ServiceError(
            404, "NoSuchBucket", "The specified bucket does not exist.", fields={"BucketName": found.bucket})
    if found.region != bucket.region:
        domain = own["domain"] if own else "localhost"
        endpoint = f"oss-{bucket.region}.{domain}" + (f":{port}" if port else "")
        return access_denied(
            "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all "
            "future requests to this endpoint.",
            ec="0003-00001403", Bucket=found.bucket, Endpoint=endpoint)
    if key is None:
        return ServiceError(400, "InvalidObjectName", "The specified object is not valid.")
    return None


def _is_address(host):
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
