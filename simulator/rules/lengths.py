"""LINE's two units of length. Labels and button texts count what a reader sees, everything else UTF-16 units."""

import regex

_GRAPHEME_CLUSTER = regex.compile(r"\X")


def utf16_length(text: str) -> int:
    """Number of UTF-16 code units: `น้ำ` is 3, an emoji 2 or more."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def grapheme_length(text: str) -> int:
    """Number of grapheme clusters, that is of letters as a reader sees them: `น้ำ` is 1."""
    return len(_GRAPHEME_CLUSTER.findall(text))
