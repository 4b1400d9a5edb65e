import pytest

from pratique.foundation.documents.fonts import can_print


@pytest.mark.parametrize(
    "text", ["", "Nkem ABARA", "Nguyễn Đức", "Ḥasan ʿAlī Ṣāliḥ", "Иван", "Ωmega", "مريم عبد الرحمن", "فارسی گچ"]
)
def test_names_of_shipped_scripts_can_be_printed(text: str) -> None:
    assert can_print(text)


@pytest.mark.parametrize(
    "text",
    ["日本", "አማርኛ", "ဗမာ", "বাংলা", "👨", "a\u202eb", "a\x00b", "a\nb", "\ud800"],
    ids=["Han", "Ethiopic", "Burmese", "Bengali", "picture", "turned", "NUL", "line break", "half a letter"],
)
def test_letters_that_cannot_be_shown_cannot_be_printed(text: str) -> None:
    assert not can_print(text)
