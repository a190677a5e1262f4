"""Says what Alibaba Cloud's SDK finds as credentials on the machines given as JSON on stdin: a list of
{environment, home, services}, services being the host and port that stands in for the metadata and token service.

Prints a list of {id, secret, token}, an empty object where nothing is found. The SDK reads the environment when it is
imported, so every machine has a process of its own; what it imports in turn is loaded once.
"""

import json
import logging
import os
import sys

import aiofiles  # noqa: F401
import apscheduler.schedulers.background  # noqa: F401
from Tea.core import TeaCore


def find(machine):
    os.environ.clear()
    os.environ.update(machine["environment"], HOME=machine["home"])
    do_action = TeaCore.do_action

    def redirected(request, options=None):
        host = request.headers["host"]
        if host == "100.100.100.200" or host.startswith("sts"):
            request.protocol = "http"
            request.headers["host"] = machine["services"]
        return do_action(request, options)

    TeaCore.do_action = staticmethod(redirected)
    from alibabacloud_credentials.provider import DefaultCredentialsProvider

    logging.disable(logging.CRITICAL)
    try:
        found = DefaultCredentialsProvider().get_credentials()
    except Exception:
        return {}
    return {
        "id": found.get_access_key_id(),
        "secret": found.get_access_key_secret(),
        "token": found.get_security_token() or None,
    }


def in_own_process(machine):
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.write(writing, json.dumps(find(machine)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as output:
        return json.loads(output.read())


print(json.dumps([in_own_process(machine) for machine in json.load(sys.stdin)]))
