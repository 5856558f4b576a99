"""Demo: Alderbrook, a town of invented people with a year of trade behind it and a clock that can be moved.

Words: the *cast* are the six people a visitor may act as; an *inhabitant* is one of the 300 invented members;
a *deed* is one invented payment; the *dice* are the only source of chance and are handed in, so the same seed
and the same day give the same town. Invariants: everything enters through the commands of the domains below,
as a real town's history would; nobody's balance falls below their floor; only people this domain made can be
acted as, and only where `settings.DEMO` is on.
Size limits: 300 members, some 21,000 payments a year; time passes in steps of at most 366 days.
What the town is calibrated to: `docs/concepts/demo-town.md`.
"""
