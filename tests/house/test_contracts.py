"""The import contracts hold, and each of them breaks when somebody climbs over."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

PACKAGES = [
    "config",
    "demo",
    "desk",
    "areas",
    "areas/people",
    "areas/assessments",
    "areas/places",
    "foundation",
    "rules",
]
GOOD = {
    "areas/people/public.py": "from pratique.areas.people.actions import register\n",
    "areas/people/actions.py": "from pratique.areas.people.models import Person\nregister = 1\n",
    "areas/people/models.py": "Person = 1\n",
    "areas/people/factories.py": "from pratique.areas.people.public import register\n",
    "areas/assessments/queries.py": "from pratique.areas.people.public import register\n",
    "areas/assessments/tests/__init__.py": "",
    "areas/assessments/tests/test_a.py": "from pratique.areas.people.factories import register\n",
    "desk/views.py": "from pratique.areas.assessments import public\n",
    "areas/assessments/public.py": "",
    "rules/mrz.py": "import re\n",
}

BROKEN = [
    ("areas/people/queries.py", "import pratique.areas.assessments.public\n", "Tiers"),
    ("areas/people/queries.py", "import pratique.desk.views\n", "Storeys"),
    ("foundation/x.py", "import pratique.areas.people.public\n", "Storeys"),
    ("foundation/x.py", "import pratique.rules.mrz\n", "Foundation knows nothing"),
    ("rules/x.py", "import django\n", "Rules know no framework"),
    ("rules/x.py", "import urllib.request\n", "Rules know no framework"),
    ("areas/people/odds_and_ends.py", "", "Rooms"),
    ("areas/people/models.py", "import pratique.areas.people.public\n", "Rooms"),
    ("areas/unheard_of/__init__.py", "", "Tiers"),
    ("areas/assessments/actions.py", "import pratique.areas.people.models\n", "entered only"),
    ("desk/views.py", "import pratique.areas.people.actions\n", "entered only"),
    ("config/x.py", "import pratique.areas.people.models\n", "entered only"),
    ("areas/assessments/tests/test_c.py", "import pratique.config\n", "Storeys"),
    ("areas/assessments/tests/test_b.py", "import pratique.areas.people.models\n", "entered only"),
    ("foundation/a/__init__.py", "import pratique.foundation.b\n", "circles"),
    ("attic/__init__.py", "", "Storeys"),
]


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "lint-imports"
    command = [program, "--no-cache"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, env={"PYTHONPATH": "src"})


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for name in ["", *PACKAGES]:
        folder = tmp_path / "src" / "pratique" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").write_text("")
    for name, text in GOOD.items():
        (tmp_path / "src" / "pratique" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "src" / "pratique" / name).write_text(text)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    shutil.copytree(ROOT / "tools" / "house", tmp_path / "tools" / "house")
    return tmp_path


def test_the_contracts_hold_here() -> None:
    answer = lint(ROOT)

    assert "0 broken" in answer.stdout, answer.stdout
    assert answer.returncode == 0


def test_the_contracts_hold_in_a_house_in_order(house: Path) -> None:
    answer = lint(house)

    assert "7 kept, 0 broken" in answer.stdout, answer.stdout + answer.stderr


@pytest.mark.parametrize(("name", "text", "contract"), BROKEN)
def test_a_climb_over_is_found(house: Path, name: str, text: str, contract: str) -> None:
    path = house / "src" / "pratique" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    (house / "src" / "pratique" / "foundation" / "b.py").write_text(
        "import pratique.foundation.a\n" if "/a/" in name else ""
    )

    answer = lint(house)

    broken = [line for line in answer.stdout.splitlines() if line.endswith("BROKEN")]
    assert any(contract in line for line in broken), answer.stdout + answer.stderr
