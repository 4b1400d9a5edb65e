"""The pages of the rule book, through their addresses."""

import pytest

from pratique.areas.requirements.factories import make_edition_in_force
from pratique.areas.requirements.forms import fact_value
from pratique.areas.requirements.models import EditionInForce
from pratique.areas.requirements.queries.book import rule_book
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.factories import make_actor, make_user
from pratique.rules.requirements import judge, load_edition, vocabulary

pytestmark = pytest.mark.django_db

US = "US-TB-2018"
SIMULATOR = f"/rules/{US}/simulator/"


def test_the_rule_book_lists_editions_by_destination_with_where_they_are_in_force(signed_in, physician, site):
    make_edition_in_force(physician, site=site)

    answer = signed_in(physician).get("/rules/")

    found = {row.code: row for row in answer.context["destinations"]}
    assert (found["UK"].name, found["GC"].name) == ("United Kingdom", "Gulf states")
    assert [edition.code for edition in found["UK"].current] == ["UK-TB-2023"]
    assert [edition.code for edition in found["UK"].others] == ["UK-TB-2015", "UK-TB-2013"]
    signature = next(edition for edition in found["US"].current if edition.code == US).in_force[0]
    assert (signature.record.site, signature.is_covering) == (site, True)
    assert "Nairobi" in answer.content.decode()


def test_an_edition_shows_each_item_with_source_and_standing_and_a_place_to_link_to(signed_in, nurse):
    page = signed_in(nurse).get(f"/rules/{US}/")

    text = page.content.decode()
    assert '<dt id="US-TB-09">' in text
    assert "Chest X-ray suggests tuberculosis: sputum set. A1, A3a." in text
    assert 'href="#US-TB-09"' in text
    assert "provisional: a physician signs for it" in text
    assert page.context["edition"].may_sign is False
    assert f"/rules/{US}/sign/" not in text


def test_an_edition_is_read_in_arabic_from_right_to_left(signed_in, site):
    client = signed_in(make_actor("nurse", site=site, user=make_user(language="ar")))

    page = client.get(f"/rules/{US}/").content.decode()

    assert 'dir="rtl"' in page
    assert "الولايات المتحدة، السل، 2018" in page


def test_an_unknown_edition_is_not_found(signed_in, nurse):
    client = signed_in(nurse)

    statuses = [client.get(f"/rules/XX-1/{page}").status_code for page in ("", "simulator/")]

    assert statuses == [404, 404]


@pytest.mark.parametrize("role", ["radiographer", "laboratory", "vaccinator", "treatment", "travel", "clinician"])
def test_whoever_works_with_people_may_read_the_rules_behind_a_step(signed_in, site, role):
    client = signed_in(make_actor(role, site=site))

    statuses = [client.get(address).status_code for address in ("/rules/", f"/rules/{US}/", SIMULATOR)]

    assert statuses == [200, 200, 200]


def test_who_may_not_read_the_rule_book_is_refused(site):
    stranger = make_actor("vaccinator", site=site, permissions=frozenset())

    with pytest.raises(Refusal) as refused:
        rule_book(by=stranger, language="en")

    assert refused.value.code == "not_permitted"


def test_the_sign_off_page_lists_every_provisional_item(signed_in, physician):
    page = signed_in(physician).get(f"/rules/{US}/sign/").content.decode()

    assert page.count('name="acknowledged"') == len(load_edition(US).provisional_items())
    assert 'value="parameter validity_anchor"' in page


def test_a_physician_signs_on_the_page(signed_in, physician, site):
    sent = {
        "acknowledged": list(load_edition(US).provisional_items()),
        "starts_on": "2026-11-20",
        "where": "here",
        "remark": "Read.",
        "submission_key": "k1",
    }
    client = signed_in(physician)

    answers = [client.post(f"/rules/{US}/sign/", sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    signed = EditionInForce.objects.get()
    assert (signed.edition, signed.site, signed.starts_on.isoformat(), signed.note) == (US, site, "2026-11-20", "Read.")


def test_a_signature_with_an_item_left_out_comes_back_with_the_ticks(signed_in, physician):
    ticked = list(load_edition(US).provisional_items())[:3]

    answer = signed_in(physician).post(f"/rules/{US}/sign/", {"acknowledged": ticked, "starts_on": "2026-11-20"})

    assert answer.status_code == 422
    assert answer.content.decode().count('" checked>') == 3 + 1
    assert "Read and tick every provisional item before you sign. Nothing was put in force." in answer.content.decode()
    assert EditionInForce.objects.count() == 0


def test_a_signature_without_a_first_day_is_refused(signed_in, physician):
    sent = {"acknowledged": list(load_edition(US).provisional_items()), "starts_on": "tomorrow"}

    answer = signed_in(physician).post(f"/rules/{US}/sign/", sent)

    assert answer.status_code == 422
    assert EditionInForce.objects.count() == 0


@pytest.mark.parametrize("role", ["nurse", "admin", "supervisor"])
def test_only_a_physician_reaches_the_signature(signed_in, site, role):
    client = signed_in(make_actor(role, site=site))
    sent = {"acknowledged": list(load_edition(US).provisional_items()), "starts_on": "2026-11-20"}

    statuses = [client.get(f"/rules/{US}/sign/").status_code, client.post(f"/rules/{US}/sign/", sent).status_code]

    assert statuses == [403, 403]
    assert EditionInForce.objects.count() == 0


def test_an_edition_is_withdrawn_on_the_page_and_stays_in_the_history(signed_in, physician):
    signed = make_edition_in_force(physician)
    client = signed_in(physician)

    refused = client.post(f"/rules/in-force/{signed.pk}/withdraw/", {"reason": ""})
    done = client.post(f"/rules/in-force/{signed.pk}/withdraw/", {"reason": "Replaced."})

    assert (refused.status_code, done.status_code) == (422, 302)
    signed.refresh_from_db()
    assert signed.ends_on == physician.today()
    assert "Replaced." in client.get(f"/rules/{US}/").content.decode()


def test_a_nurse_cannot_withdraw(signed_in, physician, nurse):
    signed = make_edition_in_force(physician)

    answer = signed_in(nurse).post(f"/rules/in-force/{signed.pk}/withdraw/", {"reason": "Replaced."})

    assert answer.status_code == 403
    signed.refresh_from_db()
    assert signed.ends_on is None


def test_the_simulator_asks_one_question_after_another_and_stores_nothing(signed_in, nurse):
    client = signed_in(nurse)

    first = client.get(SIMULATOR).context["simulation"]
    second = client.post(SIMULATOR, {"asking": first.asking, "answer": "34"}).context["simulation"]
    chosen = next((choice.value for choice in second.asked[0].choices), "no")
    third = client.post(SIMULATOR, {"fact.age": "34", "asking": second.asking, "answer": chosen}).context["simulation"]

    assert first.asking == "age"
    assert [(one.label, one.words) for one in second.answered] == [("age in completed years on the exam date", "34")]
    assert second.asking == judge(edition=load_edition(US), facts={"age": 34}, on=nurse.today()).questions[0].fact
    assert [one.name for one in third.answered] == ["age", second.asking]
    assert EditionInForce.objects.count() == 0
    assert AuditRecord.objects.count() == 0


def test_the_simulator_says_what_is_required_and_why(signed_in, nurse):
    answer = signed_in(nurse).post(SIMULATOR, {"fact.age": "34", "fact.who_incidence": "150", "on": "2026-11-20"})

    simulation = answer.context["simulation"]
    required = {finding.name: finding for finding in simulation.required}
    assert set(required) == {"History", "Physical examination", "Chest film"}
    assert required["Chest film"].because == ("age in completed years on the exam date: 34",)
    assert required["Chest film"].sources[0].id == "US-TB-03"
    assert simulation.clearance.name
    page = answer.content.decode()
    assert "This edition is not in force here. Nothing on this page may decide about a person." in page


def test_an_edition_in_force_has_no_mark_in_the_simulator(signed_in, physician):
    make_edition_in_force(physician)

    page = signed_in(physician).get(SIMULATOR).content.decode()

    assert "This edition is not in force here." not in page


def test_an_answer_is_taken_back_and_what_is_not_known_is_passed_over(signed_in, nurse):
    client = signed_in(nurse)
    sent = {"fact.age": "34", "fact.applicant": "refugee"}

    back = client.post(SIMULATOR, {**sent, "asking": "tb_contact", "undo": "age"}).context["simulation"]
    passed = client.post(SIMULATOR, {**sent, "asking": "tb_signs_symptoms", "not_known": "1"}).context["simulation"]
    again = client.post(SIMULATOR, {**sent, "skipped": "tb_signs_symptoms", "undo": "skipped"}).context["simulation"]

    assert [one.name for one in back.answered] == ["applicant"]
    assert back.asking == "age"
    assert passed.skipped == ("tb_signs_symptoms",)
    assert passed.asking != "tb_signs_symptoms"
    assert again.skipped == ()


ADULT = {"fact.age": "34", "fact.who_incidence": "150", "on": "2026-11-20"}


def test_an_answer_is_changed_and_what_moves_is_said(signed_in, nurse):
    client = signed_in(nurse)

    asked = client.post(SIMULATOR, {**ADULT, "change": "age"}).context["simulation"]
    sent = {"fact.who_incidence": "150", "on": "2026-11-20", "asking": "age", "was": "34", "answer": "9"}
    changed = client.post(SIMULATOR, sent).context["simulation"]

    assert (asked.asking, asked.was, asked.moved) == ("age", ("34",), ())
    assert changed.changed == "age in completed years on the exam date"
    moved = {move.name: (str(move.before), str(move.after)) for move in changed.moved}
    assert moved["IGRA blood test"][1] == "required"
    assert moved["Chest film"] == ("required", "unknown")


def test_a_dose_stays_empty_while_nobody_signed_its_table(signed_in, nurse):
    refugee = {
        "fact.age": "30", "fact.sex": "M", "fact.weight_kg": "50", "fact.departure_country": "TH",
        "fact.loa_loa_exposure": "no", "fact.exam_on": "2026-11-20", "fact.applicant": "refugee",
    }  # fmt: skip

    answer = signed_in(nurse).post("/rules/US-REF-2023/simulator/", refugee)

    doses = [one for one in answer.context["simulation"].further if one.is_withheld]
    assert doses
    page = answer.content.decode()
    assert "the prescriber enters it: nobody has signed this table" in page
    assert "<b>400</b>" not in page


def test_a_destination_says_what_it_asks_of_whom(signed_in, nurse):
    answer = signed_in(nurse).get("/rules/to/UK/")

    subject = answer.context["destination"].subjects[0]
    rows = {row.name: row for row in subject.questions[0][1]}
    assert subject.row.code == "UK-TB-2023"
    assert (
        rows["Chest film"].why == "Needed from 11 years; in pregnancy only by choice, shielded, with written consent."
    )
    assert rows["Chest film"].sources == ("UK-21", "UK-24")
    assert rows["Chest film"].outline.joint == "all"
    assert subject.differences.before_code == "UK-TB-2015"
    assert signed_in(nurse).get("/rules/to/ZZ/").status_code == 404


def test_the_cautions_of_an_edition_stand_on_its_pages_and_are_ticked_by_who_signs(signed_in, physician):
    client = signed_in(physician)
    caution = load_edition("GC-2021").cautions[0]

    for address in ("/rules/to/GC/", "/rules/GC-2021/", "/rules/GC-2021/simulator/"):
        assert caution.text["en"] in client.get(address).content.decode()
    assert f'value="{caution.label}"' in client.get("/rules/GC-2021/sign/").content.decode()


def test_an_edition_is_downloaded_as_fhir(signed_in, nurse):
    answer = signed_in(nurse).get("/rules/UK-TB-2023/fhir.json")

    assert answer["Content-Type"] == "application/fhir+json"
    assert answer["Content-Disposition"] == 'attachment; filename="UK-TB-2023.fhir.json"'
    assert answer.json()["entry"][0]["resource"]["resourceType"] == "PlanDefinition"


@pytest.mark.parametrize("typed", ["old", "-3", "1e400", "١٢٣٤٥٦٧"])
def test_an_impossible_answer_is_refused_beside_its_question(signed_in, nurse, typed):
    answer = signed_in(nurse).post(SIMULATOR, {"asking": "age", "answer": typed})

    simulation = answer.context["simulation"]
    assert answer.status_code == 422
    assert simulation.asking == "age"
    assert simulation.asked[0].problem == "This is no possible answer. Correct it, or choose another."
    assert simulation.asked[0].value == typed
    assert simulation.answered == ()


def test_answers_of_other_people_cannot_break_the_simulator(signed_in, nurse):
    sent = {"fact.nothing": "1", "fact.sputum_smears": ["negative", "surprise"], "asking": "no_fact", "on": "never"}

    answer = signed_in(nurse).post(SIMULATOR, sent)

    assert answer.status_code == 422
    assert answer.context["simulation"].asking == "sputum_smears"


def test_contradicting_answers_are_refused(signed_in, nurse):
    sent = {"fact.birth_earliest": "2020-01-01", "fact.birth_latest": "2010-01-01", "on": "2026-11-20"}

    answer = signed_in(nurse).post(SIMULATOR, sent)

    assert answer.status_code == 422


def test_another_question_is_asked_of_the_edition(signed_in, nurse):
    client = signed_in(nurse)

    validity = client.post(SIMULATOR, {"question": "validity"})
    unknown = client.post(SIMULATOR, {"question": "fortune"})

    assert validity.context["simulation"].question == "validity"
    assert unknown.status_code == 404


@pytest.mark.parametrize(
    ("name", "texts", "value"),
    [
        ("age", ["34"], 34),
        ("age", ["٣٤"], 34),
        ("tb_contact_months_ago", ["3,5"], 3.5),
        ("tb_contact", ["yes"], True),
        ("tb_contact", ["no"], False),
        ("sputum_smears", ["negative", "", "pending"], ("negative", "pending")),
        ("extrapulmonary_site", ["spine"], "spine"),
    ],
)
def test_typed_answers_become_facts(name, texts, value):
    assert fact_value(vocabulary()[name], texts) == value
