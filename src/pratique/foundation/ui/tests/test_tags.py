"""The small parts of pages: words with signs, escaped, and the same everywhere."""

from datetime import date

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from pratique.foundation.ui.templatetags.ui import day, field_template, grouped


def rendered(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_a_status_is_a_word_with_a_sign() -> None:
    shown = rendered('{% status "ask" "ask her" %}')

    assert shown.startswith('<span class="status ask"><svg class="icon" aria-hidden="true">')
    assert shown.endswith('#question-mark"></use></svg>ask her</span>')


def test_what_people_wrote_is_escaped() -> None:
    assert "<script>" not in rendered('{% chip "Name" value %}', value="<script>")
    assert "<script>" not in rendered('{% status "due" value %}', value="<script>")
    assert "<script>" not in rendered('{% notice "stop" value %}', value="<script>")


def test_only_arrows_turn_with_the_direction_of_the_page() -> None:
    assert 'class="icon flips"' in rendered('{% icon "arrow-right" %}')
    assert 'class="icon"' in rendered('{% icon "check" %}')


def test_every_form_carries_a_key_of_its_own() -> None:
    first, second = rendered("{% submission_key %}"), rendered("{% submission_key %}")

    assert first.startswith('<input type="hidden" name="submission_key" value="')
    assert first != second


def test_a_column_sorts_up_then_down_and_goes_back_to_the_first_page() -> None:
    request = RequestFactory().get("/", {"sort": "age", "page": "3", "q": "x"})

    shown = rendered('{% sort_header "age" "Age" %}', request=request)

    assert 'aria-sort="ascending"' in shown
    assert 'href="?sort=-age&amp;q=x"' in shown


def test_the_pages_of_a_list_keep_the_filter() -> None:
    request = RequestFactory().get("/", {"q": "x", "page": "2"})

    shown = rendered("{% pages rows %}", rows=Paginator(range(12), 5).get_page(2), request=request)

    assert "6 to 10 of 12" in shown
    assert 'href="?q=x&amp;page=1"' in shown
    assert 'href="?q=x&amp;page=3"' in shown


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "14 Mar 1992"), ("fr", "14 mars 1992"), ("es", "14 mar 1992"), ("ar", "14 مارس 1992")],
)
def test_a_date_cannot_be_misread(language: str, expected: str) -> None:
    with override(language):
        assert day(date(1992, 3, 14)) == expected


def test_no_date_is_nothing() -> None:
    assert day(None) == ""


@pytest.mark.parametrize(("number", "expected"), [("123456789", "1234 5678 9"), ("P-7K3M-9QX4", "P-7K3M-9QX4")])
def test_long_numbers_are_grouped_for_reading_aloud(number: str, expected: str) -> None:
    assert grouped(number) == expected


def test_an_unknown_type_of_question_is_an_error_and_not_a_text_field() -> None:
    with pytest.raises(KeyError, match="no template for questions of type 'riddle'"):
        field_template("riddle")


def test_a_question_joins_its_control_to_its_help_and_its_problem() -> None:
    question = {
        "name": "weight",
        "type": "number",
        "label": "Weight",
        "help": "With light clothes.",
        "problem": "Too much.",
    }

    shown = rendered('{% include "ui/form/question.html" %}', question=question)

    assert 'aria-invalid="true"' in shown
    assert 'aria-describedby="field-weight-help field-weight-problem"' in shown


def test_limits_are_written_with_a_point_in_every_language() -> None:
    question = {"name": "weight", "type": "number", "label": "Weight", "hard_min": 0.5, "hard_max": 300, "value": 70.5}

    with override("fr"):
        shown = rendered('{% include "ui/form/question.html" %}', question=question)

    assert 'data-hard-min="0.5"' in shown
    assert 'data-hard-max="300"' in shown
    assert 'value="70.5"' in shown
