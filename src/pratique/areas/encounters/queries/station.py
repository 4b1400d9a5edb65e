"""A form as a station shows it: each question with its words, why and for whom it is asked, and what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pratique.areas.encounters.models import Companion, Draft, Encounter, Entry
from pratique.areas.encounters.permissions import Permission
from pratique.areas.encounters.queries.answers import Sent, differing, room_problems, split
from pratique.areas.encounters.queries.asking import Asking, asking_of, purpose_sentence
from pratique.areas.encounters.queries.contacts import current_entry, form_or_not_found, own_draft
from pratique.areas.encounters.queries.findings import facts_for_forms
from pratique.areas.encounters.queries.station_parts import (
    Choice,
    DifferenceRow,
    Notice,
    StationForm,
    StationQuestion,
    StationSection,
    Why,
)
from pratique.areas.encounters.queries.words import answer_words
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.refusal import refuse_not_permitted
from pratique.foundation.actors.actor import Actor
from pratique.rules.forms import Checked, Form, Question, Section, check, limits_at, problem_sentence, shown
from pratique.rules.language.facts import LANGUAGES

RIGHT_TO_LEFT = frozenset({"ar"})
STALE_DRAFT, STALE_ENTRY = "encounters.draft.stale", "encounters.entry.stale"


@dataclass(frozen=True, kw_only=True)
class _Texts:
    """What may stand in the form: what she typed just now, her draft, and what was submitted in this contact."""

    typed: Mapping[str, Any] | None
    draft: Draft | None
    entry: Entry | None
    shows_entry: bool

    @property
    def drafted(self) -> Mapping[str, Any]:
        return self.draft.answers if self.draft else {}

    @property
    def submitted(self) -> Mapping[str, Any]:
        return _as_typed(self.entry) if self.entry and self.shows_entry else {}

    def draft_version_in(self, encounter: Encounter) -> int:
        """A draft of an earlier contact starts a new one here."""
        return self.draft.version if self.draft and self.draft.encounter_id == encounter.pk else 0

    @property
    def sent(self) -> Sent:
        if self.typed is not None:
            return split(self.typed)
        return split(self.drafted if self.draft else self.submitted)


@dataclass(frozen=True, kw_only=True)
class _Page:
    """What every question of one page needs."""

    definition: Form
    asking: Asking
    language: str
    second: str
    sent: Sent
    sentences: Mapping[str, str]
    unusual: Mapping[str, str]
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
    since: datetime | None = None,
) -> StationForm:
    """The form as this actor sees it now: what she typed, else her draft, else what was submitted in this contact.

    After a refusal, `typed` and `refusal` bring back everything as it was typed, with what stands against it.
    `second` is the language of the person, shown beside; skip logic builds on what was recorded `since` then.
    """
    if not by.may(Permission.FILL_FORM):
        refuse_not_permitted()
    definition = form_or_not_found(form)
    texts = _texts(by, encounter, definition, typed)
    facts = facts_for_forms(by=by, person=encounter.person, on=by.today(), since=since)
    page = _page(by, asking_of(encounter), definition, texts.sent, facts, refusal, second)
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
        person_language=_other_language(encounter.person.language, page.language),
        problems=_problems(page) if refusal else (),
        refusal=refusal,
        draft_version=texts.draft_version_in(encounter),
        draft_saved_at=texts.draft.saved_at if texts.draft else None,
        expected_entry=texts.entry.number if texts.entry else "",
        corrects=texts.entry,
        difference=_difference(page, refusal, texts),
    )


def _texts(by: Actor, encounter: Encounter, definition: Form, typed: Mapping[str, Any] | None) -> _Texts:
    entry = current_entry(encounter, definition.code)
    return _Texts(
        typed=typed,
        draft=own_draft(by=by, encounter=encounter, form_code=definition.code),
        entry=entry,
        shows_entry=entry is not None and _may_see_answers(by, entry, definition),
    )


def _page(
    by: Actor,
    asking: Asking,
    definition: Form,
    sent: Sent,
    facts: Mapping[str, Any],
    refusal: Refusal | None,
    second: str,
) -> _Page:
    language = interface_language()
    checked = check(definition, sent.answers, facts, on=by.today(), demanded=asking.demanded)
    unusual = {one.question: problem_sentence(one, language) for one in checked.to_confirm}
    return _Page(
        definition=definition,
        asking=asking,
        language=language,
        second=_other_language(second, language),
        sent=sent,
        sentences=_sentences(definition, checked, sent) if refusal else {},
        unusual={code: text for code, text in unusual.items() if refusal or code in sent.confirmed},
        visible=frozenset(shown(definition, sent.answers, facts, asking.demanded, on=by.today())),
        facts=facts,
        by=by,
    )


def _other_language(wanted: str, language: str) -> str:
    return wanted if wanted in LANGUAGES and wanted != language else ""


def interface_language() -> str:
    """The language of the page, of those in which forms are written."""
    language = (get_language() or LANGUAGES[0]).split("-")[0]
    return language if language in LANGUAGES else LANGUAGES[0]


# Whoever may not see the answers asks anew, and her entry corrects the other as any correction does.
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


def _sentences(definition: Form, checked: Checked, sent: Sent) -> dict[str, str]:
    language = interface_language()
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
        choices=tuple(
            Choice(value=value, label=str(label), exclusive=value == Companion.ALONE)
            for value, label in Companion.choices
        ),
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
        questions=_said_once(section, tuple(_question(page, question) for question in asked)),
        can_be_normal=any(question.normal for question in asked),
    )


def _said_once(section: Section, shown_questions: tuple[StationQuestion, ...]) -> tuple[StationQuestion, ...]:
    """Purpose and reason are not repeated below a question that always stands there and said the same.

    A shielded question always says its own.
    """
    definitions = {question.code: question for question in section.questions}
    quiet, said = [], None
    for question in shown_questions:
        definition, tells = definitions[question.name], (question.purpose, question.why)
        is_repeated = tells == said and not definition.shield
        quiet.append(replace(question, purpose="", why=None) if is_repeated else question)
        if definition.show_when is None and not definition.only_if_demanded:
            said = tells
    return tuple(quiet)


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
                exclusive=option.exclusive,
            )
            for option in question.options
        ),
        value=_value(question, page.sent.answers.get(code)),
        unit=question.unit,
        problem=page.sentences.get(code, ""),
        confirm=page.unusual.get(code, ""),
        is_confirmed=code in page.sent.confirmed,
        normal=question.normal,
        is_marked_normal=code in page.sent.marked_normal,
        is_shown=code in page.visible,
        hard_min=limits.hard_minimum if limits else None,
        hard_max=limits.hard_maximum if limits else None,
        soft_min=limits.soft_minimum if limits else None,
        soft_max=limits.soft_maximum if limits else None,
        why=Why(
            text=question.why[language],
            rule=f"{page.definition.title[language]}, {page.definition.edition}",
            source=page.definition.source,
            standing=page.definition.standing,
        ),
        purpose=purpose_sentence(question, page.asking, language),
        is_shielded=bool(question.shield),
    )


def _value(question: Question, typed: Any) -> Any:
    if question.kind == "multi_choice":
        return typed if isinstance(typed, list) else [typed] if typed else []
    return "" if typed is None else typed


def _problems(page: _Page) -> tuple[Notice, ...]:
    unusual = {code: text for code, text in page.unusual.items() if code not in page.sent.confirmed}
    labels = {question.code: question.label[page.language] for question in page.definition.questions}
    told = {**unusual, **page.sentences}
    return tuple(Notice(name=name, label=labels.get(name, ""), text=text) for name, text in told.items())


def _difference(page: _Page, refusal: Refusal | None, texts: _Texts) -> tuple[DifferenceRow, ...]:
    others = {STALE_DRAFT: texts.drafted, STALE_ENTRY: texts.submitted}
    if refusal is None or refusal.code not in others:
        return ()
    theirs = split(others[refusal.code]).answers
    changed = differing(page.visible, page.sent.answers, theirs)
    return tuple(
        DifferenceRow(
            text=question.label[page.language],
            before=answer_words(question, theirs.get(question.code), page.language),
            after=answer_words(question, page.sent.answers.get(question.code), page.language),
        )
        for question in page.definition.questions
        if question.code in changed
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
