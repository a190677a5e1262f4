"""S3, with the habits of one server or another.

Habits, by name:

| name | means | unless told |
|---|---|---|
| checksRegion | a scope of another region is refused (400 AuthorizationHeaderMalformed with the right one) | true |
| refusesUnsigned | UNSIGNED-PAYLOAD is refused | false |
| refusesChunks | bodies in aws-chunked framing are refused | false |
| refusesTrailers | of these, those with trailers are refused | false |
| requiresLength | Transfer-Encoding: chunked is refused, in whatever framing (411) | false |
| refusesChecksums | `x-amz-checksum-*` and `x-amz-sdk-*` fields are refused (400 InvalidArgument) | false |
| computesChecksum | a CRC-64/NVME is kept of every body, unasked, as AWS does | false |
| leastPart | bytes a part has at least, but for the last; checked at Complete | 5 MiB |
| equalParts | all parts but the last are of one size | false |
| remembersUploads | a repeated Complete succeeds | false |
| conditionalWrite | If-None-Match and If-Match on writing are `honoured`, `ignored` or `notImplemented` | honoured |
| acl | `x-amz-acl` is `honoured`, `ignored` or `notSupported` | honoured |
| freshBuckets | hosts, by bucket, to which requests to any other host are sent (307 TemporaryRedirect) | none |
"""

NAMESPACE = ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'

DEFAULTS = {
    "checksRegion": True,
    "refusesUnsigned": False,
    "refusesChunks": False,
    "refusesTrailers": False,
    "requiresLength": False,
    "refusesChecksums": False,
    "computesChecksum": False,
    "leastPart": 5 << 20,
    "equalParts": False,
    "remembersUploads": False,
    "conditionalWrite": "honoured",
    "acl": "honoured",
    "freshBuckets": {},
}


def habit(settings, name):
    """One of the habits of the server at this moment."""
    return settings.habits.get(name, DEFAULTS[name])
