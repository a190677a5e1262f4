"""What a program with boto3 and threads looks like that moves URLs into a bucket. Reads its job from the file it is given."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import boto3
import requests
from boto3.s3.transfer import TransferConfig
from botocore.config import Config


def main():
    with open(sys.argv[1]) as file:
        job = json.load(file)
    concurrency = job["concurrency"]
    settings = {"max_pool_connections": max(10, concurrency * 10), "s3": {"addressing_style": "path"}}
    transfer = TransferConfig()
    if job["tuned"]:
        settings |= {"request_checksum_calculation": "when_required", "response_checksum_validation": "when_required"}
        settings["s3"]["payload_signing_enabled"] = False
        transfer = TransferConfig(use_threads=False, multipart_threshold=16 << 20, multipart_chunksize=16 << 20)
    client = boto3.client("s3", endpoint_url=job["endpoint"], config=Config(**settings))
    session = requests.Session()
    session.mount("http", requests.adapters.HTTPAdapter(pool_maxsize=concurrency))

    def move(clip):
        url, name, _ = clip
        with session.get(url, stream=True) as reply:
            reply.raise_for_status()
            client.upload_fileobj(reply.raw, job["bucket"], f"{job['prefix']}/{name}", Config=transfer)

    with ThreadPoolExecutor(concurrency) as pool:
        list(pool.map(move, job["clips"]))


main()
