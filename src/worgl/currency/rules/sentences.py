"""The sentences of a levy, in words a member understands (money.md, Demurrage)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from worgl.core.money import format_minor
from worgl.currency.rules.demurrage import LevySplit, percent
from worgl.currency.rules.values import RECEIVERS, Receiver, WalletRole


def amount_words(minor: int, *, exponent: int, name: str, decimal_mark: str) -> str:
    """Return an amount as the community writes it, with the name of its coin.

    >>> amount_words(123_450, exponent=2, name="alder", decimal_mark=".")
    '1,234.50 alder'
    """
    group = "," if decimal_mark == "." else "."
    return f"{format_minor(minor, exponent=exponent, decimal_mark=decimal_mark, group_mark=group)} {name}"


def receiver_name(receiver: Receiver) -> str:
    """Return how a receiver is named in a sentence."""
    names = {
        Receiver.BURN: _("taken out of circulation"),
        Receiver.DIVIDEND: _("shared equally among all members"),
        Receiver.PARTICIPATION: _("shared among members by what they traded"),
        Receiver.COMMONS: _("for the common fund"),
        Receiver.OPERATOR: _("for the operator"),
    }
    return names[receiver]


def levy_sentence(*, rate_ppm: int, base: str, split: LevySplit, decimal_mark: str = ".") -> str:
    """Return the sentence of a levy's line: the rate, what it was taken of, and for whom.

    >>> levy_sentence(rate_ppm=10_000, base="342.50", split=LevySplit())
    '1 % of 342.50 for the common fund'
    """
    rate = percent(rate_ppm, decimal_mark=decimal_mark)
    parts = [(receiver, part) for receiver, part in zip(RECEIVERS, split.weights(), strict=True) if part]
    if len(parts) == 1:
        where = receiver_name(parts[0][0])
    else:
        where = ", ".join(
            f"{percent(part, decimal_mark=decimal_mark)} % {receiver_name(receiver)}" for receiver, part in parts
        )
        where = _("of which {parts}").format(parts=where)
    return _("{rate} % of {base} {where}").format(rate=rate, base=base, where=where)


def exempt_sentence(*, sentence: str, exempt: str) -> str:
    """Return a levy's sentence with the part that stays free."""
    return _("{sentence}; {exempt} stays free").format(sentence=sentence, exempt=exempt)


def owing_sentence(*, sentence: str, owing: str) -> str:
    """Return a levy's sentence with what could not be taken yet."""
    return _("{sentence}; {owing} was reserved and follows at the next levy").format(sentence=sentence, owing=owing)


def owed_sentence(*, sentence: str, owed: str) -> str:
    """Return a levy's sentence with what is taken for earlier levies."""
    return _("{sentence}, and {owed} from before").format(sentence=sentence, owed=owed)


def share_sentence(*, receiver: Receiver, date: str) -> str:
    """Return the sentence of a share of a levy, for the wallet that received it."""
    texts = {
        Receiver.BURN: _("Taken out of circulation from the levy of {date}"),
        Receiver.DIVIDEND: _("Your equal share of the levy of {date}"),
        Receiver.PARTICIPATION: _("Your share, by what you traded, of the levy of {date}"),
        Receiver.COMMONS: _("For the common fund from the levy of {date}"),
        Receiver.OPERATOR: _("For the operator from the levy of {date}"),
    }
    return texts[receiver].format(date=date)


def role_name(role: WalletRole) -> str:
    """Return how a wallet that belongs to no member is named in lists."""
    names = {
        WalletRole.MEMBER: _("Member"),
        WalletRole.ISSUER: _("The town's mint"),
        WalletRole.COMMONS: _("The common fund"),
        WalletRole.OPERATOR: _("The operator"),
        WalletRole.EXIT_GAP: _("Gap left by members who left"),
        WalletRole.LEVY_POOL: _("The levy"),
        WalletRole.EXTERNAL: _("Outside"),
    }
    return names[role]
