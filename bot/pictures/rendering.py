"""From SVG to PNG, with fonts of our own: a server needs none installed, and Thai marks sit where they belong."""

from base64 import b64encode
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


SMALL_BYTES, SMALL_SIDE = 1_000_000, 480
"""What LINE takes at most as the small picture of a chat, and how many pixels of a larger one it gets to show."""


def small(content: bytes, content_type: str) -> tuple[bytes, str]:
    """(picture, its type) for a chat: the picture itself when it is small enough, else drawn into a white square."""
    if len(content) <= SMALL_BYTES:
        return content, content_type
    picture = f'<image width="100%" height="100%" href="data:{content_type};base64,{b64encode(content).decode()}"/>'
    paper = '<rect width="100%" height="100%" fill="#fff"/>'
    square = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SMALL_SIDE}" height="{SMALL_SIDE}">{paper}{picture}</svg>'
    )
    return svg_to_bytes(svg_string=square), "image/png"
