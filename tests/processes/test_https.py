"""Served by https with the clinic's own certificate: trusted devices reach it, and cookies travel no other way."""

import ssl
import urllib.request

from tests.processes.running import Running, command


def test_pages_are_served_by_https_under_the_names_of_the_certificate(data_dir, wait_until):
    made = command("tls", "init", "localhost", "127.0.0.1", "--data-dir", data_dir)
    assert made.returncode == 0, made.stderr
    tls = data_dir / "tls"
    files = ["--tls-cert", str(tls / "server.pem"), "--tls-key", str(tls / "server.key")]
    with Running(data_dir, "--no-demo", *files, DJANGO_SETTINGS_MODULE="") as running:
        running.start()
        wait_until(lambda: f"Pratique is ready at https://localhost:{running.port}\n" in running.said, seconds=120)

        trusting = ssl.create_default_context(cafile=tls / "authority.pem")
        opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=trusting))
        with opener.open(f"https://localhost:{running.port}/accounts/login/", timeout=10) as answer:
            cookies = answer.headers.get_all("Set-Cookie")
            assert answer.status == 200
            assert answer.headers["Strict-Transport-Security"] == "max-age=2592000"
            assert [cookie.partition("=")[0] for cookie in cookies if "Secure" not in cookie] == []
            assert "csrftoken" in {cookie.partition("=")[0] for cookie in cookies}


def test_a_certificate_without_names_is_refused_in_one_sentence(data_dir):
    data_dir.mkdir()
    bad = data_dir.with_name("bad.pem")
    bad.write_text("not a certificate")

    refused = command("run", "--no-demo", "--data-dir", data_dir, "--tls-cert", bad, "--tls-key", bad)

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == f"The file {bad} is not a certificate with the names it is for.\n"
    assert not (data_dir / "postgres").exists()
