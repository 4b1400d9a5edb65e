"""Who this is, as the head of every page about a person says it: in the reader's words and language."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from babel import Locale
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from pratique.areas.people.models import Birth, InterpreterNeed, Person, SafeContact
from pratique.areas.people.queries.persons import family_of, require_visible
from pratique.areas.places.public import country_name
from pratique.foundation.actors.actor import Actor
from pratique.foundation.ui.navigation import address_of
from pratique.rules.dates.calendar import completed_years

if TYPE_CHECKING:
    from collections.abc import Sequence

_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"})


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """One thing to keep in mind about a person."""

    text: str
    value: str = ""
    icon: str = ""
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class Relative:
    """A member of her family whom the reader may see."""

    number: str
    name: str
    relation: str


@dataclass(frozen=True, kw_only=True)
class PersonHeader:
    """What `ui/person.html` shows. `youngest` and `oldest` are the ages she can have today, nothing when not known."""

    number: str
    version: int
    name: str
    name_native: str
    native_language: str
    native_direction: str
    sex: str
    born: str
    birth: Birth
    youngest: int | None
    oldest: int | None
    nationality: str
    identity: str
    photo_digest: str
    photo_address: str
    family_number: str
    family: tuple[Relative, ...]
    remember: tuple[Remembered, ...]

    @property
    def address(self) -> str:
        """Where her file is."""
        return address_of("person", self.number)

    @property
    def age(self) -> int | None:
        """Her age in years where it is sure."""
        return self.youngest if self.youngest == self.oldest else None


def identity_card(*, by: Actor, person: Person) -> PersonHeader:
    """Everything the head of a page about a person shows."""
    require_visible(by=by, person=person)
    photo = person.photos.first()
    family = [member for member in family_of(by=by, person=person) if member.pk != person.pk]
    youngest, oldest = ages_on(person.birth, by.today())
    return PersonHeader(
        number=person.number,
        version=person.version,
        name=person.display_name,
        name_native=person.native_name if person.family_name or person.given_names else "",
        native_language=f"und-{person.native_script}" if person.native_script else "und",
        native_direction="rtl" if person.native_script in _RIGHT_TO_LEFT else "ltr",
        sex=sex_word(person.sex),
        born=born_words(person.birth, youngest, oldest),
        birth=person.birth,
        youngest=youngest,
        oldest=oldest,
        nationality=person.nationality,
        identity=country_name(person.nationality, _reader()) if person.nationality else "",
        photo_digest=photo.digest if photo else "",
        photo_address=reverse("people:photo_image", args=[person.number]) if photo else "",
        family_number=person.family.number if person.family else "",
        family=tuple(
            Relative(number=one.number, name=one.display_name, relation=relation_word(one.relation)) for one in family
        ),
        remember=tuple(_remembered(person, family)),
    )


def ages_on(birth: Birth, on: date) -> tuple[int | None, int | None]:
    """The youngest and the oldest she can be on a day."""
    if birth.earliest is None or birth.latest is None:
        return None, None
    return max(0, completed_years(birth.latest, on)), max(0, completed_years(birth.earliest, on))


def born_words(birth: Birth, youngest: int | None, oldest: int | None) -> str:
    """`born 14 Mar 1992 (34)`, or as much of it as is known."""
    if birth.year is None:
        return _("date of birth not known")
    words = {"date": birth_words(birth), "youngest": youngest, "oldest": oldest}
    if youngest == oldest:
        return _("born %(date)s (%(youngest)s)") % words
    if birth.is_estimated:
        return _("born about %(date)s (%(youngest)s to %(oldest)s)") % words
    return _("born %(date)s (%(youngest)s or %(oldest)s)") % words


def birth_words(birth: Birth) -> str:
    """The date of birth as far as it is known, so that it cannot be misread: 14 Mar 1992."""
    if birth.year is None or birth.month is None:
        return str(birth.year or "")
    if birth.day is None:
        return date_format(date(birth.year, birth.month, 1), pgettext("month and year", "M Y"))
    return date_format(date(birth.year, birth.month, birth.day), pgettext("date format", "j M Y"))


def sex_word(sex: str) -> str:
    return {"F": _("Female"), "M": _("Male"), "X": _("Other or not stated")}.get(sex, "")


def relation_word(relation: str) -> str:
    words = {
        Person.Relation.HEAD: _("head of the family"),
        Person.Relation.SPOUSE: _("spouse"),
        Person.Relation.CHILD: _("child"),
        Person.Relation.PARENT: _("parent"),
        Person.Relation.SIBLING: _("brother or sister"),
        Person.Relation.GUARDIAN: _("guardian"),
        Person.Relation.OTHER: _("other relative"),
    }
    return words[Person.Relation(relation)] if relation else ""


def language_word(code: str) -> str:
    """The name of a language in the reader's language; a code that nobody knows stands for itself."""
    return str(Locale(_reader()).languages.get(code, code)).capitalize() if code else ""


def _reader() -> str:
    return (get_language() or "en").partition("-")[0]


def _remembered(person: Person, family: "Sequence[Person]") -> list[Remembered]:
    facts = []
    need = InterpreterNeed.objects.filter(person=person).first()
    if need is not None:
        words = " · ".join(filter(None, (language_word(need.language), need.dialect, _interpreter(need))))
        facts.append(Remembered(text=_("Interpreter:"), value=words, icon="language", kind="care"))
    elif person.language:
        facts.append(Remembered(text=_("Speaks:"), value=language_word(person.language), icon="language"))
    if family:
        count = len(family) + 1
        text = ngettext("Family of %(count)s:", "Family of %(count)s:", count) % {"count": count}
        facts.append(Remembered(text=text, value=" · ".join(_short(member) for member in family), icon="users"))
    contact = SafeContact.objects.filter(person=person).first()
    if contact is not None and contact.kind == SafeContact.Kind.NONE:
        facts.append(Remembered(text=_("Not to be contacted"), kind="care"))
    return facts


def _interpreter(need: InterpreterNeed) -> str:
    return {"F": _("by a woman"), "M": _("by a man")}.get(need.interpreter_sex, "")


def _short(member: Person) -> str:
    return member.given_names or member.given_names_native or member.display_name
