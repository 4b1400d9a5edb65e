import socket
import ssl
import threading

import pytest
from cryptography import x509

from pratique.config.cli import main


def init(data_dir, *hosts):
    return main(["tls", "init", *hosts, "--data-dir", str(data_dir)])


def hand_shake(folder, name):
    """What a device that trusts the clinic's authority alone thinks of the server under that name."""
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(folder / "server.pem", folder / "server.key")
    trusting = ssl.create_default_context(cafile=folder / "authority.pem")
    here, there = socket.socketpair()

    def serve():
        try:
            serving.wrap_socket(there, server_side=True).close()
        except OSError:
            there.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with trusting.wrap_socket(here, server_hostname=name) as secured:
            return secured.version()
    finally:
        here.close()
        thread.join()


@pytest.mark.parametrize("name", ["clinic.example", "192.0.2.7"])
def test_a_device_that_trusts_the_authority_accepts_every_name(tmp_path, name):
    assert init(tmp_path, "clinic.example", "192.0.2.7") == 0

    assert hand_shake(tmp_path / "tls", name) == "TLSv1.3"


def test_another_name_is_not_accepted(tmp_path):
    init(tmp_path, "clinic.example")

    with pytest.raises(ssl.SSLCertVerificationError):
        hand_shake(tmp_path / "tls", "other.example")


def test_a_new_certificate_keeps_the_authority_that_devices_know(tmp_path):
    init(tmp_path, "clinic.example")
    authority, first = ((tmp_path / "tls" / name).read_bytes() for name in ("authority.pem", "server.pem"))

    init(tmp_path, "clinic.example")

    assert (tmp_path / "tls" / "authority.pem").read_bytes() == authority
    assert (tmp_path / "tls" / "server.pem").read_bytes() != first


def test_keys_are_for_us_alone_and_the_certificate_lasts_as_long_as_browsers_accept(tmp_path):
    init(tmp_path, "clinic.example")

    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "tls").iterdir()} == {0o600}
    certificate = x509.load_pem_x509_certificate((tmp_path / "tls" / "server.pem").read_bytes())
    assert (certificate.not_valid_after_utc - certificate.not_valid_before_utc).days == 397


def test_a_name_that_cannot_stand_in_a_certificate_is_one_sentence(tmp_path, capsys):
    assert init(tmp_path, "clínica") == 1

    assert capsys.readouterr().err == "'clínica' is neither an address nor a name in plain letters.\n"
    assert not (tmp_path / "tls" / "server.pem").exists()
