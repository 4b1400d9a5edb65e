"""For whom a contact asks: which facts its editions demand, and what the page says before each question."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from babel.lists import format_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pratique.areas.encounters.models import Encounter, Finding
from pratique.foundation.actions.refusal import refuse_not_found
from pratique.rules.forms import Form, Question
from pratique.rules.requirements import Edition, UnknownEdition, load_edition


@dataclass(frozen=True, kw_only=True)
class Asking:
    """The editions of one contact."""

    editions: tuple[Edition, ...]

    @property
    def demanded(self) -> frozenset[str]:
        """Every fact that one of the editions speaks of."""
        return frozenset().union(*(edition.demands for edition in self.editions))

    def families(self, asked_for: Collection[str], demanded: str = "") -> tuple[str, ...]:
        """Of the editions that a form names (none: whichever the contact is for), those that apply here.

        For what is asked only where it is demanded, those that demand this fact.
        """
        here = {edition.family for edition in self.editions if not demanded or demanded in edition.demands}
        return tuple(sorted(here & set(asked_for) if asked_for else here))

    def names(self, families: Collection[str], language: str) -> str:
        """The authorities in words, as a list in that language."""
        titles = [edition.title[language] for edition in self.editions if edition.family in families]
        return format_list(titles, locale=language) if titles else ""


def known_edition(code: str) -> Edition:
    """The edition with that code, or the refusal that nothing is there."""
    try:
        return load_edition(code)
    except UnknownEdition:
        refuse_not_found()


def asking_of(encounter: Encounter) -> Asking:
    """What the contact's editions ask."""
    return Asking(editions=tuple(load_edition(code) for code in encounter.editions))


def purposes(form: Form, asking: Asking) -> Mapping[str, tuple[Finding.Purpose, tuple[str, ...]]]:
    """For each fact that the form owns: what its answer is for, and which families of editions asked for it.

    A fact that the form asks for an authority is care where no edition of this contact wants it.
    """
    decided: dict[str, tuple[Finding.Purpose, tuple[str, ...]]] = {}
    only_if_demanded = {question.fact for question in form.questions if question.only_if_demanded}
    for owned in form.facts:
        demanded = owned.name if owned.name in only_if_demanded else ""
        families = asking.families(owned.asked_for, demanded) if owned.purpose == Finding.Purpose.AUTHORITY else ()
        purpose = Finding.Purpose.AUTHORITY if families else Finding.Purpose.CARE
        decided[owned.name] = (purpose, families)
    return decided


def purpose_sentence(question: Question, asking: Asking, language: str) -> str:
    """What is said before the question: who demands the answer, or that nobody but her carers sees it."""
    demanded = question.fact if question.only_if_demanded else ""
    families = asking.families(question.asked_for, demanded) if question.purpose == Finding.Purpose.AUTHORITY else ()
    if families:
        return ngettext(
            "Asked because this requires it: %(authorities)s.",
            "Asked because these require it: %(authorities)s.",
            len(families),
        ) % {"authorities": asking.names(families, language)}
    everybody = asking.families(())
    if not everybody:
        return _("Asked for the person's own care. No authority sees the answer.")
    return ngettext(
        "Asked for the person's own care. The authority behind this never sees the answer: %(authorities)s.",
        "Asked for the person's own care. The authorities behind these never see the answer: %(authorities)s.",
        len(everybody),
    ) % {"authorities": asking.names(everybody, language)}
