"""Lets `python -m worgl.cli` stand for `worgl`, which the children of `worgl run` use."""

from worgl.cli.main import main

main()
