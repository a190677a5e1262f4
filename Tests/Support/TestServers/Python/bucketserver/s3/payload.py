"""Bodies as S3 takes them: raw, or in aws-chunked framing with signatures and trailers."""

import base64
import binascii
import hashlib
import hmac
import re

from ..core.digests import ALGORITHMS
from ..core.errors import BodyMalformed, ServiceError
from . import habit
from .errors import bad_digest, invalid_argument, invalid_request, not_implemented

_FRAMED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
_FRAMED_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
_UNSIGNED_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
_FRAMINGS = (_FRAMED, _FRAMED_TRAILER, _UNSIGNED_TRAILER)
_LEAST_CHUNK = 8 << 10
_EMPTY_HASH = hashlib.sha256(b"").hexdigest()
_PREFIX = "x-amz-checksum-"
_OTHER_FIELDS = ("mode", "type", "algorithm")


def receive(request, claim, settings, store, algorithms=()):
    """The body in files, with all that was claimed about it checked; `algorithms` are computed besides."""
    payload = claim.payload if claim else "UNSIGNED-PAYLOAD"
    _check_admission(request, payload, settings)
    claims = checksum_claims(request)
    trailer = request.headers.get("x-amz-trailer", "").lower()
    wanted = {*algorithms, *claims}
    if trailer:
        if claims or not trailer.startswith(_PREFIX) or trailer[len(_PREFIX):] not in ALGORITHMS:
            raise invalid_request("The value specified in the x-amz-trailer header is not supported")
        wanted.add(trailer[len(_PREFIX):])
    if re.fullmatch("[0-9a-f]{64}", payload):
        wanted.add("sha256")
    frames = Frames(request.body, claim, payload, trailer) if payload in _FRAMINGS else None
    content = store.receive(frames.pieces() if frames else request.body.pieces(), sorted(wanted))
    try:
        if frames:
            claims.update(frames.checksums())
            frames.check_length(request.headers.get("x-amz-decoded-content-length"))
        _check(request, payload, content, claims)
    except ServiceError:
        store.discard(content)
        raise
    return content


def checksum_claims(request):
    """The checksums a request names in header fields, base64 by algorithm."""
    found = {}
    for name, value in request.headers.with_prefix(_PREFIX).items():
        if name in ALGORITHMS:
            found[name] = value
        elif name not in _OTHER_FIELDS:
            raise invalid_request(f"The algorithm type of {_PREFIX}{name} is not supported")
    sdk = request.headers.get("x-amz-sdk-checksum-algorithm")
    if sdk and not found and not request.headers.get("x-amz-trailer") and request.body.length:
        raise invalid_request(
            "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers "
            "were found.")
    return found


def refuse_checksums(request, settings):
    """What servers say that know no checksums beyond Content-MD5."""
    if not habit(settings, "refusesChecksums"):
        return
    for name, _ in request.headers.items():
        if name.startswith((_PREFIX, "x-amz-sdk-checksum")) or name == "x-amz-trailer":
            raise invalid_argument(f"Unsupported header '{name}' received for this API call.")


def _check_admission(request, payload, settings):
    if request.body.is_chunked and habit(settings, "requiresLength"):
        raise ServiceError(411, "MissingContentLength", "You must provide the Content-Length HTTP header.")
    is_framed = payload in _FRAMINGS
    if not is_framed and request.body.is_chunked:
        raise not_implemented("Transfer-Encoding")
    if not is_framed and request.body.length is None:
        raise ServiceError(411, "MissingContentLength", "You must provide the Content-Length HTTP header.")
    if payload == "UNSIGNED-PAYLOAD" and habit(settings, "refusesUnsigned"):
        raise invalid_argument("UNSIGNED-PAYLOAD is not supported.")
    if is_framed and (habit(settings, "refusesChunks") or (
            payload != _FRAMED and habit(settings, "refusesTrailers"))):
        raise invalid_argument(f"x-amz-content-sha256 must be a hash or UNSIGNED-PAYLOAD, not {payload}.")
    if not is_framed and payload != "UNSIGNED-PAYLOAD" and not re.fullmatch("[0-9a-f]{64}", payload):
        raise invalid_argument(
            "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING literal, or a valid sha256 value.")
    if is_framed and "aws-chunked" not in request.headers.get("content-encoding", ""):
        raise invalid_request("Content-Encoding must name aws-chunked.")


def _check(request, payload, content, claims):
    if payload not in _FRAMINGS and payload != "UNSIGNED-PAYLOAD":
        if base64.b64decode(content.others["sha256"]).hex() != payload:
            raise ServiceError(
                400, "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed.")
    for algorithm, value in claims.items():
        if content.others[algorithm] != value:
            raise bad_digest(algorithm.upper())
    md5 = request.headers.get("content-md5")
    if md5 is not None:
        try:
            digest = base64.b64decode(md5, validate=True)
        except binascii.Error:
            digest = b""
        if len(digest) != 16:
            raise ServiceError(400, "InvalidDigest", "The Content-MD5 you specified was invalid.")
        if digest != content.md5:
            raise bad_digest("Content-MD5")


class Frames:
    """The chunks of an aws-chunked body, their signatures checked one after the other."""

    def __init__(self, body, claim, payload, trailer):
        self._pieces = body.pieces()
        self._buffer = bytearray()
        self._claim = claim
        self._is_signed = payload != _UNSIGNED_TRAILER
        self._trailer = trailer
        self._signature = claim.signature
        self._values = {}
        self._size = 0

    def pieces(self):
        """Yields the bytes of all chunks."""
        last = None
        while True:
            size, signature = self._head()
            if last is not None and size and last < _LEAST_CHUNK:
                raise ServiceError(403, "InvalidChunkSizeError", "Only the last chunk may be smaller than 8192 bytes.")
            digest = hashlib.sha256()
            left = size
            while left:
                piece = self._take(left)
                digest.update(piece)
                left -= len(piece)
                self._size += len(piece)
                yield memoryview(piece)
            if size and self._line():
                raise BodyMalformed("a chunk is longer than it says")
            if self._is_signed:
                self._check("PAYLOAD", [_EMPTY_HASH, digest.hexdigest()], signature)
            if not size:
                break
            last = size
        self._trailers()

    def checksums(self):
        """The checksum of the trailer, by algorithm."""
        if not self._trailer:
            return {}
        if self._trailer not in self._values:
            raise ServiceError(
                400, "MalformedTrailerError", "The request contained trailing data that was not well-formed.")
        return {self._trailer[len(_PREFIX):]: self._values[self._trailer]}

    def check_length(self, claimed):
        """Raises unless the content is as long as it was said to be."""
        if claimed is None:
            raise ServiceError(411, "MissingContentLength", "You must provide x-amz-decoded-content-length.")
        if claimed != str(self._size):
            raise ServiceError(
                400, "IncompleteBody", "The request body is not as long as x-amz-decoded-content-length says.")

    def _head(self):
        size, _, extension = self._line().partition(b";")
        if not re.fullmatch(b"[0-9a-fA-F]{1,8}", size):
            raise BodyMalformed("a chunk has no size")
        signature = extension.removeprefix(b"chunk-signature=").decode("latin-1")
        if bool(extension) != self._is_signed:
            raise BodyMalformed("chunks have to be signed as x-amz-content-sha256 says")
        return int(size, 16), signature

    def _check(self, kind, hashes, signature):
        text = "\n".join(
            [f"AWS4-HMAC-SHA256-{kind}", self._claim.timestamp, self._claim.scope, self._signature, *hashes])
        expected = self._claim.sign(text)
        if not hmac.compare_digest(expected, signature):
            raise ServiceError(
                403, "SignatureDoesNotMatch",
                "The chunk signature we calculated does not match the signature you provided.")
        self._signature = expected

    def _trailers(self):
        """What follows the last chunk, up to the end of the body."""
        lines = bytearray()
        while line := self._line(at_end=b""):
            name, _, value = line.decode("latin-1").partition(":")
            name = name.lower()
            if name == "x-amz-trailer-signature":
                self._check("TRAILER", [hashlib.sha256(lines).hexdigest()], value.strip())
                self._values[name] = value
                continue
            lines += f"{name}:{value.strip()}\n".encode()
            self._values[name] = value.strip()
        if self._trailer and self._is_signed and "x-amz-trailer-signature" not in self._values:
            raise ServiceError(403, "SignatureDoesNotMatch", "The trailer is not signed.")
        for _ in self._pieces:
            pass

    def _line(self, at_end=None):
        while (end := self._buffer.find(b"\n")) < 0:
            if len(self._buffer) > 4096:
                raise BodyMalformed("a line is too long")
            if not self._more():
                if at_end is None:
                    raise BodyMalformed("the last chunk is missing")
                return at_end
        line = bytes(self._buffer[:end]).rstrip(b"\r")
        del self._buffer[: end + 1]
        return line

    def _take(self, most):
        if not self._buffer and not self._more():
            raise BodyMalformed("a chunk is cut")
        piece = self._buffer[:most]
        del self._buffer[:most]
        return piece

    def _more(self):
        piece = next(self._pieces, None)
        if piece is None:
            return False
        self._buffer += piece
        return True
