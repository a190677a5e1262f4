"""What a host and a path mean: `s3.REGION.localhost` and plain addresses have the bucket in the path, hosts that begin
with a bucket's name have it there."""

import re

from ..core.errors import ServiceError
from ..core.routing import Route, action_of, decoded
from . import habit


def route(request, settings):
    """The bucket, key and operation of a request."""
    host, _, port = request.host.lower().partition(":")
    path = request.path.removeprefix("/")
    bucket, dot, rest = host.partition(".")
    if settings.cnames.get(host):
        found = Route(bucket=settings.cnames[host], is_own_domain=False)
    elif dot and bucket in settings.buckets and not rest.isdecimal():
        found, host = Route(bucket=bucket), rest
    else:
        name, _, path = path.partition("/")
        found = Route(bucket=name)
    region = re.fullmatch(r"s3\.([a-z0-9-]+)\.localhost", host)
    found.region = region[1] if region else ""
    key = decoded(path)
    found.key = key or ""
    found.action = action_of(request, path, "x-amz-copy-source")
    found.refusal = _refusal(found, key, request, settings, host, port)
    return found


def _refusal(found, key, request, settings, host, port):
    bucket = settings.buckets.get(found.bucket)
    if not bucket:
        return ServiceError(
            404, "NoSuchBucket", "The specified bucket does not exist.", fields={"BucketName": found.bucket})
    if key is None or len(key.encode()) > 1024:
        return ServiceError(400, "KeyTooLongError", "Your key is too long, or it is not UTF-8.")
    suffix = f":{port}" if port else ""
    fresh = habit(settings, "freshBuckets").get(found.bucket)
    if fresh and fresh != host:
        query = "&".join(f"{k}={v}" if v else k for k, v in request.query)
        location = f"{request.scheme}://{fresh}{suffix}{request.path}" + (f"?{query}" if query else "")
        return ServiceError(
            307, "TemporaryRedirect", "Please re-send this request to the specified temporary endpoint.",
            fields={"Bucket": found.bucket, "Endpoint": fresh + suffix}, headers={"Location": location})
    if found.region and found.region != bucket.region:
        return ServiceError(
            301, "PermanentRedirect",
            "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all "
            "future requests to this endpoint.",
            fields={"Bucket": found.bucket, "Endpoint": f"s3.{bucket.region}.localhost{suffix}"},
            headers={"x-amz-bucket-region": bucket.region})
    return None
