"""`pratique run`: every process of one Pratique, until Ctrl-C."""

from __future__ import annotations

import argparse
import ipaddress
import os
import socket
import sys
import urllib.error
import urllib.request
from pathlib import Path

from pratique.config import env
from pratique.config.cli.demo import is_marked_built
from pratique.config.cli.local import add_data_dir, folder_of, prepare_given_server
from pratique.foundation.supervisor.folder import Mode, claim_mode, only_one, open_folder
from pratique.foundation.supervisor.supervisor import Stopped, Supervisor, stopping_on_signals
from pratique.foundation.trouble import Trouble

ANSWER_WITHIN = 120.0
LOOPBACK_NAMES = {"localhost", "ip6-localhost"}


def register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=None, help="where to serve (PRATIQUE_HOST, 127.0.0.1)")
    parser.add_argument("--port", type=env.parse_port, default=None, help="the port of the pages (PRATIQUE_PORT, 8000)")
    parser.add_argument(
        "--dicom-port", type=env.parse_port, default=None, help="the port of DICOM (PRATIQUE_DICOM_PORT, 11112)"
    )
    add_data_dir(parser)
    parser.add_argument("--no-demo", action="store_true", help="a production, not the demo mission (PRATIQUE_NO_DEMO)")
    parser.add_argument(
        "--open-demo", action="store_true", help="serve the demo on a network, though its passwords are known"
    )
    parser.add_argument("--tls-cert", type=env.parse_path, metavar="FILE", help="the certificate to serve https with")
    parser.add_argument("--tls-key", type=env.parse_path, metavar="FILE", help="its private key (PKCS#8)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    host = arguments.host or env.HOST.read()
    port = arguments.port or env.PORT.read()
    mode: Mode = "production" if arguments.no_demo or env.NO_DEMO.read() else "demo"
    refuse_open_address(host, mode, arguments)
    refuse_taken_port(host, port)
    data_dir = folder_of(arguments)
    open_folder(data_dir)
    with only_one(data_dir), stopping_on_signals():
        claim_mode(data_dir, mode)
        env.HOST.hand_over(host)
        env.PORT.hand_over(port)
        if arguments.tls_cert is not None:
            hand_over_names(arguments.tls_cert, port)
        supervisor = Supervisor(
            data_dir=data_dir, embedded=not env.DATABASE_URL.read(), environment=env.inherited(), say=say
        )
        try:
            start(supervisor, mode=mode, host=host, port=port, arguments=arguments)
            supervisor.watch()
        except Stopped:
            say("Stopping.")
        finally:
            supervisor.stop()
    return 0


def start(supervisor: Supervisor, *, mode: Mode, host: str, port: int, arguments: argparse.Namespace) -> None:
    supervisor.start_database()
    if not supervisor.embedded:
        prepare_given_server(supervisor.data_dir)
    say("Bringing the tables up to this version.")
    supervisor.run_step(program("migrate"))
    if mode == "demo" and not is_marked_built(supervisor.data_dir):
        supervisor.run_step(program("demo", "--if-new"))
    supervisor.start_child("web", web_command(host, port, arguments))
    supervisor.start_child("worker", program("worker"))
    secure = arguments.tls_cert is not None
    supervisor.wait_until(lambda: answers(host, port, secure=secure), seconds=ANSWER_WITHIN)
    say(greeting(mode, shown_address(host, port, secure=secure)))


def program(*words: str) -> list[str]:
    """A command of ours in a process of its own."""
    return [sys.executable, "-m", "pratique.config.cli", *words]


def web_command(host: str, port: int, arguments: argparse.Namespace) -> list[str]:
    """Granian with blocking threads; static files are whitenoise's: granian's own mount cannot send them compressed."""
    workers = env.WEB_WORKERS.read() or max(1, (os.cpu_count() or 1) // 2)
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--log-level", "warning",
        "--workers-kill-timeout", "1", "--respawn-failed-workers", "--respawn-interval", "0.5",
    ]  # fmt: skip
    if arguments.tls_cert is not None:
        command += ["--ssl-certificate", str(arguments.tls_cert), "--ssl-keyfile", str(arguments.tls_key)]
    return [*command, "pratique.config.wsgi:application"]


def refuse_open_address(host: str, mode: Mode, arguments: argparse.Namespace) -> None:
    """Outside this machine: never a demo unless told so, never passwords and records over plain http."""
    if (arguments.tls_cert is None) != (arguments.tls_key is None):
        raise Trouble("Give --tls-cert and --tls-key together.")
    for file in (arguments.tls_cert, arguments.tls_key):
        if file is not None and not os.access(file, os.R_OK):
            raise Trouble(f"The file {file} cannot be read.")
    if is_loopback(host):
        return
    if mode == "demo" and not arguments.open_demo:
        raise Trouble(
            f"The demo's passwords are known to everybody, so it serves this machine only and not {host}; "
            "leave out --host, or add --open-demo if everybody on that network may see it."
        )
    if mode == "production" and arguments.tls_cert is None and not env.PUBLIC_URL.read().startswith("https://"):
        raise Trouble(
            f"Records never travel over plain http: for {host} give --tls-cert and --tls-key, or PRATIQUE_PUBLIC_URL "
            "if a proxy in front serves https."
        )


def is_loopback(host: str) -> bool:
    if host in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def hand_over_names(certificate: Path, port: int) -> None:
    """People reach it under the names of its certificate, the first of which is printed in links."""
    from cryptography import x509

    try:
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, x509.ExtensionNotFound) as error:
        raise Trouble(f"The file {certificate} is not a certificate with the names it is for.") from error
    hosts = [str(name.value) for name in names if isinstance(name, x509.DNSName | x509.IPAddress)]
    env.HOST_NAMES.hand_over(",".join([*env.HOST_NAMES.read(), *hosts]))
    if not env.PUBLIC_URL.read() and hosts:
        env.PUBLIC_URL.hand_over(f"https://{bracketed(hosts[0])}:{port}")


def refuse_taken_port(host: str, port: int) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror as error:
        raise Trouble(f"{host} is not an address of this machine; give another by --host.") from error
    except PermissionError as error:
        raise Trouble(f"Port {port} is reserved for the system's administrator; choose another by --port.") from error
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Trouble(f"Port {port} on {host} cannot be used ({reason}); choose another by --port.") from error


def answers(host: str, port: int, *, secure: bool) -> bool:
    """Whether the pages are served; behind https it is enough that the port is open."""
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104
    if secure:
        with socket.socket() as probe:
            return probe.connect_ex((shown, port)) == 0
    try:
        request = urllib.request.Request(f"http://{bracketed(shown)}:{port}/healthz")
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def shown_address(host: str, port: int, *, secure: bool) -> str:
    """Passkeys need a name, so this machine is called localhost."""
    name = "localhost" if is_loopback(host) else bracketed(host)
    return env.PUBLIC_URL.read() or f"{'https' if secure else 'http'}://{name}:{port}"


def greeting(mode: Mode, address: str) -> str:
    if mode == "production":
        return f"\nPratique is ready at {address}\nCtrl-C stops it.\n"
    from pratique.demo.sign_ins import PASSWORD, ROLES, email

    sign_ins = "\n".join(f"  {email(role)}" for role in ROLES)
    return (
        f"\nPratique is ready at {address}\n\n"
        f"Sign in to the demo mission with the password {PASSWORD} as\n{sign_ins}\n\n"
        "Its people are invented. Ctrl-C stops it; the data stay.\n"
    )


def say(sentence: str) -> None:
    print(sentence, flush=True)
