"""The examples in README and docs do what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.examples import Wrong, agrees, examples, run_story

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    path
    for path in (*ROOT.glob("*.md"), *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "examples").rglob("*.md")))
    if examples(path.read_text(encoding="utf-8"))
]

FROM_NOTHING = {"found-a-town", "backups"}
"""Stories that begin with an empty folder, as their readers do; for the others that would be the same once more."""


@pytest.mark.slow
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_examples_of_a_document_do_what_it_says(document: Path, tmp_path: Path) -> None:
    prepared = document.stem not in FROM_NOTHING
    run_story(document.read_text(encoding="utf-8"), folder=tmp_path, prepared=prepared)


GOOD = """
<!-- run -->
```console
$ echo one; echo two 2.5
one
two ...
$ printf 'a\\nb\\nc\\n'
a
...
c
$ touch left
```

<!-- run: exit 3 -->
```console
$ test -e left && exit 3
```

<!-- run -->
```python
from worgl.core.money import Money
assert Money(1, "ALD").minor == 1
```

<!-- run -->
```python
>>> 1 + 1
2
```

```console
$ false
```
"""


@pytest.mark.slow
def test_a_story_runs_in_its_order(tmp_path: Path) -> None:
    run_story(GOOD, folder=tmp_path)
    assert [example.kind for example in examples(GOOD)] == ["console", "console", "python", "python"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "console\n$ echo one\ntwo\n",
        "console\n$ false\n",
        "python\nassert False\n",
        "python\n>>> 1\n2\n",
        "yaml\na: b\n",
    ],
)
def test_an_example_that_does_not_do_what_it_says_is_caught(body: str, tmp_path: Path) -> None:
    with pytest.raises(Wrong):
        run_story(f"<!-- run -->\n```{body}```\n", folder=tmp_path)


def test_three_dots_stand_for_lines_and_for_text() -> None:
    assert agrees("a\nb\nc\n", "a\n...\nc")
    assert agrees("took 3 ms\n", "took ... ms")
    assert not agrees("a\nb\n", "a")
