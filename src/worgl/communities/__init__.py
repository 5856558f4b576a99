"""Communities: who belongs together, in which role, by which rules. Knows people and a ledger book, no money.

Words: a *community* is a closed circle with one ledger book; a *member* is a person (or an imported
account without one) in a community; a *seat* is what an active or suspended member takes of the
community's *cap*; an *invitation* is a link that lets people in, at once when an administrator made
it, else on approval; a *role* is administrator, treasurer or moderator; *staff* act for a shop, as its *keeper* or
at its till; a *notice* is what all members are told; a *policy* is the dated values of a
community's parameters; an *act* is what an administrator did, kept for all administrators to read.

Invariants: a person has at most one membership in a community; seats never exceed the cap; a code
names one member of a community, for ever; a community has at least one administrator who is active; an
invitation admits no more people than it says; the value of a parameter at a moment never changes
afterwards, and a change is announced a period ahead unless the parameter says otherwise.
Size limits: CAP_MAX living members and MEMBERS_MAX with imported ones; INVITATION_USES_MAX people and
INVITATION_DAYS_MAX days an invitation, INVITATIONS_OPEN_MAX open ones a member; FOUNDED_MAX
communities a founder; IMPORT_MAX members a call; lists come by pages of at most PAGE_MAX.
"""
