"""A decision on a consent text, as the page sends it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pratique.areas.people.actions import ConsentEntry
from pratique.areas.people.actions.photos import LARGEST_SIGNATURE
from pratique.areas.people.forms import choices
from pratique.areas.people.forms.fields import (
    ChosenField,
    ChosenSeveralField,
    CleanTextField,
    Question,
    Section,
    question,
)
from pratique.areas.people.queries.pages import ConsentPage

_WITNESSED = "witnessed"


class ConsentForm(forms.Form):
    """A yes: who was there, who decides, and the signature."""

    text_edition = forms.CharField(widget=forms.HiddenInput, required=False)
    language = forms.CharField(widget=forms.HiddenInput, required=False)
    in_room = ChosenSeveralField(label=_("Who is in the room"), offered=choices.in_room)
    decided_by = ChosenField(label=_("Who decides"), offered=choices.deciders)
    guardian_number = ChosenField(label=_("Guardian in the family"), offered=list)
    guardian_name = CleanTextField(label=_("Name of another guardian or of the representative"))
    second_staff_number = ChosenField(label=_("Colleague who decides with you"), offered=list)
    best_interests = CleanTextField(label=_("Why this is in the child's best interests"), longest=4000, lines=True)
    assent = ChosenField(label=_("What the child says"), offered=choices.assents)
    signature = forms.FileField(label=_("Signature"), required=False)
    witnessed = ChosenField(
        label=_("How was the yes given?"),
        offered=lambda: [("thumb_witnessed", _("Thumb print on paper")), ("spoken_witnessed", _("A spoken yes"))],
    )

    def __init__(self, page: ConsentPage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self._offer("guardian_number", [(one.number, one.name) for one in page.guardians])
        self._offer("second_staff_number", list(page.colleagues))
        for name in ("decided_by", "assent", "witnessed"):
            self.fields[name].shown_as = "choice"  # type: ignore[attr-defined]
        self.fields["signature"].shown_as = "signature"  # type: ignore[attr-defined]

    def clean_signature(self) -> Any:
        """Too large a file is refused before it is read."""
        drawn = self.cleaned_data["signature"]
        if drawn and drawn.size > LARGEST_SIGNATURE:
            raise forms.ValidationError(_("This drawing is too large. Clear it and sign again."))
        return drawn

    def _offer(self, name: str, offered: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.offered = lambda: offered
        field.choices = [("", ""), *offered]

    @property
    def consent(self) -> ConsentEntry:
        """A yes, as the action takes it."""
        told = self.cleaned_data
        drawn = told["signature"].read() if told["signature"] else b""
        is_witnessed = self.data.get("signature_how") == _WITNESSED
        how = (told["witnessed"] or "thumb_witnessed") if is_witnessed else ("drawn" if drawn else "")
        names = ("language", "text_edition", "in_room", "guardian_number", "guardian_name", "second_staff_number")
        return ConsentEntry(
            purpose_code=self.page.text.purpose_code,
            decision="given",
            how=how,
            signature=b"" if is_witnessed else drawn,
            witness=self.data.get("signature_witness", "") if is_witnessed else "",
            decided_by=told["decided_by"] or "self",
            best_interests=told["best_interests"],
            assent=told["assent"],
            **{name: told[name] for name in names},
        )

    def sections(self) -> list[Section]:
        """An adult is asked two things; a minor's page asks who decides with her, and herself."""
        who = ["in_room"]
        if self.page.is_minor is not False:
            who += ["decided_by", "guardian_number", "guardian_name", "second_staff_number", "best_interests"]
            who += [] if self.page.is_below_assent else ["assent"]
        return [
            Section(code="room", title=str(_("Who is here, and who decides")), questions=self._questions(who)),
            Section(code="sign", title=str(_("Signature")), questions=self._questions(["signature", "witnessed"])),
        ]

    def _questions(self, names: list[str]) -> tuple[Question, ...]:
        return tuple(question(self, name) for name in names)
