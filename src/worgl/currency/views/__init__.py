"""Pages of the town's money: its figures, what fades, the commons; issue, limits and rehearsals for treasurers."""
