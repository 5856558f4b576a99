"""Django's entry for the demo domain."""

from worgl.core import domains


class DemoConfig(domains.DomainConfig):
    """The living demo town."""

    name = "worgl.demo"
    label = "demo"
