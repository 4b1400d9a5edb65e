"""The gallery shows every component; what holds there holds on every page made of them."""

import pytest
from playwright.sync_api import Page
from tests.journeys.browser import awake, check_accessible, picture, weigh

FIRST_LOAD = 200_000
AFTERWARDS = 30_000
TARGETS = ".button, .choice, .segments label, .top summary, .fields input[type=text]"


def test_every_component_can_be_used_by_everybody(page: Page, live_site: str) -> None:
    page.goto(f"{live_site}/ui/")
    awake(page)

    check_accessible(page)
    picture(page, "gallery", whole=True)


def test_the_reading_room_keeps_its_contrast(page: Page, live_site: str) -> None:
    page.goto(f"{live_site}/ui/?theme=dark")
    awake(page)

    check_accessible(page)
    picture(page, "gallery-dark", whole=True)


def test_arabic_is_laid_out_from_right_to_left(arabic: Page, live_site: str) -> None:
    arabic.goto(f"{live_site}/ui/")
    awake(arabic)

    stones = [box["x"] for stone in arabic.locator("#road .dot").all() if (box := stone.bounding_box())]
    assert arabic.locator("html").get_attribute("dir") == "rtl"
    assert stones == sorted(stones, reverse=True)
    assert len(stones) == 8
    check_accessible(arabic)
    picture(arabic, "gallery-arabic", whole=True)


def test_a_phone_shows_everything_in_one_column(phone_page: Page, live_site: str) -> None:
    phone_page.goto(f"{live_site}/ui/")
    awake(phone_page)

    assert phone_page.evaluate("document.documentElement.scrollWidth") == 390
    check_accessible(phone_page)
    picture(phone_page, "gallery-phone", whole=True)


@pytest.mark.parametrize("address", ["/ui/", "/ui/form/", "/ui/form/?second=yes"])
def test_a_page_weighs_little(page: Page, live_site: str, address: str) -> None:
    weight = weigh(page, f"{live_site}{address}")

    assert weight.first <= FIRST_LOAD
    assert weight.afterwards <= AFTERWARDS


def test_menus_and_dialogs_can_be_used_by_everybody(page: Page, live_site: str) -> None:
    page.goto(f"{live_site}/ui/")
    awake(page)
    page.click(".top .menu:last-child summary")
    check_accessible(page)
    picture(page, "menu")
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Keys").click()

    check_accessible(page)
    picture(page, "keys")


@pytest.mark.parametrize("address", ["/ui/form/", "/ui/form/?second=yes", "/ui/signed-in/", "/nowhere/"])
def test_a_page_made_of_components_can_be_used_by_everybody(page: Page, live_site: str, address: str) -> None:
    page.goto(f"{live_site}{address}")
    awake(page)

    check_accessible(page)
    picture(page, f"page{address.replace('/', '-').replace('?', '-')}")


def test_paper_shows_the_person_and_no_frame(page: Page, live_site: str) -> None:
    page.goto(f"{live_site}/ui/")
    awake(page)

    page.emulate_media(media="print")

    assert page.locator("#person h1").is_visible()
    assert [page.locator(part).first.is_visible() for part in (".rail", ".top", ".foot")] == [False, False, False]
    picture(page, "gallery-print", whole=True)


def test_touch_targets_are_large_enough(phone_page: Page, live_site: str) -> None:
    phone_page.goto(f"{live_site}/ui/form/")
    awake(phone_page)

    small = phone_page.evaluate(
        """selector => [...document.querySelectorAll(selector)]
            .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
            .map(one => one.outerHTML.slice(0, 90))""",
        TARGETS,
    )

    assert small == []
