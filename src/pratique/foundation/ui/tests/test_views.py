"""Pages that say no: what happened, what was kept, what to do next; and nothing about why they exist."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from pratique.foundation.ui import views

REFUSALS = [
    (views.bad_request, 400, "This request could not be understood"),
    (views.forbidden, 403, "Your role does not open this page"),
    (views.not_found, 404, "There is no such page"),
    (views.stale_page, 403, "This page is too old to be sent"),
    (views.server_error, 500, "Something went wrong on our side"),
]


@pytest.mark.parametrize(("view", "status", "heading"), REFUSALS)
def test_a_refusal_is_said_in_whole_sentences(
    view: Callable[[HttpRequest], HttpResponse], status: int, heading: str
) -> None:
    answer = view(RequestFactory().get("/somewhere/"))

    page = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{heading}</h1>" in page
    assert f"<title>{heading} · Pratique</title>" in page
    assert "/somewhere/" not in page


def test_the_gallery_shows_the_theme_that_was_asked_for() -> None:
    light = views.gallery(RequestFactory().get("/ui/")).content.decode()
    dark = views.gallery(RequestFactory().get("/ui/", {"theme": "dark"})).content.decode()

    assert 'data-theme="light"' in light
    assert 'data-theme="dark"' in dark


def test_no_page_of_the_kit_holds_inline_script_or_style() -> None:
    page = views.gallery(RequestFactory().get("/ui/")).content.decode()

    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert page.count("<script") == page.count('<script type="module" src=')
