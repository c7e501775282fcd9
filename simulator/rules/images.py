"""The size of a picture, read from the first bytes of its PNG or JPEG file."""

import struct

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
JPEG_SIGNATURE = b"\xff\xd8\xff"
# JPEG frame headers: all SOF markers, that is C0 to CF without the tables C4, C8 and CC.
JPEG_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def image_size(content_type: str, image: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None if the bytes are no picture of that content type."""
    if content_type == "image/png":
        return _png_size(image)
    return _jpeg_size(image) if content_type == "image/jpeg" else None


def _png_size(image: bytes) -> tuple[int, int] | None:
    if len(image) < 24 or not image.startswith(PNG_SIGNATURE) or image[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", image[16:24])
    return width, height


def _jpeg_size(image: bytes) -> tuple[int, int] | None:
    if not image.startswith(JPEG_SIGNATURE):
        return None
    position = 2
    while position + 9 <= len(image) and image[position] == 0xFF:
        marker = image[position + 1]
        if marker == 0xFF:  # padding
            position += 1
        elif marker in JPEG_FRAMES:
            height, width = struct.unpack(">HH", image[position + 5 : position + 9])
            return width, height
        else:
            position += 2 + int.from_bytes(image[position + 2 : position + 4], "big")
    return None
