"""Django's entry for the demo domain."""

from worgl.core import domains


class DemoConfig(domains.DomainConfig):
    """The living demo town."""

    name = "worgl.demo"
    label = "demo"

    def declares(self) -> domains.Domain:
        """Return what stays of a demo town."""
        from worgl.demo import models, places

        return domains.Domain(
            pages=places.PAGES,
            impersonal={
                models.DemoTown: "invented people",
                models.DemoInhabitant: "invented people",
                models.DemoPerson: "invented people",
            },
            stays=dict.fromkeys(
                (models.DemoTown, models.DemoInhabitant, models.DemoPerson), "the demo is made anew where it is wanted"
            ),
        )
