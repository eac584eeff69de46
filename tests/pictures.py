"""Pictures with everything beside them that a camera, an editor or an attacker writes there."""

import io

from PIL import Image, PngImagePlugin

WHERE = b"GPS-31.2304-N"


def photo(kind: str = "JPEG", *, behind: bytes = b"") -> bytes:
    """A small picture of this kind with a place, a maker and a comment in it, and `behind` after its end."""
    picture = Image.new("RGB", (40, 30), (200, 30, 30))
    exif = Image.Exif()
    exif[0x010F] = "SecretMaker"
    exif.get_ifd(0x8825)[29] = "2026:11:20"
    exif.get_ifd(0x8825)[1] = "N"
    more: dict[str, object] = {"exif": exif}
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Comment", "SecretComment")
        more["pnginfo"] = words
    if kind == "JPEG":
        more["comment"] = b"SecretComment"
    if kind == "GIF":
        more = {"comment": b"SecretComment", "save_all": True, "append_images": [picture.rotate(90)]}
    out = io.BytesIO()
    picture.save(out, kind, **more)  # writes: a picture, no row
    return out.getvalue() + behind
