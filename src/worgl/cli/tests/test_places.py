"""Whole processes: backup and restore, export and import, what a machine reads, what a kill leaves."""

from __future__ import annotations

import filecmp
import hashlib
import json
import os
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from tests.support.patience import PATIENCE_S
from tests.support.ports import free_port
from worgl.cli import archive
from worgl.cli.errors import CommunityExists, NotEmpty, TargetNotEmpty
from worgl.cli.tests.places import Place

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("town")]
MakePlace = Callable[[], Place]


def test_a_backup_is_proved_by_its_drill(town: Place, tmp_path: Path) -> None:
    file = tmp_path / "town.tar.gz"
    done = town.worgl("backup", file, "--drill", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["drilled"]
    assert {part["name"] for part in told["manifest"]["parts"]} >= {"secret.key", "push.key", "oidc.key"}
    assert not [path for path in town.home.iterdir() if path.name.startswith((".drill", ".backup"))]
    again, replaced = town.worgl_in_turn(["backup", file], ["backup", file, "--replace"])
    assert (again[0], again[1]) == (1, "")
    assert again[2].startswith(f"worgl: {NotEmpty.code}: ")
    assert replaced[0] == 0, replaced[2]


def test_a_restored_database_is_the_one_that_was_backed_up(
    town: Place, backup: Path, exported: Path, make_place: MakePlace, tmp_path: Path
) -> None:
    place = make_place()
    restored, checked, written = place.worgl_in_turn(
        ["restore", backup], ["check"], ["export", "lived-in", tmp_path / "again"]
    )
    assert restored[0] == 0, restored[2]
    assert checked[:2] == (0, "The books are right.\n")
    assert written[0] == 0, written[2]
    assert _same(exported, tmp_path / "again")
    for name in ("secret.key", "push.key", "oidc.key"):
        assert (place.home / name).read_bytes() == (town.home / name).read_bytes()


def test_nobody_else_reads_what_is_kept_whoever_made_the_folder(
    town: Place, make_place: MakePlace, tmp_path: Path
) -> None:
    shared, place = tmp_path / "shared", make_place()
    place.home.chmod(0o755)
    open_mask = os.umask(0)
    try:
        shared.mkdir()
        file = shared / "town.tar.gz"
        (town.home / "tomorrow.key").write_text("one that nobody has thought of yet", encoding="utf-8")
        told, restored = town.worgl("backup", file, "--drill"), place.worgl("restore", file)
        assert place.worgl("jobs", "list").returncode == 0
    finally:
        os.umask(open_mask)
        (town.home / "tomorrow.key").unlink()
    assert (told.returncode, restored.returncode) == (0, 0), (told.stderr, restored.stderr)
    kept = {"secret.key", "push.key", "oidc.key", "tomorrow.key"}
    assert {path.name for path in place.home.glob("*.key")} == kept
    assert file.stat().st_mode & 0o777 == 0o600
    assert place.home.stat().st_mode & 0o777 == 0o700
    assert {path.name for path in place.home.iterdir() if path.is_file() and path.stat().st_mode & 0o077} == set()


def test_a_backup_says_which_key_is_not_in_it_because_it_is_a_setting(town: Place, tmp_path: Path) -> None:
    secret = "a secret that stands in the settings of this machine"
    done = subprocess.run(
        [sys.executable, "-m", "worgl.cli", "backup", str(tmp_path / "town.tar.gz")],
        env={**town.environment, "WORGL_SECRET_KEY": secret},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "WORGL_SECRET_KEY is a setting and is not in the backup" in done.stderr
    assert secret not in done.stderr + done.stdout


def test_a_restore_replaces_a_community_only_when_told_and_keeps_it(backup: Path, make_place: MakePlace) -> None:
    place = make_place()
    first, refused, replaced, checked = place.worgl_in_turn(
        ["restore", backup], ["restore", backup], ["restore", backup, "--replace"], ["check"]
    )
    assert first[0] == 0, first[2]
    assert (refused[0], refused[1]) == (1, "")
    assert refused[2].startswith(f"worgl: {TargetNotEmpty.code}: ")
    assert replaced[0] == 0, replaced[2]
    assert "before" in replaced[1]
    assert checked[0] == 0, checked[1]


def test_a_damaged_backup_changes_nothing(backup: Path, make_place: MakePlace, tmp_path: Path) -> None:
    place, cut = make_place(), tmp_path / "cut.tar.gz"
    cut.write_bytes(backup.read_bytes()[:-100])
    damaged, missing, checked = place.worgl_in_turn(["restore", cut], ["restore", tmp_path / "missing"], ["check"])
    assert damaged[0] == 1
    assert damaged[2].startswith("worgl: backup_refused: ")
    assert missing[0] == 1
    assert checked[0] == 1
    assert checked[2].startswith("worgl: not_set_up: ")


def test_a_restore_killed_half_way_can_be_started_again(backup: Path, make_place: MakePlace, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("pg_restore runs in one transaction; what a kill leaves is PostgreSQL's own promise")
    large, place = _padded(backup, tmp_path), make_place()
    kills = 0
    for wait_bytes in (0, 1 << 20, 20 << 20):
        kills += _killed_while_unpacking(place, large, wait_bytes)
        assert not place.database.exists() or _is_whole(place.database)
    assert kills
    restored, checked = place.worgl_in_turn(["restore", large, "--replace"], ["check"])
    assert restored[0] == 0, restored[2]
    assert checked[0] == 0, checked[1]
    assert not list(place.home.glob(".restoring-*"))


def _padded(backup: Path, folder: Path) -> Path:
    """Make the backup large enough to be killed inside: 40 MB of a table more."""
    manifest = archive.unpack(backup, folder)
    name = manifest.parts[0].name
    with closing(sqlite3.connect(folder / name)) as opened:
        opened.execute("CREATE TABLE padding (b BLOB)")
        opened.executemany("INSERT INTO padding VALUES (randomblob(1000000))", [()] * 40)
        opened.commit()
    files = {part.name: folder / part.name for part in manifest.parts}
    parts = tuple(archive.part_of(name, path) for name, path in files.items())
    file = folder / "large.tar.gz"
    archive.pack(file, replace(manifest, parts=parts), files)
    return file


def _killed_while_unpacking(place: Place, file: Path, wait_bytes: int) -> bool:
    """Kill a restore once so many bytes are unpacked; tells whether it was still running."""
    process = place.start("restore", file)
    while process.poll() is None:
        if _unpacked_bytes(place.home) > wait_bytes:
            process.kill()
            break
        time.sleep(0.002)
    process.communicate()
    return process.returncode == -signal.SIGKILL


def _unpacked_bytes(home: Path) -> int:
    """Return the size of what a running restore has unpacked; its folder may vanish under the look."""
    try:
        return sum(path.stat().st_size for path in home.glob(".restoring-*/*"))
    except FileNotFoundError:
        return 0


def _is_whole(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as opened:
        return bool(opened.execute("PRAGMA quick_check").fetchone() == ("ok",))


def test_a_community_goes_to_another_database_and_back_the_same(
    exported: Path, make_place_with_tables: MakePlace, tmp_path: Path
) -> None:
    place, second = make_place_with_tables(), tmp_path / "second"
    commands: list[list[object]] = [
        ["init"],
        ["import", "community", exported],
        ["export", "lived-in", second],
        ["check"],
        ["import", "community", exported],
        ["export", "lived-in", second],
    ]
    _init, imported, written, checked, twice, onto = place.worgl_in_turn(*commands)
    assert imported[0] == 0, imported[2]
    assert written[0] == 0, written[2]
    assert _same(exported, second)
    assert checked[:2] == (0, "The books are right.\n")
    assert (twice[0], twice[2].startswith(f"worgl: {CommunityExists.code}: ")) == (1, True)
    assert (onto[0], onto[2].startswith(f"worgl: {NotEmpty.code}: ")) == (1, True)


def test_the_export_holds_holds_refusals_and_no_password(exported: Path) -> None:
    header, *rows = (exported / "ledger_transfers.csv").read_text(encoding="utf-8").splitlines()
    kinds = {row.split(",")[header.split(",").index("kind")] for row in rows}
    assert kinds == {"0", "1", "2", "3"}
    assert "below_floor" in (exported / "ledger_refused.csv").read_text(encoding="utf-8")
    assert "password" not in (exported / "people.csv").read_text(encoding="utf-8")
    manifest = json.loads((exported / "manifest.json").read_text(encoding="utf-8"))
    assert {file["name"] for file in manifest["files"]} == {path.name for path in exported.glob("*.csv")}


def test_the_pictures_of_people_go_along(exported: Path) -> None:
    header, row = (exported / "pictures.csv").read_text(encoding="utf-8").splitlines()
    cells = dict(zip(header.split(","), row.split(","), strict=True))
    content = bytes.fromhex(cells["content"])
    assert content[:4] + content[8:12] == b"RIFFWEBP"
    assert hashlib.sha256(content).hexdigest() == cells["digest"]


def _append_a_row(folder: Path) -> str:
    with (folder / "payments.csv").open("a", encoding="utf-8") as file:
        file.write("x\n")
    return "payments.csv"


def _cut_a_file(folder: Path) -> str:
    path = folder / "ledger_transfers.csv"
    path.write_bytes(path.read_bytes()[:-10])
    return path.name


def _take_a_file_away(folder: Path) -> str:
    (folder / "members.csv").unlink()
    return "members.csv"


def _add_a_file(folder: Path) -> str:
    (folder / "extra.csv").write_text("x\n", encoding="utf-8")
    return "extra.csv"


def _take_the_manifest_away(folder: Path) -> str:
    (folder / "manifest.json").unlink()
    return "manifest.json"


def _forge_a_balance(folder: Path) -> str:
    """Change an account's balance and its file's digest with it."""
    path = folder / "ledger_accounts.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    cells = lines[-1].split(",")
    cells[6] = str(int(cells[6]) + 1)
    path.write_text("".join([*lines[:-1], ",".join(cells)]), encoding="utf-8")
    _redigest(folder, path)
    return "ledger_accounts"


def _forge_a_key(folder: Path) -> str:
    """Point a levy's line to a wallet that is not there."""
    path = folder / "levy_lines.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    place = lines[0].strip().split(",").index("wallet.account")
    cells = lines[1].split(",")
    cells[place] = "77777"
    path.write_text("".join([lines[0], ",".join(cells), *lines[2:]]), encoding="utf-8")
    _redigest(folder, path)
    return "levy_lines"


def _forge_a_picture(folder: Path) -> str:
    """Put something else into a picture's row."""
    path = folder / "pictures.csv"
    header, row = path.read_text(encoding="utf-8").splitlines()
    cells = row.split(",")
    cells[3] = b"<script>".hex()
    path.write_text(f"{header}\n{','.join(cells)}\n", encoding="utf-8")
    _redigest(folder, path)
    return "pictures, line 2"


def _redigest(folder: Path, path: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for file in manifest["files"]:
        if file["name"] == path.name:
            file["sha256"] = archive.part_of(path.name, path).sha256
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_a_tampered_export_is_refused_and_the_file_is_named(
    exported: Path, make_place_with_tables: MakePlace, tmp_path: Path
) -> None:
    place, named = make_place_with_tables(), []
    commands: list[list[object]] = [["init"]]
    for number, tamper in enumerate(TAMPERINGS):
        folder = Path(shutil.copytree(exported, tmp_path / f"tampered-{number}"))
        named.append(tamper(folder))
        commands.append(["import", "community", folder])
    commands += [["import", "community", tmp_path / "missing"], ["import", "community", exported], ["check"]]
    _init, *told, missing, sound, checked = place.worgl_in_turn(*commands)
    for name, (code, out, err) in zip(named, told, strict=True):
        assert (code, out) == (1, ""), (name, err)
        assert name in err
        assert err.count("\n") == 1
    assert "no such directory" in missing[2]
    # Nothing of the refused ones was left behind.
    assert sound[0] == 0, sound[2]
    assert checked[0] == 0, checked[1]


TAMPERINGS: tuple[Callable[[Path], str], ...] = (
    _append_a_row,
    _cut_a_file,
    _take_a_file_away,
    _add_a_file,
    _take_the_manifest_away,
    _forge_a_balance,
    _forge_a_key,
    _forge_a_picture,
)


def _same(one: Path, other: Path) -> bool:
    names = sorted(path.name for path in one.iterdir())
    assert names == sorted(path.name for path in other.iterdir())
    same, different, errors = filecmp.cmpfiles(one, other, names, shallow=False)
    assert (different, errors) == ([], [])
    return len(same) == len(names)


def test_the_worker_stops_when_asked(town: Place) -> None:
    process = town.start("work")
    assert process.stderr is not None
    assert "Working" in process.stderr.readline()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0


@contextmanager
def _running(place: Place, *arguments: object) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start something that prints its address, and see that it ends."""
    process = place.start(*arguments)
    assert process.stdout is not None
    try:
        ready, _none, _nothing = select.select([process.stdout], [], [], PATIENCE_S)
        assert ready, "it printed nothing"
        yield process, process.stdout.readline().strip()
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise


def test_run_prints_one_address_serves_it_and_ctrl_c_stops_everything(town: Place) -> None:
    port = free_port()
    with _running(town, "run", "--port", port) as (process, address):
        assert address.startswith("http://localhost:")
        with urllib.request.urlopen(address, timeout=PATIENCE_S) as page:  # noqa: S310 -- our own address
            assert page.status == 200
        with _running(town, "run", "--port", port) as (_second, other):
            assert other.startswith("http://localhost:")
            assert other != address
    assert process.returncode == 0
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(address, timeout=PATIENCE_S)  # noqa: S310 -- our own address
