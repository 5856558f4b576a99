"""Pictures people send: checked, and drawn anew as a small square, so that nothing of what was sent is kept or shown.

A file says in its first bytes how large its picture is, and is refused by that before anything is unpacked.
Drawing takes up to 200 MB for a moment, so one picture is drawn at a time in a process.
"""

from __future__ import annotations

import io
import struct
import threading
import zlib
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, UnidentifiedImageError

from worgl.core import counters
from worgl.core.errors import PictureRefused, PicturesOften
from worgl.core.limits import PICTURE_MAX, PICTURE_PIXELS_MAX, PICTURES

SIDE = 256
"""Width and height of a drawn picture, in pixels."""
CONTENT_TYPE = "image/webp"
FORMATS = ("JPEG", "PNG", "WEBP")
_MEGA = 1_000_000
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
_drawing = threading.Lock()


def count_picture(who: object, *, now: datetime) -> None:
    """Count one more picture that somebody has drawn, before it is; refuses PicturesOften. Outside transactions."""
    wait = counters.count_try(PICTURES, who, now=now)
    if wait:
        raise PicturesOften(limit=PICTURES.most, minutes=-(-wait // 60), seconds=wait)


def draw_square(content: bytes) -> bytes:
    """Return the middle of a JPEG, PNG or WebP as a WebP of SIDE x SIDE pixels without any metadata.

    What is transparent becomes white; of a moving picture the first one is taken. Refuses PictureRefused: more
    than PICTURE_MAX bytes or PICTURE_PIXELS_MAX pixels, another kind of file whatever its name, a damaged one.
    """
    if len(content) > PICTURE_MAX:
        raise too_heavy()
    try:
        with _drawing, Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > PICTURE_PIXELS_MAX:
                raise _too_wide()
            return _drawn(image)
    except _TOO_LARGE:
        raise _too_wide() from None
    except UnidentifiedImageError:
        reason = _("This is no picture that can be read. Choose a JPEG, PNG or WebP.")
        raise PictureRefused(field="picture", reason=reason) from None
    except _BROKEN:
        reason = _("This picture is damaged or cut off. Please choose another one.")
        raise PictureRefused(field="picture", reason=reason) from None


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


def _plain(image: Image.Image) -> Image.Image:
    """Return a picture in colours that can be made smaller: not by a palette, and with 8 bits each."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"RGB", "RGBA", "L", "LA"}:
        return image
    return image.convert("RGBA" if image.mode in {"P", "PA"} else "RGB")
