"""Puts editions in force on a physician's signature, and withdraws them; nothing is ever deleted."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pratique.areas.requirements.models import EditionInForce, FamilyLeftOut
from pratique.areas.requirements.permissions import Permission
from pratique.areas.requirements.queries.in_force import known_edition
from pratique.areas.requirements.queries.rows import RuleRow, rows_to_sign, unconfirmed_labels
from pratique.foundation.actions import Refusal, action, note
from pratique.foundation.actions.refusal import refuse_not_found, refuse_not_permitted
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.models import Site
from pratique.rules.requirements.heads import heads


@action("requirements.edition.put_in_force", needs=Permission.SIGN_EDITION)
def put_in_force(
    *,
    by: Actor,
    edition: str,
    starts_on: date,
    acknowledged_items: Collection[str],
    site: Site | None = None,
    remark: str = "",
) -> EditionInForce:
    """A physician signs an edition: from that day cases may be judged by it, at one site or at all.

    Every provisional item must be acknowledged by its code; an edition with an unconfirmed item is refused.
    """
    if by.user_id is None:
        refuse_not_permitted()
    signed = known_edition(edition)
    provisional = rows_to_sign(signed, "en")
    _refuse_unconfirmed(unconfirmed_labels(signed))
    _refuse_unacknowledged([row.label for row in provisional], acknowledged_items)
    _refuse_overlap(signed.code, site, starts_on)
    in_force = EditionInForce.objects.create(
        edition=signed.code,
        site=site,
        starts_on=starts_on,
        signed_by_id=by.user_id,
        signed_at=by.now(),
        provisional_items=[_as_signed(row) for row in provisional],
        note=remark,
    )
    note(subject=signed.code, after=_as_recorded(in_force))
    return in_force


@action("requirements.edition.withdraw", needs=Permission.SIGN_EDITION)
def withdraw_edition(
    *, by: Actor, in_force: EditionInForce, reason: str, last_day: date | None = None
) -> EditionInForce:
    """End an edition's time in force (today unless another last day is given). Concluded cases keep their edition."""
    current = EditionInForce.objects.select_for_update().get(pk=in_force.pk)
    ends_on = last_day or by.today()
    if current.withdrawn_at is not None:
        raise Refusal(
            "requirements.edition.already_withdrawn",
            _("This signature was already withdrawn. Nothing was changed."),
            edition=current.edition,
        )
    if not reason.strip():
        raise Refusal("requirements.edition.reason_missing", _("Write why the edition is withdrawn, then try again."))
    before = _as_recorded(current)
    current.ends_on = max(ends_on, current.starts_on - timedelta(days=1))
    current.withdrawn_by_id, current.withdrawn_at, current.withdrawal_reason = by.user_id, by.now(), reason.strip()
    current.save(update_fields=["ends_on", "withdrawn_by", "withdrawn_at", "withdrawal_reason"])
    note(subject=current.edition, before=before, after=_as_recorded(current))
    return current


@action("requirements.family.leave_out", needs=Permission.SIGN_EDITION)
def leave_family_out(*, by: Actor, family: str, reason: str) -> FamilyLeftOut:
    """From now on no case is opened by this family's editions at the actor's site, whoever signed them elsewhere."""
    if by.user_id is None or by.site_id is None:
        refuse_not_permitted()
    if family not in {head.family for head in heads().values()}:
        refuse_not_found()
    if not reason.strip():
        raise Refusal("requirements.family.reason_missing", _("Write why this site does not use it, then try again."))
    if FamilyLeftOut.objects.filter(family=family, site_id=by.site_id, ended_at=None).exists():
        raise Refusal("requirements.family.already_left_out", _("This site already does not use it."), family=family)
    left_out = FamilyLeftOut.objects.create(
        family=family, site_id=by.site_id, reason=reason.strip(), since=by.now(), decided_by_id=by.user_id
    )
    note(subject=family, after={"site": left_out.site.number, "reason": left_out.reason})
    return left_out


@action("requirements.family.take_up", needs=Permission.SIGN_EDITION)
def take_family_up(*, by: Actor, family: str) -> FamilyLeftOut:
    """The site uses this family's editions again, as far as they are signed."""
    if by.user_id is None or by.site_id is None:
        refuse_not_permitted()
    here = FamilyLeftOut.objects.filter(family=family, site_id=by.site_id, ended_at=None)
    current = here.select_for_update().first()
    if current is None:
        raise Refusal("requirements.family.not_left_out", _("This site uses it already. Nothing was changed."))
    current.ended_at, current.ended_by_id = by.now(), by.user_id
    current.save(update_fields=["ended_at", "ended_by"])
    note(subject=family, before={"site": current.site.number, "reason": current.reason}, after={"used": True})
    return current


def _as_signed(row: RuleRow) -> dict[str, str]:
    sources = "; ".join(f"{source.id} {source.text}" for source in row.sources)
    return {"item": row.label, "sentence": row.condition or row.why, "source": sources}


def _refuse_unconfirmed(labels: Sequence[str]) -> None:
    if labels:
        raise Refusal(
            "requirements.edition.unconfirmed",
            _("Some items of this edition have no source yet. No signature can put it in force; use the simulator."),
            items=list(labels),
        )


def _refuse_unacknowledged(labels: Sequence[str], acknowledged: Collection[str]) -> None:
    missing = [label for label in labels if label not in acknowledged]
    if missing:
        raise Refusal(
            "requirements.edition.not_acknowledged",
            _("Read and tick every provisional item before you sign. Nothing was put in force."),
            items=missing,
        )


def _refuse_overlap(edition: str, site: Site | None, starts_on: date) -> None:
    open_on_that_day = Q(ends_on=None) | Q(ends_on__gte=starts_on)
    if EditionInForce.objects.filter(open_on_that_day, edition=edition, site=site).exists():
        raise Refusal(
            "requirements.edition.already_in_force",
            _("This edition is already in force there on that day. Withdraw the earlier signature first."),
            edition=edition,
        )


def _as_recorded(in_force: EditionInForce) -> dict[str, Any]:
    return {
        "site": in_force.site.number if in_force.site else None,
        "starts_on": in_force.starts_on,
        "ends_on": in_force.ends_on,
        "provisional_items": [signed["item"] for signed in in_force.provisional_items],
        "withdrawal_reason": in_force.withdrawal_reason,
    }
