"""How she may be reached, who may interpret, what protects her, and who she is to her family."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pratique.areas.people.forms import choices
from pratique.areas.people.forms.fields import ChosenField, ChosenSeveralField, CleanTextField, Section, section


class SafeContactForm(forms.Form):
    kind = ChosenField(
        label=_("How may we reach the person?"),
        offered=choices.contact_kinds,
        required=True,
        help_text=_("Ask in private. No message ever names a clinic, a disease, a visa or a programme."),
    )
    number = CleanTextField(label=_("Telephone number that is safe"), longest=40)
    through_whom = CleanTextField(label=_("Through whom"))
    note = CleanTextField(label=_("What else to mind, for example safe hours"), longest=500, lines=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].shown_as = "choice"  # type: ignore[attr-defined]
        self.fields["number"].direction = "ltr"  # type: ignore[attr-defined]

    def sections(self) -> list[Section]:
        return [section(self, "contact", _("Safe contact"), tuple(self.fields))]


class InterpreterForm(forms.Form):
    language = ChosenField(label=_("Language to interpret"), offered=choices.languages, required=True)
    dialect = CleanTextField(label=_("Dialect or region"), longest=100)
    interpreter_sex = ChosenField(label=_("Interpreted by, if the person wishes"), offered=choices.interpreter_sexes)
    never = ChosenSeveralField(label=_("Never interpreted by"), offered=choices.never_interpreters)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["interpreter_sex"].shown_as = "choice"  # type: ignore[attr-defined]

    def sections(self) -> list[Section]:
        return [section(self, "interpreter", _("Interpreter"), tuple(self.fields))]


class ProtectionForm(forms.Form):
    """SHIELDED."""

    flags = ChosenSeveralField(
        label=_("What the person wants us to know"),
        offered=lambda: [
            ("detained", _("Held in detention")),
            ("unaccompanied", _("A minor without a guardian")),
            ("accompanied_not_chosen", _("Accompanied by somebody the person did not choose")),
        ],
        help_text=_("Only what the person wants said. Few of us see it, and it leaves in no report to any authority."),
    )
    notes = CleanTextField(label=_("In the person's own words"), longest=4000, lines=True)
    said_by = CleanTextField(label=_("Who said it, if not the person"))

    def sections(self) -> list[Section]:
        return [section(self, "protection", _("Protection"), tuple(self.fields))]


class RelationForm(forms.Form):
    relation = ChosenField(label=_("Relation in this family"), offered=choices.relations)
    family_number = CleanTextField(
        label=_("Number of another family, to move the person there"),
        longest=40,
        help_text=_("Leave open to keep the person in this family."),
    )
    has_own_family = ChosenSeveralField(
        label=_("Or"), offered=lambda: [("yes", _("The person belongs to no family here: open a family of their own"))]
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput)

    def sections(self) -> list[Section]:
        return [section(self, "family", _("Place in the family"), ("relation", "family_number", "has_own_family"))]
