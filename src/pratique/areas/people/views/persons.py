"""Who somebody is, corrected; and her place in a family."""

from dataclasses import dataclass
from dataclasses import fields as dataclass_fields

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from pratique.areas.people import actions
from pratique.areas.people.forms.identity import IdentityForm, initial_identity
from pratique.areas.people.forms.safety import RelationForm
from pratique.areas.people.models import Birth, Identity, Person
from pratique.areas.people.queries.header import birth_words, language_word, sex_word
from pratique.areas.people.queries.pages import family_page, person_page
from pratique.areas.people.views.frame import actor, person_view, show, status_of, submission_key, take_refusal
from pratique.areas.places.public import country_name
from pratique.foundation.actions import Refusal

_STALE = "people.person.stale"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One field in both versions, as `ui/difference.html` shows it."""

    text: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        return self.before != self.after


@person_view
@require_http_methods(["GET", "POST"])
def correct_person(request: HttpRequest, number: str) -> HttpResponse:
    """Correct what was told. If somebody changed it meanwhile, both versions stand side by side."""
    page = person_page(by=actor(request), number=number)
    if request.method == "GET":
        form = IdentityForm(initial=initial_identity(page.person))
        return show(request, "correct_person.html", page, tab="identity", form=form, version=page.person.version)
    form, differences, status = IdentityForm(request.POST), [], None
    if form.is_valid():
        try:
            actions.correct_person(
                by=actor(request),
                person=page.person,
                changes={field.name: getattr(form.identity, field.name) for field in dataclass_fields(Identity)},
                expected_version=_version(request),
                key=submission_key(request),
            )
            return HttpResponseRedirect(reverse("people:correct_person", args=[number]))
        except Refusal as refusal:
            take_refusal(form, refusal)
            if refusal.code == _STALE:
                differences, status = _differences(page.person, form.identity), refusal.status
    return show(
        request,
        "correct_person.html",
        page,
        tab="identity",
        form=form,
        status=status or status_of(form),
        version=page.person.version if differences else _version(request),
        differences=differences,
    )


@person_view
@require_http_methods(["GET", "POST"])
def family(request: HttpRequest, number: str) -> HttpResponse:
    """Who belongs together, and who she is among them."""
    page = family_page(by=actor(request), number=number)
    start = {"relation": page.person.relation, "expected_version": page.person.version}
    form = RelationForm(request.POST) if request.method == "POST" else RelationForm(initial=start)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            actions.place_in_family(
                by=actor(request),
                person=page.person,
                relation=told["relation"],
                family_number=told["family_number"],
                has_own_family=bool(told["has_own_family"]),
                expected_version=told["expected_version"],
                key=submission_key(request),
            )
            return HttpResponseRedirect(reverse("people:family", args=[number]))
        except Refusal as refusal:
            take_refusal(form, refusal)
    return show(request, "family.html", page, tab="family", form=form, status=status_of(form))


def _version(request: HttpRequest) -> int:
    text = request.POST.get("expected_version", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _differences(person: Person, mine: Identity) -> list[Difference]:
    """What stands in the file now beside what was typed on the version before."""
    theirs = person.identity
    return [
        Difference(text=str(label), before=_words(name, getattr(theirs, name)), after=_words(name, getattr(mine, name)))
        for name, label in _LABELS.items()
    ]


_LABELS = {name: field.label for name, field in IdentityForm.base_fields.items() if name != "birth_margin"}


def _words(name: str, value: object) -> str:
    if isinstance(value, Birth):
        return " ".join(filter(None, (birth_words(value), str(_("estimated")) if value.is_estimated else "")))
    text = str(value)
    if name in {"nationality", "residence"}:
        from django.utils.translation import get_language

        return country_name(text, get_language() or "en") if text else ""
    if name == "sex":
        return sex_word(text)
    return language_word(text) if name == "language" else text
