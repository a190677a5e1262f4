"""Says what botocore finds as credentials on the machines given as JSON on stdin: a list of {environment, home, profile}.

Prints a list of {id, secret, token, expires} or {error}, an empty object where nothing is found.
"""

import json
import os
import sys

import botocore.session
import botocore.utils

# It would wait a second before each further attempt.
botocore.utils.ContainerMetadataFetcher.SLEEP_TIME = 0


def find(machine):
    os.environ.clear()
    os.environ.update(machine["environment"], HOME=machine["home"])
    session = botocore.session.Session(profile=machine.get("profile"))
    credentials = session.get_credentials()
    if credentials is None:
        return {}
    frozen = credentials.get_frozen_credentials()
    expires = getattr(credentials, "_expiry_time", None)
    return {
        "id": frozen.access_key,
        "secret": frozen.secret_key,
        "token": frozen.token or None,
        "expires": expires and int(expires.timestamp()),
    }


def attempt(machine):
    try:
        return find(machine)
    except Exception as error:
        return {"error": type(error).__name__}


print(json.dumps([attempt(machine) for machine in json.load(sys.stdin)]))
