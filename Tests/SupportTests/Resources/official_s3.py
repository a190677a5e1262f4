"""Uses an S3 server with botocore and prints what it saw as one JSON.

Reads a JSON object on stdin: endpoint (URL), regional (URL of the endpoint of its region), region, bucket, accessKeyID,
secretAccessKey, control (URL of the server's control port), authority (path of a PEM file, with TLS).
"""

import base64
import hashlib
import json
import socket
import ssl
import sys
import urllib.error
import urllib.parse
import urllib.request

import botocore.session
import crcmod
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

case = json.load(sys.stdin)
BUCKET = case["bucket"]
SMALL = b"hello, bucket"
PARTS = [bytes([65 + i]) * (5 << 20) for i in range(2)] + [b"the end"]
WHOLE = b"".join(PARTS)

_resolve = socket.getaddrinfo


def resolve(host, *arguments, **options):
    """Names below localhost are this machine, which the C library alone does not know."""
    name = host.decode() if isinstance(host, bytes) else host
    return _resolve("127.0.0.1" if str(name).endswith(".localhost") else host, *arguments, **options)


socket.getaddrinfo = resolve


def client(secret=case["secretAccessKey"], style="path", endpoint=case["endpoint"], region=case["region"], **s3):
    config = Config(
        signature_version="s3v4", retries={"total_max_attempts": 1}, s3={"addressing_style": style, **s3},
        request_checksum_calculation="when_required", response_checksum_validation="when_required")
    return botocore.session.Session().create_client(
        "s3", region_name=region, endpoint_url=endpoint, aws_access_key_id=case["accessKeyID"],
        aws_secret_access_key=secret, verify=case.get("authority"), config=config)


def refusal(action):
    """The code of a refusal, or None."""
    try:
        action()
    except ClientError as error:
        return error.response["Error"]["Code"]
    return None


def objects(sdk):
    key = "a b/~+%?#'\"&/视频 🎬.mp4"
    where = {"Bucket": BUCKET, "Key": key}
    put = sdk.put_object(
        **where, Body=SMALL, ContentType="video/mp4", Metadata={"task-id": "42"}, CacheControl="max-age=1",
        ContentMD5=base64.b64encode(hashlib.md5(SMALL).digest()).decode())
    head = sdk.head_object(**where)
    ranged = sdk.get_object(**where, Range="bytes=7-100")
    seen = {
        "etag": put["ETag"] == f'"{hashlib.md5(SMALL).hexdigest()}"',
        "head": [str(head["ContentLength"]), head["ContentType"], head["CacheControl"], head["Metadata"]["task-id"]],
        "range": [ranged["Body"].read().decode(), ranged["ContentRange"]],
        "body": sdk.get_object(**where)["Body"].read() == SMALL,
        "presigned": fetched(sdk.generate_presigned_url("get_object", where)) == SMALL,
        "virtual": client(style="virtual", endpoint=case["regional"]).get_object(**where)["Body"].read() == SMALL,
        "again": refusal(lambda: sdk.put_object(**where, Body=SMALL, IfNoneMatch="*")),
        "badMD5": refusal(lambda: sdk.put_object(**where, Body=SMALL, ContentMD5="AAAAAAAAAAAAAAAAAAAAAA==")),
        "publicACL": refusal(lambda: sdk.put_object(**where, Body=SMALL, ACL="public-read")),
        "listed": [item["Key"] for item in sdk.list_objects_v2(Bucket=BUCKET)["Contents"]] == [key],
    }
    sdk.delete_object(**where)
    seen["deleted"] = refusal(lambda: sdk.get_object(**where))
    return seen


def multipart(sdk):
    where = {"Bucket": BUCKET, "Key": "in parts.bin"}
    where["UploadId"] = sdk.create_multipart_upload(**where)["UploadId"]
    named = upload(sdk, where, PARTS)
    listed = sdk.list_parts(**where, MaxParts=2)
    uploads = sdk.list_multipart_uploads(Bucket=BUCKET)["Uploads"]
    done = sdk.complete_multipart_upload(**where, MultipartUpload=named)
    digests = b"".join(hashlib.md5(part).digest() for part in PARTS)
    return {
        "etag": done["ETag"] == f'"{hashlib.md5(digests).hexdigest()}-{len(PARTS)}"',
        "body": sdk.get_object(Bucket=BUCKET, Key=where["Key"])["Body"].read() == WHOLE,
        "listed": [[part["PartNumber"], part["Size"]] for part in listed["Parts"]],
        "uploads": [item["Key"] for item in uploads],
        "again": refusal(lambda: sdk.complete_multipart_upload(**where, MultipartUpload=named)),
        "small": refused_parts(sdk, [b"tiny", b"tiny"]),
        "unequal": refused_parts(sdk, [PARTS[0], PARTS[1] + b"more", b"end"]),
        "aborted": refusal(lambda: sdk.abort_multipart_upload(**where)),
    }


def upload(sdk, where, parts):
    return {"Parts": [
        {"PartNumber": n, "ETag": sdk.upload_part(**where, PartNumber=n, Body=part)["ETag"]}
        for n, part in enumerate(parts, 1)
    ]}


def refused_parts(sdk, parts):
    where = {"Bucket": BUCKET, "Key": "refused"}
    where["UploadId"] = sdk.create_multipart_upload(**where)["UploadId"]
    named = upload(sdk, where, parts)
    code = refusal(lambda: sdk.complete_multipart_upload(**where, MultipartUpload=named))
    if code:
        sdk.abort_multipart_upload(**where)
    return code


def checksums(sdk):
    """CRC-64/NVME of the whole at Complete, checksums of bodies, and composite ones."""
    where = {"Bucket": BUCKET, "Key": "checked"}
    seen = {
        "good": refusal(lambda: sdk.put_object(**where, Body=b"123456789", ChecksumCRC64NVME="rosUhgp5mIg=")),
        "bad": refusal(lambda: sdk.put_object(**where, Body=b"other", ChecksumCRC64NVME="rosUhgp5mIg=")),
    }
    if seen["good"]:
        return seen
    seen["head"] = sdk.head_object(**where, ChecksumMode="ENABLED")["ChecksumCRC64NVME"]
    size = len(PARTS[0]) + len(SMALL)
    seen["wrong"] = completed(sdk, "rosUhgp5mIg=", size)
    seen["size"] = completed(sdk, crc64nvme(PARTS[0] + SMALL), size + 1)
    seen["right"] = completed(sdk, crc64nvme(PARTS[0] + SMALL), size)
    seen["sha256"] = composite(sdk)
    return seen


def completed(sdk, checksum, size):
    """How a Complete ends that claims a checksum and a size of the whole."""
    where = {"Bucket": BUCKET, "Key": "checked parts"}
    begun = sdk.create_multipart_upload(**where, ChecksumAlgorithm="CRC64NVME", ChecksumType="FULL_OBJECT")
    where["UploadId"] = begun["UploadId"]
    named = upload(sdk, where, [PARTS[0], SMALL])
    return refusal(lambda: sdk.complete_multipart_upload(
        **where, MultipartUpload=named, ChecksumCRC64NVME=checksum, ChecksumType="FULL_OBJECT", MpuObjectSize=size))


def crc64nvme(data):
    """By crcmod, as header fields have it."""
    function = crcmod.mkCrcFun(0x1AD93D23594C93659, initCrc=0, xorOut=(1 << 64) - 1, rev=True)
    return base64.b64encode(function(data).to_bytes(8, "big")).decode()


def composite(sdk):
    """The checksum of checksums that AWS would answer."""
    where = {"Bucket": BUCKET, "Key": "composite"}
    where["UploadId"] = sdk.create_multipart_upload(**where, ChecksumAlgorithm="SHA256")["UploadId"]
    named = {"Parts": []}
    for number, body in enumerate(PARTS, 1):
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        part = sdk.upload_part(**where, PartNumber=number, Body=body, ChecksumSHA256=digest)
        named["Parts"].append({"PartNumber": number, "ETag": part["ETag"], "ChecksumSHA256": part["ChecksumSHA256"]})
    done = sdk.complete_multipart_upload(**where, MultipartUpload=named)
    digests = b"".join(hashlib.sha256(part).digest() for part in PARTS)
    return done["ChecksumSHA256"] == f"{base64.b64encode(hashlib.sha256(digests).digest()).decode()}-{len(PARTS)}"


def signatures(sdk):
    sdk.put_object(Bucket=BUCKET, Key="signed", Body=SMALL)
    where = {"Bucket": BUCKET, "Key": "signed"}
    other = client(region="elsewhere")
    return {
        "wrongSecret": refusal(lambda: client(secret="wrong").put_object(**where, Body=SMALL)),
        # It takes the region that the refusal names, and succeeds.
        "otherRegion": refusal(lambda: other.put_object(**where, Body=SMALL)),
        "wrongSecretInURL": status_of(client(secret="wrong").generate_presigned_url("get_object", where)),
        "unsigned": put_unsigned(where["Key"]),
        "chunks": put_chunks("chunks"),
        "chunksRead": read_back(sdk, "chunks"),
        "wrongChunks": put_chunks("wrong chunks", is_honest=False),
        "skewed": skewed(where),
    }


def read_back(sdk, key):
    """Whether the content came out of its chunks, and left no trace of them."""
    try:
        got = sdk.get_object(Bucket=BUCKET, Key=key)
    except ClientError:
        return None
    return got["Body"].read() == WHOLE[:100_000] and "ContentEncoding" not in got


def skewed(where):
    set_clock(3600)
    code = refusal(lambda: client().get_object(**where))
    set_clock(0)
    return code


def set_clock(offset):
    change = json.dumps({"clockOffset": offset}).encode()
    urllib.request.urlopen(urllib.request.Request(case["control"] + "/settings", data=change, method="PATCH"))


class Literal(S3SigV4Auth):
    """Signs a literal in place of the hash of the body."""

    def payload(self, request):
        return request.context["literal"]


def signed(key, literal, **headers):
    """A signed PUT, its signer and its signature."""
    request = AWSRequest("PUT", f"{case['endpoint']}/{BUCKET}/{urllib.parse.quote(key)}", headers=headers)
    request.context["literal"] = literal
    signer = Literal(Credentials(case["accessKeyID"], case["secretAccessKey"]), "s3", case["region"])
    signer.add_auth(request)
    return request, signer, request.headers["Authorization"].rpartition("=")[2]


def put_unsigned(key):
    request, _, _ = signed(key, "UNSIGNED-PAYLOAD")
    return send(request, SMALL)


def put_chunks(key, is_honest=True):
    body = WHOLE[:100_000]
    literal = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
    request, signer, previous = signed(
        key, literal, **{"content-encoding": "aws-chunked", "x-amz-decoded-content-length": str(len(body))})
    date = request.context["timestamp"]
    empty = hashlib.sha256(b"").hexdigest()
    framed = b""
    for chunk in (body[:65536], body[65536:], b""):
        text = "\n".join([
            "AWS4-HMAC-SHA256-PAYLOAD", date, signer.credential_scope(request), previous, empty,
            hashlib.sha256(chunk).hexdigest()])
        previous = signer.signature(text, request)
        sent = previous if is_honest else "0" * 64
        framed += f"{len(chunk):x};chunk-signature={sent}\r\n".encode() + chunk + b"\r\n"
    return send(request, framed)


def send(request, body):
    """The status of a request."""
    outgoing = urllib.request.Request(request.url, data=body, method="PUT", headers=dict(request.headers.items()))
    outgoing.add_header("Content-Type", "")
    outgoing.remove_header("Content-type")
    return status_of(outgoing)


def status_of(request):
    try:
        with opened(request) as reply:
            return reply.status
    except urllib.error.HTTPError as error:
        return error.code


def fetched(url):
    with opened(url) as reply:
        return reply.read()


def opened(request):
    trust = ssl.create_default_context(cafile=case["authority"]) if "authority" in case else None
    return urllib.request.urlopen(request, context=trust)


def trailers():
    """What botocore does by itself since 2025: a CRC32 in the trailer over TLS, in the head without."""
    sdk = botocore.session.Session().create_client(
        "s3", region_name=case["region"], endpoint_url=case["endpoint"], aws_access_key_id=case["accessKeyID"],
        aws_secret_access_key=case["secretAccessKey"], verify=case.get("authority"),
        config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}))
    where = {"Bucket": BUCKET, "Key": "by default"}
    code = refusal(lambda: sdk.put_object(**where, Body=SMALL))
    return code or sdk.get_object(**where)["Body"].read().decode()


sdk = client()
json.dump(
    {
        "objects": objects(sdk),
        "multipart": multipart(sdk),
        "checksums": checksums(sdk),
        "signatures": signatures(sdk),
        "byDefault": trailers(),
    },
    sys.stdout,
)
