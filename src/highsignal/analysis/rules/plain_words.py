"""Common words that mean something to one rule only.

They are sets rather than lists of the lexicon, because every list is looked for in every sentence, and
these words stand in nearly all of them.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that say what speaks for or against an option.
OTHER_COST = _words(
    """
    would would've wouldn't might could couldn't cannot can't needed needs need required requires
    because since but although though while slower slow costs cost costing costly expensive dearer
    cheaper quicker faster better worse more less risk risks risky only so which that no not never
    nobody none without until unless
    """
)

# Words that tie an outcome to its cause.
ATTRIBUTION = _words(
    """
    attributed attributable experiment a/b ab holdout control compared against versus traced
    measured because due thanks from through driven share test tested credited credit finance named
    pilot via after when by only where without not rest
    """
)

# Words that compare with something.
COMPARISON = _words(
    """
    compared against versus vs than holdout control baseline a/b before
    """
)

# Words that say that something did not get worse.
HELD = _words(
    """
    same without steady unchanged held stayed stays kept keeping constant flat equal equally still
    identical within better improved
    """
)

# Words that place a number at a step on the way.
STAGE = _words(
    """
    first then later week weeks month months quarter year years pilot offline online phase target
    goal another each per
    """
)
