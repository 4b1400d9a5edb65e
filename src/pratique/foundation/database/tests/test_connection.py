from pratique.foundation.database.connection import choose_login, django_connection
from pratique.foundation.database.logins import keep_passwords, read_passwords

URL = "postgresql://owner:secret@db.example/mission"


def test_the_owner_of_a_given_server_is_the_login_that_was_given(tmp_path):
    address = choose_login(tmp_path, role="owner", url=URL)

    assert address.url() == "postgresql://owner:secret@db.example:5432/mission"


def test_the_application_on_a_given_server_is_named_after_the_database_and_its_password_is_ours(tmp_path):
    address = choose_login(tmp_path, role="application", url=URL)

    assert (address.user, address.host, address.database) == ("mission_application", "db.example", "mission")
    assert address.password == read_passwords(tmp_path).application


def test_a_second_url_names_the_application_where_the_owner_may_not_create_roles(tmp_path):
    address = choose_login(
        tmp_path, role="application", url=URL, application_url="postgresql://app:word@db.example/mission"
    )

    assert (address.user, address.password) == ("app", "word")
    assert list(tmp_path.iterdir()) == []


def test_before_the_first_start_settings_can_be_read_and_nothing_is_written(tmp_path):
    settings = django_connection(data_dir=tmp_path / "new")

    assert (settings["USER"], settings["PASSWORD"]) == ("pratique_application", "")
    assert settings["HOST"] == str(tmp_path / "new" / "socket")
    assert not (tmp_path / "new").exists()


def test_each_role_has_its_own_password(tmp_path):
    passwords = keep_passwords(tmp_path)

    assert choose_login(tmp_path, role="owner").password == passwords.owner
    assert choose_login(tmp_path, role="application").password == passwords.application
    assert len({passwords.owner, passwords.application, passwords.administrator}) == 3


def test_passwords_are_made_once_and_only_we_may_read_them(tmp_path):
    first = keep_passwords(tmp_path)

    assert keep_passwords(tmp_path) == first
    assert (tmp_path / "database.json").stat().st_mode & 0o777 == 0o600
