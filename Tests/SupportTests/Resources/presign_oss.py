"""Signs requests by query with Alibaba's official signer.

Reads lines of JSON on stdin: objects with method, url, bucket, key, headers, region, accessKeyID, secretAccessKey,
securityToken (of temporary keys), expires (seconds) and additional (names of headers). Answers each by a line, the
signed URL.
"""

import datetime
import json
import sys

from alibabacloud_oss_v2.credentials import Credentials
from alibabacloud_oss_v2.signer import SignerV4
from alibabacloud_oss_v2.types import HttpRequest, SigningContext


def presigned(case):
    request = HttpRequest(case["method"], case["url"], headers=case["headers"])
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    context = SigningContext(
        product="oss", region=case["region"], bucket=case["bucket"], key=case["key"] or None, request=request,
        credentials=Credentials(case["accessKeyID"], case["secretAccessKey"], case.get("securityToken")),
        signing_time=now, additional_headers=set(case["additional"]))
    context.auth_method_query = True
    context.expiration_time = now + datetime.timedelta(seconds=case["expires"])
    SignerV4().sign(context)
    return request.url


for line in sys.stdin:
    print(presigned(json.loads(line)), flush=True)
