"""`pratique tls init HOST`: an authority of the clinic's own and a certificate, so that its network has https."""

from __future__ import annotations

import argparse
import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from pratique.config.cli.local import add_data_dir, folder_of
from pratique.foundation.database.logins import write_private
from pratique.foundation.supervisor.folder import open_folder
from pratique.foundation.trouble import Trouble

AUTHORITY_DAYS = 3650
CERTIFICATE_DAYS = 397  # the longest that browsers accept
AUTHORITY, CERTIFICATE = "authority", "server"

Pair = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


def register(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    init = commands.add_parser("init", help="make the authority, if need be, and a certificate for these names")
    init.add_argument("host", nargs="+", metavar="HOST", help="a name or address under which the clinic reaches it")
    add_data_dir(init)
    init.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    data_dir = folder_of(arguments)
    open_folder(data_dir)
    folder = data_dir / "tls"
    folder.mkdir(mode=0o700, exist_ok=True)
    now = datetime.now(UTC)
    authority = read_pair(folder, AUTHORITY) or keep_pair(folder, AUTHORITY, make_authority(now))
    keep_pair(folder, CERTIFICATE, make_certificate(authority, arguments.host, now))
    print(f"Install {folder / 'authority.pem'} as a trusted authority on the clinic's devices; then start with")
    print(f"  pratique run --host 0.0.0.0 --tls-cert {folder / 'server.pem'} --tls-key {folder / 'server.key'}")
    return 0


def make_authority(now: datetime) -> Pair:
    """It may sign nothing but certificates of this clinic's hosts, and no other authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Pratique, authority of this clinic")])
    usage = x509.KeyUsage(
        digital_signature=False, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = (
        started(name, name, key, now, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return builder.sign(key, hashes.SHA256()), key


def make_certificate(authority: Pair, hosts: list[str], now: datetime) -> Pair:
    signer, signing_key = authority
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, hosts[0][:64])])
    builder = (
        started(name, signer.subject, key, now, CERTIFICATE_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([host_name(host) for host in hosts]), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key()), critical=False)
    )
    return builder.sign(signing_key, hashes.SHA256()), key


def started(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=days))
    )


def host_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        return x509.DNSName(host)
    except ValueError as error:
        raise Trouble(f"{host!r} is neither an address nor a name in plain letters.") from error


def read_pair(folder: Path, name: str) -> Pair | None:
    try:
        certificate = x509.load_pem_x509_certificate((folder / f"{name}.pem").read_bytes())
        key = serialization.load_pem_private_key((folder / f"{name}.key").read_bytes(), password=None)
    except FileNotFoundError:
        return None
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise Trouble(f"{folder / name}.key is not a key that `pratique tls init` made.")
    return certificate, key


def keep_pair(folder: Path, name: str, pair: Pair) -> Pair:
    certificate, key = pair
    write_private(
        folder / f"{name}.key",
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
    )
    write_private(folder / f"{name}.pem", certificate.public_bytes(serialization.Encoding.PEM))
    return pair
