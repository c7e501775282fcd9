"""From SVG to PNG, with fonts of our own: a server needs none installed, and Thai marks sit where they belong."""

from functools import lru_cache
from pathlib import Path

from resvg_py import svg_to_bytes

FONTS = [str(path) for path in sorted((Path(__file__).parent / "fonts").glob("*.ttf"))]

PREVIEW_WIDTH, PREVIEW_HEIGHT = 800, 1280
"""What a chat shows before the picture is opened: so many pixels wide, of the upper so many units of the picture. LINE wants
it smaller than 1 MB.
"""


@lru_cache(maxsize=32)
def as_png(svg: str, width: int | None = None) -> bytes:
    """The picture as PNG in its own size, or so many pixels wide. Kept: the same picture is drawn once per process."""
    return svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True, font_files=FONTS)
