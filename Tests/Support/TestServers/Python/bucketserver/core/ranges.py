"""The `Range` field of requests."""

import re


def parse_range(text, size):
    """`(start, end)` of one range, the end exclusive and as asked for; None if it is not a single valid range.

    The answer may reach beyond the object: what becomes of that differs from service to service.
    """
    match = re.fullmatch(r"bytes=(\d*)-(\d*)", (text or "").strip())
    if not match or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        return size - int(last), size
    if not last:
        return int(first), max(size, int(first) + 1)
    return (int(first), int(last) + 1) if int(first) <= int(last) else None
