"""Pictures: whatever is sent is either drawn anew, small and without a trace of where it came from, or refused."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from worgl.core.errors import PictureRefused
from worgl.core.limits import PICTURE_MAX
from worgl.core.pictures import FORMATS, IN_LINE_MAX, PARTS_MAX, SCANS_MAX, SIDE, PicturesBusy, _line, draw_square

RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 200, 20), (20, 20, 220), (255, 255, 255)
Colour = tuple[int, int, int]


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def halves(width: int = 400, height: int = 400) -> Image.Image:
    """Return a picture that is red in its upper half and blue in its lower one."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (0, height // 2, width, height))
    return image


def seen(drawn: bytes, *places: tuple[int, int]) -> list[Colour]:
    image = Image.open(io.BytesIO(drawn)).convert("RGB")
    assert image.size == (SIDE, SIDE)
    found = [image.getpixel(place) for place in places]
    return [colour for colour in found if isinstance(colour, tuple)]  # type: ignore[misc]  # of an RGB picture


def is_near(one: Colour, other: Colour) -> bool:
    return all(abs(mine - theirs) < 40 for mine, theirs in zip(one, other, strict=True))


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_is_drawn_as_a_small_webp(kind: str) -> None:
    drawn = draw_square(saved(halves(1_200, 900), kind))
    assert drawn[:4] + drawn[8:12] == b"RIFFWEBP"
    assert len(drawn) < 20_000
    above, below = seen(drawn, (128, 30), (128, 220))
    assert is_near(above, RED)
    assert is_near(below, BLUE)


def test_the_middle_is_kept() -> None:
    wide = Image.new("RGB", (900, 300), RED)
    wide.paste(GREEN, (300, 0, 600, 300))
    corners = seen(draw_square(saved(wide)), (3, 3), (252, 3), (3, 252), (252, 252))
    assert all(is_near(corner, GREEN) for corner in corners)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_colour_is_understood(mode: str) -> None:
    if mode == "I;16":
        image = Image.frombytes("I;16", (64, 64), struct.pack("<H", 128 << 8) * 64 * 64)
    else:
        image = Image.new("RGB", (64, 64), WHITE).convert(mode)
    (middle,) = seen(draw_square(saved(image)), (128, 128))
    assert is_near(middle, (128, 128, 128) if mode == "I;16" else WHITE)


def test_the_colours_of_printers_are_understood() -> None:
    (middle,) = seen(draw_square(saved(Image.new("CMYK", (64, 64), (0, 255, 255, 0)), "JPEG")), (128, 128))
    assert is_near(middle, (255, 0, 0))


def test_what_is_transparent_becomes_white() -> None:
    (middle,) = seen(draw_square(saved(Image.new("RGBA", (64, 64), (0, 0, 0, 0)))), (128, 128))
    assert middle == WHITE


@pytest.mark.parametrize(
    ("orientation", "red"),
    [(1, (128, 30)), (3, (128, 220)), (4, (128, 220)), (6, (220, 128)), (8, (30, 128))],
)
@pytest.mark.parametrize("kind", FORMATS)
def test_a_camera_held_otherwise_is_turned_upright(kind: str, orientation: int, red: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    opposite = (255 - red[0], 255 - red[1])
    first, other = seen(draw_square(saved(halves(), kind, exif=exif)), red, opposite)
    assert is_near(first, RED)
    assert is_near(other, BLUE)


def test_nothing_of_where_it_was_taken_is_kept() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "SECRETCAMERA"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "SECRETPLACE"
    noted = PngInfo()
    noted.add_text("Comment", "SECRETWORDS")
    sent = [
        saved(halves(), "JPEG", exif=exif, comment=b"SECRETWORDS", icc_profile=b"SECRETPROFILE"),
        saved(halves(), "PNG", exif=exif, pnginfo=noted, icc_profile=b"SECRETPROFILE"),
        saved(halves(), "WEBP", exif=exif, xmp=b"SECRETWORDS", icc_profile=b"SECRETPROFILE"),
    ]
    for content in sent:
        assert b"SECRET" in content
        drawn = draw_square(content)
        assert b"SECRET" not in drawn
        image = Image.open(io.BytesIO(drawn))
        assert not image.getexif()
        assert not {"exif", "icc_profile", "xmp", "comment"} & image.info.keys()


def test_the_same_picture_is_drawn_alike() -> None:
    content = saved(halves(), "JPEG")
    assert draw_square(content) == draw_square(content)


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says it has so many pixels."""
    body = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", body), (b"IDAT", zlib.compress(bytes(10_000))), (b"IEND", b"")]
    chunks = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def gone_over(times: int) -> bytes:
    """Return a JPEG whose last scan is there so many times; it has five before, and none of them says anything new."""
    plain = saved(Image.new("L", (400, 400), 200), "JPEG", progressive=True)
    start, end = plain.rindex(b"\xff\xda"), len(plain) - 2
    return plain[:start] + plain[start:end] * times + plain[end:]


def with_notes(count: int) -> bytes:
    """Return a JPEG with so many empty notes."""
    plain = saved(halves(), "JPEG")
    return plain[:2] + b"\xff\xfe\0\2" * count + plain[2:]


REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("a text", lambda: b"My picture, honestly", "no picture that can be read"),
    ("a drawing with scripts", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "no picture"),
    ("another kind of picture", lambda: saved(halves(), "GIF"), "no picture that can be read"),
    ("half of a JPEG", lambda: saved(halves(), "JPEG")[:-400], "damaged or cut off"),
    ("half of a PNG", lambda: saved(halves(), "PNG")[:-400], "damaged or cut off"),
    ("half of a WebP", lambda: saved(halves(), "WEBP")[:-40], "damaged or cut off"),
    ("900 million pixels", lambda: bomb(30_000, 30_000), "at most 25 million"),
    ("100 million pixels", lambda: bomb(10_000, 10_000), "at most 25 million"),
    ("one pixel too many", lambda: bomb(25_000_001, 1), "at most 25 million"),
    ("a scan too many", lambda: gone_over(SCANS_MAX - 5 + 1), "takes too long to read"),
    ("a file of scans alone", lambda: gone_over(100_000), "takes too long to read"),
    ("notes without end", lambda: with_notes(PARTS_MAX), "takes too long to read"),
    ("a byte too many", lambda: bytes(PICTURE_MAX + 1), "too large: at most 5 MB"),
]


@pytest.mark.parametrize(("make", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_drawn_is_refused_at_its_field(make: Callable[[], bytes], reason: str) -> None:
    with pytest.raises(PictureRefused) as refused:
        draw_square(make())
    assert reason in str(refused.value)
    assert refused.value.fields["field"] == "picture"


def test_scans_in_what_a_camera_noted_are_none_of_the_picture() -> None:
    assert seen(draw_square(gone_over(SCANS_MAX - 5)), (128, 128))
    assert seen(draw_square(with_notes(PARTS_MAX - 20)), (128, 128))
    film = b"\xff\xda" * 1_000
    for content in (saved(halves(), "JPEG", comment=film), saved(halves(), "JPEG", progressive=True) + film):
        assert is_near(seen(draw_square(content), (128, 30))[0], RED)


@given(
    kind=st.sampled_from(FORMATS),
    changes=st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 255)), min_size=1, max_size=8),
    kept=st.integers(1, 2_000),
)
def test_a_file_damaged_anyhow_is_drawn_or_refused_and_never_a_fault(
    kind: str, changes: list[tuple[int, int]], kept: int
) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    content = bytearray(saved(halves(24, 20), kind, exif=exif))
    for place, value in changes:
        content[place % len(content)] = value
    with suppress(PictureRefused):
        assert seen(draw_square(bytes(content[:kept])), (0, 0))


def test_more_pictures_at_once_than_stand_in_line_are_asked_to_come_back() -> None:
    sent = saved(halves())
    with ExitStack() as held:
        for _place in range(IN_LINE_MAX):
            held.callback(_line.release)
            assert _line.acquire(blocking=False)
        with pytest.raises(PicturesBusy):
            draw_square(sent)
    assert draw_square(sent)


def test_forty_at_once_are_drawn_or_refused_and_none_is_forgotten() -> None:
    sent = saved(halves(3_000, 3_000), "JPEG")

    def draw(_number: int) -> str:
        try:
            return draw_square(sent)[:4].decode()
        except PicturesBusy as refused:
            return refused.code

    with ThreadPoolExecutor(40) as people:
        answers = list(people.map(draw, range(40)))
    assert set(answers) <= {"RIFF", "pictures_busy"}
    assert answers.count("RIFF") >= IN_LINE_MAX
    assert draw_square(sent)
