"""What was asked and answered, for tests to look at afterwards."""

import collections
import threading


class Journal:
    """The requests so far, and how many of each action were under way at once."""

    def __init__(self):
        self._lock = threading.Lock()
        self._entries = []
        self._active = collections.Counter()
        self._peaks = collections.Counter()

    def begin(self, request, route):
        """Notes a request whose head has arrived; answers its entry, to be completed as things go on."""
        entry = {
            "method": request.method,
            "host": request.host,
            "path": request.path,
            "bucket": route.bucket,
            "key": route.key,
            "action": route.action,
            "part": request.parameter("partNumber") or "",
            "status": 0,
            "code": "",
            "bytesIn": 0,
            "bytesOut": 0,
            "authorization": "",
            "continued": False,
            "headers": {n: v if n != "authorization" else v.split(" ")[0] for n, v in request.headers.items()},
        }
        with self._lock:
            self._entries.append(entry)
            self._active[route.action] += 1
            self._peaks[route.action] = max(self._peaks[route.action], self._active[route.action])
        return entry

    def end(self, entry):
        """Notes that the reply is sent, or never will be."""
        with self._lock:
            self._active[entry["action"]] -= 1

    def report(self, text=""):
        """All there is to tell; of the requests those whose key has the text in it."""
        with self._lock:
            return {
                "requests": [dict(entry) for entry in self._entries if text in entry["key"]],
                "active": dict(+self._active),
                "peaks": dict(self._peaks),
            }

    def clear(self):
        with self._lock:
            self._entries.clear()
            self._peaks = collections.Counter(self._active)
