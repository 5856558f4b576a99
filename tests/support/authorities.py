"""A certificate authority of a test, which signs what servers show; nobody else trusts it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True, slots=True)
class Authority:
    """Who signs; `root` is the file that makes a program trust it."""

    root: Path
    _key: ec.EllipticCurvePrivateKey
    _name: x509.Name

    @classmethod
    def make(cls, folder: Path, name: str) -> Authority:
        """Make an authority whose certificate lies in a folder."""
        key, subject = ec.generate_private_key(ec.SECP256R1()), _named(name)
        ca = x509.BasicConstraints(ca=True, path_length=0)
        made = _begun(subject, key).issuer_name(subject).add_extension(ca, critical=True).sign(key, hashes.SHA256())
        root = folder / f"{name}.crt"
        root.write_bytes(made.public_bytes(serialization.Encoding.PEM))
        return cls(root, key, subject)

    def sign(self, host: str) -> Path:
        """Return a file with a certificate for a host name, and its key, beside the root."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.DNSName(host)])
        begun = _begun(_named(host), key).issuer_name(self._name).add_extension(names, critical=False)
        made = begun.sign(self._key, hashes.SHA256())
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file = self.root.with_name(f"{self.root.stem}-{host}.pem")
        file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
        return file


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _begun(subject: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
    )
