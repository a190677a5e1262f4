"""The server's own time, which tests may set ahead or behind."""

import datetime
import email.utils
import time


class Clock:
    """Time that runs `offset` seconds ahead of the machine's."""

    def __init__(self, offset=0.0):
        self.offset = offset

    def now(self):
        """Unix seconds."""
        return time.time() + self.offset


def http_date(seconds):
    """`Wed, 21 Oct 2015 07:28:00 GMT`."""
    return email.utils.formatdate(seconds, usegmt=True)


def iso_date(seconds):
    """`2015-10-21T07:28:00.000Z`."""
    moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def basic_date(text):
    """A moment given as `20151021T072800Z`, or None."""
    try:
        moment = datetime.datetime.strptime(text or "", "%Y%m%dT%H%M%SZ")
    except ValueError:
        return None
    return moment.replace(tzinfo=datetime.timezone.utc)
