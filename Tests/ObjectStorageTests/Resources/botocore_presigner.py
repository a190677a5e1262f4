"""Presigns GETs with botocore's S3 client. Reads a JSON list of cases on stdin, prints a JSON list of URLs."""

import datetime
import json
import sys

import botocore.auth
import botocore.session
from botocore.config import Config


def presign(case):
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=case["time"])
    botocore.auth.get_current_datetime = lambda: moment
    addressing = "virtual" if case["isVirtual"] else "path"
    client = botocore.session.Session().create_client(
        "s3",
        region_name=case["region"],
        endpoint_url=case["endpoint"],
        aws_access_key_id=case["accessKeyID"],
        aws_secret_access_key=case["secret"],
        aws_session_token=case.get("token"),
        config=Config(signature_version="s3v4", s3={"addressing_style": addressing}),
    )
    parameters = {"Bucket": case["bucket"], "Key": case["key"]}
    return client.generate_presigned_url("get_object", Params=parameters, ExpiresIn=case["seconds"])


json.dump([presign(case) for case in json.load(sys.stdin)], sys.stdout)
