"""Faults on demand: what goes wrong with the next requests of a kind.

A fault is a JSON object. It is used for `times` requests (1 unless told), after `skip` of them went well, that have
this `method`, `action` and (as a regular expression found in it) `key`; what is left out matches all. `effect` is one
of

- `error`: refused with `status`, `code`, `message`, `ec`, `headers`; once the body was read, if `readsBody`
- `close`: the connection is closed without a reply; once the body was read, if `readsBody`
- `late`: carried out, and answered once the faults are forgotten
- `lostReply`: the request is carried out, then the connection is closed without a reply
- `bodyError`: status 200 with spaces and an error document (`code`, `message`); carried out before, if `stores`
- `emptyBody`: status 200 with spaces only; carried out before, if `stores`
- `wrongChecksum`: carried out, but the checksums in the head of the reply are wrong, or the ETag where there are none;
  those of a document in its body are wrong, too
- `paddedReply`: carried out, and the document comes behind white space, as from a server that was still at work
- `forgottenUpload`: the upload the request names is aborted first; then the request is carried out as far as it goes
- `stall`: neither body nor reply moves, until the client gives up
- `wrongLength`: carried out; the reply's `Content-Length` is wrong by `off` bytes, and its connection is closed
- `cut`: the reply's connection is closed after `after` bytes of its body
- `stallReply`: the reply stands still after `after` bytes of its body, until the client gives up
- `replace`: `status`, `headers` and `body` (text) instead of what should be answered; nothing is carried out
"""

import re
import threading

from .errors import Disconnect, ServiceError
from .reply import Reply

EFFECTS = {
    "error", "close", "late", "lostReply", "bodyError", "emptyBody", "wrongChecksum", "paddedReply", "forgottenUpload",
    "stall", "wrongLength", "cut", "stallReply", "replace",
}


class FaultPlan:
    """The faults to come, in the order they were asked for."""

    def __init__(self):
        self._lock = threading.Lock()
        self._faults = []
        #: Of each fault that happened its key, and what is set once it is forgotten.
        self._happened = []

    def add(self, fault):
        if fault.get("effect") not in EFFECTS:
            raise ValueError(f"unknown effect {fault.get('effect')!r}")
        re.compile(fault.get("key", ""))
        with self._lock:
            self._faults.append({"times": 1, "skip": 0, **fault})

    def clear(self, text=""):
        """Forgets the faults whose expression for keys has the text in it."""
        with self._lock:
            self._faults = [fault for fault in self._faults if text not in fault.get("key", "")]
            for key, forgotten in self._happened:
                if text in key:
                    forgotten.set()
            self._happened = [(key, forgotten) for key, forgotten in self._happened if text not in key]

    def pending(self):
        with self._lock:
            return [dict(fault) for fault in self._faults]

    def take(self, request, route):
        """The fault of this request, or None."""
        with self._lock:
            for fault in self._faults:
                if not _matches(fault, request, route):
                    continue
                if fault["skip"] > 0:
                    fault["skip"] -= 1
                    continue
                fault["times"] -= 1
                if fault["times"] <= 0:
                    self._faults.remove(fault)
                forgotten = threading.Event()
                self._happened.append((fault.get("key", ""), forgotten))
                return {**fault, "forgotten": forgotten}
        return None


def _matches(fault, request, route):
    return (
        fault.get("method", request.method) == request.method
        and fault.get("action", route.action) == route.action
        and re.search(fault.get("key", ""), route.key) is not None
    )


def answer_with(fault, request, answer, render, wait_for_client, forget_upload):
    """Answers a request as its fault has it.

    `answer` carries it out, `render` makes a reply of a ServiceError, `wait_for_client` waits until the client is gone,
    `forget_upload` aborts the upload that the request names.
    """
    effect = fault["effect"]
    if effect == "stall":
        wait_for_client()
        raise Disconnect()
    if effect in ("error", "close", "replace"):
        return _refusal(effect, fault, request)
    if effect in ("bodyError", "emptyBody"):
        return _late_failure(effect, fault, request, answer, render)
    if effect == "forgottenUpload":
        forget_upload()
    reply = answer()
    if effect == "late":
        fault["forgotten"].wait()
    elif effect == "lostReply":
        raise Disconnect()
    if effect == "wrongChecksum":
        _spoil(reply)
    elif effect == "paddedReply":
        reply.body = b" \n" * 20 + reply.body
    elif effect == "wrongLength":
        reply.length_off = fault.get("off", 0)
    elif effect == "cut":
        reply.cut_after = fault.get("after", 0)
    elif effect == "stallReply":
        reply.stall_after = fault.get("after", 0)
    return reply


def _refusal(effect, fault, request):
    if fault.get("readsBody"):
        _drain(request)
    if effect == "close":
        raise Disconnect()
    headers = fault.get("headers", {})
    if effect == "replace":
        return Reply(fault.get("status", 200), dict(headers), fault.get("body", "").encode())
    raise ServiceError(
        fault.get("status", 500), fault.get("code", "InternalError"),
        fault.get("message", "A fault the test asked for."), ec=fault.get("ec"), headers=headers)


def _late_failure(effect, fault, request, answer, render):
    if fault.get("stores"):
        answer()
    else:
        _drain(request)
    body = b" \n  "
    headers = {"Content-Type": "application/xml"}
    if effect == "bodyError":
        error = ServiceError(
            200, fault.get("code", "InternalError"), fault.get("message", "A fault the test asked for."))
        body += render(error).body
    return Reply(200, headers, body)


def _drain(request):
    for _ in request.body.pieces():
        pass


def _spoil(reply):
    checksums = "(?!x-(amz|oss)-meta-).*(crc|checksum-[cs])"
    names = [name for name in reply.headers if re.match(checksums, name, re.I)] or ["ETag"]
    for name in names:
        reply.headers[name] = _spoilt(reply.headers.get(name, ""))
    reply.body = re.sub(
        rb"(<(ETag|Checksum\w+)>(?:&quot;|\")?)([^<&\"]+)",
        lambda match: match[1] + _spoilt(match[3].decode()).encode(), reply.body)


def _spoilt(checksum):
    """Another value of the same form: numbers stay in their range, and counts of parts what they are."""
    middle = len(checksum) // 2
    return checksum[:middle] + ("1" if checksum[middle:middle + 1] != "1" else "2") + checksum[middle + 1:]
