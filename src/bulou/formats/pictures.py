"""Pictures made anew: decoded and written again, so that nothing but the picture is left.

What a camera, a phone or an editor wrote beside the picture (place, time, device, thumbnail, comments), and what was hidden
before or behind it, does not pass. Only PNG, JPEG, GIF and WebP are decoded, and only up to 25 million dots.
"""

import io
import warnings
from dataclasses import dataclass
from typing import BinaryIO

MOST_DOTS = 25_000_000
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_GPS = 0x8825


class NoPicture(Exception):
    """It is none of the four kinds, it is broken, or it is too large; the message says which: kind, broken, dots."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made anew as PNG or JPEG. `stripped` are codes of what did not pass, in a fixed order: gps, exif, xmp, iptc,
    icc, comment, thumbnail, frames (of an animation only the first passes), trailing (bytes behind the picture).
    """

    content: bytes
    kind: str
    width: int
    height: int
    stripped: tuple[str, ...]


def made_anew(file: BinaryIO, size: int) -> Picture:
    """The picture in `file` (of `size` bytes) without anything else. Raises NoPicture."""
    from PIL import Image, ImageOps  # only who meets a picture pays for loading it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(file, formats=_FORMATS) as found:
                if found.width * found.height > MOST_DOTS:
                    raise NoPicture("dots")
                kind = found.format
                stripped = _beside(found)
                upright = ImageOps.exif_transpose(found)
                clean = upright.convert(
                    "RGB" if kind == "JPEG" else "RGBA" if _see_through(upright) else "RGB"
                )
        if _trailing(file, size, kind or ""):
            stripped.append("trailing")
        fresh = Image.new(clean.mode, clean.size)
        fresh.paste(clean)
    except NoPicture:
        raise
    except Exception as error:  # a decoder fed with hostile bytes may raise anything
        raise NoPicture("kind" if type(error).__name__ == "UnidentifiedImageError" else "broken") from error
    out = io.BytesIO()
    if kind == "JPEG":
        fresh.save(out, "JPEG", quality=90)
    else:
        fresh.save(out, "PNG", optimize=False)
    return Picture(
        out.getvalue(), f"image/{'jpeg' if kind == 'JPEG' else 'png'}", *fresh.size, tuple(stripped)
    )


def _see_through(picture: object) -> bool:
    mode = getattr(picture, "mode", "")
    return "A" in mode or "transparency" in getattr(picture, "info", {})


def _beside(found: object) -> list[str]:
    info = dict(getattr(found, "info", {}))
    exif = found.getexif()  # type: ignore[attr-defined]
    holds = {
        "gps": _GPS in exif,
        "exif": bool(exif) or "exif" in info,
        "xmp": "xmp" in info or "XML:com.adobe.xmp" in info,
        "iptc": "photoshop" in info,
        "icc": "icc_profile" in info,
        "comment": "comment" in info or bool(getattr(found, "text", {})),
        "frames": getattr(found, "n_frames", 1) > 1,
    }
    return [name for name, there in holds.items() if there]


def _trailing(file: BinaryIO, size: int, kind: str) -> bool:
    """Whether bytes stand behind the picture's own end."""
    file.seek(max(size - 64, 0))
    tail = file.read(64).rstrip(b"\x00")
    ends = {"PNG": b"IEND\xaeB`\x82", "JPEG": b"\xff\xd9", "GIF": b"\x3b"}
    if kind == "WEBP":
        file.seek(4)
        return int.from_bytes(file.read(4), "little") + 8 + 1 < size
    return not tail.endswith(ends[kind])
