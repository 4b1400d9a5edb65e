"""From the machine-readable lines of a document to the fields that a person confirms."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pratique.areas.people.actions import DocumentEntry
from pratique.areas.people.forms.identity import RegistrationForm
from pratique.areas.people.models import Birth
from pratique.areas.places.public import country_by_travel_code
from pratique.rules.mrz import MrzDate, MrzReading, problem_sentence, read_mrz

_KINDS = {"P": "passport", "I": "identity_card", "A": "identity_card", "C": "identity_card", "V": "visa"}
LONGEST_TEXT = 2000


class MrzRegistrationForm(RegistrationForm):
    """A new person from her document: what was read, which she confirms, and what the document does not say."""

    mrz = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_TEXT)
    compared = forms.BooleanField(
        label=_("I compared these fields with the document and with the person before me."),
        error_messages={"required": _("Compare the fields with the document and the person, then say so.")},
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["family_name"].comes_first = self.fields["given_names"].comes_first = False  # type: ignore[attr-defined]
        for name in ("document_kind", "document_number", "document_issuer", "document_expires_on"):
            del self.fields[name]

    def clean_mrz(self) -> MrzReading:
        """The lines are read anew: what the page shows is not what counts."""
        reading = read_mrz(self.cleaned_data["mrz"], on=self.on)
        if not reading.is_clean:
            raise forms.ValidationError(_("The machine-readable lines have changed or do not agree. Read them again."))
        return reading

    def clean(self) -> dict[str, Any]:
        self.cleaned_data.setdefault("document_kind", "")
        self.cleaned_data.setdefault("document_number", "")
        return super().clean()

    @property
    def documents(self) -> list[DocumentEntry]:
        return [document_of(self.cleaned_data["mrz"])]


def document_of(reading: MrzReading) -> DocumentEntry:
    """The document that a clean reading is of."""
    fields = reading.fields
    if fields is None:
        raise ValueError("only a clean reading is of a document")
    return DocumentEntry(
        kind=_KINDS.get(fields.document_code[:1], "other"),
        number=fields.document_number,
        issuer=country_by_travel_code(fields.issuing_state),
        expires_on=_whole(fields.expiry_date),
        mrz="\n".join(reading.lines),
        is_verified=True,
    )


def initial_from(reading: MrzReading) -> Mapping[str, Any]:
    """What the lines say, for the form that the person confirms. Capitals become a name's usual letters."""
    fields = reading.fields
    if fields is None:
        return {}
    return {
        "family_name": fields.surname.title(),
        "given_names": fields.given_names.title(),
        "sex": fields.sex,
        "birth": _birth(fields.birth_date),
        "nationality": country_by_travel_code(fields.nationality),
        "mrz": "\n".join(reading.lines),
    }


def answer_for(reading: MrzReading, language: str) -> dict[str, Any]:
    """The reading as the page's script takes it: fields, and each problem at its characters."""
    told = initial_from(reading)
    fields = reading.fields
    return {
        "kind": reading.kind.value if reading.kind else "",
        "fields": {
            "family_name": told.get("family_name", ""),
            "given_names": told.get("given_names", ""),
            "sex": told.get("sex", ""),
            "nationality": told.get("nationality", ""),
            "birth_date": fields.birth_date.iso or "" if fields and fields.birth_date else "",
            "expiry_date": fields.expiry_date.iso or "" if fields and fields.expiry_date else "",
            "document_number": fields.document_number if fields else "",
            "issuing_state": country_by_travel_code(fields.issuing_state) if fields else "",
        },
        "names_truncated": bool(fields and fields.names_truncated),
        "problems": [
            {
                "line": problem.span.line if problem.span else None,
                "start": problem.span.start if problem.span else None,
                "end": problem.span.end if problem.span else None,
                "text": problem_sentence(problem, language),
            }
            for problem in reading.problems
        ],
        "suggestions": [
            {
                "line": one.span.line,
                "start": one.span.start,
                "end": one.span.end,
                "found": one.found,
                "proposed": one.proposed,
            }
            for one in reading.suggestions
        ],
    }


def _birth(printed: MrzDate | None) -> Birth:
    if printed is None or printed.year is None:
        return Birth()
    day = printed.day if printed.month else None
    return Birth(year=printed.year, month=printed.month, day=day)


def _whole(printed: MrzDate | None) -> date | None:
    if printed is None or printed.year is None or printed.month is None or printed.day is None:
        return None
    return date(printed.year, printed.month, printed.day)
