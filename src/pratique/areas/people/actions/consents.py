"""Consent: given on a text in one's language, refused or withdrawn at any moment. For a child also her own yes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn

from django.utils.translation import gettext_lazy as _

from pratique.areas.people.actions.photos import clean_signature
from pratique.areas.people.models import Consent, Person, Protection, clean_text
from pratique.areas.people.permissions import Permission
from pratique.areas.people.queries.consent_texts import (
    LANGUAGES,
    ConsentAges,
    ages_here,
    current_text,
    is_below_assent,
    is_minor,
)
from pratique.areas.people.queries.persons import person_by_number, require_visible
from pratique.foundation.actions import Refusal, action, note
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.models import User
from pratique.foundation.files import store
from pratique.foundation.numbers import parse_number

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ALONE, NOT_CHOSEN = "alone", "not_chosen"
# Who may be in the room. `not_chosen` is an officer, employer, agent or anybody whom she did not choose.
IN_ROOM = (ALONE, "interpreter", "guardian", "support_person", "other_staff", NOT_CHOSEN)
_BY_HERSELF = frozenset({Consent.Authority.SELF, Consent.Authority.SELF_BY_OWN_WORD})
_FOR_A_CHILD = frozenset(
    {Consent.Authority.GUARDIAN, Consent.Authority.REPRESENTATIVE, Consent.Authority.BEST_INTERESTS}
)


@dataclass(frozen=True, kw_only=True)
class ConsentEntry:
    """A decision as it was taken: on which text, how it was signed, who was entitled and who was in the room."""

    purpose_code: str
    decision: str
    language: str = "en"
    text_edition: str = ""
    how: str = ""
    signature: bytes = b""
    witness: str = ""
    in_room: Sequence[str] = ()
    decided_by: str = Consent.Authority.SELF.value
    guardian_number: str = ""
    guardian_name: str = ""
    second_staff_number: str = ""
    best_interests: str = ""
    assent: str = ""


@action("people.consent.record", needs=Permission.RECORD_CONSENT)
def record_consent(*, by: Actor, person: Person, consent: ConsentEntry) -> Consent:
    """Record a yes or a no. A yes needs the text of today, a signature or a witness, and who was entitled to it."""
    require_visible(by=by, person=person)
    note(subject=person.number, person=person.number)
    entry = _cleaned(consent)
    text = current_text(entry.purpose_code)
    if text is None:
        _refuse("purpose", _("There is no text for this purpose. Choose one from the list."), "purpose_code")
    if entry.decision == Consent.Decision.REFUSED:
        entry = replace(entry, text_edition=text.edition, second_staff_number="", guardian_number="")
    elif entry.decision == Consent.Decision.GIVEN:
        entry = _checked_yes(entry, person, by=by)
    else:
        _refuse("decision", _("Choose one of the answers that are offered."), "decision")
    kept = _keep(entry, person, by=by)
    note(after={"purpose": entry.purpose_code, "decision": entry.decision, "edition": kept.text_edition})
    return kept


@action("people.consent.withdraw", needs=Permission.WITHDRAW_CONSENT)
def withdraw_consent(*, by: Actor, person: Person, purpose_code: str, in_room: Sequence[str] = ()) -> Consent:
    """Take a yes back, at any step, without a reason. The yes stays in the history."""
    require_visible(by=by, person=person)
    note(subject=person.number, person=person.number)
    latest = person.consents.filter(purpose_code=purpose_code).first()
    if latest is None or latest.decision != Consent.Decision.GIVEN:
        _refuse("nothing_to_withdraw", _("There is no consent to withdraw: nobody gave it, or it ended."), "decision")
    entry = ConsentEntry(
        purpose_code=purpose_code,
        decision=Consent.Decision.WITHDRAWN,
        language=latest.language,
        text_edition=latest.text_edition,
        in_room=in_room,
        decided_by=latest.decided_by,
    )
    kept = _keep(_cleaned(entry), person, by=by)
    note(after={"purpose": purpose_code, "decision": kept.decision})
    return kept


def _cleaned(entry: ConsentEntry) -> ConsentEntry:
    if entry.language not in LANGUAGES:
        _refuse("language", _("Choose the language in which the text was read."), "language")
    if not set(entry.in_room) <= set(IN_ROOM):
        _refuse("in_room", _("Choose one of the answers that are offered."), "in_room")
    if entry.decided_by not in Consent.Authority.values:
        _refuse("decided_by", _("Choose one of the answers that are offered."), "decided_by")
    return replace(
        entry,
        witness=clean_text(entry.witness, field="witness"),
        guardian_name=clean_text(entry.guardian_name, field="guardian_name"),
        best_interests=clean_text(entry.best_interests, field="best_interests", longest=4000, lines=True),
        in_room=sorted(set(entry.in_room)),
    )


def _checked_yes(entry: ConsentEntry, person: Person, *, by: Actor) -> ConsentEntry:
    text = current_text(entry.purpose_code)
    if text is None or text.edition != entry.text_edition:
        _refuse("text_changed", _("The text has changed meanwhile. Read the new one together."), "purpose_code")
    if not entry.in_room:
        _refuse("in_room", _("Say who was in the room, or that the person was alone with you."), "in_room")
    if NOT_CHOSEN in entry.in_room:
        _refuse("not_free", _("Nobody agrees freely before an officer, employer or agent. They must leave."), "in_room")
    if ALONE in entry.in_room and len(entry.in_room) > 1:
        _refuse("in_room", _("Say who was in the room, or that the person was alone with you."), "in_room")
    _check_how(entry)
    return _checked_authority(entry, person, ages_here(by=by), by=by)


def _check_how(entry: ConsentEntry) -> None:
    if entry.how not in Consent.How.values:
        _refuse("how", _("Ask for a signature, or record a thumb print or a spoken yes with a witness."), "signature")
    if entry.how == Consent.How.DRAWN and not entry.signature:
        _refuse("signature", _("Nothing was drawn. Sign, or have a thumb print witnessed."), "signature")
    if entry.how != Consent.How.DRAWN and not entry.witness:
        _refuse("witness", _("Write the name of the witness."), "signature")


def _checked_authority(entry: ConsentEntry, person: Person, ages: ConsentAges, *, by: Actor) -> ConsentEntry:
    minor = is_minor(person, on=by.today(), ages=ages)
    if minor is False:
        if entry.decided_by != Consent.Authority.SELF:
            _refuse("adult_decides", _("This person is an adult and decides alone."), "decided_by")
        return entry
    if entry.decided_by == Consent.Authority.SELF_BY_OWN_WORD and minor is None:
        return entry
    if entry.decided_by in _BY_HERSELF:
        sentence = (
            _(
                "This person is a minor: a guardian, a representative or two of us decide, "
                "in the child's best interests."
            )
            if minor
            else _(
                "The date of birth leaves open whether this person is a minor. Record their own word, or who decides."
            )
        )
        _refuse("minor", sentence, "decided_by")
    _check_entitled(entry, person, ages, by=by)
    return _with_assent(entry, person, ages, by=by)


def _check_entitled(entry: ConsentEntry, person: Person, ages: ConsentAges, *, by: Actor) -> None:
    if entry.decided_by == Consent.Authority.BEST_INTERESTS:
        number = parse_number(entry.second_staff_number, "U")
        colleague = User.objects.filter(number=str(number), is_active=True).first()
        if colleague is None or colleague.pk == by.user_id or not entry.best_interests:
            _refuse(
                "best_interests",
                _("Two of us decide by the child's best interests: name the colleague and write why."),
                "second_staff_number",
            )
        return
    if entry.decided_by == Consent.Authority.GUARDIAN and _is_known_unaccompanied(person, by=by):
        _refuse(
            "unaccompanied", _("This child is unaccompanied: a representative or two of us must decide."), "decided_by"
        )
    if entry.guardian_number:
        guardian = person_by_number(by=by, number=entry.guardian_number)
        if guardian.pk == person.pk or is_minor(guardian, on=by.today(), ages=ages):
            _refuse("guardian", _("A guardian is an adult. Choose who is entitled to decide."), "guardian_name")
    elif not entry.guardian_name:
        _refuse("guardian", _("Write the name of the guardian or representative."), "guardian_name")


def _is_known_unaccompanied(person: Person, *, by: Actor) -> bool:
    """Asked only for those who may see it, so that a refusal tells nobody."""
    if not by.may(Permission.SEE_PROTECTION):
        return False
    return Protection.objects.filter(person=person, unaccompanied=True).exists()


def _with_assent(entry: ConsentEntry, person: Person, ages: ConsentAges, *, by: Actor) -> ConsentEntry:
    if is_below_assent(person, on=by.today(), ages=ages):
        return replace(entry, assent=Consent.Assent.BELOW_AGE)
    if entry.assent == Consent.Assent.REFUSED:
        _refuse("no_assent", _("The child says no, and that counts. Record it as refused."), "assent")
    if entry.assent != Consent.Assent.GIVEN:
        _refuse("assent", _("Ask the child too: at this age the child's own yes or no is needed."), "assent")
    return entry


def _keep(entry: ConsentEntry, person: Person, *, by: Actor) -> Consent:
    guardian = person_by_number(by=by, number=entry.guardian_number) if entry.guardian_number else None
    is_drawn = entry.how == Consent.How.DRAWN and bool(entry.signature)
    return Consent.objects.create(
        person=person,
        purpose_code=entry.purpose_code,
        text_edition=entry.text_edition,
        language=entry.language,
        decision=entry.decision,
        how=entry.how if entry.how in Consent.How.values else "",
        signature=store(clean_signature(entry.signature)) if is_drawn else "",
        witness=entry.witness,
        decided_by=entry.decided_by,
        guardian=guardian,
        guardian_name=entry.guardian_name,
        second_staff_number=entry.second_staff_number,
        best_interests=entry.best_interests,
        assent=entry.assent if entry.assent in Consent.Assent.values else "",
        in_room=list(entry.in_room),
        at=by.now(),
        by_number=by.user_number,
        by_name=by.user_name,
    )


def _refuse(problem: str, sentence: "_StrPromise", field: str) -> NoReturn:
    raise Refusal(f"people.consent.{problem}", sentence, field=field)
