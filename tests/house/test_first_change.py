"""The guide for a first change does what it says."""

import re
from pathlib import Path

from pratique.areas.requirements.cases import check_cases

ROOT = Path(__file__).parent.parent.parent
CASES = ROOT / "src/pratique/rules/requirements/sets/united_kingdom/uk_tb_2013.cases.toml"


def test_the_case_of_the_guide_passes_where_the_guide_puts_it(tmp_path: Path) -> None:
    guide = (ROOT / "docs/guides/first-change.md").read_text(encoding="utf-8")
    block = re.search(r"```toml\n(.*?)```", guide, re.S)
    assert block is not None
    copy = tmp_path / CASES.name
    copy.write_text(CASES.read_text(encoding="utf-8") + "\n" + block[1], encoding="utf-8")

    results = {result.id: result for result in check_cases(copy)}

    assert results["UK-2013-P09"].passed is True
    assert len(results) == 1 + len(list(check_cases(CASES)))
