"""The answers that are offered, in the reader's language."""

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pratique.areas.people.models import Consent, Document, Identifier, InterpreterNeed, Person, SafeContact
from pratique.areas.people.queries.header import language_word, relation_word, sex_word
from pratique.areas.places.public import countries, country_name

# Languages that people on the move speak, by ISO 639 code; others are written as a dialect.
LANGUAGES = (
    "aa", "am", "ar", "az", "bn", "ckb", "da", "de", "dz", "en", "es", "fa", "fr", "ff", "gu", "ha", "hi", "ht", "hy",
    "id", "ig", "ka", "kk", "km", "kmr", "ky", "lg", "ln", "lo", "mai", "mn", "ms", "my", "ne", "ny", "om", "pa",
    "prs", "ps", "pt", "qu", "rhg", "rn", "ro", "ru", "rw", "si", "sn", "so", "sq", "sr", "st", "sw", "ta", "tg",
    "th", "ti", "tk", "tl", "tr", "ug", "uk", "ur", "uz", "vi", "wo", "yo", "zh", "zu",
)  # fmt: skip
# Statuses instead of a nationality come first: nobody should scroll for them.
STATUSES = ("XXA", "XXB", "XXC", "XXX")
# What passports say of nationality beside the countries of ISO 3166-1; UTO stands in specimens.
OTHER_NATIONALITIES = ("RKS", "UNK", "GBD", "GBN", "GBO", "GBP", "GBS", "UTO")
_OWN_NAMES = {"kmr": _("Kurmanji Kurdish"), "prs": _("Dari"), "rhg": _("Rohingya")}


def _reader() -> str:
    return (get_language() or "en").partition("-")[0]


def sexes() -> Iterable[tuple[str, str]]:
    return [(code, sex_word(code)) for code in ("F", "M", "X")]


def relations() -> Iterable[tuple[str, str]]:
    return [(code, relation_word(code)) for code in Person.Relation.values]


def languages() -> Iterable[tuple[str, str]]:
    named = [(code, str(_OWN_NAMES.get(code) or language_word(code))) for code in LANGUAGES]
    return sorted(named, key=lambda row: row[1].casefold())


def nationalities() -> Iterable[tuple[str, str]]:
    first, last = (
        [(code, country_name(code, _reader())) for code in codes] for codes in (STATUSES, OTHER_NATIONALITIES)
    )
    return [*first, *countries(_reader()), *last]


def issuers() -> Iterable[tuple[str, str]]:
    """Countries, the United Nations, and what else a document in the file may name."""
    others = [(code, country_name(code, _reader())) for code in ("UNO", "UNA", "RKS", "XXA", "XXB", "XXC", "UTO")]
    return list(countries(_reader())) + others


def residences() -> Iterable[tuple[str, str]]:
    return countries(_reader())


def document_kinds() -> Iterable[tuple[str, object]]:
    return [
        (Document.Kind.PASSPORT, _("Passport")),
        (Document.Kind.IDENTITY_CARD, _("Identity card")),
        (Document.Kind.VISA, _("Visa")),
        (Document.Kind.TRAVEL_DOCUMENT, _("Other travel document")),
        (Document.Kind.OTHER, _("Other paper")),
    ]


def schemes() -> Iterable[tuple[str, object]]:
    return [
        (Identifier.Scheme.UNHCR, _("UNHCR")),
        (Identifier.Scheme.AUTHORITY, _("An authority")),
        (Identifier.Scheme.PROGRAMME, _("A programme")),
        (Identifier.Scheme.NATIONAL, _("National number")),
        (Identifier.Scheme.CASE, _("Case number")),
        (Identifier.Scheme.OTHER, _("Somebody else")),
    ]


def contact_kinds() -> Iterable[tuple[str, object]]:
    return [
        (SafeContact.Kind.NONE, _("Do not contact")),
        (SafeContact.Kind.PHONE, _("Call this number")),
        (SafeContact.Kind.NEUTRAL_TEXT, _("Only a neutral text message to this number")),
        (SafeContact.Kind.THROUGH, _("Only through a trusted person")),
    ]


def interpreter_sexes() -> Iterable[tuple[str, object]]:
    return [("F", _("A woman")), ("M", _("A man"))]


def never_interpreters() -> Iterable[tuple[str, object]]:
    return [
        (InterpreterNeed.Never.RELATIVE, _("A relative")),
        (InterpreterNeed.Never.EMPLOYER, _("An employer or recruiter")),
        (InterpreterNeed.Never.AGENT, _("An agent")),
        (InterpreterNeed.Never.GUARD, _("A guard")),
        (InterpreterNeed.Never.OFFICER, _("An officer")),
    ]


def in_room() -> Iterable[tuple[str, object]]:
    return [
        ("alone", _("Nobody else: alone with me")),
        ("interpreter", _("An interpreter")),
        ("guardian", _("A guardian or representative")),
        ("support_person", _("Somebody the person chose")),
        ("other_staff", _("A colleague of ours")),
        ("not_chosen", _("Somebody the person did not choose: officer, employer, agent, relative")),
    ]


def deciders() -> Iterable[tuple[str, object]]:
    return [
        (Consent.Authority.SELF, _("The person")),
        (Consent.Authority.SELF_BY_OWN_WORD, _("The person: an adult by their own word")),
        (Consent.Authority.GUARDIAN, _("Parent or guardian")),
        (Consent.Authority.REPRESENTATIVE, _("Appointed representative")),
        (Consent.Authority.BEST_INTERESTS, _("Two of us, in the child's best interests")),
    ]


def assents() -> Iterable[tuple[str, object]]:
    return [(Consent.Assent.GIVEN, _("The person says yes")), (Consent.Assent.REFUSED, _("The person says no"))]


def consent_languages() -> Iterable[tuple[str, str]]:
    return [(code, language_word(code)) for code in ("en", "fr", "es", "ar")]
