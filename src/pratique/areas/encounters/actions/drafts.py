"""Keeps what somebody is typing: one draft a user, form and contact, saved again and again while she types."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NoReturn

from django.utils.translation import gettext_lazy as _

from pratique.areas.encounters.models import Draft, Encounter
from pratique.areas.encounters.permissions import Permission
from pratique.areas.encounters.queries.answers import storable
from pratique.areas.encounters.queries.contacts import form_or_not_found, own_drafts
from pratique.foundation.actions import Refusal, action, note
from pratique.foundation.actions.refusal import refuse_not_found, refuse_not_permitted
from pratique.foundation.actors.actor import Actor


@action("encounters.draft.save", needs=Permission.FILL_FORM)
def save_draft(*, by: Actor, encounter: Encounter, form: str, answers: Mapping[str, Any], version: int) -> Draft:
    """Keep the answers as typed. `version` is the draft they build on, 0 for the first.

    Refuses `encounters.draft.stale` when another window saved something else meanwhile. Saving the same
    answers again is no conflict: the first answer of the server may have been lost on a slow line.
    """
    if by.user_id is None:
        refuse_not_permitted()
    definition = form_or_not_found(form)
    kept = storable(dict(answers))
    Encounter.objects.select_for_update(no_key=True).get(pk=encounter.pk)
    note(person=encounter.person.number, subject=encounter.number, after={"form": definition.code})
    draft = own_drafts(by=by, encounter=encounter, form_code=definition.code).filter(encounter=encounter).first()
    if draft is None:
        return Draft.objects.create(
            user_id=by.user_id,
            encounter=encounter,
            form_code=definition.code,
            form_edition=definition.edition,
            answers=kept,
            saved_at=by.now(),
        )
    if draft.answers == kept:
        return draft
    if draft.version != version:
        refuse_stale_draft(draft)
    draft.answers, draft.form_edition, draft.saved_at = kept, definition.edition, by.now()
    draft.version += 1
    draft.save()
    return draft


@action("encounters.draft.discard", needs=Permission.FILL_FORM)
def discard_draft(*, by: Actor, draft: Draft) -> None:
    """Throw a draft away, on its owner's word."""
    if draft.user_id != by.user_id:
        refuse_not_found()
    note(person=draft.encounter.person.number, subject=draft.encounter.number, after={"form": draft.form_code})
    draft.delete()


@action("encounters.draft.forget", needs=Permission.FILL_FORM)
def forget_drafts(*, by: Actor, before: datetime) -> int:
    """Forget drafts that nobody touched since then. For the software's own housekeeping only."""
    if not by.may_everything:
        refuse_not_permitted()
    forgotten = Draft.objects.filter(saved_at__lt=before).delete()[0]
    note(after={"forgotten": forgotten})
    return forgotten


def refuse_stale_draft(draft: Draft) -> NoReturn:
    """Refuse what was written on an earlier version of the draft."""
    raise Refusal(
        "encounters.draft.stale",
        _("You typed into this form in another window too. Nothing was lost: compare both texts and save again."),
        current_version=draft.version,
    )
