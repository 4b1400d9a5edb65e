"""A small world to knock at every door of: one site with each role, one person with a case, papers and files."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.test import Client

from pratique.areas.assessments.factories import make_case, make_rules, receive, tell_student
from pratique.areas.certificates.actions import issue
from pratique.areas.certificates.factories import make_conclusion, make_pictured_person
from pratique.areas.certificates.public import issue_certificate
from pratique.areas.people.factories import make_identity
from pratique.areas.people.public import (
    DocumentEntry,
    IdentifierEntry,
    add_document,
    add_identifier,
    register_person,
)
from pratique.areas.requirements.factories import make_edition_in_force
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_assignment, make_site, make_user
from pratique.foundation.actors.models import Assignment, User
from pratique.foundation.actors.roles import roles
from pratique.foundation.actors.web import actor_of
from pratique.foundation.staff.links import make_link

ELSEWHERE = "elsewhere"


@dataclass(frozen=True, kw_only=True)
class World:
    """The cookies of who may knock, and what stands in the place of each name in an address."""

    knockers: dict[str, SimpleCookie[str]]
    names: dict[str, str]


@contextmanager
def kept_out_of_the_database() -> Iterator[None]:
    """Everything done inside is undone, as Django's own test cases do it: deeds may open their transaction."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        try:
            yield
        finally:
            transaction.set_rollback(True)


def make_world() -> World:
    """One member of staff in each role at one site, a physician elsewhere, and one of each thing."""
    site = make_site()
    held = {role: make_assignment(role, site=site) for role in roles()}
    staff = {role: assignment.user for role, assignment in held.items()}
    staff[ELSEWHERE] = make_assignment("physician", site=make_site("Kakuma")).user
    knockers = {name: _signed_in(user) for name, user in staff.items()}
    make_rules(site)
    physician = _acting(held["physician"])
    in_force = make_edition_in_force(physician, site=site)
    names = {"in_force": str(in_force.pk)} | _person_and_case(physician) | _staff_and_trail(held)
    return World(knockers=knockers, names=names)


def _signed_in(user: User) -> SimpleCookie[str]:
    client = Client()
    client.force_login(user)
    return client.cookies


def _acting(assignment: Assignment) -> Actor:
    return actor_of(assignment.user, assignment)


def _person_and_case(physician: Actor) -> dict[str, str]:
    person = make_pictured_person(physician)
    other = register_person(by=physician, identity=make_identity(family_name="Wekesa", given_names="Barasa"))
    document = add_document(by=physician, person=person, document=DocumentEntry(kind="passport", number="A1234567"))
    identifier = add_identifier(by=physician, person=person, identifier=IdentifierEntry(scheme="case", value="A-1"))
    case = make_case(physician, person, programmes=("UK", "US"))
    destination = tell_student(physician, case)
    entry = receive(physician, case)
    with pytest.MonkeyPatch.context() as patch:
        allowed = make_conclusion(physician, person, case_number=case.number, case_destination_id=destination.pk)
        patch.setattr(issue, "conclusion_for_certificate", lambda *, by, case_destination_id: allowed)
        certificate = issue_certificate(by=physician, case_destination_id=destination.pk, language="en")
    return {
        "person": person.number,
        "other": other.number,
        "case": case.number,
        "destination": str(destination.pk),
        "encounter": entry.encounter.number,
        "entry": entry.number,
        "certificate": certificate.number,
        "document": str(document.pk),
        "identifier": str(identifier.pk),
    }


def _staff_and_trail(held: dict[str, Assignment]) -> dict[str, str]:
    newcomer = make_user(name="Newcomer")
    nurse = held["nurse"]
    return {
        "staff": newcomer.number,
        "nurse": nurse.user.number,
        "assignment": str(nurse.pk),
        "site": nurse.site.number,
        "token": make_link(newcomer, now=datetime.now(UTC)),
        "record": str(AuditRecord.objects.latest("id").uid),
    }
