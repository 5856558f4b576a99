"""Currency: a community's own money. Coinage, demurrage, credit, limits and the figures of its supply.

Words: a *currency* is the one unit of a community; a *wallet* names an account of the community's book
and says whose it is; *system wallets* are the issuer (alone below zero in `lets` and `reserve`), the
commons, the operator, the exit gap and the levy pool; *external* wallets stand for issuers of an
imported history. The *levy* is demurrage taken on one date: its *lines* are what each wallet is
charged, its *shares* are where that went. *Fading* is what a balance will lose at the next levy.
The *supply* is what was minted and not retired.

Invariants: one levy per currency and date; a levy's lines equal its shares to the last minor unit;
nobody is taken into debt by a levy; debts, the commons and the operator are not charged; a newcomer's
coinage never exceeds their quota, an established member's never their cap an epoch.
Size limits: MEMBERS_MAX wallets a currency; a levy of 20,000 wallets is one transaction per stage.
"""
