"""What the small scripts of forms do: nothing typed is lost, nothing is recorded twice, everything goes by keyboard."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Request, Route, expect
from tests.journeys.browser import awake, sign_in

from pratique.foundation.actors.factories import make_assignment

RULES = "window.pratiqueForms = {gallery: {show: {cough_blood: facts => facts.cough ?? null}}};"


@dataclass
class Server:
    """A stand-in for the addresses that a form speaks to; it answers as the program does."""

    saved: list[dict[str, list[str]]] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    answer: tuple[int, dict[str, Any]] | None = None
    is_down: bool = False

    def save_draft(self, route: Route, request: Request) -> None:
        if self.is_down:
            route.abort()
            return
        if self.answer:
            status, body = self.answer
            route.fulfill(status=status, json=body)
            return
        self.saved.append(parse_qs(request.post_data or "", keep_blank_values=True))
        route.fulfill(json={"version": len(self.saved)})

    def take_form(self, route: Route, request: Request) -> None:
        self.sent.append(request.post_data or "")
        route.fulfill(body="<!doctype html><title>taken</title><h1>Taken</h1>", content_type="text/html")


def changed(page: Page, address: str, old: str, new: str) -> None:
    """The gallery's page at that address with something of the program's own in the place of a sample."""

    def change(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(old, new))

    page.route(address, change)


SAMPLE = 'method="get" id="station"'
DRAFT = 'method="post" action="/sent/" id="station" data-draft="/draft/"'


@pytest.fixture
def server(page: Page, live_site: str) -> Iterator[Server]:
    made = Server()
    changed(page, "**/ui/form/", SAMPLE, DRAFT)
    page.route("**/draft/", made.save_draft)
    page.route("**/sent/", made.take_form)
    page.add_init_script(RULES)
    sign_in(page, live_site, make_assignment("nurse").user)
    page.goto(f"{live_site}/ui/form/")
    awake(page)
    yield made


def test_a_form_saves_itself_and_says_so(page: Page, server: Server) -> None:
    page.fill("#field-name", "Amina")

    expect(page.locator("[data-draft-state]")).to_have_text("Not saved yet.")
    expect(page.locator("[data-draft-state]")).to_have_attribute("data-state", "saved")
    assert [one["name"] for one in server.saved] == [["Amina"]]
    assert server.saved[0]["draft_version"] == ["0"]
    assert "submission_key" not in server.saved[0]


def test_what_could_not_be_saved_comes_back_after_the_page_is_loaded_again(page: Page, server: Server) -> None:
    server.is_down = True
    page.fill("#field-name", "Amina")
    expect(page.locator("[data-draft-state]")).to_have_attribute("data-state", "offline")
    page.on("dialog", lambda dialog: dialog.accept())

    page.reload()
    awake(page)
    server.is_down = False

    expect(page.locator("#field-name")).to_have_value("Amina")
    expect(page.locator("[data-draft-state]")).to_have_attribute("data-state", "saved")
    assert [one["name"] for one in server.saved] == [["Amina"]]


def test_a_session_that_ended_costs_nothing_typed(page: Page, server: Server, live_site: str) -> None:
    server.answer = (401, {})
    page.fill("#field-name", "Amina")
    expect(page.locator("#sign-in-again")).to_be_visible()
    server.answer = None

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in").click()
    opened.value.wait_for_event("close")

    expect(page.locator("#sign-in-again")).to_be_hidden()
    expect(page.locator("[data-draft-state]")).to_have_attribute("data-state", "saved")
    assert [one["name"] for one in server.saved] == [["Amina"]]


def test_a_form_is_not_sent_while_its_session_has_ended(page: Page, server: Server) -> None:
    page.fill("#field-weight", "70")
    expect(page.locator("[data-draft-state]")).to_have_attribute("data-state", "saved")
    server.answer = (401, {})

    page.click("[data-primary]")

    expect(page.locator("#sign-in-again")).to_be_visible()
    assert server.sent == []


def test_a_form_changed_in_another_window_is_shown_beside_it(page: Page, server: Server) -> None:
    server.answer = (409, {"version": 7})
    page.fill("#field-name", "Amina")

    page.get_by_role("button", name="Show both").click()

    expect(page.get_by_role("heading", name="Taken")).to_be_visible()
    assert len(server.sent) == 1
    assert "name=Amina" in server.sent[0]


def test_a_double_click_sends_one_form(page: Page, server: Server) -> None:
    page.fill("#field-weight", "70")

    page.dblclick("[data-primary]", no_wait_after=True)

    expect(page.get_by_role("heading", name="Taken")).to_be_visible()
    assert len(server.sent) == 1
    assert "submission_key=" in server.sent[0]


def test_a_form_is_filled_and_sent_by_keyboard(page: Page, server: Server) -> None:
    page.focus("#field-weight")
    page.keyboard.press("Control+a")
    for key in ["7", "0", "Enter", "Enter", "Enter"]:
        page.keyboard.press(key)
    for key in ["1", "Enter", "n", "2"]:
        page.keyboard.press(key)
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("heading", name="Taken")).to_be_visible()
    sent = parse_qs(server.sent[0])
    assert (sent["weight"], sent["cough"], sent["cough_blood"], sent["lungs"]) == (
        ["70"],
        ["yes"],
        ["no"],
        ["abnormal"],
    )
    assert sent["marked_normal"] == ["cough_blood"]


def test_a_hidden_question_is_not_sent_but_keeps_what_was_answered(page: Page, server: Server) -> None:
    blood = page.locator("[data-field=cough_blood]")
    expect(blood).to_be_hidden()
    page.check("[name=cough][value=yes]")
    page.check("[name=cough_blood][value=yes]")

    page.check("[name=cough][value=no]")

    expect(blood).to_be_hidden()
    page.fill("#field-weight", "70")
    page.click("[data-primary]")
    expect(page.get_by_role("heading", name="Taken")).to_be_visible()
    assert "cough_blood" not in parse_qs(server.sent[0])
    assert server.saved[-1]["cough_blood"] == ["yes"]


def test_all_normal_answers_only_what_is_open(page: Page, server: Server) -> None:
    page.check("[name=lungs][value=abnormal]")
    page.check("[name=cough][value=yes]")

    page.get_by_role("button", name="All normal").click()

    expect(page.locator("[name=lungs][value=abnormal]")).to_be_checked()
    expect(page.locator("[name=cough_blood][value=no]")).to_be_checked()
    marked = page.locator("[name=marked_normal]").evaluate_all("marks => marks.map(mark => mark.value)")
    assert marked == ["cough_blood"]


def test_a_number_says_its_limits(page: Page, server: Server) -> None:
    hint = page.locator("[data-field=temperature] [data-hint]")

    page.fill("#field-temperature", "٤٠,٥")
    page.keyboard.press("Tab")

    expect(page.locator("#field-temperature")).to_have_value("40.5")
    expect(hint).to_have_text("Unusual. Measure again or confirm it.")
    page.fill("#field-temperature", "405")
    page.keyboard.press("Tab")
    expect(hint).to_have_text("It must lie between 25 and 45.")


def test_a_failing_character_of_the_machine_readable_lines_is_marked(page: Page, live_site: str) -> None:
    problem = {"line": 1, "start": 9, "end": 10, "text": "The number does not fit."}
    told = {"kind": "TD3", "fields": {}, "problems": [problem]}
    changed(page, "**/ui/", 'data-mrz-address=""', 'data-mrz-address="/mrz/"')
    page.route("**/mrz/", lambda route: route.fulfill(json=told))
    page.goto(f"{live_site}/ui/")
    awake(page)

    page.fill(
        "#field-mrz", "p<utoeriksson<<anna<maria<<<<<<<<<<<<<<<<<<<\nl898902c35uto7408122f1204159ze184226b<<<<<10"
    )

    expect(page.locator("[data-mrz-answer]")).to_have_text("The number does not fit.")
    expect(page.locator(".mirror mark")).to_have_text("5")
    assert page.input_value("#field-mrz").splitlines()[1] == "L898902C35UTO7408122F1204159ZE184226B<<<<<10"


def test_a_passport_reader_is_recognised_wherever_it_types_and_sends_the_form(page: Page, live_site: str) -> None:
    sent: list[str] = []
    changed(page, "**/ui/", 'data-mrz-address=""', 'data-mrz-address="/mrz/" data-mrz-go-on')
    page.route("**/mrz/", lambda route: route.fulfill(json={"kind": "TD3", "fields": {}, "problems": []}))
    page.goto(f"{live_site}/ui/")
    awake(page)
    page.fill("#field-mrz", "")
    page.route("**/ui/", lambda route, request: (sent.append(request.post_data or ""), route.fulfill(body="Taken")))
    page.focus("main")

    page.keyboard.type("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n")

    expect(page.locator("body")).to_have_text("Taken")
    assert [parse_qs(form)["mrz"] for form in sent] == [
        ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\r\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"]
    ]


def test_the_camera_makes_a_photograph_of_the_right_size(page: Page, server: Server) -> None:
    page.get_by_role("button", name="Use the camera").click()
    page.get_by_role("button", name="Take the picture").click()
    page.wait_for_selector("[data-photo][data-ready=yes]")

    kind, size = page.evaluate(
        """async () => {
            const [file] = document.querySelector("[data-photo-file]").files;
            const picture = await createImageBitmap(file);
            return [file.type, [picture.width, picture.height]];
        }"""
    )

    assert kind == "image/jpeg"
    assert size == [480, 600]


def test_a_file_that_is_no_picture_is_not_taken(page: Page, server: Server) -> None:
    page.set_input_files("[data-photo-file]", {"name": "x.png", "mimeType": "image/png", "buffer": b"not a picture"})

    expect(page.locator("[data-photo] [data-hint]")).to_have_text(
        "This file is not a picture that can be read. Choose another."
    )
    assert page.evaluate("document.querySelector('[data-photo-file]').files.length") == 0


def test_a_signature_is_drawn_or_witnessed(page: Page, server: Server) -> None:
    pad = page.locator("[data-signature-pad]")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 240, box["y"] + 60, steps=5)
    page.mouse.up()
    expect(page.locator("[data-signature-state]")).to_have_text("Signed.")
    expect(page.locator("[name=signature_how]")).to_have_value("drawn")

    page.get_by_label("Thumb print or spoken, before a witness").check()

    expect(page.get_by_label("Name of the witness")).to_be_focused()
    expect(page.locator("[name=signature_how]")).to_have_value("witnessed")
    assert page.evaluate("document.querySelector('[data-signature-file]').files.length") == 0


def test_a_board_refreshes_itself_when_its_version_changes(page: Page, live_site: str) -> None:
    versions = iter([1, 1])
    asks = 'data-refresh="/version" data-refresh-from="/fragment" data-refresh-seconds="0.2" data-refresh-version="1"'
    changed(page, "**/ui/", 'class="board"', f'class="board" {asks}')
    page.route("**/version", lambda route: route.fulfill(json={"version": next(versions, 2)}))
    page.route("**/fragment", lambda route: route.fulfill(body="<section>A-046</section>", content_type="text/html"))

    page.goto(f"{live_site}/ui/")

    expect(page.locator(".board")).to_have_text("A-046")


def test_the_keys_are_shown(page: Page, live_site: str) -> None:
    page.goto(f"{live_site}/ui/")
    awake(page)
    page.focus("main")

    page.keyboard.press("?")

    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
