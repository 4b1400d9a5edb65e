from pathlib import Path

import pytest

from pratique.config import env
from pratique.foundation.trouble import Trouble


@pytest.mark.parametrize("variable", env.VARIABLES, ids=lambda variable: variable.name)
def test_a_variable_that_is_not_given_has_its_default(variable):
    assert variable.read({}) == variable.default
    assert variable.read({variable.name: ""}) == variable.default


@pytest.mark.parametrize(
    ("variable", "text", "value"),
    [
        (env.PORT, "8001", 8001),
        (env.NO_DEMO, "yes", True),
        (env.NO_DEMO, "0", False),
        (env.REQUIRE, "server, chromium", ("server", "chromium")),
        (env.DATA_DIR, "/srv/mission", Path("/srv/mission")),
        (env.DATABASE_ROLE, "owner", "owner"),
        (env.WEB_WORKERS, "3", 3),
    ],
)
def test_a_value_is_read_in_its_type(variable, text, value):
    assert variable.read({variable.name: text}) == value


@pytest.mark.parametrize(
    ("variable", "text"),
    [(env.PORT, "0"), (env.PORT, "65536"), (env.PORT, "http"), (env.NO_DEMO, "perhaps"), (env.DATABASE_ROLE, "root")],
)
def test_a_wrong_value_is_one_sentence(variable, text):
    with pytest.raises(Trouble) as refused:
        variable.read({variable.name: text})

    assert refused.value.sentence == f"{variable.name} should be a {variable.kind}, but it is {text!r}."


def test_names_are_unique_and_ours():
    names = [variable.name for variable in env.VARIABLES]

    assert len(set(names)) == len(names)
    assert {name.partition("_")[0] for name in names} == {"PRATIQUE"}
