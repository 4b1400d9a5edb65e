"""The glossary that people read is the one that the translations follow."""

from tools import write_glossary


def test_the_document_is_as_make_docs_writes_it() -> None:
    assert write_glossary.TARGET.read_text(encoding="utf-8") == write_glossary.document()


def test_a_term_is_one_row_in_four_languages() -> None:
    term = {"en": "sputum", "fr": "crachat", "es": "esputo", "ar": "البلغم"}

    assert write_glossary.row(term) == "| sputum | crachat | esputo | <bdi>البلغم</bdi> |  |\n"
