"""Inbox: what people are told, in the app, by e-mail and on their devices, and what they write to each other.

Words: a *notice* is one thing a person is told, of a *kind* that some domain declares; an *e-mail*,
called letter in code, goes to one person, a *digest* is one with several notices; an *endpoint* is the
address at which a device takes push messages; an *outgoing* is an e-mail or push message on its way; a
*conversation* is what two people of one community write to each other, a *side* is one person's view of it;
a *report* is a message or a person that somebody asks an administrator to look at.

It knows people, not communities: what concerns a community carries its id, name, address and zone as plain
values, and whether somebody belongs to it is checked by the commands and queries above that call down here.

Invariants: the same key tells a person once; an outgoing is taken by one worker at a time and is sent again
only if a worker died between handing it over and noting that, then under the same Message-ID; nothing that a
person has turned off is sent, also when it was queued before; a digest without notices is not sent; a
message is read by the two sides of its conversation alone, and by administrators only when one of them has
reported it.
Size limits: FIELDS_BYTES_MAX a notice's fields, MESSAGE_MAX characters a message, REPORT_REASON_MAX a reason,
MESSAGES_SENT messages, CONVERSATIONS_BEGUN new conversations, ENDPOINTS_MAX devices a
person, ATTEMPTS_MAX tries of an outgoing, DIGEST_LINES_MAX notices a digest.
"""
