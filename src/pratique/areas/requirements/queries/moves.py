"""What moves in a judgement when one answer is changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from pratique.rules.requirements import Judgement

REQUIRED, NOT_REQUIRED, UNKNOWN = _("required"), _("not required"), _("unknown")
GIVEN, NOT_GIVEN = _("given"), _("not given")


@dataclass(frozen=True, kw_only=True)
class Move:
    """One line that another answer changes."""

    name: Any
    before: Any
    after: Any


def moves(before: Judgement, after: Judgement, language: str) -> tuple[Move, ...]:
    """Clearance and validity first, then classes, then items in the order of the edition."""
    return (*_outcome(before, after, language), *_classes(before, after, language), *_items(before, after, language))


def _outcome(before: Judgement, after: Judgement, language: str) -> Iterator[Move]:
    if before.clearance != after.clearance:
        words = [one.clearance_name.get(language, "–") for one in (before, after)]
        yield Move(name=_("Clearance"), before=words[0], after=words[1])
    months = [one.validity.months if one.validity else None for one in (before, after)]
    if months[0] != months[1]:
        yield Move(name=_("Validity in months"), before=months[0] or "–", after=months[1] or "–")
    if before.valid_until != after.valid_until and before.valid_until and after.valid_until:
        yield Move(name=_("Last valid day"), before=before.valid_until, after=after.valid_until)


def _classes(before: Judgement, after: Judgement, language: str) -> Iterator[Move]:
    names = {one.code: one.name[language] for judgement in (before, after) for one in judgement.classes}
    earlier, later = ({one.code for one in judgement.classes} for judgement in (before, after))
    for code, name in names.items():
        if (code in earlier) != (code in later):
            states = [GIVEN if code in codes else NOT_GIVEN for codes in (earlier, later)]
            yield Move(name=name, before=states[0], after=states[1])


def _items(before: Judgement, after: Judgement, language: str) -> Iterator[Move]:
    earlier, later = _needs(before, language), _needs(after, language)
    for item, (name, need) in later.items():
        if earlier[item][1] != need:
            yield Move(name=name, before=earlier[item][1], after=need)


def _needs(judgement: Judgement, language: str) -> Mapping[str, tuple[str, Any]]:
    return {
        item.id: (item.name[language], word)
        for items, word in (
            (judgement.required, REQUIRED),
            (judgement.not_required, NOT_REQUIRED),
            (judgement.unknown, UNKNOWN),
        )
        for item in items
    }
