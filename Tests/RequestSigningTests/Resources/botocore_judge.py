"""Signs requests with botocore's own S3 signers. Reads a JSON list of cases on stdin, prints a JSON list of results.

A case gives raw values; paths and queries are encoded here, so that the encoding is judged as well.
"""

import base64
import datetime
import json
import sys
from types import SimpleNamespace
from urllib.parse import parse_qsl, quote, urlsplit

import botocore.auth
from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


def request_of(case, query_in_url):
    url = f"{case['scheme']}://{case['host']}{quote(case['path'], safe='/-_.~')}"
    if query_in_url:
        url += "?" + case["encodedQuery"]
    body = base64.b64decode(case["body"])
    request = AWSRequest(
        method=case["method"], url=url, data=body, params=None if query_in_url else [tuple(p) for p in case["query"]]
    )
    for name, value in case["headers"]:
        request.headers[name] = value
    request.context["client_config"] = SimpleNamespace(s3={"payload_signing_enabled": case["payload"] == "hashed"})
    if case["payload"] == "unsignedTrailer":
        request.context["checksum"] = {"request_algorithm": {"in": "trailer"}}
    return request


def by_header(case, credentials, query_in_url):
    request = request_of(case, query_in_url)
    S3SigV4Auth(credentials, "s3", case["region"]).add_auth(request)
    return {
        "authorization": request.headers["Authorization"],
        "payload": request.headers["X-Amz-Content-SHA256"],
        "token": request.headers["X-Amz-Security-Token"],
    }


def by_query(case, credentials):
    # botocore would move a body into the query
    request = request_of({**case, "payload": "unsigned", "body": ""}, False)
    request.params = dict(request.params)
    S3SigV4QueryAuth(credentials, "s3", case["region"], expires=case["expires"]).add_auth(request)
    pairs = parse_qsl(urlsplit(request.url).query, keep_blank_values=True, strict_parsing=True)
    return {"query": sorted(pairs)}


def judge(case):
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=case["time"])
    botocore.auth.get_current_datetime = lambda: moment
    credentials = Credentials(case["accessKeyID"], case["secret"], case.get("token"))
    if case.get("expires") is not None:
        return by_query(case, credentials)
    result = by_header(case, credentials, False)
    if by_header(case, credentials, True) != result:
        result["authorization"] = "the encoded query signs otherwise than its pairs"
    return result


json.dump([judge(case) for case in json.load(sys.stdin)], sys.stdout)
