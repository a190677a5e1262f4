"""Splits the commands given as a JSON list on stdin with shlex; null for what it refuses."""

import json
import shlex
import sys


def split(command):
    try:
        return shlex.split(command)
    except ValueError:
        return None


print(json.dumps([split(command) for command in json.load(sys.stdin)]))
