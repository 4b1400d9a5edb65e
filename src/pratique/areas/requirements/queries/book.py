"""The rule book: editions by destination, and one edition with everything it says."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale

from pratique.areas.requirements.models import EditionInForce, FamilyLeftOut
from pratique.areas.requirements.permissions import Permission
from pratique.areas.requirements.queries.differences import Differences, differences
from pratique.areas.requirements.queries.in_force import applies, covers, known_edition
from pratique.areas.requirements.queries.rows import (
    STANDING_SIGNS,
    STANDING_WORDS,
    QuestionRows,
    RuleRow,
    Source,
    caution_rows,
    parameter_rows,
    question_rows,
    reuse_rows,
    rows_to_sign,
    unconfirmed_labels,
)
from pratique.areas.requirements.queries.worked import WorkedCase, worked_cases
from pratique.foundation.actions.refusal import refuse_not_found, refuse_not_permitted
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.models import Site
from pratique.rules.requirements import Edition, editions, vocabulary
from pratique.rules.requirements.destinations import country_of, own_name


@dataclass(frozen=True, kw_only=True)
class Signature:
    """One time in force, as the pages say it."""

    record: EditionInForce
    is_now: bool
    is_covering: bool


@dataclass(frozen=True, kw_only=True)
class EditionRow:
    """One line of the rule book."""

    code: str
    title: str
    applies_from: date | None
    applies_until: date | None
    standing_word: Any
    sign: str
    provisional: int
    unconfirmed: int
    signatures: tuple[Signature, ...]

    @property
    def in_force(self) -> tuple[Signature, ...]:
        return tuple(signature for signature in self.signatures if signature.is_now)


@dataclass(frozen=True, kw_only=True)
class DestinationRows:
    """The editions of one destination: those that apply today, one a subject, and all others, the newest first."""

    code: str
    name: str
    current: tuple[EditionRow, ...]
    others: tuple[EditionRow, ...]


@dataclass(frozen=True, kw_only=True)
class EditionPage:
    """Everything one edition says, and where it is in force."""

    row: EditionRow
    keyed_by: str
    sources: tuple[Source, ...]
    questions: tuple[QuestionRows, ...]
    parameters: tuple[RuleRow, ...]
    reuse: tuple[RuleRow, ...]
    worked_cases: tuple[WorkedCase, ...]
    cautions: tuple[RuleRow, ...]
    differences: Differences | None
    left_out: FamilyLeftOut | None
    may_sign: bool


@dataclass(frozen=True, kw_only=True)
class SignOffPage:
    """What a physician reads before she signs."""

    row: EditionRow
    to_sign: tuple[RuleRow, ...]
    unconfirmed: tuple[str, ...]
    site_name: str
    today: date


def rule_book(*, by: Actor, language: str) -> tuple[DestinationRows, ...]:
    """Every edition of the package, by destination."""
    require_reader(by)
    signatures = signatures_by_edition(by)
    rows = []
    for code in dict.fromkeys(one.destination for one in editions()):
        current, others = _rows_of(code, by, signatures, language)
        name = destination_name(code, language)
        rows.append(DestinationRows(code=code, name=name, current=current, others=others))
    return tuple(rows)


def _rows_of(
    code: str, by: Actor, signatures: dict[str, list[Signature]], language: str
) -> tuple[tuple[EditionRow, ...], tuple[EditionRow, ...]]:
    """The rows of the editions that apply today, and those of all others."""
    current = current_editions(code, by.today())
    others = [one for one in reversed(editions()) if one.destination == code and one not in current]
    return (
        tuple(edition_row(one, signatures, language) for one in current),
        tuple(edition_row(one, signatures, language) for one in others),
    )


def current_editions(destination: str, today: date) -> list[Edition]:
    """For each subject the edition for who applies or is examined today; the newest where none covers the day."""
    found = [one for one in editions() if one.destination == destination]
    return [
        _current([one for one in reversed(found) if one.family == family], today)
        for family in dict.fromkeys(one.family for one in found)
    ]


def _current(members: list[Edition], today: date) -> Edition:
    return next((one for one in members if not one.unconfirmed_items() and applies(one, today)), members[0])


def readable_edition(*, by: Actor, code: str) -> Edition:
    """One edition, for who may read the rule book."""
    require_reader(by)
    return known_edition(code)


def edition_page(*, by: Actor, code: str, language: str) -> EditionPage:
    """One edition with its rows, sources and signatures."""
    edition = readable_edition(by=by, code=code)
    return EditionPage(
        row=edition_row(edition, signatures_by_edition(by), language),
        keyed_by=vocabulary()[edition.keyed_by].label[language],
        sources=tuple(Source(id=one.id, text=one.text, standing=one.standing) for one in edition.sources.values()),
        questions=question_rows(edition, language),
        parameters=parameter_rows(edition, language),
        reuse=reuse_rows(edition, language),
        worked_cases=worked_cases(code, language),
        cautions=caution_rows(edition, language),
        differences=differences(edition, language),
        left_out=left_out_here(by=by, family=edition.family),
        may_sign=by.may(Permission.SIGN_EDITION),
    )


def left_out_here(*, by: Actor, family: str) -> FamilyLeftOut | None:
    """The decision of the actor's site not to use a family, when it stands."""
    if by.site_id is None:
        return None
    rows = FamilyLeftOut.objects.select_related("decided_by", "site")
    return rows.filter(family=family, site_id=by.site_id, ended_at=None).first()


def family_to_leave_out(*, by: Actor, code: str) -> Edition:
    """The edition whose family a site may leave out or take up, for who decides."""
    if not by.may(Permission.SIGN_EDITION):
        refuse_not_permitted()
    return known_edition(code)


def sign_off_page(*, by: Actor, code: str, language: str) -> SignOffPage:
    """What must be read and ticked before the edition can be put in force."""
    if not by.may(Permission.SIGN_EDITION):
        refuse_not_permitted()
    edition = known_edition(code)
    return SignOffPage(
        row=edition_row(edition, signatures_by_edition(by), language),
        to_sign=rows_to_sign(edition, language),
        unconfirmed=unconfirmed_labels(edition),
        site_name=site_of(by=by).name,
        today=by.today(),
    )


def signature_to_withdraw(*, by: Actor, pk: int) -> EditionInForce:
    """One signature, for who may take it back."""
    if not by.may(Permission.SIGN_EDITION):
        refuse_not_permitted()
    record = EditionInForce.objects.select_related("site", "signed_by").filter(pk=pk).first()
    if record is None:
        refuse_not_found()
    return record


def site_of(*, by: Actor) -> Site:
    """The site where the actor is, for a signature that holds only there."""
    return Site.objects.get(number=by.site_number)


def destination_name(code: str, language: str) -> str:
    """The destination in words: the country, or the name of what is no country."""
    own = own_name(code, language)
    return own or Locale.parse(language).territories.get(country_of(code) or code, code)


def require_reader(by: Actor) -> None:
    if not by.may(Permission.SEE_EDITION):
        refuse_not_permitted()


def signatures_by_edition(by: Actor) -> dict[str, list[Signature]]:
    today = by.today()
    found: dict[str, list[Signature]] = {}
    for record in EditionInForce.objects.select_related("site", "signed_by", "withdrawn_by").order_by(
        "-starts_on", "-pk"
    ):
        is_now = record.starts_on <= today and (record.ends_on is None or today <= record.ends_on)
        found.setdefault(record.edition, []).append(Signature(record=record, is_now=is_now, is_covering=covers(record)))
    return found


def edition_row(edition: Edition, signatures: dict[str, list[Signature]], language: str) -> EditionRow:
    return EditionRow(
        code=edition.code,
        title=edition.title[language],
        applies_from=edition.in_force_from,
        applies_until=edition.in_force_until,
        standing_word=STANDING_WORDS[edition.standing],
        sign=STANDING_SIGNS[edition.standing],
        provisional=len(edition.provisional_items()),
        unconfirmed=len(unconfirmed_labels(edition)),
        signatures=tuple(signatures.get(edition.code, ())),
    )
