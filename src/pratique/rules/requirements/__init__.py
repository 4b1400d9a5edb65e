"""What each destination demands: editions as data, and the engine that judges one person by them."""

from pratique.rules.requirements.derivation import prepare_facts, presence_in_history
from pratique.rules.requirements.engine import judge, judge_quickly
from pratique.rules.requirements.judgement import (
    AskedQuestion,
    JudgedAnswer,
    JudgedClass,
    JudgedItem,
    Judgement,
    QuickJudgement,
    Reason,
    Validity,
)
from pratique.rules.requirements.loading import (
    UncertainEdition,
    UnknownEdition,
    edition_for,
    editions,
    load_edition,
)
from pratique.rules.requirements.model import Edition, Question, Standing
from pratique.rules.requirements.steps import Need, UnionStep, union_of_steps
from pratique.rules.requirements.visibility import Recorded, visible_facts
from pratique.rules.requirements.words import vocabulary

__all__ = [
    "AskedQuestion",
    "Edition",
    "JudgedAnswer",
    "JudgedClass",
    "JudgedItem",
    "Judgement",
    "Need",
    "Question",
    "QuickJudgement",
    "Reason",
    "Recorded",
    "Standing",
    "UncertainEdition",
    "UnionStep",
    "UnknownEdition",
    "Validity",
    "edition_for",
    "editions",
    "judge",
    "judge_quickly",
    "load_edition",
    "prepare_facts",
    "presence_in_history",
    "union_of_steps",
    "visible_facts",
    "vocabulary",
]
