"""An outline says what the condition says, and nothing twice."""

from pratique.rules.language.facts import LANGUAGES, Fact
from pratique.rules.language.outline import Outline, outline
from pratique.rules.language.parser import parse


def fact(name, label, kind="boolean", **more):
    words = dict.fromkeys(LANGUAGES, label)
    return Fact(name=name, type=kind, how="history", label=words, question=words, values={}, **more)


FACTS = {"ill": fact("ill", "ill"), "age": fact("age", "age", "integer"), "contact": fact("contact", "contact")}
FILM = {"need_film": dict.fromkeys(LANGUAGES, "film required")}


def said(text, **definitions):
    meant = {name: parse(one) for name, one in definitions.items()}
    return outline(parse(text), FACTS, "en", meant, FILM)


def line(text):
    return Outline(text=text)


def test_joined_parts_stand_on_one_level():
    found = said("age >= 15 and (ill and contact)")

    assert found == Outline(joint="all", parts=(line("age: 15 or more"), line("ill: yes"), line("contact: yes")))


def test_a_defined_condition_is_said_by_what_it_means_unless_it_has_words_of_its_own():
    found = said("child or need_film", child="age < 15", need_film="ill")

    assert found == Outline(joint="any", parts=(line("age: less than 15"), line("film required")))


def test_not_turns_what_stands_below_it():
    found = said("not (ill or age >= 15)")

    assert found == Outline(joint="all", parts=(line("ill: no"), line("age: less than 15")))


def test_what_says_nothing_more_is_left_out():
    assert said("surely(ill) or (need_film and ill)") == line("ill: yes")
    assert said("true and ill and 3 >= 2") == line("ill: yes")
    assert said("ill or 3 >= 2") == line("always")


def test_not_certain_stays_apart_from_not():
    assert said("not surely(ill)") == Outline(joint="not", parts=(line("ill: yes"),))
