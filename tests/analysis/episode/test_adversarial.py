"""Stuffing and gibberish in many variants: none of them may pass as an episode."""

from __future__ import annotations

import base64
import random
import string
from collections.abc import Callable

import pytest
from tests.analysis.episode.test_gate import EPISODES

from highsignal.analysis.episode.gate import gate
from highsignal.analysis.text.documents import read_stories

STORY = EPISODES["failure"] + " " + EPISODES["general remark first"]
_SIGNALS = """
ownership stakes trade-off impact led drove decided chose owned revenue customers metrics latency
stakeholders aligned delivered outcome learned scope leadership influence strategy decision result
"""
SIGNALS = _SIGNALS.split()
LOREM = """
Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et
dolore magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex
ea commodo consequat.
"""
Maker = Callable[[random.Random], str]


def shuffled(rng: random.Random) -> str:
    words = STORY.split()
    rng.shuffle(words)
    return " ".join(words)


def shuffled_within_sentences(rng: random.Random) -> str:
    out = []
    for sentence in STORY.split(". "):
        words = sentence.split()
        rng.shuffle(words)
        out.append(" ".join(words))
    return ". ".join(out) + "."


def swapped(rng: random.Random, step: int = 2) -> str:
    words = STORY.split()
    for at in range(0, len(words) - 1, step):
        words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def pairs_shuffled(rng: random.Random) -> str:
    words = STORY.split()
    pairs = [words[at : at + 2] for at in range(0, len(words), 2)]
    rng.shuffle(pairs)
    return " ".join(word for pair in pairs for word in pair)


def letters_shuffled(rng: random.Random) -> str:
    return " ".join("".join(rng.sample(word, len(word))) for word in STORY.split())


def invented_words(rng: random.Random) -> str:
    syllables = ["blo", "grim", "tra", "mip", "sno", "fla", "zor", "quin", "wex", "dop", "lur"]
    return " ".join(
        word if len(word) < 4 else rng.choice(syllables) + rng.choice(syllables) for word in STORY.split()
    )


def random_letters(rng: random.Random) -> str:
    return " ".join("".join(rng.choices(string.ascii_lowercase, k=rng.randint(2, 9))) for _ in range(90))


def salad(rng: random.Random) -> str:
    return " ".join(rng.choices(SIGNALS, k=80))


def salad_with_numbers(rng: random.Random) -> str:
    return " ".join(
        rng.choice(SIGNALS) + rng.choice(["", " 40 %", " from 12 to 9", " $2M", ", "]) for _ in range(70)
    )


def signal_sentences(rng: random.Random) -> str:
    return " ".join(
        f"I {rng.choice(['led', 'drove', 'owned'])} the {rng.choice(SIGNALS)}." for _ in range(20)
    )


def signal_clauses(rng: random.Random) -> str:
    return " ".join(
        f"We decided on {rng.choice(SIGNALS)} because of the {rng.choice(SIGNALS)} "
        f"and drove {rng.choice(SIGNALS)} by {rng.randint(5, 60)} %."
        for _ in range(9)
    )


def passive_signals(rng: random.Random) -> str:
    return " ".join(
        f"{a.capitalize()} was {b} and impact was delivered."
        for a, b in zip(SIGNALS, SIGNALS[3:], strict=False)
    )


def skeleton(rng: random.Random) -> str:
    return " ".join(
        f"Last year I led project {n}, I decided on a trade-off and we improved revenue by {n} %."
        for n in range(10, 22)
    )


def consonants(rng: random.Random) -> str:
    return "".join(letter for letter in STORY if letter not in "aeiou")


def mixed_scripts(rng: random.Random) -> str:
    swap = str.maketrans("aeopcxyAEOPCXTKMH", "аеорсхуАЕОРСХТКМН")
    return " ".join(word.translate(swap) if at % 2 else word for at, word in enumerate(STORY.split()))


MAKERS: dict[str, Maker] = {
    "shuffled words": shuffled,
    "shuffled within sentences": shuffled_within_sentences,
    "neighbours swapped": swapped,
    "every third pair swapped": lambda rng: swapped(rng, 3),
    "pairs of words shuffled": pairs_shuffled,
    "shuffled, lower case, no marks": lambda rng: shuffled(rng).lower().replace(".", "").replace(",", ""),
    "shuffled, one word a line": lambda rng: shuffled(rng).replace(" ", "\n"),
    "shuffled, as a list": lambda rng: "\n".join(f"- {line}" for line in _wrapped(shuffled(rng), 8)),
    "sorted": lambda rng: " ".join(sorted(STORY.split())),
    "sorted, lower case": lambda rng: " ".join(sorted(STORY.lower().split())),
    "sorted by length": lambda rng: " ".join(sorted(STORY.split(), key=len)),
    "reversed words": lambda rng: " ".join(reversed(STORY.split())),
    "reversed letters": lambda rng: STORY[::-1],
    "letters shuffled in words": letters_shuffled,
    "invented words": invented_words,
    "consonants only": consonants,
    "random letters": random_letters,
    "random letters in sentences": lambda rng: ". ".join(_wrapped(random_letters(rng).capitalize(), 9)) + ".",
    "keyboard rows": lambda rng: " ".join(
        rng.choices(["asdf", "qwerty", "zxcvb", "hjkl", "uiop", "fghj"], k=60)
    ),
    "one word": lambda rng: "decided " * 120,
    "one sentence, forty times": lambda rng: (
        "I decided to roll back because customers were losing money. " * 40
    ),
    "story ten times": lambda rng: " ".join([STORY] * 10),
    "story ten times as a list": lambda rng: "\n".join(f"- {STORY}" for _ in range(10)),
    "skeleton with other numbers": skeleton,
    "signal words": salad,
    "signal words, commas": lambda rng: ", ".join(rng.choices(SIGNALS, k=70)),
    "signal words, one a line": lambda rng: "\n".join(rng.choices(SIGNALS, k=60)),
    "signal words, bullets": lambda rng: "\n".join(
        f"- {a} {b}" for a, b in zip(SIGNALS, SIGNALS[5:], strict=False)
    ),
    "signal words with real numbers": salad_with_numbers,
    "signal words in sentences": lambda rng: ". ".join(_wrapped(salad(rng).capitalize(), 7)) + ".",
    "I led the …": signal_sentences,
    "because of the …": signal_clauses,
    "was … and was delivered": passive_signals,
    "signal words under STAR headings": lambda rng: "\n".join(
        f"## {name}\n{' '.join(rng.choices(SIGNALS, k=18))}"
        for name in ("Situation", "Task", "Action", "Result")
    ),
    "hashtags": lambda rng: " ".join(f"#{word}" for word in rng.choices(SIGNALS, k=60)),
    "arrows": lambda rng: " → ".join(rng.choices(SIGNALS, k=40)),
    "lorem ipsum": lambda rng: LOREM,
    "lorem ipsum, long": lambda rng: " ".join(rng.choices(LOREM.split(), k=300)),
    "base64": lambda rng: base64.b64encode(STORY.encode()).decode(),
    "base64 in pieces": lambda rng: " ".join(_pieces(base64.b64encode(STORY.encode()).decode(), 12)),
    "hexadecimal": lambda rng: " ".join(_pieces(STORY.encode().hex(), 8)),
    "rot13": lambda rng: STORY.translate(
        str.maketrans(string.ascii_lowercase, string.ascii_lowercase[13:] + string.ascii_lowercase[:13])
    ),
    "emoji": lambda rng: "🚀🔥💯✨🙌 " * 40,
    "emoji between signal words": lambda rng: " 🚀 ".join(rng.choices(SIGNALS, k=50)),
    "digits": lambda rng: " ".join(str(rng.randint(0, 99_999)) for _ in range(90)),
    "percentages": lambda rng: " ".join(f"{rng.randint(1, 99)} %" for _ in range(90)),
    "dates": lambda rng: " ".join(f"20{rng.randint(10, 26)}-03-{rng.randint(1, 28)}" for _ in range(60)),
    "punctuation": lambda rng: "?!… -- ,,, ;; :: () " * 30,
    "mixed scripts": mixed_scripts,
    "Cyrillic letters": lambda rng: " ".join(
        "".join(rng.choices("абвгдежзиклмнопрст", k=6)) for _ in range(60)
    ),
    "Chinese characters": lambda rng: "".join(rng.choices("的一是了我不人在他有这个上们来到时大地为", k=150)),
    "little words only": lambda rng: " ".join(
        rng.choices(["the", "of", "and", "to", "in", "was", "it", "that", "for", "on"], k=120)
    ),
    "filler only": lambda rng: " ".join(
        rng.choices(["um", "uh", "so", "like", "yeah", "you", "know", "okay", "well", "right"], k=80)
    ),
    "code": lambda rng: "for i in range(10):\n    led(impact[i]); drove(stakes=40)\n" * 12,
    "fenced code": lambda rng: "```\nI decided to roll back last March.\n" + "x = 1\n" * 30 + "```\n",
    "markup": lambda rng: "<div><b>led</b> <i>impact</i> <td>40 %</td></div>\n" * 20,
    "table of signal words": lambda rng: (
        "| stakes | impact | 40 % |\n|---|---|---|\n" + "| led | drove | owned |\n" * 20
    ),
    "addresses": lambda rng: "https://example.org/impact/ownership?led=40 " * 30,
}


def _wrapped(text: str, words: int) -> list[str]:
    split = text.split()
    return [" ".join(split[at : at + words]) for at in range(0, len(split), words)]


def _pieces(text: str, length: int) -> list[str]:
    return [text[at : at + length] for at in range(0, len(text), length)]


def test_there_are_enough_of_them_and_their_source_is_a_story() -> None:
    assert len(MAKERS) >= 40
    assert gate(read_stories(STORY)[0]).specific


@pytest.mark.parametrize("name", MAKERS)
def test_no_stuffing_or_gibberish_passes(name: str) -> None:
    for seed in range(5):
        for story in read_stories(MAKERS[name](random.Random(seed))):
            episode = gate(story)
            assert not episode.specific, f"{name}, seed {seed}: {episode.kind} {episode.confidence}"
