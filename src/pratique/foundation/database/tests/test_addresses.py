import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.foundation.database.addresses import Address
from pratique.foundation.trouble import Trouble

words = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1, max_size=20)


def test_address_of_a_server_is_read_from_its_url():
    address = Address.from_url("postgresql://ana:p%40ss@db.example:6543/mission?sslmode=require")

    assert address == Address(
        host="db.example", port=6543, user="ana", password="p@ss", database="mission", options={"sslmode": "require"}
    )


def test_address_of_a_socket_is_read_from_its_url():
    address = Address.from_url("postgresql://ana:secret@/mission?host=/run/postgresql")

    assert (address.host, address.port) == ("/run/postgresql", 5432)


@pytest.mark.parametrize(
    "url", ["mysql://a:b@c/d", "postgresql://host/database", "postgresql://ana@host", "postgresql://ana@/mission", "x"]
)
def test_an_address_that_is_not_complete_is_refused_with_the_right_form(url):
    with pytest.raises(Trouble, match="reads postgresql://USER:PASSWORD@HOST:PORT/DATABASE"):
        Address.from_url(url)


@given(user=words, password=words, database=words)
def test_an_address_survives_its_own_url(user, password, database):
    database = database.lstrip("/") or "mission"
    address = Address(
        host="db.example", user=user, password=password, database=database, options={"sslmode": "require"}
    )

    assert Address.from_url(address.url()) == address


@given(user=words, password=words)
def test_a_socket_address_survives_its_own_url(user, password):
    address = Address(host="/run/a b", user=user, password=password, database="mission")

    assert Address.from_url(address.url()) == address


def test_the_password_stays_out_of_what_is_printed():
    address = Address(host="db.example", user="ana", password="only-mine", database="mission")

    assert "only-mine" not in repr(address)


def test_django_gets_a_pool_only_where_it_is_asked_for():
    address = Address(host="db.example", user="ana", password="secret", database="mission")

    assert address.django()["OPTIONS"] == {}
    assert address.django(pool_size=8)["OPTIONS"] == {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}}
