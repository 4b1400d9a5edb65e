"""What the privacy officer types to search the audit trail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pratique.foundation.actions.queries import AuditSearch
from pratique.foundation.numbers import parse_number

OUTCOMES = [("", _("any")), ("done", _("done")), ("refused", _("refused")), ("read", _("read"))]


class AuditSearchForm(forms.Form):
    """All fields are optional. Staff are chosen by number, so that no name comes into an address."""

    person = forms.CharField(label=_("Person's number"), required=False, max_length=32)
    staff = forms.ChoiceField(label=_("Staff"), required=False)
    action = forms.CharField(label=_("Deed"), required=False, max_length=100)
    outcome = forms.ChoiceField(label=_("Outcome"), choices=OUTCOMES, required=False)
    subject = forms.CharField(label=_("Number of what it concerns"), required=False, max_length=32)
    first_day = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *arguments: Any, staff: list[tuple[str, str]], **details: Any) -> None:
        super().__init__(*arguments, **details)
        self.fields["staff"].choices = [("", _("anybody")), *staff]  # type: ignore[attr-defined]

    def clean_person(self) -> str:
        """Numbers may be typed with small letters or without hyphens."""
        typed: str = self.cleaned_data["person"]
        read = parse_number(typed, "P") if typed else ""
        if not isinstance(read, str):
            raise forms.ValidationError(_("Nothing is here under this number. Check it, or search by name."))
        return read

    def search(self) -> AuditSearch:
        """What was typed; a field that cannot be read finds nothing rather than everything."""
        values = self.cleaned_data if self.is_valid() else {**self.cleaned_data, "action": "-"}
        return AuditSearch(**{name: value for name, value in values.items() if value})


class ErasureForm(forms.Form):
    """Why the law asks for the details to go."""

    reason = forms.CharField(
        label=_("Why the law asks for it"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
