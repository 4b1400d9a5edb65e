"""Importing figures and areas: all of a file or nothing, and twice is once."""

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pratique.areas.places.actions import (
    Imported,
    import_administrative_areas,
    import_tb_incidence,
    load_demo_incidence,
)
from pratique.areas.places.models import AdministrativeArea, TbIncidence
from pratique.areas.places.queries import administrative_areas, tb_incidence
from pratique.foundation.actions import Refusal
from pratique.foundation.actors.factories import make_actor

pytestmark = pytest.mark.django_db

HEAD = "iso3,year,e_inc_100k,e_inc_100k_lo,e_inc_100k_hi\n"
FILE = HEAD + "UGA,2022,199,118,302\nUGA,2023,198,117,300\nKEN,2023,221.5,NA,\nXKX,2023,,,\n"
SHARED = Path(__file__).parents[6] / "shared" / "data" / "who_tb" / "tb_burden_estimates_2000_2023.csv.gz"


def test_figures_are_taken_over_with_their_source(system):
    imported = import_tb_incidence(by=system, content=FILE.encode(), source="WHO 2024")

    assert imported == Imported(read=3, added=3, changed=0)
    figure = tb_incidence("UGA")
    assert (figure.year, figure.per_100k, figure.low, figure.high, figure.source, figure.is_demo) == (
        2023, 198.0, 117.0, 300.0, "WHO 2024", False,
    )  # fmt: skip
    assert (tb_incidence("KEN").low, tb_incidence("KEN").per_100k) == (None, 221.5)


def test_the_same_file_twice_changes_nothing(system):
    import_tb_incidence(by=system, content=FILE.encode(), source="WHO 2024")

    again = import_tb_incidence(by=system, content=gzip.compress(FILE.encode()), source="WHO 2024")

    assert again == Imported(read=3, added=0, changed=0)
    assert TbIncidence.objects.count() == 3


def test_a_new_estimate_takes_the_place_of_the_old(system):
    import_tb_incidence(by=system, content=FILE.encode(), source="WHO 2024")

    imported = import_tb_incidence(by=system, content=(HEAD + "UGA,2023,201,117,300\n").encode(), source="WHO 2025")

    assert imported == Imported(read=1, added=0, changed=1)
    assert (tb_incidence("UGA").per_100k, tb_incidence("UGA").source) == (201.0, "WHO 2025")


@pytest.mark.parametrize(("year", "found"), [(None, 2023), (2023, 2023), (2022, 2022), (2030, 2023), (2021, None)])
def test_the_latest_figure_at_or_before_a_year_counts(system, year, found):
    import_tb_incidence(by=system, content=FILE.encode(), source="WHO 2024")

    figure = tb_incidence("UGA", year)

    assert (figure.year if figure else None) == found


def test_a_country_without_a_figure_has_none(system):
    import_tb_incidence(by=system, content=FILE.encode(), source="WHO 2024")

    assert tb_incidence("ATA") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("country,year,rate\nUGA,2023,1\n", "places.tb_incidence.columns"),
        ("", "places.tb_incidence.columns"),
        ("iso3\ryear\n", "places.import.row"),
        (HEAD + "QQQ,2023,1,1,1\n", "places.import.row"),
        (HEAD + "XXB,2023,1,1,1\n", "places.import.row"),
        (HEAD + "UGA,23,1,1,1\n", "places.import.row"),
        (HEAD + "UGA,2023,many,1,1\n", "places.import.row"),
        (HEAD + "UGA,2023,-4,1,1\n", "places.import.row"),
        (HEAD + "UGA,2023,nan,1,1\n", "places.import.row"),
        (HEAD + "UGA,2023,100001,1,1\n", "places.import.row"),
        (HEAD + "UGA,2023,5,9,1\n", "places.import.row"),
        (HEAD + "UGA,2023,5\n", "places.import.row"),
        (HEAD + "UGA,2023,5,1,9,7\n", "places.import.row"),
        (HEAD + "UGA,2023,5,1,9\nUGA,2023,6,1,9\n", "places.import.row"),
        (HEAD + "UGA,2023,5\x00,1,9\n", "places.import.unreadable"),
    ],
)
def test_a_file_that_is_wrong_anywhere_is_refused_whole(system, text, code):
    good_before = HEAD + "KEN,2023,221,1,400\n"
    import_tb_incidence(by=system, content=good_before.encode(), source="WHO 2024")

    with pytest.raises(Refusal) as refused:
        import_tb_incidence(by=system, content=text.encode(), source="WHO 2024")

    assert refused.value.code == code
    assert list(TbIncidence.objects.values_list("country", "per_100k")) == [("KEN", 221.0)]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x1f\x8b broken", gzip.compress(FILE.encode())[:40]])
def test_a_file_that_is_no_text_is_refused(system, content):
    with pytest.raises(Refusal) as refused:
        import_tb_incidence(by=system, content=content, source="WHO 2024")

    assert refused.value.code == "places.import.unreadable"


def test_a_file_that_unpacks_to_too_much_is_refused(system):
    with pytest.raises(Refusal) as refused:
        import_tb_incidence(by=system, content=gzip.compress(bytes(70 * 1024 * 1024)), source="WHO 2024")

    assert refused.value.code == "places.import.too_large"


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: (HEAD + text).encode("utf-8", "replace")))
def test_whatever_the_file_it_is_taken_over_or_refused(system, content):
    try:
        imported = import_tb_incidence(by=system, content=content, source="WHO 2024")
    except Refusal as refused:
        assert refused.code.startswith("places.")
        return

    assert imported.added <= imported.read


def test_nobody_imports_without_the_permission(system):
    with pytest.raises(Refusal) as refused:
        import_tb_incidence(by=make_actor("physician"), content=FILE.encode(), source="WHO 2024")

    assert refused.value.code == "not_permitted"
    assert TbIncidence.objects.count() == 0


def test_invented_figures_are_marked_and_give_way(system):
    loaded = load_demo_incidence(by=system)
    invented = tb_incidence("UGA"), tb_incidence("KEN")
    import_tb_incidence(by=system, content=(HEAD + "KEN,2019,221,1,400\n").encode(), source="WHO 2024")

    assert loaded == Imported(read=20, added=20, changed=0)
    assert load_demo_incidence(by=system) == Imported(read=20, added=0, changed=0)
    assert (invented[0], invented[1].is_demo, invented[1].source) == (None, True, "Invented for the demo mission")
    assert (tb_incidence("KEN").is_demo, tb_incidence("KEN").year) == (False, 2019)


def test_whos_own_file_is_read_whole(system):
    if not SHARED.exists():
        pytest.skip("needs ../shared/data/who_tb")

    imported = import_tb_incidence(by=system, content=SHARED.read_bytes(), source="WHO 2024")

    assert imported == Imported(read=5117, added=5117, changed=0)
    assert (tb_incidence("IND").year, tb_incidence("IND").per_100k) == (2023, 194.92372)


def test_the_first_level_of_areas_is_there():
    assert AdministrativeArea.objects.count() == 3590
    assert [area.name for area in administrative_areas("UGA")] == ["Central", "Eastern", "Northern", "Western"]


def test_a_missions_own_areas_come_under_the_first_level(system):
    content = "country,code,name,kind,parent\nUGA,UG-102,Kampala,District,UG-C\n"

    imported = import_administrative_areas(by=system, content=content.encode())
    again = import_administrative_areas(by=system, content=content.encode())

    assert (imported, again) == (Imported(read=1, added=1, changed=0), Imported(read=1, added=0, changed=0))
    assert AdministrativeArea.objects.get(code="UG-102").parent.code == "UG-C"


@pytest.mark.parametrize(
    "row", ["QQQ,X-1,Nowhere,,", "UGA,,Nameless code,,", "UGA,UG-9,,,", "UGA,UG-9,Child,,NO-PARENT", "UGA,UG-9,A"]
)
def test_areas_that_cannot_be_are_refused(system, row):
    with pytest.raises(Refusal):
        import_administrative_areas(by=system, content=f"country,code,name,kind,parent\n{row}\n".encode())

    assert AdministrativeArea.objects.count() == 3590
