"""Catalogues of the pages' sentences: finds them in code and templates, checks and compiles the translations.

python tools/catalogues.py extract | check | compile
"""

from __future__ import annotations

import io
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import normalize, read_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "pratique"
LOCALE = SOURCE / "foundation" / "translation" / "locale"
NOT_SOURCE = {"tests", "migrations", "static", "locale", "node_modules", "__pycache__"}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
CONTEXTS = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
# Plural rules as Unicode's CLDR has them for whole numbers; French and Spanish millions take the general form.
PLURALS = {
    "fr": (2, "(n > 1)"),
    "es": (2, "(n != 1)"),
    "ar": (6, "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5"),
}
# Forms that stand for one number alone may say it in words: "two days" has a word of its own in Arabic.
SPOKEN_FORMS: dict[str, set[int]] = {"fr": set(), "es": {0}, "ar": {0, 1, 2}}
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd%]|\{[a-z_]*\}")
TAG = re.compile(r"<[^<>]+>|&[a-z]+;")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
ENDINGS = {".": ".", "?": "?؟", "!": "!", ":": ":", "…": "…"}

Key = tuple[str, str, str]  # context, English, English plural


# Finding sentences


def sources() -> Iterator[Path]:
    """Python files and templates of the program, in a stable order."""
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        if not NOT_SOURCE & set(path.relative_to(SOURCE).parts):
            yield path


def as_python(path: Path) -> bytes:
    """The file as Python that names its sentences; Django turns a template into such text."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        import django
        from django.conf import settings
        from django.utils.translation.template import templatize

        if not settings.configured:
            settings.configure()
            django.setup()
        text = re.sub(r"^[^\S\n]+", "", templatize(text), flags=re.MULTILINE)
    return text.encode()


def sentences(path: Path) -> Iterator[Key]:
    """Every sentence of one file that is marked for translation."""
    for _line, function, said, _comments in extract_python(io.BytesIO(as_python(path)), KEYWORDS, [], {}):
        words = [word for word in ([said] if isinstance(said, str) else said) if isinstance(word, str)]
        context = words.pop(0) if function in CONTEXTS and words else ""
        if words and words[0]:
            plural = words[1] if "n" in str(function).split("gettext")[0] and len(words) > 1 else ""
            yield context, words[0], plural


def all_sentences() -> set[Key]:
    """Every sentence of the program; one that has a plural somewhere has it everywhere."""
    found = {key for path in sources() for key in sentences(path)}
    with_plural = {key[:2] for key in found if key[2]}
    return {key for key in found if key[2] or key[:2] not in with_plural}


# Reading and writing catalogues


def place(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def load(language: str) -> Catalog:
    path = place(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def key_of(message: Message) -> Key:
    first, plural = message.id if message.pluralizable else (message.id, "")
    return message.context or "", first, plural


def entries(catalog: Catalog) -> dict[Key, Message]:
    return {key_of(message): message for message in catalog if message.id}


def forms_of(message: Message | None, key: Key, language: str) -> tuple[str, ...]:
    """The translation as a tuple: one text, or one for each plural form."""
    if message is None:
        return ("",) * (PLURALS[language][0] if key[2] else 1)
    return tuple(message.string) if isinstance(message.string, tuple | list) else (message.string,)


def render(language: str, wanted: set[Key], known: dict[Key, Message]) -> str:
    """The catalogue as text: sorted, without dates and places, so that it changes only when a sentence does."""
    count, rule = PLURALS[language]
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals={count}; plural={rule};\\n"\n'
    )
    return header + "".join(_block(language, key, known.get(key)) for key in sorted(wanted, key=_alphabetical))


def _alphabetical(key: Key) -> tuple[str, str, str, str]:
    return key[1].casefold(), key[1], key[0], key[2]


def _block(language: str, key: Key, message: Message | None) -> str:
    context, singular, plural = key
    flags = ["fuzzy"] * bool(message and message.fuzzy)
    flags += ["python-format"] * ("%(" in singular + plural)
    lines = [f"#, {', '.join(flags)}"] if flags else []
    lines += [f"msgctxt {normalize(context, width=0)}"] if context else []
    lines.append(f"msgid {normalize(singular, width=0)}")
    forms = forms_of(message, key, language)
    if plural:
        lines.append(f"msgid_plural {normalize(plural, width=0)}")
        lines += [f"msgstr[{number}] {normalize(form, width=0)}" for number, form in enumerate(forms)]
    else:
        lines.append(f"msgstr {normalize(forms[0], width=0)}")
    return "\n" + "\n".join(lines) + "\n"


# Faults


def faults(language: str, wanted: set[Key]) -> list[str]:
    """What is wrong with one catalogue, a sentence each."""
    catalog = load(language)
    known = entries(catalog)
    found = [f"not extracted yet: {key[1]!r}" for key in sorted(wanted - set(known))]
    found += [f"said nowhere any more: {key[1]!r}" for key in sorted(set(known) - wanted)]
    if (catalog.num_plurals, catalog.plural_expr) != PLURALS[language]:
        found.append("the header has another rule for plurals; `extract` writes the right one")
    for key in sorted(wanted & set(known)):
        found += [f"{problem}: {key[1]!r}" for problem in problems(language, key, known[key])]
    if not found and place(language).read_text(encoding="utf-8") != render(language, wanted, known):
        found.append("not as `extract` writes it")
    return [f"{place(language).relative_to(ROOT)}: {each}" for each in found]


def problems(language: str, key: Key, message: Message) -> Iterator[str]:
    """What is wrong with one entry."""
    if message.fuzzy:
        yield "marked fuzzy"
    forms = forms_of(message, key, language)
    if key[2] and len(forms) != PLURALS[language][0]:
        yield f"has {len(forms)} plural forms"
    for number, form in enumerate(forms):
        if not form or not form.strip():
            yield "not translated"
            continue
        may_speak = bool(key[2]) and number in SPOKEN_FORMS[language]
        yield from wrong_words(language, key[2] or key[1], form, may_speak)


def wrong_words(language: str, english: str, form: str, may_speak: bool) -> Iterator[str]:
    """One text against the English: placeholders, mark-up, edges, foreign letters."""
    lost, added = missing_and_added(PLACEHOLDER, english, form)
    if added or len(lost) > may_speak:
        yield f"placeholders differ ({', '.join(lost + added)})"
    lost, added = missing_and_added(TAG, english, form)
    if lost or added:
        yield f"mark-up differs ({', '.join(lost + added)})"
    if '"' in form and '"' not in english:
        yield "straight quotation marks, which break attributes"
    if (english[:1].isspace(), english[-1:].isspace()) != (form[:1].isspace(), form[-1:].isspace()):
        yield "space at the edge differs"
    if (english[-1] in ENDINGS or form[-1] in "".join(ENDINGS.values())) and form[-1] not in ENDINGS.get(
        english[-1], ""
    ):
        yield "ends otherwise"
    if language == "ar":
        yield from foreign_letters(english, form)


def missing_and_added(pattern: re.Pattern[str], english: str, form: str) -> tuple[list[str], list[str]]:
    wanted, given = Counter(pattern.findall(english)), Counter(pattern.findall(form))
    return sorted((wanted - given).elements()), sorted((given - wanted).elements())


def foreign_letters(english: str, form: str) -> Iterator[str]:
    """Latin words and digits stand in Arabic only where the English has them, too."""
    plain = TAG.sub(" ", PLACEHOLDER.sub(" ", form))
    strangers = [word for word in [*LATIN_WORD.findall(plain), *re.findall(r"[0-9]+", plain)] if word not in english]
    if strangers:
        yield f"Latin words or digits ({', '.join(strangers)})"


# Commands


def extract() -> int:
    """Brings the catalogues up to date; what is new stays empty until somebody translates it."""
    wanted = all_sentences()
    for language in PLURALS:
        known = entries(load(language))
        place(language).parent.mkdir(parents=True, exist_ok=True)
        place(language).write_text(render(language, wanted, known), encoding="utf-8")
        empty = sum(not all(forms_of(known.get(key), key, language)) for key in wanted)
        print(f"{language}: {len(wanted)} entries, {empty} to translate")
    return 0


def check() -> int:
    """Every sentence is extracted, translated and whole; says what is not."""
    wanted = all_sentences()
    found = [fault for language in PLURALS for fault in faults(language, wanted)]
    for fault in found:
        print(fault, file=sys.stderr)
    print(f"{len(wanted)} sentences in {len(PLURALS)} languages, {len(found)} faults")
    return 1 if found else 0


def compile_all() -> int:
    """Into the form that is read at run time."""
    for language in PLURALS:
        with place(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, load(language))
    return 0


COMMANDS = {"extract": extract, "check": check, "compile": compile_all}


def main(words: list[str]) -> int:
    if len(words) != 1 or words[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    return COMMANDS[words[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
