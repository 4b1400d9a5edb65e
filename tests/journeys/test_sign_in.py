"""Signing in: password, passkey and authenticator app; the pages of accounts, staff and audit, usable by everybody."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import expect
from tests.journeys.browser import awake, check_accessible, picture, sign_in

from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.factories import PASSWORD, make_actor, make_assignment, make_user
from pratique.foundation.actors.models import User

ADDRESS = "physician@example.org"


@pytest.fixture
def physician(live_site, settings) -> User:
    """A physician whose role needs a second factor, which she has not set up yet."""
    settings.SECOND_FACTOR_ROLES = ("physician",)
    return make_assignment("physician", user=make_user(name="Dr Njeri", email=ADDRESS)).user


@pytest.fixture
def authenticator(page):
    """A telephone that holds passkeys and always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    yes = {"isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, **yes}})
    return devtools


def give_password(page, live_site):
    page.goto(f"{live_site}/accounts/login/")
    awake(page)
    page.get_by_label("Email").fill(ADDRESS)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirm(page):
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def test_a_physician_sets_up_a_passkey_and_signs_in_with_it(page, live_site, physician, authenticator):
    page.goto(f"{live_site}/accounts/login/")
    awake(page)
    check_accessible(page)
    picture(page, "sign-in")

    give_password(page, live_site)
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    check_accessible(page)
    page.get_by_role("link", name="Add a passkey").click()
    check_accessible(page)
    confirm(page)
    page.get_by_label("Name").fill("Telephone")
    page.get_by_label("Passwordless").check()
    check_accessible(page)
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    check_accessible(page)
    page.goto(f"{live_site}/accounts/2fa/webauthn/")
    expect(page.get_by_role("cell", name="Telephone")).to_be_visible()
    check_accessible(page)
    page.context.clear_cookies()

    page.goto(f"{live_site}/accounts/login/")
    awake(page)
    page.get_by_role("button", name="Sign in with a passkey").click()

    page.wait_for_url(f"{live_site}/")
    expect(page.locator(f'body[data-user="{physician.number}"]')).to_be_attached()


def test_a_physician_sets_up_an_app_and_signs_in_with_its_code(page, live_site, physician):
    give_password(page, live_site)
    page.get_by_role("link", name="Set up an app").click()
    confirm(page)
    check_accessible(page)
    picture(page, "authenticator-app")
    secret = page.locator("form .number").inner_text()

    page.get_by_label("Authenticator code").fill(code_of(secret))
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.context.clear_cookies()
    give_password(page, live_site)
    expect(page.get_by_role("heading", name="Second step of signing in")).to_be_visible()
    check_accessible(page)
    page.get_by_label("Code", exact=True).fill(code_of(secret, later=1))
    page.get_by_role("button", name="Sign in", exact=True).click()

    page.wait_for_url(f"{live_site}/")


def code_of(secret: str, later: int = 0) -> str:
    """What the app shows now, or half a minute later: a code counts once."""
    counters = sorted(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[-1] if later else counters[len(counters) // 2]))


@pytest.mark.parametrize("path", ["/staff/", "/staff/new/", "/staff/sites/", "/staff/sites/new/", "/accounts/"])
def test_pages_of_staff_can_be_used_by_everybody(page, live_site, path):
    sign_in(page, live_site, User.objects.get(pk=make_actor("admin").user_id))

    page.goto(f"{live_site}{path}")

    awake(page)
    check_accessible(page)


def test_a_new_member_of_staff_is_opened_and_given_a_link(page, live_site):
    sign_in(page, live_site, User.objects.get(pk=make_actor("admin").user_id))
    page.goto(f"{live_site}/staff/new/")
    awake(page)
    page.get_by_label("Name").fill("Wanjiru Kamau")
    page.get_by_label("E-mail address").fill("wanjiru@example.org")
    page.get_by_label("Role", exact=True).select_option("nurse")
    page.get_by_label("Site").select_option(label="Nairobi")
    page.get_by_role("button", name="Open the account").click()
    check_accessible(page)
    picture(page, "staff", whole=True)

    page.get_by_role("button", name="Make a one-time link").click()
    check_accessible(page)
    link = page.locator("code").inner_text()
    page.context.clear_cookies()
    page.goto(link)
    check_accessible(page)
    page.get_by_label("New password").fill("three unrelated words")
    page.get_by_label("The same password again").fill("three unrelated words")
    page.get_by_role("button", name="Set the password").click()

    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def test_the_privacy_officer_searches_and_reads(page, live_site):
    sign_in(page, live_site, User.objects.get(pk=make_actor("privacy").user_id))
    page.goto(f"{live_site}/audit/")
    page.goto(f"{live_site}/audit/")
    awake(page)
    check_accessible(page)
    picture(page, "audit", whole=True)

    page.locator("a.row-link").first.click()
    check_accessible(page)

    assert AuditRecord.objects.latest("id").action == "actions.audit.read"


def test_signing_in_in_arabic_runs_from_right_to_left(arabic, live_site):
    arabic.goto(f"{live_site}/accounts/login/")

    awake(arabic)
    expect(arabic.locator("html")).to_have_attribute("dir", "rtl")
    check_accessible(arabic)
    picture(arabic, "sign-in-ar")
