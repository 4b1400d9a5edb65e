"""What was proposed and decided, and what of it a certificate may say."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from django.utils.translation import gettext_lazy as _

from pratique.areas.assessments.models import Case, Conclusion, Destination
from pratique.areas.assessments.queries.cases import case_by_number, visible_cases
from pratique.areas.assessments.queries.judging import JudgedDestination, judged_case
from pratique.areas.people.public import given_consents
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.refusal import refuse_not_found
from pratique.foundation.actors.actor import Actor
from pratique.rules.language.facts import Between
from pratique.rules.requirements import Judgement, load_edition

STATEMENTS = Path(__file__).parent.parent / "statements.toml"
SPUTUM = frozenset({"sputum_smears", "sputum_cultures"})


@dataclass(frozen=True, kw_only=True)
class CertifiableConclusion:
    """What a certificate may say: never a class or a finding."""

    case_destination_id: int
    case_number: str
    person_number: str
    edition: str
    programme: dict[str, str]
    statement: str
    statement_text: dict[str, str]
    valid_until: date
    film_on: date | None
    sputum_examined: bool | None
    physician_name: str


@cache
def statements() -> Mapping[str, Any]:
    """What a certificate says, by family of editions."""
    return tomllib.loads(STATEMENTS.read_text(encoding="utf-8"))


def proposal(judgement: Judgement) -> dict[str, Any]:
    """What the rules propose, in the form that is stored."""
    return {
        "outcome": judgement.clearance,
        "classes": sorted(judgement.classification or ()),
        "valid_until": judgement.valid_until.isoformat() if judgement.valid_until else None,
    }


def plain_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts in the form that is stored with a conclusion, so that the judgement can be replayed."""
    return {name: _plain(value) for name, value in sorted(facts.items())}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Between):
        return {"from": _plain(value.low), "to": _plain(value.high)}
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(part) for name, part in asdict(value).items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    return value


def certifiable_destinations(*, by: Actor, case_number: str) -> list[tuple[int, dict[str, str]]]:
    """The destinations of a case that take our certificate and whose outcome lets the person go."""
    case = case_by_number(by=by, number=case_number)
    concluded = Conclusion.objects.filter(destination__case=case, overtaken_at=None).select_related("destination")
    return [
        (conclusion.destination_id, dict(statement_of(conclusion.destination)["programme"]))
        for conclusion in concluded
        if takes_certificates(conclusion.destination) and releases(conclusion)
    ]


def conclusion_for_certificate(*, by: Actor, case_destination_id: int) -> CertifiableConclusion:
    """Lock the case, judge it anew, and give what a certificate may say.

    Refuses `assessments.conclusion.not_certifiable` when the authority takes none, when it is not concluded, when the
    outcome does not let the person go, or when facts changed since.
    """
    destination = Destination.objects.filter(pk=case_destination_id, case__in=visible_cases(by)).first()
    if destination is None:
        refuse_not_found()
    if not takes_certificates(destination):
        _refuse(_("This authority takes no certificate from us: its own system receives the result."))
    case = Case.objects.select_for_update(of=("self",)).select_related("person", "site").get(pk=destination.case_id)
    conclusion = (
        destination.conclusions.select_related("concluded_by").filter(overtaken_at=None).order_by("-pk").first()
    )
    destinations = judged_case(by=by, case=case, ask=False).destinations
    judged = next(one for one in destinations if one.destination.pk == case_destination_id)
    if conclusion is None or conclusion.valid_until is None or not releases(conclusion):
        _refuse(_("This destination is not concluded with an outcome that a certificate could state."))
    if f"assessment_{destination.programme.lower()}" not in given_consents(by=by, person=case.person):
        _refuse(_("Consent to this examination is not recorded. Record it at reception, alone with the person."))
    if proposal(judged.judgement) != conclusion.proposed:
        _refuse(_("Facts changed after the conclusion. Reopen the case and conclude it again."))
    return _certifiable(case, conclusion, judged)


def releases(conclusion: Conclusion) -> bool:
    """Whether the decided outcome is one that lets the person go."""
    edition = load_edition(conclusion.destination.edition)
    rows = edition.questions[edition.default_question].outcomes
    return any(row.value == conclusion.decided["outcome"] and row.releases for row in rows)


def takes_certificates(destination: Destination) -> bool:
    """Whether there are words for a certificate: authorities without them learn results through their own systems."""
    return load_edition(destination.edition).family in statements()


def statement_of(destination: Destination) -> Mapping[str, Any]:
    """The words of certificates for this destination."""
    found: Mapping[str, Any] = statements()[load_edition(destination.edition).family]
    return found


def _certifiable(case: Case, conclusion: Conclusion, judged: JudgedDestination) -> CertifiableConclusion:
    words = statement_of(judged.destination)
    film_on = judged.facts.get("chest_film_on")
    assert conclusion.valid_until is not None  # noqa: S101 - refused before
    return CertifiableConclusion(
        case_destination_id=judged.destination.pk,
        case_number=case.number,
        person_number=case.person.number,
        edition=judged.edition.code,
        programme=dict(words["programme"]),
        statement=str(words["code"]),
        statement_text=dict(words["text"]),
        valid_until=conclusion.valid_until,
        film_on=date.fromisoformat(film_on) if isinstance(film_on, str) else film_on,
        sputum_examined=any(judged.facts.get(name) is not None for name in SPUTUM),
        physician_name=conclusion.concluded_by.name,
    )


def _refuse(sentence: Any) -> NoReturn:
    raise Refusal("assessments.conclusion.not_certifiable", sentence)
