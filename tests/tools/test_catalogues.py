"""Sentences are found wherever they stand, catalogues come out the same each time, and no fault slips through."""

from pathlib import Path

import pytest
from babel.messages.catalog import Message

from tools import catalogues

DAYS = ("", "%(days)d day", "%(days)d days")
LANGUAGES = ["fr", "es", "ar"]


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of no files, with no catalogues."""
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "SOURCE", tmp_path / "src")
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path / "locale")
    (tmp_path / "src").mkdir()
    return tmp_path


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / "src" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def translate(folder: Path, language: str, sentence: str, translation: str) -> None:
    path = folder / "locale" / language / "LC_MESSAGES" / "django.po"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f'msgid "{sentence}"\nmsgstr ""', f'msgid "{sentence}"\nmsgstr "{translation}"'))


def problems(language: str, english: str, translation: str) -> list[str]:
    return list(catalogues.problems(language, ("", english, ""), Message(english, translation)))


def test_sentences_of_code_are_found_with_context_and_plural(folders: Path) -> None:
    path = write(
        folders,
        "forms.py",
        'label = _("Save")\nother = gettext_lazy("Two " "parts.")\n'
        'date = pgettext("date format", "j M Y")\nplain = "Not said"\n'
        'days = ngettext("%(days)d day", "%(days)d days", 3)\n',
    )

    found = list(catalogues.sentences(path))

    assert found == [("", "Save", ""), ("", "Two parts.", ""), ("date format", "j M Y", ""), DAYS]


def test_sentences_of_templates_are_found_in_tags_blocks_and_arguments(folders: Path) -> None:
    path = write(
        folders,
        "page.html",
        '{% load i18n %}\n  <p title="{% translate "Title" %}">{% translate "Saved." as saved %}\n'
        '{% include "x.html" with words=_("Given") only %}\n'
        "{% blocktranslate trimmed with n=name %}\n    Hello\n    {{ n }}\n{% endblocktranslate %}\n"
        "{% blocktranslate count days=d %}{{ days }} day{% plural %}{{ days }} days{% endblocktranslate %}"
        '{% translate "May" context "month" %}\n        Plain words {# {% translate "Never" %} #}\n',
    )

    found = set(catalogues.sentences(path))

    assert found == {
        ("", "Title", ""),
        ("", "Saved.", ""),
        ("", "Given", ""),
        ("", "Hello %(n)s", ""),
        ("", "%(days)s day", "%(days)s days"),
        ("month", "May", ""),
    }


def test_tests_and_migrations_say_nothing(folders: Path) -> None:
    write(folders, "tests/test_forms.py", '_("Test")')
    write(folders, "migrations/0001_begin.py", '_("Migration")')
    write(folders, "views.py", '_("Page")')

    assert catalogues.all_sentences() == {("", "Page", "")}


def test_a_sentence_with_a_plural_somewhere_is_one_entry(folders: Path) -> None:
    write(folders, "views.py", '_("One day")\nngettext("One day", "%(n)s days", 2)')

    assert catalogues.all_sentences() == {("", "One day", "%(n)s days")}


def test_extracting_keeps_what_is_translated_and_drops_what_is_said_no_more(folders: Path) -> None:
    path = write(folders, "views.py", '_("Save")\n_("Gone")')
    catalogues.extract()
    translate(folders, "fr", "Save", "Enregistrer")
    path.write_text('_("Save")\n_("New")')

    catalogues.extract()

    known = catalogues.entries(catalogues.load("fr"))
    assert {key[1]: message.string for key, message in known.items()} == {"Save": "Enregistrer", "New": ""}


def test_extracting_twice_changes_nothing(folders: Path) -> None:
    write(folders, "views.py", '_("Save")\n_("a\\nb \\"c\\"")\nngettext("%(days)d day", "%(days)d days", 3)')
    catalogues.extract()
    before = [catalogues.place(language).read_bytes() for language in LANGUAGES]

    catalogues.extract()

    assert [catalogues.place(language).read_bytes() for language in LANGUAGES] == before
    assert b"POT-Creation-Date" not in before[0]


def test_checking_names_what_is_new_what_is_gone_and_what_is_empty(
    folders: Path, capsys: pytest.CaptureFixture
) -> None:
    path = write(folders, "views.py", '_("Save")\n_("Gone")')
    catalogues.extract()
    for language in LANGUAGES:
        translate(folders, language, "Gone", "وداعا" if language == "ar" else "Adieu")
    path.write_text('_("Save")\n_("New")')

    assert catalogues.check() == 1
    assert capsys.readouterr().err.splitlines() == [
        f"locale/{language}/LC_MESSAGES/django.po: {fault}"
        for language in LANGUAGES
        for fault in ["not extracted yet: 'New'", "said nowhere any more: 'Gone'", "not translated: 'Save'"]
    ]


def test_whole_catalogues_pass(folders: Path, capsys: pytest.CaptureFixture) -> None:
    write(folders, "views.py", '_("Save")')
    catalogues.extract()
    translate(folders, "fr", "Save", "Enregistrer")
    translate(folders, "es", "Save", "Guardar")
    translate(folders, "ar", "Save", "حفظ")
    capsys.readouterr()

    assert catalogues.check() == 0
    assert capsys.readouterr().out == "1 sentences in 3 languages, 0 faults\n"


def test_a_catalogue_that_extract_would_write_otherwise_fails(folders: Path) -> None:
    write(folders, "views.py", '_("Save")')
    catalogues.extract()
    translate(folders, "fr", "Save", "Enregistrer")
    path = catalogues.place("fr")
    path.write_text("# A remark\n" + path.read_text(encoding="utf-8"), encoding="utf-8")

    assert catalogues.faults("fr", {("", "Save", "")}) == [
        "locale/fr/LC_MESSAGES/django.po: not as `extract` writes it"
    ]


def test_a_wrong_rule_for_plurals_fails(folders: Path) -> None:
    write(folders, "views.py", '_("Save")')
    catalogues.extract()
    translate(folders, "ar", "Save", "حفظ")
    path = catalogues.place("ar")
    path.write_text(path.read_text(encoding="utf-8").replace("nplurals=6", "nplurals=2"), encoding="utf-8")

    assert catalogues.faults("ar", {("", "Save", "")}) == [
        "locale/ar/LC_MESSAGES/django.po: the header has another rule for plurals; `extract` writes the right one"
    ]


def test_a_fuzzy_entry_fails() -> None:
    message = Message("Save", "Enregistrer", flags=["fuzzy"])

    assert list(catalogues.problems("fr", ("", "Save", ""), message)) == ["marked fuzzy"]


@pytest.mark.parametrize(
    ("language", "english", "translation", "found"),
    [
        ("fr", "Save", "", ["not translated"]),
        ("fr", "Save", "  ", ["not translated"]),
        ("fr", "By %(name)s", "Par", ["placeholders differ (%(name)s)"]),
        ("fr", "By %(name)s", "Par %(nom)s", ["placeholders differ (%(name)s, %(nom)s)"]),
        ("fr", "At {time}.", "À {heure}.", ["placeholders differ ({time}, {heure})"]),
        ("es", "Half: 50%%", "La mitad: 50", ["placeholders differ (%%)"]),
        ("es", "A <b>word</b>", "Una palabra", ["mark-up differs (</b>, <b>)"]),
        ("es", "A <b>word</b>", "Una <b>palabra<b>", ["mark-up differs (</b>, <b>)"]),
        ("fr", "A “word”", 'Un "mot"', ["straight quotation marks, which break attributes"]),
        ("fr", "Until ", "Jusqu’au", ["space at the edge differs"]),
        ("fr", "Saved.", "Enregistré", ["ends otherwise"]),
        ("fr", "Saved", "Enregistré.", ["ends otherwise"]),
        ("ar", "Why?", "لماذا?", []),
        ("ar", "Why?", "لماذا؟", []),
        ("ar", "Save", "حفظ Save", []),
        ("ar", "Save", "حفظ now", ["Latin words or digits (now)"]),
        ("ar", "Three days", "3 أيام", ["Latin words or digits (3)"]),
        ("ar", "A PDF of 20 MB", "ملف PDF حجمه 20 ميغابايت", []),
        ("ar", "By %(name)s", "بواسطة %(name)s", []),
    ],
)
def test_a_fault_of_one_text_is_named(language: str, english: str, translation: str, found: list[str]) -> None:
    assert problems(language, english, translation) == found


@pytest.mark.parametrize(
    ("language", "forms", "found"),
    [
        ("fr", ("%(days)d jour", "%(days)d jours"), []),
        ("fr", ("un jour", "%(days)d jours"), ["placeholders differ (%(days)d)"]),
        ("es", ("un día", "%(days)d días"), []),
        ("es", ("un día", "días"), ["placeholders differ (%(days)d)"]),
        ("ar", ("%(days)d يوم", "%(days)d يوم"), ["has 2 plural forms"]),
        ("ar", ("أقل من يوم", "يوم", "يومان", "%(days)d أيام", "%(days)d يومًا", "%(days)d يوم"), []),
        (
            "ar",
            ("أقل من يوم", "يوم", "يومان", "أيام", "%(days)d يومًا", ""),
            ["placeholders differ (%(days)d)", "not translated"],
        ),
    ],
)
def test_plural_forms_are_all_there_and_say_the_number(language: str, forms: tuple[str, ...], found: list[str]) -> None:
    assert list(catalogues.problems(language, DAYS, Message(DAYS[1:], forms))) == found


def test_compiled_catalogues_stand_beside_their_sources(folders: Path) -> None:
    write(folders, "views.py", '_("Save")')
    catalogues.extract()

    catalogues.main(["compile"])

    assert sorted(path.parent.parent.name for path in (folders / "locale").rglob("django.mo")) == ["ar", "es", "fr"]


def test_an_unknown_command_says_which_there_are(capsys: pytest.CaptureFixture) -> None:
    assert catalogues.main(["translate"]) == 2
    assert "extract | check | compile" in capsys.readouterr().err
