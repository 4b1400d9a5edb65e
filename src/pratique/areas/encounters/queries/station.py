"""A form as a station shows it: each question with its words, why and for whom it is asked, and what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pratique.areas.encounters.models import Companion, Encounter, Entry
from pratique.areas.encounters.permissions import Permission
from pratique.areas.encounters.queries.answers import Sent, differing, room_problems, split
from pratique.areas.encounters.queries.asking import Asking, asking_of, purpose_sentence
from pratique.areas.encounters.queries.contacts import current_entry, form_or_not_found, own_draft
from pratique.areas.encounters.queries.findings import facts_for_forms
from pratique.areas.encounters.queries.words import answer_words
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.refusal import refuse_not_permitted
from pratique.foundation.actors.actor import Actor
from pratique.rules.forms import Checked, Form, Problem, Question, Section, check, limits_at, problem_sentence, shown
from pratique.rules.language.facts import LANGUAGES

RIGHT_TO_LEFT = frozenset({"ar"})


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer to choose, in both languages of the page."""

    value: str
    label: str
    label_second: str = ""


@dataclass(frozen=True, kw_only=True)
class Why:
    """The reason for a question, with where it comes from."""

    text: str
    rule: str
    source: str
    standing: str


@dataclass(frozen=True, kw_only=True)
class StationQuestion:
    """One question as `ui/form/question.html` shows it."""

    name: str
    type: str
    label: str
    purpose: str
    value: Any
    label_second: str = ""
    help: str = ""
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    problem: str = ""
    required: bool | None = None
    normal: str = ""
    is_marked_normal: bool = False
    is_shown: bool = True
    hard_min: float | None = None
    hard_max: float | None = None
    soft_min: float | None = None
    soft_max: float | None = None
    why: Why | None = None


@dataclass(frozen=True, kw_only=True)
class StationSection:
    """Questions under one heading."""

    code: str
    title: str
    questions: tuple[StationQuestion, ...]
    title_second: str = ""
    can_be_normal: bool = False


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What must be put right, or an unusual value to confirm, at one question."""

    name: str
    text: str
    label: str = ""
    is_confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class DifferenceRow:
    """One question to which two versions answer differently."""

    text: str
    before: str
    after: str
    changed: bool = True


@dataclass(frozen=True, kw_only=True)
class StationForm:
    """Everything the fragment `encounters/_station_form.html` shows."""

    encounter_number: str
    person_number: str
    code: str
    edition: str
    title: str
    sections: tuple[StationSection, ...]
    facts: Mapping[str, Any]
    second: str
    second_direction: str
    problems: tuple[Notice, ...]
    to_confirm: tuple[Notice, ...]
    refusal: Refusal | None
    draft_version: int
    draft_saved_at: datetime | None
    expected_entry: str
    corrects: Entry | None
    difference: tuple[DifferenceRow, ...]


@dataclass(frozen=True, kw_only=True)
class _Page:
    """What every question of one page needs."""

    definition: Form
    asking: Asking
    language: str
    second: str
    sent: Sent
    sentences: Mapping[str, str]
    visible: frozenset[str]
    facts: Mapping[str, Any]
    by: Actor


def station_form(
    *,
    by: Actor,
    encounter: Encounter,
    form: str,
    typed: Mapping[str, Any] | None = None,
    refusal: Refusal | None = None,
    second: str = "",
) -> StationForm:
    """The form as this actor sees it now: what she typed, else her draft, else what was submitted in this contact.

    After a refusal, `typed` and `refusal` bring back everything as it was typed, with what stands against it.
    `second` is the language of the person, shown beside that of the page when an interpreter reads along.
    """
    if not by.may(Permission.FILL_FORM):
        refuse_not_permitted()
    definition = form_or_not_found(form)
    entry, draft = current_entry(encounter, definition.code), own_draft(by=by, encounter=encounter, form_code=form)
    seen_entry = entry if entry is not None and _may_see_answers(by, entry, definition) else None
    drafted: Mapping[str, Any] | None = draft.answers if draft else None
    submitted = _as_typed(seen_entry) if seen_entry else {}
    sent = split(typed if typed is not None else drafted if drafted is not None else submitted)
    asking = asking_of(encounter)
    facts = facts_for_forms(by=by, person=encounter.person, on=by.today())
    checked = check(definition, sent.answers, facts, on=by.today(), confirmed=sent.confirmed, demanded=asking.demanded)
    page = _Page(
        definition=definition,
        asking=asking,
        language=_interface_language(),
        second=second if second in LANGUAGES and second != _interface_language() else "",
        sent=sent,
        sentences=_sentences(definition, checked, sent) if refusal else {},
        visible=frozenset(shown(definition, sent.answers, facts, demanded=asking.demanded)),
        facts=facts,
        by=by,
    )
    here = draft if draft is not None and draft.encounter_id == encounter.pk else None
    return StationForm(
        encounter_number=encounter.number,
        person_number=encounter.person.number,
        code=definition.code,
        edition=definition.edition,
        title=definition.title[page.language],
        sections=_sections(page),
        facts=_facts_for_page(definition, facts),
        second=page.second,
        second_direction="rtl" if page.second in RIGHT_TO_LEFT else "ltr",
        problems=_problems(page),
        to_confirm=_to_confirm(page, checked) if refusal or sent.confirmed else (),
        refusal=refusal,
        draft_version=here.version if here else 0,
        draft_saved_at=draft.saved_at if draft else None,
        expected_entry=seen_entry.number if seen_entry else "",
        corrects=seen_entry,
        difference=_difference(page, refusal, drafted, submitted),
    )


def _may_see_answers(by: Actor, entry: Entry, definition: Form) -> bool:
    is_open_to_all = not any(question.shield or question.purpose == "care" for question in definition.questions)
    return is_open_to_all or by.may(Permission.SEE_ENTRY) or (by.user_id is not None and entry.by_id == by.user_id)


def _as_typed(entry: Entry) -> dict[str, Any]:
    return {
        **entry.answers,
        "in_room": entry.in_room,
        "marked_normal": entry.marked_normal,
        "confirmed": entry.confirmed,
    }


def _interface_language() -> str:
    language = (get_language() or LANGUAGES[0]).split("-")[0]
    return language if language in LANGUAGES else LANGUAGES[0]


def _sentences(definition: Form, checked: Checked, sent: Sent) -> dict[str, str]:
    language = _interface_language()
    found = {problem.question: problem_sentence(problem, language) for problem in checked.problems}
    hidden = _("This is not asked with the other answers as they are. Clear it, or put the other answers right.")
    room = _("Say who else is in the room. 'Nobody else' stands alone.")
    return dict.fromkeys(room_problems(definition, sent), room) | found | dict.fromkeys(checked.hidden, hidden)


def _sections(page: _Page) -> tuple[StationSection, ...]:
    rows = [_section(page, section) for section in page.definition.sections]
    room = (_room(page),) if page.definition.asks_room else ()
    return (*room, *(row for row in rows if row.questions))


def _room(page: _Page) -> StationSection:
    question = StationQuestion(
        name="in_room",
        type="multi_choice",
        label=_("Who else is in the room?"),
        help=_("Questions like these are asked alone, or with an interpreter who is no relative and no officer."),
        purpose="",
        value=page.sent.in_room,
        choices=tuple(Choice(value=value, label=str(label)) for value, label in Companion.choices),
        problem=page.sentences.get("in_room", ""),
    )
    return StationSection(code="room", title=_("Before you ask"), questions=(question,))


def _section(page: _Page, section: Section) -> StationSection:
    asked = [
        question
        for question in section.questions
        if not question.only_if_demanded or question.fact in page.asking.demanded
    ]
    return StationSection(
        code=section.code,
        title=section.title[page.language],
        title_second=section.title[page.second] if page.second else "",
        questions=tuple(_question(page, question) for question in asked),
        can_be_normal=any(question.normal for question in asked),
    )


def _question(page: _Page, question: Question) -> StationQuestion:
    language, second, code = page.language, page.second, question.code
    limits = limits_at(question, page.facts, page.by.today())
    return StationQuestion(
        name=code,
        type=question.kind,
        label=question.label[language],
        label_second=question.label[second] if second else "",
        help=question.help[language] if question.help else "",
        choices=tuple(
            Choice(
                value=option.value,
                label=option.label[language],
                label_second=option.label[second] if second else "",
            )
            for option in question.options
        ),
        value=_value(question, page.sent.answers.get(code)),
        unit=question.unit,
        problem=page.sentences.get(code, ""),
        normal=question.normal,
        is_marked_normal=code in page.sent.marked_normal,
        is_shown=code in page.visible,
        hard_min=limits.hard_minimum if limits else None,
        hard_max=limits.hard_maximum if limits else None,
        soft_min=limits.soft_minimum if limits else None,
        soft_max=limits.soft_maximum if limits else None,
        why=Why(
            text=question.why[language],
            rule=f"{page.definition.code} {page.definition.edition}",
            source=page.definition.source,
            standing=page.definition.standing,
        ),
        purpose=purpose_sentence(question, page.asking, language),
    )


def _value(question: Question, typed: Any) -> Any:
    if question.kind == "multi_choice":
        return typed if isinstance(typed, list) else [typed] if typed else []
    return "" if typed is None else typed


def _problems(page: _Page) -> tuple[Notice, ...]:
    return tuple(Notice(name=name, text=text, label=_label(page, name)) for name, text in page.sentences.items())


def _to_confirm(page: _Page, checked: Checked) -> tuple[Notice, ...]:
    everything: tuple[Problem, ...] = check(
        page.definition, page.sent.answers, page.facts, on=page.by.today(), demanded=page.asking.demanded
    ).to_confirm
    open_ones = {problem.question for problem in checked.to_confirm}
    return tuple(
        Notice(
            name=problem.question,
            text=problem_sentence(problem, page.language),
            label=_label(page, problem.question),
            is_confirmed=problem.question not in open_ones,
        )
        for problem in everything
    )


def _label(page: _Page, code: str) -> str:
    labels = {question.code: question.label[page.language] for question in page.definition.questions}
    return labels.get(code, "")


def _difference(
    page: _Page, refusal: Refusal | None, drafted: Mapping[str, Any] | None, submitted: Mapping[str, Any]
) -> tuple[DifferenceRow, ...]:
    other = {"encounters.draft.stale": drafted, "encounters.entry.stale": submitted}.get(
        refusal.code if refusal else ""
    )
    if other is None:
        return ()
    theirs, questions = split(other).answers, {question.code: question for question in page.definition.questions}
    changed = differing(page.visible, page.sent.answers, theirs)
    return tuple(
        DifferenceRow(
            text=questions[code].label[page.language],
            before=answer_words(questions[code], theirs.get(code), page.language),
            after=answer_words(questions[code], page.sent.answers.get(code), page.language),
        )
        for code in questions
        if code in changed
    )


def _facts_for_page(definition: Form, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Of what is known, only what this form's own conditions ask about: nothing else travels to the browser."""
    conditions = [
        one for question in definition.questions for one in (question.show_when, question.required_when) if one
    ]
    wanted = {name for condition in conditions for name in condition.facts}
    own = {question.code for question in definition.questions}
    return {name: _plain(facts[name]) for name in sorted(wanted - own) if name in facts}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value if not hasattr(value, "low") else None
