"""XML documents to be sent and received."""

from xml.etree import ElementTree
from xml.sax.saxutils import escape

_PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n'


def element(name, *content, attributes=""):
    """An element with text, or with other elements as this function makes them."""
    inner = "".join(part if isinstance(part, Element) else escape(_text(part)) for part in content)
    return Element(f"<{name}{attributes}>{inner}</{name}>")


def document(root):
    """The bytes of a document."""
    return (_PROLOGUE + root).encode()


class Element(str):
    """Text that is XML already."""


def _text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def parse(data):
    """The root of a document with all namespaces taken off, or None."""
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError:
        return None
    for node in root.iter():
        node.tag = node.tag.rpartition("}")[2]
    return root
