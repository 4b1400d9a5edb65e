"""Random people and random conditions for the properties of the engine."""

from hypothesis import strategies as st

from pratique.rules.requirements import editions
from pratique.rules.requirements.charts import chart_of
from pratique.rules.requirements.domains import ManyVariables

QUESTIONS = [(edition, question) for edition in editions() for question in edition.questions.values()]
NAMES = [f"{edition.code} {question.code}" for edition, question in QUESTIONS]


def values(question, name):
    """Values of which no condition of the question tells others apart, and the corners at which conditions change."""
    its = chart_of(question).domains[name]
    if isinstance(its, ManyVariables):
        kinds = [kind[0] for kind in its.kinds.values()]
        return st.lists(st.sampled_from(kinds), unique=True).map(tuple) if kinds else st.just(())
    return st.sampled_from([*its.values[1:], *question.domains[name]])


def people(question):
    """Anybody, with any part of the facts unknown."""
    return st.fixed_dictionaries({}, optional={name: values(question, name) for name in question.facts})


ATOMS = ("tb_contact", "tb_history", "hiv_known", "age >= 15", "age < 5", 'igra == "positive"', "igra is known")


def conditions(*names):
    """Conditions over a few facts and these names of others."""
    leaves = st.sampled_from([*ATOMS, *names])
    return st.recursive(
        leaves,
        lambda parts: st.one_of(
            st.tuples(parts, st.sampled_from(["and", "or"]), parts).map(" ".join).map("({})".format),
            parts.map("not ({})".format),
            parts.map("surely({})".format),
        ),
        max_leaves=5,
    )
