import io
import struct
import zlib

import pytest
import segno
from PIL import Image, ImageFilter

from pratique.foundation.documents.factories import code_with
from pratique.foundation.documents.pictures import PictureError, read_codes

CODE = code_with()


def picture_of_code(scale: int = 6) -> Image.Image:
    out = io.BytesIO()
    segno.make(CODE, error="m", micro=False).save(out, kind="png", scale=scale, border=4)
    page = Image.new("L", (1400, 1400), 250)
    page.paste(Image.open(out).convert("L"), (300, 300))
    return page


def as_bytes(picture: Image.Image, kind: str = "PNG", **options: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def at_an_angle(picture: Image.Image) -> Image.Image:
    """As held by hand: the far edge shorter, turned, the light uneven."""
    tilted = picture.transform(
        (1400, 1400), Image.Transform.QUAD, (60, 0, -140, 1400, 1500, 1330, 1290, 90), Image.Resampling.BICUBIC
    )
    light = Image.linear_gradient("L").resize((1400, 1400)).point(lambda value: 150 + value // 3)
    shaded = Image.composite(tilted, Image.new("L", (1400, 1400), 60), light)
    return shaded.rotate(11, fillcolor=120, resample=Image.Resampling.BICUBIC)


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(as_bytes(picture_of_code()), id="screenshot"),
        pytest.param(as_bytes(picture_of_code().rotate(90)), id="on its side"),
        pytest.param(as_bytes(at_an_angle(picture_of_code()), "JPEG", quality=60), id="photographed at an angle"),
        pytest.param(as_bytes(picture_of_code().filter(ImageFilter.GaussianBlur(2.2)), "JPEG"), id="blurred"),
        pytest.param(as_bytes(picture_of_code(scale=3), "JPEG", quality=35), id="small and squeezed"),
        pytest.param(as_bytes(picture_of_code().resize((5200, 5200)), "JPEG", quality=80), id="a phone's full size"),
    ],
)
def test_code_is_read_from_a_picture(picture: bytes) -> None:
    assert read_codes(picture) == [CODE]


def test_picture_without_a_code_holds_none() -> None:
    assert read_codes(as_bytes(Image.new("RGB", (400, 300), "white"))) == []


def test_decompression_bomb_is_refused_by_its_announced_size() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 9000, 8000, 8, 0, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(9001 * 800)))
        + chunk(b"IEND", b"")
    )

    with pytest.raises(PictureError, match="too many points"):
        read_codes(bomb)


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", as_bytes(picture_of_code())[:900], b"\xff\xd8\xff\xe0broken"],
    ids=["empty", "another kind", "only its head", "cut off", "broken"],
)
def test_broken_picture_is_refused(content: bytes) -> None:
    with pytest.raises(PictureError, match="not a picture"):
        read_codes(content)
