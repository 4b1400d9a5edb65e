"""Photographs: only the picture is kept, upright and small; bombs and giants are refused."""

import io
import struct
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from pratique.areas.people.actions import ConsentEntry, record_consent, set_photo
from pratique.areas.people.actions.photos import clean_photo
from pratique.areas.people.factories import make_person, photo_jpeg
from pratique.areas.people.models import Photo
from pratique.foundation.actions import Refusal
from pratique.foundation.files import read


def _jpeg_with_exif(orientation: int) -> bytes:
    picture = Image.new("RGB", (600, 480), "white")
    picture.paste("red", (0, 0, 600, 60))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretPhoneMaker"
    kept = io.BytesIO()
    picture.save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def _png_that_claims(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def test_a_picture_is_turned_upright_and_freed_of_everything_else():
    cleaned = clean_photo(_jpeg_with_exif(6))

    picture = Image.open(io.BytesIO(cleaned))
    red, green, _ = picture.convert("RGB").getpixel((picture.width - 5, picture.height // 2))
    assert (picture.format, picture.size) == ("JPEG", (480, 600))
    assert (red > 200, green < 60) == (True, True)
    assert dict(picture.getexif()) == {}
    assert b"SecretPhoneMaker" not in cleaned


def test_a_large_picture_becomes_small():
    picture = Image.open(io.BytesIO(clean_photo(photo_jpeg(3000, 4000))))

    assert picture.size == (450, 600)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "not_a_picture"),
        (b"GIF89a" + b"\0" * 100, "not_a_picture"),
        (photo_jpeg()[:2000], "not_a_picture"),
        (photo_jpeg(100, 100), "too_small"),
        (b"\xff\xd8" + b"\0" * (50 * 1024 * 1024), "too_large"),
        (_png_that_claims(50_000, 50_000), "too_large"),
        (_png_that_claims(7_000, 7_000), "too_large"),
    ],
    ids=["nothing", "drawing", "gif", "half", "stamp", "50 MB", "bomb", "giant"],
)
def test_what_is_no_photograph_is_refused(content, code):
    with pytest.raises(Refusal) as refused:
        clean_photo(content)

    assert refused.value.code == f"people.photo.{code}"


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_a_damaged_picture_is_read_or_refused_and_never_an_accident(data):
    content = bytearray(photo_jpeg(160, 200))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        cleaned = clean_photo(bytes(content))
    except Refusal as refused:
        assert refused.code in {"people.photo.not_a_picture", "people.photo.too_small", "people.photo.too_large"}
        return

    assert cleaned[:2] == b"\xff\xd8"


@pytest.mark.django_db
def test_the_newest_photograph_counts_and_the_earlier_stays(clerk):
    person = make_person(clerk)
    set_photo(by=clerk, person=person, content=photo_jpeg(), source="file")

    photo = set_photo(by=clerk, person=person, content=photo_jpeg(400, 500), source="camera")

    assert person.photos.first() == photo
    assert person.photos.count() == 2
    assert Image.open(io.BytesIO(read(photo.digest))).size == (400, 500)


@pytest.mark.django_db
def test_who_says_no_is_not_photographed(clerk):
    person = make_person(clerk)
    record_consent(by=clerk, person=person, consent=ConsentEntry(purpose_code="photo", decision="refused"))

    with pytest.raises(Refusal) as refused:
        set_photo(by=clerk, person=person, content=photo_jpeg(), source="file")

    assert refused.value.code == "people.photo.no_consent"
    assert Photo.objects.count() == 0


@pytest.mark.django_db
def test_a_bad_picture_leaves_the_file_as_it_was(clerk):
    person = make_person(clerk)

    with pytest.raises(Refusal):
        set_photo(by=clerk, person=person, content=b"nothing", source="file")

    assert Photo.objects.count() == 0
