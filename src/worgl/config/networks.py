"""Social networks people may sign in with, read from the file the operator names in WORGL_NETWORKS."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from worgl.config import env

PUBLIC_SERVERS = {
    "github": "https://github.com",
    "gitlab": "https://gitlab.com",
    "google": "https://accounts.google.com",
    "openid_connect": "",
}
"""The kinds of networks, each with the server it means when the file names none."""
SERVER_SETTING = {"github": "GITHUB_URL", "gitlab": "GITLAB_URL"}
KNOWN = frozenset({"id", "name", "kind", "server", "client_id", "secret", "secret_file", "secret_env", "trust_email"})


@dataclass(frozen=True, slots=True)
class Network:
    """One network; `id` is part of addresses, `trust_email` believes which addresses it calls confirmed."""

    id: str
    name: str
    kind: str
    server: str
    client_id: str
    secret: str
    trust_email: bool

    @property
    def origin(self) -> str:
        """Return where its sign-in page stands, for the content security policy."""
        parts = urlsplit(self.server)
        return f"{parts.scheme}://{parts.netloc}"


def read(path: str) -> tuple[Network, ...]:
    """Return the networks of a TOML file with one [[network]] each; an empty path means none.

    A wrong entry is a ValueError that names it: the site does not start with half of its ways in.
    """
    if not path:
        return ()
    with Path(path).open("rb") as file:
        entries = tomllib.load(file).get("network", [])
    networks = tuple(_network(entry) for entry in entries)
    if len({network.id for network in networks}) < len(networks):
        message = f"{path}: two networks have the same id"
        raise ValueError(message)
    return networks


def _network(entry: Mapping[str, Any]) -> Network:
    kind, name = str(entry.get("kind", "openid_connect")), str(entry.get("name", ""))
    server = str(entry.get("server", PUBLIC_SERVERS.get(kind, ""))).rstrip("/")
    network = Network(
        id=str(entry.get("id", kind.replace("_", "-"))),
        name=name,
        kind=kind,
        server=server,
        client_id=str(entry.get("client_id", "")),
        secret=_secret(entry),
        trust_email=entry.get("trust_email", False) is True,
    )
    wrong = _wrong_with(network, set(entry) - KNOWN)
    if wrong:
        message = f"network “{name or network.id}”: {wrong}"
        raise ValueError(message)
    return network


def _secret(entry: Mapping[str, Any]) -> str:
    if "secret_file" in entry:
        return Path(str(entry["secret_file"])).read_text(encoding="utf-8").strip()
    if "secret_env" in entry:
        return env.secret_named(str(entry["secret_env"]))
    return str(entry.get("secret", ""))


def _wrong_with(network: Network, unknown: set[str]) -> str:
    if unknown:
        return f"“{min(unknown)}” is no setting of a network"
    if network.kind not in PUBLIC_SERVERS:
        return f"kind must be one of {', '.join(sorted(PUBLIC_SERVERS))}"
    if not (network.name and network.client_id):
        return "name and client_id must be given"
    if not network.id.replace("-", "").isalnum():
        return "id must be of letters, digits and dashes"
    if urlsplit(network.server).scheme not in {"http", "https"} or not urlsplit(network.server).netloc:
        return "server must be an address such as https://social.example.org"
    return ""


def providers(networks: Sequence[Network]) -> dict[str, dict[str, Any]]:
    """Return allauth's SOCIALACCOUNT_PROVIDERS."""
    found: dict[str, dict[str, Any]] = {}
    for network in networks:
        of_kind = found.setdefault(network.kind, {"OAUTH_PKCE_ENABLED": True, "APPS": []})
        if network.kind in SERVER_SETTING:
            of_kind[SERVER_SETTING[network.kind]] = network.server
        of_kind["APPS"].append(
            {
                "provider_id": network.id,
                "name": network.name,
                "client_id": network.client_id,
                "secret": network.secret,
                "settings": {"server_url": network.server, "email_authentication": network.trust_email},
            }
        )
    return found


def apps(networks: Sequence[Network]) -> list[str]:
    """Return the Django apps of the kinds that are used."""
    return [f"allauth.socialaccount.providers.{kind}" for kind in sorted({network.kind for network in networks})]
