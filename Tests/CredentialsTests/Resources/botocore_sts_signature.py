"""Signs a request to AWS STS with botocore. Reads {url, headers, body, time, id, secret, token, region} from stdin, prints
the Authorization field."""

import datetime
import json
import sys

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

case = json.load(sys.stdin)
moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=case["time"])
botocore.auth.get_current_datetime = lambda: moment
request = AWSRequest(method="POST", url=case["url"], data=case["body"].encode(), headers=case["headers"])
credentials = Credentials(case["id"], case["secret"], case.get("token"))
botocore.auth.SigV4Auth(credentials, "sts", case["region"]).add_auth(request)
print(request.headers["Authorization"])
