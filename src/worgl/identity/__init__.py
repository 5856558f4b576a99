"""Identity: people and how they sign in. Knows no community and no money.

Words: a *person* is a human being with an e-mail address and a password; an *operator* is a person who
runs the node; a *network* is another site whose accounts sign in here; a *client* is another site, app or
program that signs people in, or acts for them, with worgl's word; a *scope* is what it may do; a *consent* is
what a person allows a client until they take it back; a *grant* is one code and the tokens that came of it;
a *picture* is how a person looks, drawn anew from what they sent and known by the *digest* of its content.
What a person is in a community (a *member*) belongs to `communities`.

Invariants: an e-mail address belongs to one person and is kept in lower case; passwords are kept as
Argon2 hashes, never as text; no address, name or password is written to a log. An account of a network becomes
an existing person's only by their own hand or by an address both sides have confirmed; two clients never learn the
same subject for a person unless they are of one host. A client gets nothing without a living consent of this person for
it; what is used twice ends its grant; a new password ends all that acts for its person.
Size limits: NAME_MAX characters a name, EMAIL_MAX an address, PICTURE_MAX bytes a picture that is sent;
sign-in and letters are limited by the rates of `core/limits.py`.
"""
