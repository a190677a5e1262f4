"""One HTTP request as it came over the wire."""

import dataclasses
import urllib.parse

from .body import Body


class Headers:
    """Header fields; names in lower case, repeated ones joined by commas."""

    def __init__(self):
        self._fields = {}

    def add(self, name, value):
        name = name.lower()
        self._fields[name] = f"{self._fields[name]},{value}" if name in self._fields else value

    def get(self, name, default=None):
        return self._fields.get(name, default)

    def items(self):
        return self._fields.items()

    def with_prefix(self, prefix):
        """The fields whose names start so, by the rest of their names."""
        return {name[len(prefix):]: value for name, value in self.items() if name.startswith(prefix)}


@dataclasses.dataclass
class Request:
    """Path and query stand here as they were sent, percent-encoded."""

    method: str
    path: str
    query: list
    headers: Headers
    body: Body
    scheme: str

    @property
    def host(self):
        return self.headers.get("host", "")

    def parameter(self, name):
        """The decoded value of a query parameter; "" for a bare name, None without it."""
        for key, value in self.query:
            if urllib.parse.unquote(key) == name:
                return urllib.parse.unquote(value)
        return None

    def has(self, name):
        return self.parameter(name) is not None

    def url(self, without=()):
        """Scheme, host, path and query, without some query parameters."""
        kept = [(k, v) for k, v in self.query if urllib.parse.unquote(k) not in without]
        query = "&".join(f"{k}={v}" if v else k for k, v in kept)
        return f"{self.scheme}://{self.host}{self.path}" + (f"?{query}" if query else "")


def split_target(target):
    """`/path?a=1&b` as `("/path", [("a", "1"), ("b", "")])`, nothing decoded."""
    path, _, query = target.partition("?")
    pairs = [tuple(item.partition("=")[::2]) for item in query.split("&") if item]
    return path, pairs
