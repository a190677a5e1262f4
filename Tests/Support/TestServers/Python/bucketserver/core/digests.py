"""Checksums of bodies. CRC-64/XZ comes from liblzma, the others from hashlib, zlib and crcmod."""

import base64
import ctypes
import functools
import hashlib
import zlib

import crcmod
from alibabacloud_oss_v2.crc import gf2_matrix_times

_lzma_crc64 = ctypes.CDLL("liblzma.so.5").lzma_crc64
_lzma_crc64.restype = ctypes.c_uint64
_lzma_crc64.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_uint64)

_ALL_ONES = (1 << 64) - 1
_XZ = 0x142F0E1EBA9EA3693
_NVME = 0x1AD93D23594C93659


def crc64_update(view, crc=0):
    """CRC-64/XZ of a writable buffer, continued from `crc`. Lets other threads run meanwhile."""
    if not len(view):
        return crc
    address = ctypes.addressof((ctypes.c_char * len(view)).from_buffer(view))
    return _lzma_crc64(address, len(view), crc)


def crc64_combined(pieces):
    """CRC-64/XZ of a whole from `(crc, size)` of its pieces."""
    return _combined(_XZ, pieces)


def crc64nvme_combined(pieces):
    """CRC-64/NVME of a whole, likewise."""
    return _combined(_NVME, pieces)


def _combined(polynomial, pieces):
    # The SDK's own function of this builds its matrices anew for each piece, which takes seconds for thousands of them.
    whole = 0
    for crc, size in pieces:
        whole = gf2_matrix_times(_zeros(polynomial, size), whole) ^ crc
    return whole


@functools.lru_cache(maxsize=64)
def _zeros(polynomial, count):
    """What so many zero bytes do to a CRC, as the images of its 64 bits."""
    matrix = [1 << bit for bit in range(64)]
    exponent = 0
    while count >> exponent:
        if count >> exponent & 1:
            matrix = _product(_power(polynomial, exponent), matrix)
        exponent += 1
    return matrix


@functools.lru_cache(maxsize=None)
def _power(polynomial, exponent):
    """What two to that power zero bytes do."""
    if exponent:
        half = _power(polynomial, exponent - 1)
        return _product(half, half)
    reflected = int(f"{polynomial & _ALL_ONES:064b}"[::-1], 2)
    one_bit = [reflected] + [1 << bit for bit in range(63)]
    matrix = one_bit
    for _ in range(3):
        matrix = _product(matrix, matrix)
    return matrix


def _product(left, right):
    return [gf2_matrix_times(left, column) for column in right]


class _Crc:
    """A CRC with the face of a hashlib object; its digest is big-endian."""

    def __init__(self, size, function):
        self._size = size
        self._function = function
        self._value = 0

    def update(self, view):
        self._value = self._function(view, self._value)

    def digest(self):
        return self._value.to_bytes(self._size, "big")


_crc32c = crcmod.mkCrcFun(0x11EDC6F41, initCrc=0, xorOut=0xFFFFFFFF, rev=True)
_crc64nvme = crcmod.mkCrcFun(_NVME, initCrc=0, xorOut=_ALL_ONES, rev=True)

_MAKERS = {
    "crc32": lambda: _Crc(4, zlib.crc32),
    "crc32c": lambda: _Crc(4, _crc32c),
    "crc64nvme": lambda: _Crc(8, _crc64nvme),
    "sha1": hashlib.sha1,
    "sha256": hashlib.sha256,
}

#: The checksums a body may be asked for beyond MD5 and CRC-64/XZ.
ALGORITHMS = tuple(_MAKERS)


def digest_of(algorithm, data):
    """The digest of bytes that are at hand."""
    state = _MAKERS[algorithm]()
    state.update(data)
    return state.digest()


class Digests:
    """The checksums of one body: always MD5 and CRC-64/XZ, and those asked for."""

    def __init__(self, algorithms=()):
        self._md5 = hashlib.md5()
        self.crc64 = 0
        self._others = {name: _MAKERS[name]() for name in algorithms}

    def update(self, view):
        """Takes the next bytes, a writable memoryview."""
        self._md5.update(view)
        self.crc64 = crc64_update(view, self.crc64)
        for state in self._others.values():
            state.update(view)

    @property
    def md5(self):
        return self._md5.digest()

    def digest(self, algorithm):
        """The binary digest of an algorithm that was asked for."""
        return self._others[algorithm].digest()

    def base64(self):
        """The digests asked for, by name."""
        return {name: base64.b64encode(state.digest()).decode() for name, state in self._others.items()}
