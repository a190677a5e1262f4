"""The listening sockets: one for clients of the service, one for the tests."""

import socketserver
import ssl

from .connection import Connection
from .faults import FaultPlan
from .journal import Journal


class BucketServer(socketserver.ThreadingTCPServer):
    """Serves a dialect on a free port of 127.0.0.1, each connection by a thread of its own."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, service, settings, store, certificate=None, key=None):
        super().__init__(("127.0.0.1", 0), Connection)
        self.service = service
        self.settings = settings
        self.store = store
        self.faults = FaultPlan()
        self.journal = Journal()
        self._tls = None
        if certificate:
            self._tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self._tls.load_cert_chain(certificate, key)

    @property
    def is_secure(self):
        return self._tls is not None

    @property
    def port(self):
        return self.server_address[1]

    def get_request(self):
        connection, address = super().get_request()
        if self._tls:
            # The handshake belongs to the connection's own thread: here it would keep all others out.
            connection = self._tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, address

    def handle_error(self, request, client_address):
        """A client that goes away, or does not like the certificate, is no error of the server."""
