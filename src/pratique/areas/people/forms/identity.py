"""Who somebody is: for registering and for correcting, typed or read from a machine-readable zone."""

from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pratique.areas.people.actions import DocumentEntry, IdentifierEntry, InterpreterEntry, SafeContactEntry
from pratique.areas.people.forms import choices
from pratique.areas.people.forms.fields import (
    ChosenField,
    CleanTextField,
    PartialDateField,
    Section,
    section,
)
from pratique.areas.people.models import Identity, Person

# What one member of a family passes on to the form of the next.
CARRIED_OVER = ("family_name", "family_name_native", "address", "residence", "language", "nationality", "phone")
PAPER_FIELDS = (
    "document_kind", "document_number", "document_issuer", "document_expires_on", "scheme", "identifier",
)  # fmt: skip


class IdentityForm(forms.Form):
    """Everything a person tells of herself. Nothing is obligatory but some name."""

    family_name = CleanTextField(label=_("Family name"))
    given_names = CleanTextField(label=_("Given names"))
    family_name_native = CleanTextField(label=_("Family name in the original script"))
    given_names_native = CleanTextField(label=_("Given names in the original script"))
    name_as_spoken = CleanTextField(
        label=_("Name as spoken"), help_text=_("Where there is no paper: the name the person answers to.")
    )
    sex = ChosenField(label=_("Sex"), offered=choices.sexes)
    birth = PartialDateField(
        label=_("Date of birth"), help_text=_("As much as is known. Leave open what is not; nobody's age is guessed.")
    )
    birth_margin = forms.IntegerField(
        label=_("An estimated year may be off by this many years"), required=False, min_value=0, max_value=15
    )
    nationality = ChosenField(label=_("Nationality"), offered=choices.nationalities)
    language = ChosenField(label=_("Language spoken best"), offered=choices.languages)
    phone = CleanTextField(label=_("Telephone"), longest=40)
    address = CleanTextField(label=_("Address"), longest=500, lines=True)
    residence = ChosenField(label=_("Country of residence"), offered=choices.residences)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sex"].shown_as = "choice"  # type: ignore[attr-defined]
        self.fields["birth_margin"].shown_as = "number"  # type: ignore[attr-defined]
        self.fields["phone"].direction = "ltr"  # type: ignore[attr-defined]
        for name in ("family_name_native", "given_names_native", "name_as_spoken"):
            self.fields[name].direction = "auto"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        birth = cleaned.get("birth")
        if birth is not None and cleaned.get("birth_margin"):
            cleaned["birth"] = replace(birth, margin_years=cleaned["birth_margin"])
        return cleaned

    @property
    def identity(self) -> Identity:
        """The identity that was typed, once the form is valid."""
        names = {field.name for field in dataclass_fields(Identity)}
        return Identity(**{name: value for name, value in self.cleaned_data.items() if name in names})

    def sections(self) -> list[Section]:
        """The questions in the order in which a clerk asks them."""
        return [
            section(self, "names", _("Name"), ("family_name", "given_names", "name_as_spoken")),
            section(self, "born", _("Birth and sex"), ("birth", "birth_margin", "sex", "nationality")),
            section(self, "native", _("Name in the original script"), ("family_name_native", "given_names_native")),
            section(self, "reach", _("Language and address"), ("language", "phone", "address", "residence")),
        ]


class RegistrationForm(IdentityForm):
    """A new person: who she is, who she is to her family, and a paper or a number, if she has one."""

    relation = ChosenField(label=_("Relation in this family"), offered=choices.relations)
    contact_kind = ChosenField(
        label=_("How may we reach the person?"),
        offered=choices.contact_kinds,
        help_text=_("Ask in private. Until the person has said it, nobody writes or calls."),
    )
    contact_number = CleanTextField(label=_("Telephone number that is safe"), longest=40)
    contact_through = CleanTextField(label=_("Through whom"))
    interpreter_language = ChosenField(label=_("Needs an interpreter for"), offered=choices.languages)
    interpreter_sex = ChosenField(label=_("Interpreted by, if the person wishes"), offered=choices.interpreter_sexes)
    document_kind = ChosenField(label=_("Paper"), offered=choices.document_kinds)
    document_number = CleanTextField(label=_("Number of the paper"), longest=40)
    document_issuer = ChosenField(label=_("Issued by"), offered=choices.issuers)
    document_expires_on = forms.DateField(label=_("Valid until"), required=False)
    scheme = ChosenField(label=_("Number given by"), offered=choices.schemes)
    identifier = CleanTextField(label=_("That number"), longest=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("contact_kind", "interpreter_sex"):
            self.fields[name].shown_as = "choice"  # type: ignore[attr-defined]
        for name in ("document_number", "identifier", "contact_number"):
            self.fields[name].direction = "ltr"  # type: ignore[attr-defined]
        first = "given_names" if self.initial.get("family_name") else "family_name"
        self.fields[first].comes_first = not self.is_bound  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("document_kind") and not cleaned.get("document_number"):
            self.add_error("document_number", _("Write the number of the paper, or leave the paper open."))
        if cleaned.get("scheme") and not cleaned.get("identifier"):
            self.add_error("identifier", _("Write the number, or leave open who gave one."))
        return cleaned

    @property
    def safe_contact(self) -> SafeContactEntry | None:
        told = self.cleaned_data
        if not told["contact_kind"]:
            return None
        return SafeContactEntry(
            kind=told["contact_kind"], number=told["contact_number"], through_whom=told["contact_through"]
        )

    @property
    def interpreter(self) -> InterpreterEntry | None:
        told = self.cleaned_data
        if not told["interpreter_language"]:
            return None
        return InterpreterEntry(language=told["interpreter_language"], interpreter_sex=told["interpreter_sex"])

    @property
    def documents(self) -> list[DocumentEntry]:
        told = self.cleaned_data
        if not told["document_number"]:
            return []
        return [
            DocumentEntry(
                kind=told["document_kind"] or "other",
                number=told["document_number"],
                issuer=told["document_issuer"],
                expires_on=told["document_expires_on"],
            )
        ]

    @property
    def identifiers(self) -> list[IdentifierEntry]:
        told = self.cleaned_data
        if not told["identifier"]:
            return []
        return [IdentifierEntry(scheme=told["scheme"] or "other", value=told["identifier"])]

    def sections(self) -> list[Section]:
        paper = [name for name in PAPER_FIELDS if name in self.fields]
        first, *rest = super().sections()
        return [
            first,
            *rest,
            section(self, "contact", _("Safe contact"), ("contact_kind", "contact_number", "contact_through")),
            section(self, "interpreter", _("Interpreter"), ("interpreter_language", "interpreter_sex")),
            section(self, "family", _("Family"), ("relation",)),
            section(self, "papers", _("Papers, if there are any"), paper),
        ]


def initial_identity(person: Person) -> Mapping[str, Any]:
    """What stands in a person's file, for the form that corrects it."""
    identity = person.identity
    told = {field.name: getattr(identity, field.name) for field in dataclass_fields(Identity)}
    return told | {"birth_margin": identity.birth.margin_years or ""}


def carried_over(person: Person) -> Mapping[str, Any]:
    """What the next member of a family starts with."""
    return {name: getattr(person, name) for name in CARRIED_OVER}
