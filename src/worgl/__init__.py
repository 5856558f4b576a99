"""worgl: the operating system of a community's economy."""

__version__ = "0.1.0"
