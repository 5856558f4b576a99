"""The file of networks: what is read, and what does not start."""

from __future__ import annotations

from pathlib import Path

import pytest

from worgl.config import networks

GOOD = """
[[network]]
id = "forum"
name = "Neighbours' forum"
server = "https://forum.example.org/"
client_id = "town"
secret_env = "A_SECRET_OF_THE_FORUM"
trust_email = true

[[network]]
kind = "github"
name = "GitHub"
client_id = "abc"
secret = "s"
"""


def written(folder: Path, text: str) -> str:
    path = folder / "networks.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_file_becomes_providers_apps_and_origins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET_OF_THE_FORUM", "hush")
    found = networks.read(written(tmp_path, GOOD))
    assert [one.origin for one in found] == ["https://forum.example.org", "https://github.com"]
    assert networks.apps(found) == [
        "allauth.socialaccount.providers.github",
        "allauth.socialaccount.providers.openid_connect",
    ]
    providers = networks.providers(found)
    forum = providers["openid_connect"]["APPS"][0]
    assert (forum["provider_id"], forum["secret"]) == ("forum", "hush")
    assert forum["settings"] == {"server_url": "https://forum.example.org", "email_authentication": True}
    assert providers["github"]["APPS"][0]["settings"]["email_authentication"] is False
    assert all(one["OAUTH_PKCE_ENABLED"] for one in providers.values())


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hush\n", encoding="utf-8")
    text = f'[[network]]\nname = "F"\nserver = "https://f.example"\nclient_id = "a"\nsecret_file = "{tmp_path}/secret"'
    assert networks.read(written(tmp_path, text))[0].secret == "hush"


def test_without_a_file_there_are_none() -> None:
    assert networks.read("") == ()


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('name = "F"', "name and client_id"),
        ('name = "F"\nclient_id = "a"', "server must be"),
        ('name = "F"\nclient_id = "a"\nserver = "forum"', "server must be"),
        ('name = "F"\nclient_id = "a"\nkind = "friendster"', "kind must be"),
        ('name = "F"\nclient_id = "a"\nserver = "https://f.example"\nid = "a/b"', "id must be"),
        ('name = "F"\nclient_id = "a"\nserver = "https://f.example"\ntrusted = true', "no setting of a network"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, entry: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        networks.read(written(tmp_path, f"[[network]]\n{entry}"))


def test_two_networks_do_not_share_an_id(tmp_path: Path) -> None:
    one = '[[network]]\nname = "F"\nserver = "https://f.example"\nclient_id = "a"\n'
    with pytest.raises(ValueError, match="same id"):
        networks.read(written(tmp_path, one + one))
