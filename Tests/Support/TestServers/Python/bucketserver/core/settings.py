"""What a server is told at its start, and what tests change while it runs."""

import dataclasses
import threading

from .clock import Clock


@dataclasses.dataclass(frozen=True)
class Credential:
    """A user. `securityToken` marks temporary keys; `denies` are names of actions it may not do."""

    accessKeyID: str
    secretAccessKey: str
    securityToken: str = None
    expiresAt: float = None
    denies: tuple = ()


@dataclasses.dataclass(frozen=True)
class BucketSettings:
    """`lifecycle` is the XML document that a GET of the bucket's lifecycle answers, None for no such configuration."""

    region: str
    acl: str = "private"
    blockPublicAccess: bool = False
    lifecycle: str = None


class Settings:
    """The settings of a server; every one may be changed by `apply` at any time."""

    def __init__(self, values):
        self._lock = threading.Lock()
        self.region = values["region"]
        self.credentials = ()
        self.buckets = {}
        #: Hosts that stand for a bucket, without their port.
        self.cnames = {}
        self.clock = Clock()
        #: Seconds without a byte of a body after which the server gives up.
        self.idle_seconds = 20.0
        #: Whether `Expect: 100-continue` gets its 100.
        self.answers_continue = True
        #: Habits of the dialect, by name; see the dialect's own module.
        self.habits = {}
        self.apply(values)

    def apply(self, values):
        """Takes over what is there; buckets and habits are merged by name, lists replaced."""
        with self._lock:
            if "credentials" in values:
                self.credentials = tuple(_credential(item) for item in values["credentials"])
            for name, changes in values.get("buckets", {}).items():
                old = self.buckets.get(name) or BucketSettings(region=self.region)
                self.buckets = {**self.buckets, name: dataclasses.replace(old, **changes)}
            self.cnames = {**self.cnames, **values.get("cnames", {})}
            self.habits = {**self.habits, **values.get("habits", {})}
            self.clock.offset = values.get("clockOffset", self.clock.offset)
            self.idle_seconds = values.get("idleSeconds", self.idle_seconds)
            self.answers_continue = values.get("answersContinue", self.answers_continue)

    def credential(self, access_key_id):
        """The user with that key, or None."""
        return next((user for user in self.credentials if user.accessKeyID == access_key_id), None)


def _credential(values):
    return Credential(**{**values, "denies": tuple(values.get("denies", ()))})
