"""Uses a bucket server with Alibaba's official SDKs (alibabacloud-oss-v2, oss2) and prints what they saw as one JSON.

Reads a JSON object on stdin: endpoint and cname (URLs), region, bucket, accessKeyID, secretAccessKey, token (a second
user: accessKeyID, secretAccessKey, securityToken), control (URL of the server's control port), authority (path of a PEM
file, with TLS).
"""

import hashlib
import io
import json
import os
import socket
import sys
import urllib.error
import urllib.request

case = json.load(sys.stdin)
if "authority" in case:
    os.environ["REQUESTS_CA_BUNDLE"] = os.environ["SSL_CERT_FILE"] = case["authority"]

import alibabacloud_oss_v2 as oss
import oss2

_resolve = socket.getaddrinfo


def resolve(host, *arguments, **options):
    """Names below localhost are this machine, which the C library alone does not know."""
    name = host.decode() if isinstance(host, bytes) else host
    return _resolve("127.0.0.1" if str(name).endswith(".localhost") else host, *arguments, **options)


socket.getaddrinfo = resolve

BUCKET = case["bucket"]
SMALL = b"hello, bucket"
PARTS = [bytes([65 + i]) * (128 << 10) for i in range(3)] + [b"the end"]


def client(secret=case["secretAccessKey"], endpoint=case["endpoint"], user=None, **settings):
    user = user or {"accessKeyID": case["accessKeyID"], "secretAccessKey": secret, "securityToken": None}
    config = oss.config.load_default()
    config.credentials_provider = oss.credentials.StaticCredentialsProvider(
        user["accessKeyID"], user["secretAccessKey"], user["securityToken"])
    config.region = case["region"]
    config.endpoint = endpoint
    config.retry_max_attempts = 1
    for name, value in settings.items():
        setattr(config, name, value)
    return oss.Client(config)


def refusal(action):
    """Status, code and EC of a refusal."""
    try:
        action()
    except oss.exceptions.OperationError as error:
        service = error.unwrap()
        return [service.status_code, service.code, service.ec]
    except oss2.exceptions.OssError as error:
        return [error.status, error.code, error.ec]
    return None


def fetched(url):
    with urllib.request.urlopen(url) as reply:
        return reply.read()


def objects(sdk):
    key = "a b/~+%?#'\"&/视频 🎬.mp4"
    put = sdk.put_object(oss.PutObjectRequest(
        BUCKET, key, body=SMALL, acl="public-read", storage_class="IA", content_type="video/mp4",
        metadata={"task-id": "42"}, tagging="kind=video", forbid_overwrite=True))
    head = sdk.head_object(oss.HeadObjectRequest(BUCKET, key))
    presigned = sdk.presign(oss.GetObjectRequest(BUCKET, key))
    ranged = sdk.get_object(oss.GetObjectRequest(BUCKET, key, range_header="bytes=7-12"))
    seen = {
        "etag": put.etag.strip('"') == hashlib.md5(SMALL).hexdigest().upper(),
        "crc64": put.hash_crc64,
        "head": {
            "length": head.content_length, "contentType": head.content_type, "storageClass": head.storage_class,
            "metadata": dict(head.metadata), "crc64": head.hash_crc64,
        },
        "acl": sdk.get_object_acl(oss.GetObjectAclRequest(BUCKET, key)).acl,
        "body": sdk.get_object(oss.GetObjectRequest(BUCKET, key)).body.content == SMALL,
        "range": {
            "status": ranged.status_code, "body": ranged.body.content.decode(), "contentRange": ranged.content_range,
        },
        "presigned": fetched(presigned.url) == SMALL,
        "public": fetched(presigned.url.partition("?")[0]) == SMALL,
        "again": refusal(lambda: sdk.put_object(
            oss.PutObjectRequest(BUCKET, key, body=SMALL, forbid_overwrite=True))),
    }
    sdk.delete_object(oss.DeleteObjectRequest(BUCKET, key))
    seen["deleted"] = refusal(lambda: sdk.get_object(oss.GetObjectRequest(BUCKET, key)))
    seen["deletedHead"] = refusal(lambda: sdk.head_object(oss.HeadObjectRequest(BUCKET, key)))
    return seen


def multipart(sdk):
    key = "in parts.bin"
    begun = sdk.initiate_multipart_upload(oss.InitiateMultipartUploadRequest(BUCKET, key, metadata={"n": "1"}))
    where = {"bucket": BUCKET, "key": key, "upload_id": begun.upload_id}
    parts = [
        sdk.upload_part(oss.UploadPartRequest(**where, part_number=number, body=body))
        for number, body in enumerate(PARTS, 1)
    ]
    listed = [
        [part.part_number, part.size, part.hash_crc64]
        for page in sdk.list_parts_paginator(limit=2).iter_page(oss.ListPartsRequest(**where)) for part in page.parts
    ]
    uploads = [upload.key for upload in sdk.list_multipart_uploads(oss.ListMultipartUploadsRequest(BUCKET)).uploads]
    whole = oss.CompleteMultipartUpload(
        parts=[oss.UploadPart(part_number=n, etag=part.etag) for n, part in enumerate(parts, 1)])
    done = sdk.complete_multipart_upload(
        oss.CompleteMultipartUploadRequest(**where, complete_multipart_upload=whole, acl="public-read"))
    got = sdk.get_object(oss.GetObjectRequest(BUCKET, key))
    expected = b"".join(PARTS)
    seen = {
        "listed": listed == [[n, len(part), crc64(part)] for n, part in enumerate(PARTS, 1)],
        "uploads": uploads,
        "crc64": [done.hash_crc64 == crc64(expected), got.hash_crc64 == crc64(expected)],
        "body": got.body.content == expected,
        "key": done.key,
        "metadata": dict(got.metadata),
        "acl": sdk.get_object_acl(oss.GetObjectAclRequest(BUCKET, key)).acl,
        "again": refusal(lambda: sdk.complete_multipart_upload(
            oss.CompleteMultipartUploadRequest(**where, complete_multipart_upload=whole))),
        "small": small_parts(sdk),
        "aborted": aborted(sdk),
    }
    sdk.uploader(part_size=100 << 10).upload_from(oss.PutObjectRequest(BUCKET, "by uploader"), io.BytesIO(expected))
    seen["uploader"] = sdk.get_object(oss.GetObjectRequest(BUCKET, "by uploader")).body.content == expected
    return seen


def small_parts(sdk):
    begun = sdk.initiate_multipart_upload(oss.InitiateMultipartUploadRequest(BUCKET, "small"))
    where = {"bucket": BUCKET, "key": "small", "upload_id": begun.upload_id}
    for number in (1, 2):
        sdk.upload_part(oss.UploadPartRequest(**where, part_number=number, body=b"tiny"))
    refused = refusal(lambda: sdk.complete_multipart_upload(
        oss.CompleteMultipartUploadRequest(**where, complete_all="yes")))
    sdk.abort_multipart_upload(oss.AbortMultipartUploadRequest(**where))
    return refused


def aborted(sdk):
    begun = sdk.initiate_multipart_upload(oss.InitiateMultipartUploadRequest(BUCKET, "aborted"))
    where = {"bucket": BUCKET, "key": "aborted", "upload_id": begun.upload_id}
    sdk.abort_multipart_upload(oss.AbortMultipartUploadRequest(**where))
    return [
        refusal(lambda: sdk.upload_part(oss.UploadPartRequest(**where, part_number=1, body=b"late"))),
        refusal(lambda: sdk.abort_multipart_upload(oss.AbortMultipartUploadRequest(**where))),
    ]


def lists(sdk):
    keys = ["l/a", "l/b/1", "l/b/2", "l/c d", "l/é"]
    for key in keys:
        sdk.put_object(oss.PutObjectRequest(BUCKET, key, body=b"x"))
    second = [
        item.key for page in sdk.list_objects_v2_paginator(limit=2).iter_page(
            oss.ListObjectsV2Request(BUCKET, prefix="l/")) for item in page.contents
    ]
    first = [
        [[item.key for item in page.contents or []], [item.prefix for item in page.common_prefixes or []]]
        for page in sdk.list_objects_paginator(limit=2).iter_page(
            oss.ListObjectsRequest(BUCKET, prefix="l/", delimiter="/"))
    ]
    return {"second": second == keys, "first": first}


def signatures():
    wrong = client(secret="not the secret")
    key = "signed"
    body = io.BytesIO(SMALL)
    temporary = client(user=case["token"], additional_headers=["host", "range"])
    temporary.put_object(oss.PutObjectRequest(BUCKET, key, body=SMALL))
    presigned = temporary.presign(oss.PutObjectRequest(BUCKET, "presigned", content_type="text/plain"))
    put = urllib.request.Request(presigned.url, data=SMALL, method="PUT", headers=presigned.signed_headers)
    with urllib.request.urlopen(put) as reply:
        status = reply.status
    stolen = {**case["token"], "securityToken": "another"}
    cname = client(endpoint=case["cname"], use_cname=True)
    return {
        "wrongSecret": refusal(lambda: wrong.put_object(oss.PutObjectRequest(BUCKET, key, body=body))),
        "wrongSecretInURL": status_of(wrong.presign(oss.GetObjectRequest(BUCKET, key)).url),
        "wrongRegion": refusal(lambda: client(region="cn-other").head_object(oss.HeadObjectRequest(BUCKET, key))),
        "wrongToken": refusal(lambda: client(user=stolen).get_object(oss.GetObjectRequest(BUCKET, key))),
        "skewed": skewed(),
        "version1": refusal(
            lambda: client(signature_version="v1").get_object(oss.GetObjectRequest(BUCKET, key))),
        "range": temporary.get_object(
            oss.GetObjectRequest(BUCKET, key, range_header="bytes=0-4")).body.content.decode(),
        "presignedPut": status,
        "cname": cname.get_object(oss.GetObjectRequest(BUCKET, key)).body.content == SMALL,
        "pathStyle": refusal(
            lambda: client(use_path_style=True).get_object(oss.GetObjectRequest(BUCKET, key))),
    }


def skewed():
    """What a server says whose clock is an hour ahead; the correction the SDK makes of it stays unused."""
    set_clock(3600)
    refused = refusal(lambda: client().head_object(oss.HeadObjectRequest(BUCKET, "signed")))
    set_clock(0)
    return refused


def set_clock(offset):
    change = json.dumps({"clockOffset": offset}).encode()
    urllib.request.urlopen(urllib.request.Request(case["control"] + "/settings", data=change, method="PATCH"))


def status_of(url):
    try:
        with urllib.request.urlopen(url) as reply:
            return reply.status
    except urllib.error.HTTPError as error:
        return error.code


def older_sdk():
    auth = oss2.AuthV4(case["accessKeyID"], case["secretAccessKey"])
    bucket = oss2.Bucket(auth, case["endpoint"], BUCKET, region=case["region"])
    key = "older sdk/ü"
    put = bucket.put_object(key, SMALL, headers={"x-oss-meta-a": "b"})
    expected = b"".join(PARTS)
    oss2.resumable_upload(bucket, "older parts", write(expected), multipart_threshold=1, part_size=100 << 10)
    wrong = oss2.Bucket(
        oss2.AuthV4(case["accessKeyID"], "wrong"), case["endpoint"], BUCKET, region=case["region"])
    seen = {
        "status": put.status,
        "crc": put.crc,
        "get": bucket.get_object(key).read() == SMALL,
        "head": bucket.head_object(key).headers["x-oss-meta-a"],
        "parts": bucket.get_object("older parts").read() == expected,
        "list": [item.key for item in oss2.ObjectIteratorV2(bucket, prefix="older", max_keys=1)],
        "presigned": fetched(bucket.sign_url("GET", key, 60)) == SMALL,
        "wrongSecret": refusal(lambda: wrong.put_object(key, SMALL)),
    }
    bucket.delete_object(key)
    seen["deleted"] = bucket.object_exists(key)
    return seen


def write(data):
    path = os.path.join(os.environ["TMPDIR"], "parts")
    with open(path, "wb") as file:
        file.write(data)
    return path


def crc64(data):
    """By the SDK's own function."""
    state = oss.crc.Crc64(0)
    state.update(data)
    return str(state.sum64())


sdk = client()
json.dump(
    {
        "versions": [oss.__version__, oss2.__version__],
        "objects": objects(sdk),
        "multipart": multipart(sdk),
        "lists": lists(sdk),
        "signatures": signatures(),
        "olderSDK": older_sdk(),
    },
    sys.stdout,
)
