"""What staff type about accounts, roles and sites; forms validate and never save."""

from datetime import date
from typing import Any
from zoneinfo import available_timezones

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthReauthenticateForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from pratique.foundation.actors.models import Site, User
from pratique.foundation.actors.roles import roles
from pratique.foundation.staff.events import SECOND_FACTOR, record_account
from pratique.foundation.staff.throttle import count_failure, may_try
from pratique.foundation.ui.navigation import role_name


class _Throttled:
    """Wrong codes count like wrong passwords."""

    user: User

    def clean_code(self) -> str:
        request = context.request
        if not may_try(request, self.user):
            raise forms.ValidationError(_("Too many attempts. Wait a quarter of an hour, then try again."))
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except forms.ValidationError:
            count_failure(request, self.user)
            record_account(self.user, SECOND_FACTOR, refusal_code="wrong_code")
            raise
        return code


class AuthenticateForm(_Throttled, AllauthAuthenticateForm):
    """The code of the authenticator app, or a recovery code, when signing in."""


class ReauthenticateForm(_Throttled, AllauthReauthenticateForm):
    """The same before something sensitive is changed."""


class PasswordForm(forms.Form):
    """The password that opens a resting session."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class FirstPasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least twelve characters. Three words that do not belong together are good."),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *arguments: Any, user: User, **details: Any) -> None:
        super().__init__(*arguments, **details)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if self.cleaned_data.get("password") not in {None, again}:
            raise forms.ValidationError(_("The two passwords differ. Type the same password twice."))
        return again


class StaffForm(forms.Form):
    """A member of staff."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the pages"), choices=settings.LANGUAGES)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class AssignmentForm(forms.Form):
    """A role at a site, from a day until a day."""

    role = forms.ChoiceField(label=_("Role"), choices=lambda: [(code, role_name(code)) for code in roles()])
    site = forms.ModelChoiceField(label=_("Site"), queryset=Site.objects.none(), to_field_name="number")
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(
        label=_("Until"),
        help_text=_("Leave empty if no end is known."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *arguments: Any, sites: Any, **details: Any) -> None:
        super().__init__(*arguments, **details)
        chooser = self.fields["site"]
        chooser.queryset = sites  # type: ignore[attr-defined]
        chooser.label_from_instance = lambda site: site.name  # type: ignore[attr-defined]

    def clean_ends_on(self) -> date | None:
        ends_on: date | None = self.cleaned_data["ends_on"]
        starts_on = self.cleaned_data.get("starts_on")
        if ends_on and starts_on and ends_on < starts_on:
            raise forms.ValidationError(_("The last day lies before the first. Correct one of them."))
        return ends_on


class SiteForm(forms.Form):
    """A site."""

    name = forms.CharField(label=_("Name"), max_length=200)
    country = forms.CharField(
        label=_("Country"),
        help_text=_("The three letters of ISO 3166, for example KEN."),
        max_length=3,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Write three capital letters, for example KEN."))],
    )
    zone = forms.ChoiceField(
        label=_("Time zone"), choices=lambda: [(zone, zone) for zone in sorted(available_timezones())]
    )
    is_active = forms.BooleanField(label=_("People work here"), required=False, initial=True)
