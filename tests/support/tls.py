"""A proxy that ends TLS before a site, as a town's web server does: it says so to the site and passes everything on."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_HEAD_MAX = 65_536
_TOLD = (b"X-Forwarded-Proto: https", b"Connection: close")


def certificate(folder: Path) -> Path:
    """Write a certificate for localhost that nobody but a test trusts, with its key, and return the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "localhost.pem"
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return file


@contextmanager
def tls_before(port: int, *, own_port: int, pem: Path) -> Iterator[None]:
    """Answer over TLS on a port of this machine with what the site on another one answers, while the block runs."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with closing(socket.create_server(("127.0.0.1", own_port), backlog=64)) as door:
        threading.Thread(target=_receive, args=(door, context, port), daemon=True).start()
        yield


def _receive(door: socket.socket, context: ssl.SSLContext, port: int) -> None:
    while True:
        try:
            guest, _address = door.accept()
        except OSError:
            return
        threading.Thread(target=_pass_on, args=(guest, context, port), daemon=True).start()


def _pass_on(guest: socket.socket, context: ssl.SSLContext, port: int) -> None:
    """Pass one request and its answer on, one after the other; then the connection is over."""
    with suppress(OSError), context.wrap_socket(guest, server_side=True) as safe:
        request = _whole(safe)
        if not request:
            return
        with socket.create_connection(("127.0.0.1", port)) as site:
            site.sendall(request)
            while piece := site.recv(65_536):
                safe.sendall(piece)


def _whole(safe: ssl.SSLSocket) -> bytes:
    """Return a request with what the proxy says of it; empty when the guest went away."""
    head = b""
    while b"\r\n\r\n" not in head:
        piece = safe.recv(65_536)
        if not piece or len(head) > _HEAD_MAX:
            return b""
        head += piece
    head, _, body = head.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    sizes = [int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:")]
    while len(body) < sum(sizes):
        piece = safe.recv(65_536)
        if not piece:
            return b""
        body += piece
    kept = [line for line in lines if not line.lower().startswith((b"connection:", b"x-forwarded-proto:"))]
    return b"\r\n".join([first, *_TOLD, *kept]) + b"\r\n\r\n" + body
