"""Submits forms: checked by their definition, kept for ever, their facts recorded with the purpose they had."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from pratique.areas.encounters.actions.drafts import refuse_stale_draft
from pratique.areas.encounters.models import Encounter, Entry, Finding
from pratique.areas.encounters.permissions import Permission
from pratique.areas.encounters.queries.answers import Sent, differing, room_problems, split, storable
from pratique.areas.encounters.queries.asking import Asking, asking_of, purposes
from pratique.areas.encounters.queries.contacts import current_entry, form_or_not_found, own_drafts
from pratique.areas.encounters.queries.findings import facts_for_forms
from pratique.foundation.actions import Refusal, action, note
from pratique.foundation.actors.actor import Actor
from pratique.rules.forms import Checked, Form, check, shown


@action("encounters.form.submit", needs=Permission.FILL_FORM)
def submit_form(
    *,
    by: Actor,
    encounter: Encounter,
    form: str,
    answers: Mapping[str, Any],
    expected_entry: str = "",
    draft_version: int | None = None,
    since: datetime | None = None,
) -> Entry:
    """Check and keep one filled form, and record its facts.

    Beside question codes `answers` may hold `in_room`, `confirmed` and `marked_normal` (lists of codes).
    `expected_entry` is the number of the entry that this corrects; both stay. `draft_version` is the draft that
    the page showed: a newer one with other answers, from another window, is refused instead of lost.
    `since`: skip logic builds only on what was recorded since then, as on the page.
    """
    definition = form_or_not_found(form)
    sent = split(storable(dict(answers)))
    Encounter.objects.select_for_update(no_key=True).get(pk=encounter.pk)
    note(person=encounter.person.number, subject=encounter.number)
    corrected = _entry_to_correct(encounter, definition, expected_entry)
    asking = asking_of(encounter)
    facts = facts_for_forms(by=by, person=encounter.person, on=by.today(), since=since)
    if draft_version is not None:
        visible = shown(definition, sent.answers, facts, asking.demanded, on=by.today())
        _refuse_newer_draft(by, encounter, definition.code, sent, visible, draft_version)
    checked = check(definition, sent.answers, facts, on=by.today(), confirmed=sent.confirmed, demanded=asking.demanded)
    _refuse_problems(definition, checked, sent)
    entry = _keep(by, encounter, definition, sent, checked, corrected)
    _record_findings(entry, definition, checked, asking)
    own_drafts(by=by, encounter=encounter, form_code=definition.code).delete()
    note(
        subject=entry.number,
        before={"entry": corrected.number, "answers": corrected.answers} if corrected else None,
        after={"form": f"{entry.form_code}@{entry.form_edition}", "answers": entry.answers},
        compartment=_compartment(definition, entry, corrected),
    )
    return entry


def _compartment(definition: Form, *entries: Entry | None) -> str:
    """The shielded part of the record that the answers belong to: the audit record is absent where it is."""
    answered = {code for entry in entries if entry for code in entry.answers}
    return "+".join(sorted({one.shield for one in definition.questions if one.shield and one.code in answered}))[:32]


def _entry_to_correct(encounter: Encounter, definition: Form, expected: str) -> Entry | None:
    current = current_entry(encounter, definition.code)
    if (current.number if current else "") != expected:
        raise Refusal(
            "encounters.entry.stale",
            _("This form was submitted meanwhile. Nothing you typed was lost: compare both and save again to correct."),
            current=current.number if current else "",
        )
    if current is None and encounter.closed_at is not None:
        raise Refusal(
            "encounters.encounter.closed",
            _("This contact is closed. Open a new one for the person and fill the form there."),
        )
    return current


def _refuse_newer_draft(
    by: Actor, encounter: Encounter, form_code: str, sent: Sent, visible: tuple[str, ...], version: int
) -> None:
    draft = own_drafts(by=by, encounter=encounter, form_code=form_code).filter(encounter=encounter).first()
    if draft is None or draft.version <= version:
        return
    if differing(visible, sent.answers, split(draft.answers).answers):
        refuse_stale_draft(draft)


def _refuse_problems(definition: Form, checked: Checked, sent: Sent) -> None:
    wrong = [*(problem.question for problem in checked.problems), *checked.hidden, *room_problems(definition, sent)]
    if wrong:
        raise Refusal(
            "encounters.form.problems",
            _("Some answers cannot be right. Nothing was recorded; correct the marked questions and submit again."),
            questions=wrong,
        )
    if checked.to_confirm:
        raise Refusal(
            "encounters.form.unconfirmed",
            _("Some values are unusual. Nothing was recorded yet; check them, confirm what is right, and submit."),
            questions=[problem.question for problem in checked.to_confirm],
        )


def _keep(
    by: Actor, encounter: Encounter, definition: Form, sent: Sent, checked: Checked, corrected: Entry | None
) -> Entry:
    return Entry.objects.create(
        encounter=encounter,
        person=encounter.person,
        form_code=definition.code,
        form_edition=definition.edition,
        answers=checked.answers,
        marked_normal=sorted(sent.marked_normal & checked.answers.keys()),
        confirmed=sorted(sent.confirmed & checked.answers.keys()),
        in_room=sent.in_room,
        corrected_from=corrected,
        submitted_at=by.now(),
        by_id=by.user_id,
    )


def _record_findings(entry: Entry, definition: Form, checked: Checked, asking: Asking) -> None:
    Finding.objects.bulk_create(
        Finding(
            person=entry.person,
            encounter=entry.encounter,
            entry=entry,
            fact=fact,
            value=checked.facts[fact],
            purpose=purpose,
            asked_for=list(families),
            recorded_at=entry.submitted_at,
            by_id=entry.by_id,
        )
        for fact, (purpose, families) in purposes(definition, asking).items()
        if checked.facts.get(fact) is not None
    )
