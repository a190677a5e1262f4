"""HTTP/1.1 on one connection."""

import os
import select
import socket
import socketserver
import sys
import traceback

from .body import PIECE, Body
from .clock import http_date
from .errors import Disconnect, ServiceError
from .faults import answer_with
from .request import Headers, Request, split_target

#: Seconds a connection may rest between two requests.
KEEP_ALIVE = 60
#: What is still taken up of a body that was refused, so that the client gets to read why.
LINGER_BYTES = 8 << 20
LINGER_SECONDS = 1.0


class Connection(socketserver.StreamRequestHandler):
    """Reads requests, has them answered by the service, and sends the replies, until one side has enough."""

    disable_nagle_algorithm = True
    timeout = KEEP_ALIVE
    _is_gone = False

    def handle(self):
        try:
            while self._serve_one():
                self.connection.settimeout(KEEP_ALIVE)
        except (Disconnect, OSError):
            # The client is gone, or is to believe that the server is.
            self._is_gone = True

    def finish(self):
        if self._is_gone:
            try:
                self.connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        super().finish()

    def _serve_one(self):
        """Answers one request; whether another may follow."""
        line = self.rfile.readline(65537)
        if not line.strip():
            return False
        words = line.decode("latin-1").split()
        headers = self._headers()
        if len(words) != 3 or headers is None:
            self._send_line("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
            return False
        self.connection.settimeout(self.server.settings.idle_seconds)
        request = self._request(words[0], words[1], headers)
        keeps = self._answer(request)
        if not request.body.is_ended:
            self._linger()
            return False
        return keeps and headers.get("connection", "").lower() != "close"

    def _headers(self):
        headers = Headers()
        for _ in range(200):
            line = self.rfile.readline(65537)
            if line in (b"\r\n", b"\n"):
                return headers
            name, colon, value = line.rstrip(b"\r\n").partition(b":")
            if not colon or not name or name != name.strip():
                return None
            headers.add(name.decode("latin-1"), _text(value.strip(b" \t")))
        return None

    def _request(self, method, target, headers):
        path, query = split_target(target)
        is_chunked = "chunked" in headers.get("transfer-encoding", "").lower()
        length = headers.get("content-length", "")
        body = Body(self.rfile, int(length) if length.isdigit() else None, is_chunked, self._announce)
        self._awaits_continue = headers.get("expect", "").lower() == "100-continue"
        scheme = "https" if self.server.is_secure else "http"
        return Request(method, path, query, headers, body, scheme)

    def _announce(self):
        if self._awaits_continue and self.server.settings.answers_continue:
            self.entry["continued"] = True
            self._send_line("HTTP/1.1 100 Continue\r\n\r\n")

    def _answer(self, request):
        service = self.server.service
        route = service.route(request)
        self.entry = self.server.journal.begin(request, route)
        try:
            reply = self._reply(service, request, route)
            self.entry["status"] = reply.status
            self.entry["bytesIn"] = request.body.received
            return self._send(request, reply)
        finally:
            self.entry["bytesIn"] = request.body.received
            self.server.journal.end(self.entry)

    def _reply(self, service, request, route):
        def answer():
            return service.answer(request, route, self.entry)

        def render(error):
            self.entry["code"] = error.code
            return service.render(error, request, route)

        def forget_upload():
            self.server.store.forget(route.bucket, request.parameter("uploadId"))

        try:
            try:
                fault = self.server.faults.take(request, route)
                if fault:
                    return answer_with(fault, request, answer, render, self._wait_for_client, forget_upload)
                return answer()
            except (ServiceError, Disconnect, OSError):
                raise
            except Exception as error:
                raise service.translated(error) from error
        except ServiceError as error:
            if error.code == "InternalError" and error.__cause__:
                traceback.print_exception(error.__cause__, file=sys.stderr)
            return render(error)

    def _send(self, request, reply):
        """Sends a reply; whether the connection may be used further."""
        keeps = request.body.is_ended and reply.cut_after is None and not reply.length_off
        has_body = request.method != "HEAD" and reply.status not in (204, 304)
        fields = {"Date": http_date(self.server.settings.clock.now()), **reply.headers}
        if reply.status not in (204, 304):
            fields["Content-Length"] = max(0, reply.length + reply.length_off)
        fields["Connection"] = "keep-alive" if keeps else "close"
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        reason = _REASONS.get(reply.status, "Unknown")
        self._send_line(f"HTTP/1.1 {reply.status} {reason}\r\n{head}\r\n")
        if has_body:
            self._send_body(reply)
        return keeps

    def _send_body(self, reply):
        limit = min((n for n in (reply.cut_after, reply.stall_after) if n is not None), default=None)
        left = reply.length if limit is None else min(limit, reply.length)
        self.connection.sendall(reply.body[:left])
        self.entry["bytesOut"] += len(reply.body[:left])
        left -= len(reply.body[:left])
        for path, offset, length in reply.spans:
            count = min(length, left)
            if count:
                self._send_span(path, offset, count)
            left -= count
        if reply.stall_after is not None:
            self._wait_for_client()
        if limit is not None:
            raise Disconnect()

    def _send_span(self, path, offset, length):
        with open(path, "rb", buffering=0) as file:
            if self.server.is_secure:
                file.seek(offset)
                while length and (piece := file.read(min(PIECE, length))):
                    self.connection.sendall(piece)
                    self.entry["bytesOut"] += len(piece)
                    length -= len(piece)
                return
            while length:
                # The socket has a timeout, so it does not block by itself.
                select.select([], [self.connection], [])
                sent = os.sendfile(self.connection.fileno(), file.fileno(), offset, min(length, 4 << 20))
                self.entry["bytesOut"] += sent
                offset, length = offset + sent, length - sent

    def _send_line(self, text):
        self.connection.sendall(text.encode())

    def _wait_for_client(self):
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLRDHUP)
        poll.poll()

    def _linger(self):
        """Takes up some of what the client still sends: closing at once would reset the connection, reply and all."""
        self.connection.settimeout(LINGER_SECONDS)
        try:
            self.connection.shutdown(socket.SHUT_WR)
            left = LINGER_BYTES
            while left > 0 and (piece := self.rfile.read1(PIECE)):
                left -= len(piece)
        except OSError:
            pass


def _text(value):
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


_REASONS = {
    200: "OK", 204: "No Content", 206: "Partial Content", 301: "Moved Permanently", 304: "Not Modified",
    307: "Temporary Redirect", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    409: "Conflict", 411: "Length Required", 412: "Precondition Failed", 416: "Requested Range Not Satisfiable",
    500: "Internal Server Error", 501: "Not Implemented", 503: "Service Unavailable",
}
