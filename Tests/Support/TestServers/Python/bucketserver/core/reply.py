"""What is answered to a request."""

import dataclasses

from .xmltext import document


@dataclasses.dataclass
class Reply:
    """Status, header fields, and a body in memory or in files.

    `spans` are `(path, offset, length)` of files, sent one after the other. `content_length` is told instead of the
    body's own length by replies to HEAD.
    """

    status: int = 200
    headers: dict = dataclasses.field(default_factory=dict)
    body: bytes = b""
    spans: list = dataclasses.field(default_factory=list)
    content_length: int = None
    #: The length that is told is wrong by so many bytes.
    length_off: int = 0
    #: After so many bytes of the body the connection is cut, or stands still.
    cut_after: int = None
    stall_after: int = None

    @property
    def length(self):
        if self.content_length is not None:
            return self.content_length
        return len(self.body) + sum(length for _, _, length in self.spans)


def xml_reply(root, **headers):
    """A document, and header fields besides its type."""
    return Reply(200, {"Content-Type": "application/xml", **headers}, document(root))
