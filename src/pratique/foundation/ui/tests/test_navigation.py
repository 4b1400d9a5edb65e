"""Links to things and the rail: only what is permitted, the present page marked."""

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.urls import path

from pratique.foundation.ui import navigation
from pratique.foundation.ui.navigation import Entry

urlpatterns = [
    path("", lambda request: None, name="home"),
    path("people/", lambda request: None, name="people"),
    path("people/<str:number>/", lambda request: None, name="person"),
    path("staff/", lambda request: None, name="staff"),
]
PAGES = {"person": "person"}
ROLE_NAMES = {"nurse": "Nurse"}
PURPOSE_NAMES = {"care": "Care"}
ENTRIES = (
    Entry(text="Home", page="home", icon="home"),
    Entry(text="People", page="people", icon="users"),
    Entry(text="Staff", page="staff", icon="users", needs="actors.staff.manage"),
    Entry(text="Elsewhere", page="not_composed", icon="home"),
)


@dataclass
class Somebody:
    """As much of an actor as the rail asks for."""

    permissions: set[str] = field(default_factory=set)

    def may(self, permission: str) -> bool:
        return permission in self.permissions


@pytest.fixture(autouse=True)
def _composition(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ROOT_URLCONF = __name__
    table = SimpleNamespace(PAGES=PAGES, ROLE_NAMES=ROLE_NAMES, PURPOSE_NAMES=PURPOSE_NAMES, ENTRIES=ENTRIES)
    monkeypatch.setattr(navigation, "_table", lambda: table)


def test_a_link_names_the_thing_and_not_the_page() -> None:
    shown = Template("{% load links %}{% link_to 'person' 'P-7K3M-9QX4' %}").render(Context())

    assert shown == "/people/P-7K3M-9QX4/"


def test_a_kind_that_nobody_announced_is_an_error() -> None:
    with pytest.raises(KeyError):
        navigation.address_of("ship", "1")


def test_the_rail_shows_what_the_role_opens() -> None:
    assert [link.text for link in navigation.rail(Somebody(), "/")] == ["Home", "People"]
    supervisor = Somebody({"actors.staff.manage"})
    assert [link.text for link in navigation.rail(supervisor, "/")] == ["Home", "People", "Staff"]


@pytest.mark.parametrize(("address", "expected"), [("/", ["Home"]), ("/people/P-1/", ["People"]), ("/nowhere/", [])])
def test_the_rail_marks_the_entry_that_holds_the_page(address: str, expected: list[str]) -> None:
    assert [link.text for link in navigation.rail(Somebody(), address) if link.is_current] == expected


def test_a_role_without_a_name_keeps_its_code() -> None:
    assert navigation.role_name("nurse") == "Nurse"
    assert navigation.role_name("pilot") == "pilot"


def test_a_purpose_without_a_name_keeps_its_code() -> None:
    assert navigation.purpose_name("care") == "Care"
    assert navigation.purpose_name("sealing") == "sealing"
