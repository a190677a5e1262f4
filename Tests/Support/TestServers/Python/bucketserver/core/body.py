"""Bodies of requests: read once, piece by piece, whatever their size."""

from .errors import BodyMalformed, BodyStalled, Disconnect

PIECE = 256 << 10


class Body:
    """What follows the head of a request: so many bytes, or chunks.

    `announce` is called before the first byte is read; it sends the interim reply 100 where one is due.
    """

    def __init__(self, source, length, is_chunked, announce=lambda: None):
        self._source = source
        self._left = 0 if is_chunked else (length or 0)
        self._announce = announce
        self._is_begun = False
        self._is_ended = not is_chunked and self._left == 0
        self.length = length
        self.is_chunked = is_chunked
        #: How many bytes of content were read so far, framing not counted.
        self.received = 0

    @property
    def is_ended(self):
        """Whether nothing of it waits to be read."""
        return self._is_ended

    def pieces(self):
        """Yields its bytes as views of one buffer, each valid until the next is asked for."""
        if not self._is_begun:
            self._is_begun = True
            self._announce()
        buffer = memoryview(bytearray(PIECE))
        while not self._is_ended:
            if self._left == 0:
                self._next_chunk()
                continue
            count = self._receive(buffer[: min(self._left, PIECE)])
            self._left -= count
            self.received += count
            if self._left == 0 and not self.is_chunked:
                self._is_ended = True
            elif self._left == 0 and self._line():
                raise BodyMalformed("a chunk is longer than it says")
            yield buffer[:count]

    def read(self, limit):
        """All of it, or BodyMalformed if it is longer than that."""
        whole = bytearray()
        for piece in self.pieces():
            whole += piece
            if len(whole) > limit:
                raise BodyMalformed("the document is too long")
        return bytes(whole)

    def _next_chunk(self):
        size = self._line().partition(b";")[0].strip()
        try:
            self._left = int(size, 16)
        except ValueError:
            raise BodyMalformed(f"not the size of a chunk: {size[:20]!r}") from None
        if self._left == 0:
            while self._line():
                pass
            self._is_ended = True

    def _receive(self, view):
        try:
            count = self._source.readinto1(view)
        except TimeoutError:
            raise BodyStalled() from None
        if not count:
            raise Disconnect()
        return count

    def _line(self):
        try:
            line = self._source.readline(4096)
        except TimeoutError:
            raise BodyStalled() from None
        if not line.endswith(b"\n"):
            raise Disconnect()
        return line.rstrip(b"\r\n")
