"""The pages of the rule book, through their addresses."""

import pytest

from pratique.areas.requirements.factories import make_edition_in_force
from pratique.areas.requirements.forms import fact_value
from pratique.areas.requirements.models import EditionInForce
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.factories import make_actor, make_user
from pratique.rules.requirements import judge, load_edition, vocabulary

pytestmark = pytest.mark.django_db

US = "US-TB-2018"
SIMULATOR = f"/rules/{US}/simulator/"


def test_the_rule_book_lists_editions_by_destination_with_where_they_are_in_force(signed_in, physician, site):
    make_edition_in_force(physician, site=site)

    answer = signed_in(physician).get("/rules/")

    destinations = answer.context["destinations"]
    assert [(row.code, row.name) for row in destinations] == [("UK", "United Kingdom"), ("US", "United States")]
    assert [edition.code for edition in destinations[0].editions] == ["UK-TB-2013", "UK-TB-2015", "UK-TB-2023"]
    signature = destinations[1].editions[0].in_force[0]
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


@pytest.mark.parametrize("address", ["/rules/", f"/rules/{US}/", SIMULATOR])
def test_who_may_not_read_the_rule_book_is_told_so(signed_in, site, address):
    answer = signed_in(make_actor("vaccinator", site=site)).get(address)

    assert answer.status_code == 403


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
    third = client.post(SIMULATOR, {"fact.age": "34", "asking": second.asking, "answer": "no"}).context["simulation"]

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
