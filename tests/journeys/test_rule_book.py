"""The rule book: read an edition, try it on an invented person, sign it."""

import pytest
from playwright.sync_api import expect
from tests.journeys.browser import awake, check_accessible, picture, sign_in

from pratique.areas.requirements.models import EditionInForce
from pratique.foundation.actors.factories import make_actor
from pratique.foundation.actors.models import User

EDITION = "US-TB-2018"


@pytest.fixture
def book(page, live_site) -> str:
    """The address of the rule book, for a physician who is signed in."""
    physician = make_actor("physician")
    sign_in(page, live_site, User.objects.get(pk=physician.user_id))
    return f"{live_site}/rules/"


def test_an_edition_is_read_at_a_clause(page, book):
    page.goto(book)
    awake(page)
    check_accessible(page)
    picture(page, "rule-book", whole=True)

    page.get_by_role("link", name="United States, tuberculosis, 2018").click()
    page.goto(f"{page.url}#US-TB-09")

    expect(page.locator("#US-TB-09")).to_be_in_viewport()
    check_accessible(page)
    picture(page, "edition", whole=True)


def test_the_simulator_is_answered_by_keyboard(page, book):
    page.goto(f"{book}{EDITION}/simulator/")
    awake(page)

    page.fill("#field-answer", "34")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#answers").locator("..")).to_contain_text("34")
    expect(page.locator("#required").locator("..")).to_contain_text("Chest film")
    check_accessible(page)
    picture(page, "simulator", whole=True)


def test_a_physician_reads_ticks_and_signs(page, book):
    page.goto(f"{book}{EDITION}/sign/")
    awake(page)
    check_accessible(page)

    page.locator("[data-primary]").click()
    expect(page.locator(".notice.stop")).to_contain_text("Read and tick every provisional item before you sign.")
    for box in page.locator('input[name="acknowledged"]').all():
        box.check()
    page.locator("[data-primary]").click()

    page.wait_for_url(f"**/rules/{EDITION}/")
    assert EditionInForce.objects.get().edition == EDITION


def test_the_rule_book_is_laid_out_in_arabic(arabic, live_site):
    physician = make_actor("physician")
    sign_in(arabic, live_site, User.objects.get(pk=physician.user_id))

    arabic.goto(f"{live_site}/rules/{EDITION}/simulator/")
    awake(arabic)

    check_accessible(arabic)
    picture(arabic, "simulator-arabic", whole=True)
