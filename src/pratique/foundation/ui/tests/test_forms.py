"""Django's own forms look and behave like the rest."""

from django import forms
from django.template.loader import render_to_string


class SignIn(forms.Form):
    """A form as the sign-in page has it."""

    email = forms.EmailField(label="E-mail", help_text="Your work address.")
    remember = forms.BooleanField(label="Keep me signed in", required=False)
    page = forms.CharField(widget=forms.HiddenInput)


def test_a_field_of_a_django_form_is_joined_to_its_label_help_and_problem() -> None:
    shown = render_to_string("ui/form/django.html", {"form": SignIn({"email": "nobody", "page": "/"})})

    assert '<label for="id_email">E-mail</label>' in shown
    assert '<div class="help" id="id_email_helptext">Your work address.</div>' in shown
    assert 'aria-describedby="id_email_helptext id_email_error"' in shown
    assert "<span>Enter a valid email address.</span>" in shown
    assert shown.count('type="hidden"') == 1


def test_a_box_to_tick_stands_before_its_words() -> None:
    shown = render_to_string("ui/form/django.html", {"form": SignIn()})

    assert '<label class="check" for="id_remember"><input type="checkbox" name="remember"' in shown
    assert "<span>Keep me signed in</span></label>" in shown
