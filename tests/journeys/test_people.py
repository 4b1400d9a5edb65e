"""A clerk's desk: people registered by keyboard, from passports or from what they tell; every page for everybody."""

import pytest
from playwright.sync_api import expect
from tests.journeys.browser import awake, check_accessible, picture, sign_in, weigh

from pratique.areas.people.factories import make_consent, make_family
from pratique.areas.people.models import Consent, Document, Person, Photo
from pratique.foundation.actors.factories import make_actor
from pratique.foundation.actors.models import User
from pratique.rules.mrz import MrzKind, MrzSource, write_mrz

PAGES = (
    "identity",
    "family",
    "papers",
    "papers/document",
    "papers/identifier",
    "photo",
    "consent",
    "consent/photo",
    "contact",
    "interpreter",
    "protection",
)


@pytest.fixture
def clerk(page, live_site):
    """A clerk whose browser is signed in."""
    actor = make_actor("reception")
    sign_in(page, live_site, User.objects.get(pk=actor.user_id))
    return actor


@pytest.mark.parametrize("part", PAGES)
def test_a_page_of_a_file_is_for_everybody(page, live_site, clerk, part):
    mother = make_family(clerk)[0]
    make_consent(clerk, mother, "photo")

    page.goto(f"{live_site}/people/{mother.number}/{part}/")
    awake(page)

    check_accessible(page)
    picture(page, f"people-{part.replace('/', '-')}", whole=True)


def test_pages_of_a_file_are_light(page, live_site, clerk):
    mother = make_family(clerk)[0]

    weight = weigh(page, f"{live_site}/people/{mother.number}/identity/")

    assert weight.first < 200_000
    assert weight.afterwards < 30_000


def test_a_family_is_registered_by_keyboard_alone(page, live_site, clerk):
    page.goto(f"{live_site}/people/register/")
    awake(page)
    check_accessible(page)
    page.focus("#field-family_name")
    page.keyboard.type("Okello")
    page.keyboard.press("Enter")
    page.keyboard.type("Amina Grace")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("14")
    page.keyboard.press("Tab")
    page.keyboard.type("Mar")
    page.keyboard.press("Tab")
    page.keyboard.type("1992")
    page.select_option("#field-language", "sw")
    page.fill("#field-address", "Plot 4, Kisumu")
    page.keyboard.press("Control+Shift+Enter")
    page.wait_for_url("**/people/register/?after=P-*")
    awake(page)

    expect(page.locator("#field-family_name")).to_have_value("Okello")
    expect(page.locator("#field-address")).to_have_value("Plot 4, Kisumu")
    expect(page.locator("#field-language")).to_have_value("sw")
    expect(page.locator("#field-given_names")).to_be_focused()
    picture(page, "people-next-member", whole=True)
    page.keyboard.type("Ruth")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/people/P-*/")

    assert [one.given_names for one in Person.objects.order_by("pk")] == ["Amina Grace", "Ruth"]
    assert len({one.family_id for one in Person.objects.all()}) == 1


def test_a_passport_reader_types_and_the_clerk_confirms(page, live_site, clerk):
    source = MrzSource(
        kind=MrzKind.TD3, document_code="P", issuing_state="UTO", document_number="L898902C3", surname="ERIKSSON",
        given_names="ANNA MARIA", nationality="UTO", birth_date="740812", sex="F", expiry_date="320415",
    )  # fmt: skip
    lines = list(write_mrz(source))
    page.goto(f"{live_site}/people/register/mrz/")
    awake(page)
    check_accessible(page)

    page.fill("textarea[name=mrz]", "\n".join([lines[0], lines[1].replace("L898902C3", "L898902C4")]))
    expect(page.locator("[data-mrz-answer]")).to_contain_text("check digit")
    picture(page, "people-mrz-problem")
    page.fill("textarea[name=mrz]", "\n".join(lines))
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#field-compared")
    awake(page)
    expect(page.locator("#field-family_name")).to_have_value("Eriksson")
    check_accessible(page)
    picture(page, "people-mrz-confirm", whole=True)
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/people/P-*/")

    assert list(Document.objects.values_list("number", "is_verified")) == [("L898902C3", True)]


def test_she_signs_on_the_screen(page, live_site, clerk):
    mother = make_family(clerk)[0]
    page.goto(f"{live_site}/people/{mother.number}/consent/assessment_uk/?language=ar")
    awake(page)
    check_accessible(page)
    page.get_by_label("Nobody else: alone with me").check()
    pad = page.locator("[data-signature-pad]")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 240, box["y"] + 90, steps=8)
    page.mouse.up()
    picture(page, "people-consent-signed", whole=True)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/consent/")

    assert list(Consent.objects.values_list("decision", "how", "language")) == [("given", "drawn", "ar")]


def test_no_is_one_key(page, live_site, clerk):
    mother = make_family(clerk)[0]
    page.goto(f"{live_site}/people/{mother.number}/consent/assessment_uk/")
    awake(page)

    page.keyboard.press("r")
    page.wait_for_url("**/consent/")

    assert list(Consent.objects.values_list("decision", flat=True)) == ["refused"]


def test_the_camera_takes_her_photograph(page, live_site, clerk):
    mother = make_family(clerk)[0]
    page.goto(f"{live_site}/people/{mother.number}/photo/")
    awake(page)

    page.get_by_role("button", name="Use the camera").click()
    page.get_by_role("button", name="Take the picture").click()
    page.wait_for_selector("[data-photo][data-ready=yes]")
    page.get_by_role("button", name="Keep this photograph").click()
    expect(page.locator("header.person img.photo")).to_be_visible()

    assert list(Photo.objects.filter(person=mother).values_list("source", flat=True)) == ["camera"]


def test_the_pages_read_from_right_to_left_in_arabic(page, live_site):
    actor = make_actor("reception")
    User.objects.filter(pk=actor.user_id).update(language="ar")
    sign_in(page, live_site, User.objects.get(pk=actor.user_id))
    mother = make_family(actor)[0]

    page.goto(f"{live_site}/people/{mother.number}/identity/")
    awake(page)

    check_accessible(page)
    picture(page, "people-identity-arabic", whole=True)
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
