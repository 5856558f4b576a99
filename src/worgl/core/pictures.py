"""Pictures people send: checked, and drawn anew as a small square, so that nothing of what was sent is kept or shown.

A file says in its first bytes how large its picture is, and is refused by that before anything is unpacked; a JPEG
also by how many times its picture is gone over, for a few bytes can ask for half an hour of that.
Drawing takes up to 200 MB for a moment, 300 of one that moves, so one picture is drawn at a time in a process.
"""

from __future__ import annotations

import io
import re
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, UnidentifiedImageError

from worgl.core import counters
from worgl.core.errors import PictureRefused, PicturesOften, Unavailable
from worgl.core.limits import PICTURE_KEPT_MAX, PICTURE_MAX, PICTURE_PIXELS_MAX, PICTURES

SIDE = 256
"""Width and height of a drawn picture, in pixels."""
CONTENT_TYPE = "image/webp"
LOGO_WIDTH, LOGO_HEIGHT = 640, 160
"""Largest logo, in pixels."""
ICON_SIDES = (180, 192, 512)
"""Sides of the icons phones ask for, in pixels."""
Drawn = TypeVar("Drawn")
FORMATS = ("JPEG", "PNG", "WEBP")
_MEGA = 1_000_000
_COLOURS = (256, 64, 16)
"""So many colours a picture is given that is too large with all of its own; with the last every icon fits."""
_QUALITY = 82
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, struct.error, zlib.error)
"""What Pillow raises about files that are cut off or made up."""
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How to turn what a camera held otherwise has noted, by the EXIF tag Orientation (CIPA DC-008, 4.6.4)."""
IN_LINE_MAX = 4
"""Pictures that are drawn or wait for it in a process; each holds a thread that pages need too."""
SCANS_MAX = 50
"""Most scans of a JPEG, each of which goes over the whole picture; cameras and programs make up to some fifteen."""
PARTS_MAX = 10_000
"""Most parts of a JPEG (tables, notes, scans); Pillow reads them one by one."""
_JPEG = b"\xff\xd8\xff"
_MARKER = re.compile(rb"\xff[\xc0-\xcf\xd9-\xfe]")
"""What begins a part of a JPEG or ends it (ITU T.81, B.1.1.3); restarts and fill bytes begin none."""
_SCAN, _END = 0xDA, 0xD9
_drawing = threading.Lock()
_line = threading.BoundedSemaphore(IN_LINE_MAX)


class PicturesBusy(Unavailable):
    """More pictures came at once than are drawn in a moment."""

    code = "pictures_busy"
    sentence = _("Many pictures are being drawn right now. Please send yours again in a moment.")


@contextmanager
def counted(who: object, *, now: datetime) -> Iterator[None]:
    """Count one more picture that somebody has drawn, before it is; refuses PicturesOften. Outside transactions.

    What PicturesBusy asks to send again counts when it is.
    """
    wait = counters.count_try(PICTURES, who, now=now)
    if wait:
        raise PicturesOften(limit=PICTURES.most, minutes=-(-wait // 60), seconds=wait)
    try:
        yield
    except PicturesBusy:
        counters.give_back(PICTURES, who)
        raise


def draw_square(content: bytes) -> bytes:
    """Return the middle of a JPEG, PNG or WebP as a WebP of SIDE x SIDE pixels without any metadata.

    What is transparent becomes white; of a moving picture the first one is taken. Refuses PictureRefused: more
    than PICTURE_MAX bytes or PICTURE_PIXELS_MAX pixels, another kind of file whatever its name, a damaged one;
    and PicturesBusy when IN_LINE_MAX are being drawn or wait.
    """
    return _drawn_from(content, _drawn)


def draw_logo(content: bytes) -> bytes:
    """Return a JPEG, PNG or WebP as a PNG that fits into LOGO_WIDTH x LOGO_HEIGHT, see-through where it was.

    Refuses PictureRefused as `draw_square` does.
    """
    return _drawn_from(content, _logo)


def draw_icons(content: bytes) -> dict[int, bytes]:
    """Return a JPEG, PNG or WebP as square PNGs in the sizes of ICON_SIDES, whole and on white.

    Refuses PictureRefused as `draw_square` does.
    """
    return _drawn_from(content, _icons)


def _drawn_from(content: bytes, draw: Callable[[Image.Image], Drawn]) -> Drawn:
    if len(content) > PICTURE_MAX:
        raise too_heavy()
    if not _line.acquire(blocking=False):
        raise PicturesBusy
    try:
        return _draw(content, draw)
    finally:
        _line.release()


def _draw(content: bytes, draw: Callable[[Image.Image], Drawn]) -> Drawn:
    if content.startswith(_JPEG) and not _has_few_scans(content):
        reason = _(
            "This picture is saved in an unusual way that takes too long to read. Please save it anew as a JPEG."
        )
        raise PictureRefused(field="picture", reason=reason)
    try:
        with _drawing, Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > PICTURE_PIXELS_MAX:
                raise _too_wide()
            return draw(image)
    except _TOO_LARGE:
        raise _too_wide() from None
    except UnidentifiedImageError:
        reason = _("This is no picture that can be read. Choose a JPEG, PNG or WebP.")
        raise PictureRefused(field="picture", reason=reason) from None
    except _BROKEN:
        reason = _("This picture is damaged or cut off. Please choose another one.")
        raise PictureRefused(field="picture", reason=reason) from None


def _has_few_scans(content: bytes) -> bool:
    """Tell whether a JPEG has at most SCANS_MAX scans in at most PARTS_MAX parts."""
    place = scans = 0
    for _part in range(PARTS_MAX):
        found = _MARKER.search(content, place)
        if found is None or content[found.end() - 1] == _END:
            return True
        scans += content[found.end() - 1] == _SCAN
        if scans > SCANS_MAX:
            return False
        place = found.end() + int.from_bytes(content[found.end() : found.end() + 2])
    return False


def too_heavy() -> PictureRefused:
    """Return the refusal of a file with too many bytes, for who knows it before the file was read."""
    reason = _("This file is too large: at most {limit} MB.").format(limit=PICTURE_MAX // _MEGA)
    return PictureRefused(field="picture", reason=reason)


def _too_wide() -> PictureRefused:
    reason = _("This picture has too many pixels: at most {limit} million. Please make it smaller.")
    return PictureRefused(field="picture", reason=reason.format(limit=PICTURE_PIXELS_MAX // _MEGA))


def _drawn(image: Image.Image) -> bytes:
    # A JPEG can be unpacked at a part of its size, which saves most of the memory; others ignore this.
    image.draft("RGB", (2 * SIDE, 2 * SIDE))
    image.load()
    turn = _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    side = min(image.size)
    left, top = (image.width - side) / 2, (image.height - side) / 2
    middle = (left, top, left + side, top + side)
    small = _plain(image).resize((SIDE, SIDE), Image.Resampling.LANCZOS, box=middle, reducing_gap=3.0)
    if turn is not None:
        small = small.transpose(turn)
    seen = small.convert("RGBA")
    # A fresh picture knows nothing of where and with what the old one was taken.
    fresh = Image.new("RGB", (SIDE, SIDE), "white")
    fresh.paste(seen, mask=seen.getchannel("A"))
    out = io.BytesIO()
    fresh.save(out, "WEBP", quality=_QUALITY)
    return out.getvalue()


def _logo(image: Image.Image) -> bytes:
    return _png(_fitting(image, LOGO_WIDTH, LOGO_HEIGHT))


def _icons(image: Image.Image) -> dict[int, bytes]:
    whole = _fitting(image, max(ICON_SIDES), max(ICON_SIDES))
    return {side: _png(_on_square(whole, side)) for side in ICON_SIDES}


def _fitting(image: Image.Image, wide: int, high: int) -> Image.Image:
    """Return a picture no larger than asked for, turned as it was held, without what the camera noted."""
    image.draft("RGB", (2 * wide, 2 * high))
    image.load()
    turn = _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    seen = _plain(image)
    seen = seen if turn is None else seen.transpose(turn)
    part = min(wide / seen.width, high / seen.height, 1)
    size = (max(1, round(seen.width * part)), max(1, round(seen.height * part)))
    small = seen.resize(size, Image.Resampling.LANCZOS).convert("RGBA")
    fresh = Image.new("RGBA", size)
    fresh.paste(small)
    return fresh


def _on_square(picture: Image.Image, side: int) -> Image.Image:
    part = side / max(picture.size)
    size = (max(1, round(picture.width * part)), max(1, round(picture.height * part)))
    fresh = Image.new("RGB", (side, side), "white")
    scaled = picture.resize(size, Image.Resampling.LANCZOS)
    fresh.paste(scaled, ((side - size[0]) // 2, (side - size[1]) // 2), scaled)
    return fresh


def _png(picture: Image.Image) -> bytes:
    """Return a PNG of at most PICTURE_KEPT_MAX bytes: of as many colours as fit where all of them would be more."""
    content = _saved_as_png(picture)
    for colours in _COLOURS:
        if len(content) <= PICTURE_KEPT_MAX:
            break
        content = _saved_as_png(picture.quantize(colours))
    return content


def _saved_as_png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _plain(image: Image.Image) -> Image.Image:
    """Return a picture in colours that can be made smaller: not by a palette, and with 8 bits each."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"RGB", "RGBA", "L", "LA"}:
        return image
    return image.convert("RGBA" if image.mode in {"P", "PA"} else "RGB")
