"""Each check of the law finds what was planted for it, and leaves its good neighbour alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tools.house import boundaries, documents, pages, shape, texts
from tools.house.secrets import secrets

AREA = "src/pratique/areas"
JOBS = "src/pratique/foundation/jobs/models.py"
PAGE = f"{AREA}/people/templates/people/page.html"
Check = Callable[[Path], list[str]]


def plant(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


VIOLATIONS: list[tuple[Check, str, str]] = [
    (shape.long_files, f"{AREA}/people/queries.py", "x = 1\n" * 501),
    (shape.long_files, f"{AREA}/people/README.md", "line\n" * 41),
    (shape.long_files, PAGE, "<p></p>\n" * 121),
    (shape.long_functions, f"{AREA}/people/queries.py", "def long():\n" + "    x = 1\n" * 41),
    (shape.banned_names, f"{AREA}/people/utils.py", ""),
    (shape.banned_names, f"{AREA}/people/helpers/__init__.py", ""),
    (shape.banned_names, f"{AREA}/people/models.py", "class PersonManager: ...\n"),
    (shape.banned_names, f"{AREA}/people/models.py", "class PersonData: ...\n"),
    (shape.banned_names, f"{AREA}/people/models.py", "def see_beneficiary(): ...\n"),
    (shape.loose_ends, f"{AREA}/people/models.py", "x = 1  # TODO later\n"),
    (shape.migrations, f"{AREA}/people/migrations/0001_initial.py", ""),
    (shape.migrations, f"{AREA}/people/migrations/0002_auto_20261120.py", ""),
    (boundaries.foreign_keys_upward, f"{AREA}/people/models.py", 'x = models.ForeignKey("assessments.Case")\n'),
    (boundaries.foreign_keys_upward, f"{AREA}/people/models.py", 'x = OneToOneField(to="certificates.Certificate")\n'),
    (boundaries.foreign_keys_upward, f"{AREA}/encounters/models.py", 'x = models.ForeignKey("requirements.Edition")\n'),
    (
        boundaries.foreign_keys_upward,
        "src/pratique/foundation/jobs/models.py",
        'x = models.ForeignKey("people.Person")\n',
    ),
    (boundaries.templates_upward, PAGE, "{% url 'desk:home' %}"),
    (boundaries.templates_upward, PAGE, '{% include "assessments/_steps.html" %}'),
    (boundaries.templates_upward, "src/pratique/foundation/ui/templates/ui/a.html", "{% url 'people:register' %}"),
    (boundaries.objects_elsewhere, f"{AREA}/people/views.py", "Person.objects.all()\n"),
    (boundaries.objects_elsewhere, "src/pratique/desk/views.py", "Person.objects.all()\n"),
    (boundaries.clocks_below_the_door, f"{AREA}/people/queries.py", "date.today()\n"),
    (boundaries.clocks_below_the_door, "src/pratique/rules/x/y.py", "datetime.datetime.now()\n"),
    (boundaries.environment_read_elsewhere, "src/pratique/foundation/x.py", 'import os\nos.environ["A"]\n'),
    (boundaries.environment_read_elsewhere, "src/pratique/foundation/x.py", 'import os\nos.getenv("A")\n'),
    (boundaries.impure_rules, "src/pratique/rules/x/y.py", "import yaml\n"),
    (boundaries.impure_rules, "src/pratique/rules/x/y.py", "import logging\n"),
    (boundaries.impure_rules, "src/pratique/rules/mrz/y.py", "import numpy\n"),
    (boundaries.hidden_writes, f"{AREA}/people/models.py", "class A(Model):\n    def save(self): ...\n"),
    (boundaries.hidden_writes, f"{AREA}/people/forms.py", "class A(forms.ModelForm): ...\n"),
    (boundaries.hidden_writes, f"{AREA}/people/models.py", "@receiver(post_save)\ndef f(): ...\n"),
    (pages.inline_code, PAGE, "<script>alert(1)</script>"),
    (pages.inline_code, PAGE, "<style>p{}</style>"),
    (pages.inline_code, PAGE, '<p style="color:red"></p>'),
    (pages.inline_code, PAGE, '<a onclick="go()"></a>'),
    (pages.untranslated, PAGE, "<p>Hello there</p>"),
    (pages.untranslated, PAGE, '<img alt="A photograph">'),
    (pages.untranslated, PAGE, '<button aria-label="Close">{% translate "x" %}</button>'),
    (texts.incomplete_texts, f"{AREA}/people/a.toml", '[x]\nen = "Yes"\nfr = "Oui"\nes = "Sí"\n'),
    (texts.incomplete_texts, f"{AREA}/people/a.toml", '[x]\nen = "Yes"\nfr = ""\nes = "Sí"\nar = "نعم"\n'),
    (
        texts.incomplete_texts,
        f"{AREA}/people/a.json",
        '[{"en": "{n} days", "fr": "x", "es": "{n}", "ar": "{n}"}]',
    ),
    (documents.paths_that_moved, "docs/map.md", "See `docs/gone.md`."),
    (documents.paths_that_moved, "docs/map.md", "See [the words](words.md)."),
    (documents.decisions, "docs/decisions/0001-a.md", "# 0002 A\n"),
    (documents.decisions, "docs/decisions/first.md", "# 0001 A\n"),
    (documents.registries_in_locks, "requirements/run.lock", "--index-url https://mirror.example/simple/\n"),
    (documents.actions_without_permission, f"{AREA}/people/actions.py", '@action("a.b.c", needs="a")\ndef f(): ...\n'),
    (documents.undescribed_permissions, f"{AREA}/people/permissions.py", 'class P(StrEnum):\n    A = "people.a.b"\n'),
    (documents.undescribed_events, f"{AREA}/people/events.py", "class PersonDied: ...\n"),
]

GOOD: list[tuple[Check, str, str]] = [
    (shape.long_files, f"{AREA}/people/queries.py", "x = 1\n" * 500),
    (shape.long_functions, f"{AREA}/people/queries.py", 'def long():\n    """One line."""\n' + "    x = 1\n" * 40),
    (shape.long_functions, f"{AREA}/people/tests/test_a.py", "def long():\n" + "    x = 1\n" * 60),
    (shape.banned_names, f"{AREA}/people/models.py", "class UserManager(BaseUserManager): ...\n"),
    (shape.loose_ends, f"{AREA}/people/models.py", "x = 1  # TODO #12: see there\n"),
    (boundaries.foreign_keys_upward, f"{AREA}/assessments/models.py", 'x = models.ForeignKey("people.Person")\n'),
    (boundaries.foreign_keys_upward, f"{AREA}/people/models.py", 'x = models.ForeignKey("people.Family")\n'),
    (boundaries.foreign_keys_upward, f"{AREA}/people/models.py", 'x = models.ForeignKey("actors.Site")\n'),
    (boundaries.templates_upward, PAGE, "{% url 'people:register' %}{% url 'staff:list_staff' %}"),
    (boundaries.templates_upward, "src/pratique/desk/templates/desk/a.html", "{% url 'people:register' %}"),
    (boundaries.objects_elsewhere, f"{AREA}/people/queries/search.py", "Person.objects.all()\n"),
    (boundaries.clocks_below_the_door, f"{AREA}/people/tests/test_a.py", "date.today()\n"),
    (boundaries.environment_read_elsewhere, "src/pratique/config/env.py", 'import os\nos.environ["A"]\n'),
    (boundaries.impure_rules, "src/pratique/rules/alerts/y.py", "import numpy\nimport json\n"),
    (pages.inline_code, PAGE, '<script type="application/json">{}</script><script src="{% static "a.js" %}"></script>'),
    (
        pages.untranslated,
        PAGE,
        '<p>{% translate "Hello" %} {{ name }} {# note #}{% comment %}word{% endcomment %}</p>',
    ),
    (pages.untranslated, PAGE, "<p>{% blocktranslate trimmed %}Hello there{% endblocktranslate %}</p>"),
    (texts.incomplete_texts, f"{AREA}/people/a.toml", '[x]\nen = "Yes"\nfr = "Oui"\nes = "Sí"\nar = "نعم"\n'),
    (documents.decisions, "docs/decisions/0001-a.md", "# 0001 A\n"),
    (documents.registries_in_locks, "requirements/run.lock", "django==5.2 --hash=sha256:00\n"),
]


@pytest.mark.parametrize(("check", "place", "text"), VIOLATIONS)
def test_a_planted_violation_is_found(tmp_path: Path, check: Check, place: str, text: str) -> None:
    violations = check(plant(tmp_path, {place: text}))

    assert len(violations) >= 1
    assert "docs:" in violations[0] or place.rsplit("/", 1)[0] in violations[0]


@pytest.mark.parametrize(("check", "place", "text"), GOOD)
def test_what_is_in_order_is_left_alone(tmp_path: Path, check: Check, place: str, text: str) -> None:
    assert check(plant(tmp_path, {place: text})) == []


def test_a_form_that_loses_its_token_is_found(tmp_path: Path) -> None:
    fragment = f"{AREA}/people/templates/people/_form.html"
    include = '{% include "people/_form.html" with x=1 only %}'
    plant(tmp_path, {PAGE: include, fragment: "<form method=post>{% csrf_token %}</form>"})

    assert pages.forms_without_token(tmp_path) == [
        f"{PAGE}: includes people/_form.html with `only`, which takes the token from its form"
    ]


def test_a_migration_in_order_is_left_alone(tmp_path: Path) -> None:
    folder = f"{AREA}/people/migrations"
    plant(tmp_path, {f"{folder}/0001_create_persons.py": "", f"{folder}/max_migration.txt": "0001_create_persons\n"})

    assert shape.migrations(tmp_path) == []


def test_a_forgotten_max_migration_is_found(tmp_path: Path) -> None:
    folder = f"{AREA}/people/migrations"
    plant(tmp_path, {f"{folder}/0001_create_persons.py": "", f"{folder}/max_migration.txt": "0000\n"})

    assert shape.migrations(tmp_path) == [f"{folder}/max_migration.txt should say 0001_create_persons"]


def test_two_decisions_with_one_number_are_found(tmp_path: Path) -> None:
    plant(tmp_path, {"docs/decisions/0001-a.md": "# 0001 A\n", "docs/decisions/0001-b.md": "# 0001 B\n"})

    assert documents.decisions(tmp_path) == ["docs/decisions/0001-b.md: 0001-a.md has the same number"]


def test_roles_name_real_permissions_and_each_permission_has_a_role(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {
            "src/pratique/config/roles.toml": '[nurse]\npermissions = ["people.a.see", "people.gone"]\n',
            f"{AREA}/people/permissions.py": 'class P(StrEnum):\n    A = "people.a.see"\n    B = "people.b.see"\n',
        },
    )

    assert documents.permissions_and_roles(tmp_path) == [
        "roles.toml: people.gone is no permission",
        f"{AREA}/people/permissions.py: people.b.see is granted to no role",
    ]


def test_variables_and_targets_must_be_described(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {
            "src/pratique/config/env.py": 'A = _declare("PRATIQUE_A")\nB = _declare("PRATIQUE_B")\n',
            "Makefile": "run: ## x\nlint: ## y\n",
            "docs/operate.md": "PRATIQUE_A and `make run`\n",
        },
    )

    assert documents.undescribed_variables(tmp_path) == [
        "docs: the environment variable PRATIQUE_B is described nowhere"
    ]
    assert documents.undescribed_targets(tmp_path) == ["docs: make lint is described nowhere"]


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN PRIVATE KEY-----\n" + "MIGHAgEAMBMGByqGSM49AgEG",
        "postgresql://pratique:" + "hunter2hunter2@db.example/x",
        "AKIA" + "ABCDEFGHIJKLMNOP",
    ],
)
def test_a_secret_is_found(tmp_path: Path, text: str) -> None:
    plant(tmp_path, {"a.txt": f"first line\n{text}\n"})

    [found] = secrets([tmp_path / "a.txt"])

    assert found.startswith(f"{tmp_path / 'a.txt'}:2: ")


def test_an_address_without_a_password_is_no_secret(tmp_path: Path) -> None:
    plant(tmp_path, {"a.txt": "postgresql://pratique@db.example/x postgresql://..."})

    assert secrets([tmp_path / "a.txt"]) == []
