"""Pages of sorted lists."""

import dataclasses


@dataclasses.dataclass
class Page:
    """The keys and the common prefixes of a page, and where the next one begins, if there is one."""

    keys: list
    prefixes: list
    last: str
    is_truncated: bool


def page_of_keys(keys, *, prefix="", delimiter="", after="", limit=1000):
    """The first so many keys and common prefixes behind `after`; keys are sorted by their UTF-8 bytes."""
    page = Page([], [], "", False)
    for key in sorted(keys, key=str.encode):
        if not key.startswith(prefix):
            continue
        end = key.find(delimiter, len(prefix)) if delimiter else -1
        common = key[: end + len(delimiter)] if end >= 0 else None
        name = common or key
        if name.encode() <= after.encode() or (common and common in page.prefixes[-1:]):
            continue
        if len(page.keys) + len(page.prefixes) >= limit:
            page.is_truncated = True
            return page
        page.last = name
        (page.prefixes if common else page.keys).append(name)
    return page
