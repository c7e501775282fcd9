"""Small pictures made here, so that no picture file is needed."""

import struct
import zlib


def png(width: int, height: int, red: int, green: int, blue: int) -> bytes:
    """A PNG of one colour."""
    row = b"\0" + bytes((red, green, blue)) * width
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR" + header, b"IDAT" + zlib.compress(row * height, 9), b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks
    )


VIDEO_PREVIEW = png(240, 135, 40, 48, 64)
