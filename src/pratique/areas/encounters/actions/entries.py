"""Submits forms: checked by their definition, kept for ever, their facts recorded with the purpose they had."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from pratique.areas.encounters.actions.drafts import refuse_stale_draft
from pratique.areas.encounters.models import Draft, Encounter, Entry, Finding
from pratique.areas.encounters.permissions import Permission
from pratique.areas.encounters.queries.answers import Sent, differing, room_problems, split, storable
from pratique.areas.encounters.queries.asking import Asking, asking_of, purposes
from pratique.areas.encounters.queries.contacts import current_entry, form_or_not_found
from pratique.areas.encounters.queries.findings import facts_for_forms, latest_findings
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
    _lock_contacts_of(encounter)
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
    Draft.objects.filter(user_id=by.user_id, encounter__person=encounter.person, form_code=definition.code).delete()
    note(
        subject=entry.number,
        before={"entry": corrected.number, "answers": corrected.answers} if corrected else None,
        after={"form": f"{entry.form_code}@{entry.form_edition}", "answers": entry.answers},
    )
    return entry


def _lock_contacts_of(encounter: Encounter) -> None:
    # Findings of one person are one line of descent a fact, so two forms of hers are submitted one after the other.
    list(Encounter.objects.select_for_update(no_key=True).filter(person=encounter.person_id).order_by("pk"))


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
    draft = Draft.objects.filter(user_id=by.user_id, encounter=encounter, form_code=form_code).first()
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
    latest = {(finding.fact, finding.purpose): finding for finding in latest_findings(entry.person)}
    decided = purposes(definition, asking)
    for fact, (purpose, families) in decided.items():
        if checked.facts.get(fact) is not None:
            _add_finding(entry, fact, checked.facts[fact], purpose, families, latest.pop((fact, purpose), None))
    for (fact, purpose), earlier in latest.items():
        # What a correction no longer says is unknown again; other forms' answers stay as they are.
        if earlier.entry_id == entry.corrected_from_id and earlier.value is not None:
            _add_finding(entry, fact, None, purpose, tuple(earlier.asked_for), earlier)


def _add_finding(
    entry: Entry, fact: str, value: Any, purpose: str, families: tuple[str, ...], earlier: Finding | None
) -> None:
    Finding.objects.create(
        person=entry.person,
        encounter=entry.encounter,
        entry=entry,
        fact=fact,
        value=value,
        purpose=purpose,
        asked_for=list(families),
        recorded_at=entry.submitted_at,
        by_id=entry.by_id,
        supersedes=earlier,
    )
