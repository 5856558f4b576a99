"""Write clients/ from the document of the API, by generators that others keep.

`python -m tools.clients` writes clients/openapi.json, which is the document without what no client is made of, and has
openapi-python-client and openapi-typescript make the clients of it. Both are asked for by their version and run in
environments of their own: uv brings the one, npm the other. `python -m tools.clients --check` writes nothing and
leaves with 1 when what is there is not what they would make.

clients/made_of.json says of what the clients were made, so that a test sees without any generator that they are stale.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

from tools import bootstrap

CLIENTS = Path(__file__).resolve().parent.parent / "clients"
DOCUMENT, MADE_OF = "openapi.json", "made_of.json"
PYTHON, TYPESCRIPT = "python/worgl_client", "typescript/schema.ts"
PYTHON_GENERATOR = "openapi-python-client==0.29.1"
TYPESCRIPT_GENERATOR = "openapi-typescript@7.13.0"
TYPESCRIPT_ITSELF = "typescript@5.9.3"
CONFIG = "package_name_override: worgl_client\nproject_name_override: worgl-client\npost_hooks: []\n"
ANY_FILE = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
PROBLEM = {
    "description": "A refusal.",
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ProblemShape"}}},
}


def main() -> None:
    """Write the clients, or with `--check` look whether they are what would be written."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worgl.config.settings")
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        make(made)
        if "--check" in sys.argv:
            sys.exit(0 if digest_of(made) == digest_of(CLIENTS) else "clients/ is stale: run `make clients`")
        for part in (DOCUMENT, PYTHON, TYPESCRIPT, MADE_OF):
            replace(made / part, CLIENTS / part)


def make(folder: Path) -> None:
    """Write document and clients into a folder."""
    (folder / DOCUMENT).write_text(document_text(), encoding="utf-8")
    (folder / "config.yml").write_text(CONFIG, encoding="utf-8")
    python = ["generate", f"--path={DOCUMENT}", f"--output-path={PYTHON}", "--meta=none", "--config=config.yml"]
    uv = [bootstrap.find_uv(), "tool", "run", "--quiet", "--from", PYTHON_GENERATOR, "openapi-python-client"]
    packages = [f"--package={TYPESCRIPT_GENERATOR}", f"--package={TYPESCRIPT_ITSELF}"]
    npx = ["npx", "--yes", *packages, "openapi-typescript", DOCUMENT, f"--output={TYPESCRIPT}"]
    (folder / "python").mkdir()
    (folder / "typescript").mkdir()
    for command in ([*uv, *python], npx):
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (folder / PYTHON / "py.typed").touch()
    made_of = {
        "generators": [PYTHON_GENERATOR, TYPESCRIPT_GENERATOR, TYPESCRIPT_ITSELF],
        "document": digest_of(folder, DOCUMENT),
        "clients": digest_of(folder),
    }
    (folder / MADE_OF).write_text(json.dumps(made_of, indent=2) + "\n", encoding="utf-8")


def document_text() -> str:
    """Return the document as the clients are made of it; Django must be set up."""
    from django.urls import get_resolver  # noqa: PLC0415 -- only when Django is set up

    from worgl.core.rest import document  # noqa: PLC0415 -- as above

    get_resolver().url_patterns  # noqa: B018 -- loads the addresses
    return json.dumps(slim(json.loads(json.dumps(document()))), indent=1, ensure_ascii=False) + "\n"


def slim(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document whose refusals are told once, whose files are bytes, and which is of no node in particular."""
    document["servers"] = [{"url": "/"}]
    del document["components"]["headers"], document["webhooks"]
    document["components"]["responses"] = {"Problem": PROBLEM}
    for path in document["paths"].values():
        for operation in path.values():
            sound = {status: told for status, told in operation["responses"].items() if status < "300"}
            for holder in [*sound.values(), operation.get("requestBody", {})]:
                holder.pop("headers", None)
                if any("json" not in media or media.endswith("ndjson") for media in holder.get("content", ())):
                    holder["content"] = ANY_FILE
            operation["responses"] = {**sound, "default": {"$ref": "#/components/responses/Problem"}}
    found: dict[str, Any] = without_samples(document)
    return found


def without_samples(part: Any) -> Any:  # noqa: ANN401 -- JSON of any shape
    """Return a part of a document without its samples."""
    if isinstance(part, list):
        return [without_samples(each) for each in part]
    if not isinstance(part, dict):
        return part
    is_sample = "type" in part or "schema" in part or "anyOf" in part
    return {
        name: without_samples(each)
        for name, each in part.items()
        if not (is_sample and name in {"example", "examples"} and not isinstance(each, dict))
        and not (name == "example" and "schema" in part)
    }


def digest_of(folder: Path, *parts: str) -> str:
    """Return one digest of the files of a folder's parts, of both clients when none is named."""
    found = hashlib.sha256()
    for file in (file for part in parts or (PYTHON, TYPESCRIPT) for file in sorted(files_of(folder / part))):
        found.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()


def files_of(path: Path) -> Iterator[Path]:
    """Yield a file itself, or all files below a folder."""
    if path.is_file():
        yield path
    yield from (file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)


def replace(made: Path, old: Path) -> None:
    """Put what was made in the place of what was there."""
    shutil.rmtree(old, ignore_errors=True)
    old.unlink(missing_ok=True)
    old.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(made, old)
    print(old.relative_to(CLIENTS.parent))


if __name__ == "__main__":
    main()
