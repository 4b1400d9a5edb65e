"""The demo mission as it stands after it was built: who is where, and who may see it. Built once for all tests here."""

from collections import Counter
from datetime import date

from django.db import connection
from django.db.models import Count
from django.test import TestCase

from pratique.areas.assessments.public import Case, Conclusion, board, case_problems
from pratique.areas.certificates.public import Certificate, certificate_problems
from pratique.areas.encounters.public import Entry, encounter_problems
from pratique.areas.people.public import (
    Consent,
    Document,
    Family,
    InterpreterNeed,
    Person,
    Photo,
    Protection,
    SafeContact,
    people_matching,
    people_problems,
    visible_people,
)
from pratique.areas.requirements.public import EditionInForce
from pratique.demo import mission
from pratique.demo.multiply import multiply_finished, multiply_persons
from pratique.demo.sign_ins import PASSWORD, ROLES, email
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor
from pratique.foundation.actors.models import Assignment, Site, User
from pratique.foundation.actors.web import actor_of
from pratique.rules.mrz import read_mrz

SYSTEM = Actor.system(name="test")


def played_by(role: str) -> Actor:
    assignment = Assignment.objects.select_related("site", "user").get(user__email=email(role))
    return actor_of(assignment.user, assignment)


def problems() -> list[str]:
    checks = (people_problems, encounter_problems, case_problems, certificate_problems)
    return [sentence for check in checks for sentence in check(by=SYSTEM)]


class TestMission(TestCase):
    said: list[str]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.said = []
        mission.build(cls.said.append)

    def test_progress_is_told(self) -> None:
        assert self.said == [
            "Building the demo mission: its site and staff.",
            "The physician signs the editions of the United Kingdom and the United States.",
            "Registering 60 invented people and their assessments.",
            "The demo mission is built.",
        ]

    def test_it_is_built(self) -> None:
        assert mission.is_built()

    def test_one_person_a_role_can_sign_in_with_the_known_password(self) -> None:
        users = User.objects.all()

        assert sorted(user.email for user in users) == sorted(map(email, ROLES))
        assert all(user.check_password(PASSWORD) for user in users)
        assert Site.objects.count() == 1

    def test_two_editions_are_in_force_with_every_provisional_item_listed(self) -> None:
        signed = EditionInForce.objects.values_list("edition", "signed_by__email")

        assert set(signed) == {("UK-TB-2023", email("physician")), ("US-TB-2018", email("physician"))}

    def test_sixty_people_live_in_eighteen_families(self) -> None:
        assert (Person.objects.count(), Family.objects.count()) == (60, 18)
        assert Person.objects.values("nationality").distinct().count() == 12

    def test_cases_stand_at_every_stage(self) -> None:
        assert Counter(Case.objects.values_list("state", flat=True)) == {
            "open": 31,
            "concluded": 24,
            "not_completed": 1,
        }
        assert Case.objects.get(state="not_completed").closing_reason == "consent_refused"

    def test_the_board_shows_who_waits_where(self) -> None:
        columns = {column.code: len(column.waiting) for column in board(by=played_by("nurse")).columns}

        assert columns == {
            "reception": 2,
            "history": 5,
            "examination": 4,
            "blood": 0,
            "chest_film": 5,
            "sputum": 2,
            "conclusion": 13,
        }

    def test_conclusions_have_the_outcomes_that_the_rules_propose(self) -> None:
        decided = Conclusion.objects.values_list("decided__outcome", flat=True)

        assert Counter(decided) == {"cleared": 14, "not_cleared": 1, "CERTIFICATE_ISSUED": 12}
        assert not Conclusion.objects.filter(is_override=True).exists()

    def test_classes_are_those_of_the_stories(self) -> None:
        classes = [tuple(row) for row in Conclusion.objects.values_list("decided__classes", flat=True) if row]

        assert Counter(classes) == {
            ("TB_NONE",): 12,
            ("TB_B2_LTBI",): 1,
            ("TB_B1_PULM",): 1,
            ("TB_A",): 1,
        }

    def test_certificates_are_in_four_languages_one_replaced_one_revoked_one_expired(self) -> None:
        certificates = Certificate.objects.all()

        assert Counter(certificates.values_list("language", flat=True)) == {"en": 8, "ar": 2, "fr": 3, "es": 2}
        assert Counter(Certificate.objects.exclude(ended_at=None).values_list("revocation__reason", flat=True)) == {
            "replaced": 1,
            "lost": 1,
        }
        assert certificates.filter(expires_on__lt=played_by("physician").today()).count() == 1

    def test_people_without_papers_are_served_like_everybody(self) -> None:
        without = Person.objects.filter(documents=None)

        assert without.count() == 6
        assert without.filter(identifiers__scheme="unhcr").count() == 6

    def test_every_passport_reads_without_a_problem(self) -> None:
        today = played_by("reception").today()
        read = [read_mrz(text, on=today) for text in Document.objects.values_list("mrz", flat=True)]

        assert len(read) == 54
        assert [reading.problems for reading in read if not reading.is_clean] == []

    def test_dates_of_birth_may_be_estimated_or_a_year_alone(self) -> None:
        assert Person.objects.filter(birth_is_estimated=True, birth_margin_years=3).count() == 3
        assert Person.objects.filter(birth_day=None, birth_is_estimated=False).count() == 1

    def test_a_minor_who_came_alone_has_a_representative(self) -> None:
        alone = Protection.objects.get(unaccompanied=True).person

        assert set(Consent.objects.filter(person=alone).values_list("decided_by", "assent")) == {
            ("representative", "given")
        }

    def test_everybody_is_drawn_and_who_needs_it_has_interpreter_and_safe_contact(self) -> None:
        assert Photo.objects.values("person").distinct().count() == 60
        assert InterpreterNeed.objects.count() == 7
        assert Counter(SafeContact.objects.values_list("kind", flat=True)) == {
            "neutral_text": 32,
            "none": 2,
            "through": 1,
        }

    def test_nothing_happens_after_the_hour_of_building(self) -> None:
        now = SYSTEM.now()

        assert not AuditRecord.objects.filter(at__gt=now).exists()
        assert not Entry.objects.filter(submitted_at__gt=now).exists()

    def test_records_are_whole(self) -> None:
        assert problems() == []

    def test_people_are_seen_by_the_demo_sites_roles_alone(self) -> None:
        seen = {role: visible_people(played_by(role)).count() for role in ROLES}
        elsewhere = make_actor("physician")

        assert seen == {
            role: 0 if role in {"epidemiologist", "authority", "privacy", "admin"} else 60 for role in ROLES
        }
        assert visible_people(elsewhere).count() == 0
        assert people_matching(by=elsewhere, text="Warsame") == []

    def test_finished_families_are_multiplied_to_the_number_asked_for(self) -> None:
        before = Counter(Case.objects.values_list("state", flat=True))

        multiply_persons(160, self.said.append)

        after = Counter(Case.objects.values_list("state", flat=True))
        assert Person.objects.count() == 160
        assert after - before == {"concluded": 100}
        assert Certificate.objects.count() == 15

    def test_multiplied_records_are_whole_and_counted_in_one_audit_record(self) -> None:
        records = AuditRecord.objects.count()

        multiply_persons(160, self.said.append)

        assert problems() == []
        assert AuditRecord.objects.count() == records + 1
        assert AuditRecord.objects.latest("id").action == multiply_finished.code
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def test_multiplied_people_differ_in_name_number_papers_and_birth(self) -> None:
        first = Person.objects.count()

        multiply_persons(160, self.said.append)

        made = Person.objects.order_by("pk")[first:]
        assert len({(person.display_name, person.birth.iso) for person in made}) == 100
        numbers = Document.objects.values("number").annotate(held=Count("pk")).filter(held__gt=1)
        assert not numbers.exists()
        assert all(
            read_mrz(text, on=date(2026, 11, 20)).is_clean for text in Document.objects.values_list("mrz", flat=True)
        )

    def test_a_multiplied_person_is_found_by_her_name(self) -> None:
        multiply_persons(100, self.said.append)
        newest = Person.objects.latest("pk")

        found = people_matching(by=played_by("nurse"), text=newest.display_name)

        assert newest.number in {row.number for row in found}

    def test_multiplying_to_fewer_than_there_are_changes_nothing(self) -> None:
        multiply_persons(10, self.said.append)

        assert Person.objects.count() == 60
