"""A history at the station: skip logic, one key for normal, and nothing typed is lost."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.browser import awake, check_accessible, picture, sign_in

from pratique.areas.encounters.factories import make_encounter
from pratique.areas.encounters.models import Draft, Encounter, Entry
from pratique.foundation.actors.factories import make_actor
from pratique.foundation.actors.models import User

# High enough that the foot of the page, which stays in sight, covers no question.
WHOLE = {"width": 1366, "height": 3000}


@pytest.fixture
def encounter(page: Page, live_site: str) -> Encounter:
    """A contact for the United States, in the browser of a nurse who is signed in."""
    nurse = make_actor("nurse")
    sign_in(page, live_site, User.objects.get(pk=nurse.user_id))
    return make_encounter(nurse, kind="care")


@pytest.fixture
def station(encounter, live_site) -> str:
    return f"{live_site}/encounters/{encounter.number}/forms/tb_history/"


def answer(page: Page, name: str, value: str) -> None:
    page.check(f'input[name="{name}"][value="{value}"]')


def saved(page: Page) -> None:
    expect(page.locator("[data-draft-state]")).to_have_attribute("data-state", "saved")


def test_a_draft_survives_a_browser_that_dies(page, browser, station):
    page.goto(station)
    awake(page)
    answer(page, "fever", "yes")
    page.fill('input[name="symptoms_since"]', "since the rains")
    saved(page)
    cookies = page.context.cookies()
    page.close()

    again = browser.new_context()
    again.add_cookies(cookies)
    reopened = again.new_page()
    reopened.goto(station)
    awake(reopened)

    expect(reopened.locator('input[name="fever"][value="yes"]')).to_be_checked()
    expect(reopened.locator('input[name="symptoms_since"]')).to_have_value("since the rains")
    assert Draft.objects.get().answers["symptoms_since"] == "since the rains"
    again.close()


def test_questions_come_and_go_with_the_answers(page, station):
    page.goto(station)
    awake(page)
    expect(page.locator('[data-field="symptoms_since"]')).to_be_hidden()

    answer(page, "night_sweats", "yes")

    expect(page.locator('[data-field="symptoms_since"]')).to_be_visible()
    answer(page, "night_sweats", "no")
    expect(page.locator('[data-field="symptoms_since"]')).to_be_hidden()


def test_one_key_answers_the_symptoms_as_normal_and_a_double_click_makes_one_entry(page, station):
    page.goto(station)
    awake(page)
    answer(page, "in_room", "alone")
    page.locator('[data-section="symptoms"] [data-all-normal]').click()
    answer(page, "tb_history", "no")
    answer(page, "tb_contact", "no")
    answer(page, "hiv_known", "no")
    answer(page, "prior_tb_class", "none")
    page.set_viewport_size(WHOLE)
    check_accessible(page)
    picture(page, "station-form")

    page.locator("[data-primary]").dblclick()
    page.wait_for_url("**/encounters/entries/*/")

    entry = Entry.objects.get()
    assert entry.answers["cough_two_weeks"] is False
    assert "cough_two_weeks" in entry.marked_normal
    assert "tb_history" not in entry.marked_normal
    assert entry.in_room == ["alone"]
    check_accessible(page)


def test_two_windows_show_both_texts_and_lose_neither(page, station, encounter):
    page.goto(station)
    awake(page)
    other = page.context.new_page()
    other.goto(station)
    awake(other)
    answer(other, "fever", "yes")
    saved(other)

    answer(page, "fever", "no")
    page.get_by_role("button", name="Show both").click()
    page.wait_for_selector("table.difference")

    shown = page.locator("table.difference tbody tr")
    expect(shown).to_contain_text(["Have you had fever"])
    expect(page.locator('input[name="fever"][value="no"]')).to_be_checked()
    assert Draft.objects.get().answers["fever"] == "yes"
    assert Entry.objects.count() == 0
