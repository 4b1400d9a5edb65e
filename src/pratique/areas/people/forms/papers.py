"""Documents, identifiers and photographs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pratique.areas.people.actions import DocumentEntry, IdentifierEntry
from pratique.areas.people.actions.photos import LARGEST_FILE
from pratique.areas.people.forms import choices
from pratique.areas.people.forms.fields import ChosenField, CleanTextField, Section, section


class DocumentForm(forms.Form):
    """One more paper."""

    kind = ChosenField(label=_("Paper"), offered=choices.document_kinds, required=True)
    number = CleanTextField(label=_("Number of the paper"), longest=40, required=True)
    issuer = ChosenField(label=_("Issued by"), offered=choices.issuers)
    expires_on = forms.DateField(label=_("Valid until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].direction = "ltr"  # type: ignore[attr-defined]

    @property
    def document(self) -> DocumentEntry:
        return DocumentEntry(**self.cleaned_data)

    def sections(self) -> list[Section]:
        return [section(self, "document", _("Add a paper"), tuple(self.fields))]


class IdentifierForm(forms.Form):
    """One more number under which somebody knows her."""

    scheme = ChosenField(label=_("Number given by"), offered=choices.schemes, required=True)
    issuer = CleanTextField(label=_("Which office or programme"), longest=100)
    value = CleanTextField(label=_("That number"), longest=60, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].direction = "ltr"  # type: ignore[attr-defined]

    @property
    def identifier(self) -> IdentifierEntry:
        return IdentifierEntry(**self.cleaned_data)

    def sections(self) -> list[Section]:
        return [section(self, "identifier", _("Add a number"), tuple(self.fields))]


class PhotoForm(forms.Form):
    """A picture from a file or from the camera."""

    photo = forms.FileField(
        label=_("Photograph"), error_messages={"required": _("Choose a picture, or take one with the camera.")}
    )

    def clean_photo(self) -> Any:
        """Too large a file is refused before it is read."""
        photo = self.cleaned_data["photo"]
        if photo.size > LARGEST_FILE:
            raise forms.ValidationError(_("This picture is too large. Take it again with a lower resolution."))
        return photo

    @property
    def content(self) -> bytes:
        content: bytes = self.cleaned_data["photo"].read()
        return content

    @property
    def is_from_camera(self) -> bool:
        """The page's script names what the camera took."""
        return self.cleaned_data["photo"].name == "camera.jpg"
