"""How a request can end other than by a reply of its handler."""


class ServiceError(Exception):
    """A refusal, to be rendered as the dialect does it.

    `fields` are further elements of the error document, `headers` further header fields of the reply.
    """

    def __init__(self, status, code, message, *, ec=None, fields=None, headers=None):
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.ec = ec
        self.fields = fields or {}
        self.headers = headers or {}


class BodyStalled(Exception):
    """The client sent nothing for too long while more of its body was due."""


class BodyMalformed(Exception):
    """The framing of the body is wrong."""


class Disconnect(Exception):
    """The connection is to be closed without a (further) word."""
