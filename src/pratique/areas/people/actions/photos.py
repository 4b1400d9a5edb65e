"""Photographs and drawn signatures: decoded with limits, turned upright, freed of everything but the picture."""

import io
import warnings
from typing import TYPE_CHECKING, NoReturn

from django.utils.translation import gettext_lazy as _

from pratique.areas.people.models import Consent, Person, Photo
from pratique.areas.people.permissions import Permission
from pratique.areas.people.queries.persons import require_visible
from pratique.foundation.actions import Refusal, action, note
from pratique.foundation.actors.actor import Actor
from pratique.foundation.files import store

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise
    from PIL.Image import Image

PHOTO_CONSENT = "photo"
LARGEST_FILE = 8 * 1024 * 1024
LARGEST_PIXELS = 40_000_000
SMALLEST_SIDE = 120
# Kept as 480 x 600 at most: enough for a face on paper and screen, little on a slow line.
LARGEST_WIDTH, LARGEST_HEIGHT = 480, 600
LARGEST_SIGNATURE = 1024 * 1024
SIGNATURE_SIZE = (1040, 300)


@action("people.photo.set", needs=Permission.REGISTER)
def set_photo(*, by: Actor, person: Person, content: bytes, source: str) -> Photo:
    """Take a new photograph into the file; earlier ones stay. Refused while the person says no to photographs."""
    require_visible(by=by, person=person)
    if source not in Photo.Source.values:
        raise Refusal("people.photo.source", _("Choose a picture, or take one with the camera."), field="photo")
    latest = person.consents.filter(purpose_code=PHOTO_CONSENT).first()
    if latest is not None and latest.decision != Consent.Decision.GIVEN:
        raise Refusal(
            "people.photo.no_consent",
            _("The person does not agree to be photographed. The case goes on without a photograph."),
            field="photo",
        )
    photo = Photo.objects.create(
        person=person,
        digest=store(clean_photo(content)),
        source=source,
        taken_at=by.now(),
        taken_by=by.user_number,
    )
    note(subject=person.number, person=person.number, after={"photo": photo.digest, "source": source})
    return photo


def clean_photo(content: bytes) -> bytes:
    """The picture as an upright JPEG of a sensible size, without place, time or device of its taking."""
    picture = _opened(content, LARGEST_FILE, ("JPEG", "PNG", "WEBP"), "photo")
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(picture)
    if min(upright.size) < SMALLEST_SIDE:
        _refuse("too_small", _("This picture is too small to show a face. Take another one."), "photo")
    upright.thumbnail((LARGEST_WIDTH, LARGEST_HEIGHT))
    kept = io.BytesIO()
    _on_white(upright).save(kept, "JPEG", quality=85, optimize=True)
    return kept.getvalue()


def clean_signature(content: bytes) -> bytes:
    """A drawn signature as a small PNG of black on white. An empty drawing is no signature."""
    picture = _opened(content, LARGEST_SIGNATURE, ("PNG",), "signature")
    picture.thumbnail(SIGNATURE_SIZE)
    drawn = _on_white(picture).convert("L").point(lambda level: 0 if level < 160 else 255).convert("1")
    if drawn.getextrema() == (255, 255):
        _refuse("empty_signature", _("Nothing was drawn. Sign, or have a thumb print witnessed."), "signature")
    kept = io.BytesIO()
    drawn.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _opened(content: bytes, largest: int, formats: tuple[str, ...], field: str) -> "Image":
    """The decoded picture. A file that unpacks to more pixels than any camera gives is refused before unpacking."""
    from PIL import Image, UnidentifiedImageError

    if len(content) > largest:
        _refuse("too_large", _("This picture is too large. Take it again with a lower resolution."), field)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=formats)
        if picture.width * picture.height > LARGEST_PIXELS:
            _refuse("too_large", _("This picture is too large. Take it again with a lower resolution."), field)
        picture.draft("RGB", (LARGEST_WIDTH * 2, LARGEST_HEIGHT * 2))
        picture.load()
    except Image.DecompressionBombError:
        _refuse("too_large", _("This picture is too large. Take it again with a lower resolution."), field)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        _refuse("not_a_picture", _("This is no picture that can be read. Use a JPEG, PNG or WebP file."), field)
    return picture


def _on_white(picture: "Image") -> "Image":
    from PIL import Image

    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    ground = Image.new("RGB", picture.size, "white")
    layer = picture.convert("RGBA")
    ground.paste(layer, mask=layer.getchannel("A"))
    return ground


def _refuse(problem: str, sentence: "_StrPromise", field: str) -> NoReturn:
    raise Refusal(f"people.photo.{problem}", sentence, field=field)
