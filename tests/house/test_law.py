"""The repository obeys the law of the house."""

from pathlib import Path

import pytest
from tools.house.law import CHECKS

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("sentence", CHECKS)
def test_the_house_keeps(sentence: str) -> None:
    violations = CHECKS[sentence](ROOT)

    assert violations == []
