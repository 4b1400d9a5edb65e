"""What each destination demands: editions as data, and the engine that judges one person by them."""

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
from pratique.rules.requirements.loading import UnknownEdition, edition_for, editions, load_edition, read_edition
from pratique.rules.requirements.model import Edition, Item, Parameter, Question, Standing
from pratique.rules.requirements.union import Need, NeededStep, union_of_steps
from pratique.rules.requirements.visibility import Recorded, visible_facts
from pratique.rules.requirements.words import vocabulary

__all__ = [
    "AskedQuestion",
    "Edition",
    "Item",
    "JudgedAnswer",
    "JudgedClass",
    "JudgedItem",
    "Judgement",
    "Need",
    "NeededStep",
    "Parameter",
    "Question",
    "QuickJudgement",
    "Reason",
    "Recorded",
    "Standing",
    "UnknownEdition",
    "Validity",
    "edition_for",
    "editions",
    "judge",
    "judge_quickly",
    "load_edition",
    "read_edition",
    "union_of_steps",
    "visible_facts",
    "vocabulary",
]
