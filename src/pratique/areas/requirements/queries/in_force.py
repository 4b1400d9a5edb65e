"""Which editions are in force where and when, on whose signature, and what still waits for one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pratique.areas.requirements.models import EditionInForce, FamilyLeftOut
from pratique.areas.requirements.permissions import Permission
from pratique.areas.requirements.queries.rows import unconfirmed_labels
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.refusal import refuse_not_found, refuse_not_permitted
from pratique.foundation.actors.actor import Actor
from pratique.rules.requirements import Edition, Judgement, UnknownEdition, editions, judge, load_edition
from pratique.rules.requirements.heads import chosen_head, heads


@dataclass(frozen=True, kw_only=True)
class EditionToSign:
    """An edition that nobody has put in force here, with its provisional items by name."""

    code: str
    title: str
    items: tuple[str, ...]
    was_signed_before: bool


def known_edition(code: str) -> Edition:
    """The edition of the rule book with that code, or the refusal that nothing is there."""
    try:
        return load_edition(code)
    except UnknownEdition:
        refuse_not_found()


def editions_in_force(*, by: Actor, on: date, site_id: int | None = None) -> list[EditionInForce]:
    """The signatures that hold on that day at that site (the actor's own when none is given), newest first.

    A signature holds only for what it listed: an edition whose file has since gained a provisional item waits.
    """
    here = Q(site=None) | Q(site=site_id if site_id is not None else by.site_id)
    dated = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
    rows = EditionInForce.objects.filter(here, dated).select_related("site", "signed_by").order_by("-starts_on", "-pk")
    left_out = families_left_out(site_id if site_id is not None else by.site_id)
    return [row for row in rows if covers(row) and heads()[row.edition].family not in left_out]


def families_left_out(site_id: int | None) -> frozenset[str]:
    """What a site decided not to use."""
    if site_id is None:
        return frozenset()
    rows = FamilyLeftOut.objects.filter(site_id=site_id, ended_at=None)
    return frozenset(rows.values_list("family", flat=True))


def edition_for(*, by: Actor, destination: str, dates: Mapping[str, date | None], on: date) -> Edition:
    """Of the editions in force here for a destination (or a family), the one that the dates choose.

    `dates` are facts such as `applied_on` or `exam_on`; each edition says by which of them it is keyed, and without
    it counts `exam_on`, then the day itself. Refuses `requirements.edition.none_in_force`.
    """
    in_force = {row.edition for row in editions_in_force(by=by, on=on)}
    candidates = [
        head
        for code, head in heads().items()
        if code in in_force and (destination == head.family or (destination == head.destination and head.opens_cases))
    ]
    chosen_by = {**dates, "exam_on": dates.get("exam_on") or on}
    try:
        return load_edition(chosen_head(destination, candidates, chosen_by, country="").code)
    except UnknownEdition as unknown:
        raise Refusal(
            "requirements.edition.none_in_force",
            _("No edition for this destination is in force here on that date. Ask a physician to sign one."),
            destination=destination,
        ) from unknown


def judge_person(edition_code: str, facts: Mapping[str, Any], on: date, question: str = "") -> Judgement:
    """What the edition says about one person, from the facts that it may see."""
    return judge(edition=known_edition(edition_code), facts=facts, on=on, question=question)


def unsigned_editions(*, by: Actor) -> list[EditionToSign]:
    """Editions that could be put in force here now and are not, with every provisional item that waits for a name.

    Only of destinations of which something was signed before; of all while nothing was.
    """
    if not by.may(Permission.SEE_EDITION):
        refuse_not_permitted()
    today = by.today()
    in_force = {row.edition for row in editions_in_force(by=by, on=today)}
    signed = set(EditionInForce.objects.filter(Q(site=None) | Q(site=by.site_id)).values_list("edition", flat=True))
    left_out = families_left_out(by.site_id)
    used = {one.destination for one in editions() if one.code in signed}
    language = by.language
    return [
        EditionToSign(
            code=edition.code,
            title=edition.title.get(language, edition.title["en"]),
            items=edition.provisional_items(),
            was_signed_before=edition.code in signed,
        )
        for edition in editions()
        if edition.code not in in_force and applies(edition, today) and not unconfirmed_labels(edition)
        if (edition.destination in used or not used) and edition.family not in left_out
    ]


def covers(row: EditionInForce) -> bool:
    """Whether the signature lists everything that is provisional in the edition as it is now."""
    try:
        edition = load_edition(row.edition)
    except UnknownEdition:
        return False
    signed = {item["item"] for item in row.provisional_items}
    return set(edition.provisional_items()) <= signed and not unconfirmed_labels(edition)


def applies(edition: Edition, day: date) -> bool:
    """Whether the edition's own dates hold that day."""
    return (edition.in_force_from or date.min) <= day <= (edition.in_force_until or date.max)
