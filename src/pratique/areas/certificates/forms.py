"""What the pages of certificates take; they check, they never save."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pratique.areas.certificates.models import Revocation


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language of the certificate"), choices=settings.LANGUAGES)


class ReplaceForm(LanguageForm):
    remark = forms.CharField(
        label=_("What the new certificate corrects"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class RevokeForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why it is revoked"),
        choices=[choice for choice in Revocation.Reason.choices if choice[0] != Revocation.Reason.REPLACED],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("Remark for the file"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
