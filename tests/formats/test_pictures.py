"""Of a picture only the picture passes."""

import io
import random
from contextlib import suppress

import pytest
from PIL import Image

from bulou.formats import pictures
from bulou.formats.pictures import NoPicture, Picture, made_anew
from tests.pictures import photo


def anew(content: bytes) -> Picture:
    return made_anew(io.BytesIO(content), len(content))


@pytest.mark.parametrize(
    ("kind", "becomes", "stripped"),
    [
        ("JPEG", "image/jpeg", ("gps", "exif", "comment")),
        ("PNG", "image/png", ("gps", "exif", "comment")),
        ("WEBP", "image/png", ("gps", "exif")),
        ("GIF", "image/png", ("comment", "frames")),
    ],
)
def test_ac22_place_maker_and_comment_do_not_pass_and_are_named(
    kind: str, becomes: str, stripped: tuple[str, ...]
) -> None:
    made = anew(photo(kind))

    assert (made.kind, made.width, made.height, made.stripped) == (becomes, 40, 30, stripped)
    assert b"Secret" not in made.content
    again = Image.open(io.BytesIO(made.content))
    assert not again.getexif()
    assert {"comment", "exif", "xmp"}.isdisjoint(again.info)
    assert all(
        abs(a - b) < 12 for a, b in zip(again.convert("RGB").getpixel((5, 5)), (200, 30, 30), strict=True)
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_ac22_what_hides_behind_a_picture_does_not_pass(kind: str) -> None:
    evil = b"PK\x03\x04<script>alert(1)</script>" + b"A" * 200

    made = anew(photo(kind, behind=evil))

    assert "trailing" in made.stripped
    assert b"<script>" not in made.content
    assert b"PK\x03\x04" not in made.content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) run",
        b"GIF89a/*<script>*/=1;",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        b"push graphic-context\nviewbox 0 0 640 480\nimage over 0,0 0,0 'https://x'\n",
    ],
)
def test_ac22_what_is_no_picture_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(NoPicture):
        anew(content)


def test_a_picture_of_too_many_dots_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_DOTS", 100)
    with pytest.raises(NoPicture, match="dots"):
        anew(photo())


def test_damaged_pictures_are_answered_one_way_or_the_other() -> None:
    chance = random.Random(3)
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        whole = photo(kind)
        for _each in range(60):
            content = bytearray(whole)
            for _bit in range(4):
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            with suppress(NoPicture):
                assert anew(bytes(content)).kind in ("image/png", "image/jpeg")


def test_a_turned_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG", exif=exif)  # writes: a picture, no row

    made = anew(out.getvalue())

    assert (made.width, made.height) == (30, 40)
