"""The texts the episode gate is trained on, and the variants made of them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from highsignal.analysis.text.documents import read_stories
from highsignal.domain.spans import Span
from highsignal.domain.stories import Story

HERE = Path(__file__).parent
# The kinds the linear model tells apart; the rest are decided by plain conditions.
LEARNED = frozenset(
    ("episode", "habit", "hypothetical", "self_description", "keywords", "off_topic", "gibberish")
)
_FORMS = {
    "episode": {
        "scene": re.compile(r"\bpresent\b(?! perfect)"),
        "notes": re.compile(r"bullet|notes|terse|lines"),
    },
    "self_description": {"page": re.compile(r"résumé|brag")},
    "off_topic": {
        "told": re.compile(
            r"news|biograph|fiction|diary|tale|memory|dream|obituary|company$|history|court"
            r"|minutes in|restaurant|famous|award|told"
        )
    },
}
_ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?|my|our|that|very|just) ")
_HEADER = re.compile(r"# *([\w-]+): *(.*)")


class Sample(NamedTuple):
    """A labelled text; `group` is the text a variant was made of, `weight` what it counts in training.

    `form` parts a kind whose texts look too different for one linear score: notes without a subject
    and the historical present among episodes, résumé pages, narratives by nobody present.
    """

    id: str
    kind: str
    text: str
    group: str
    weight: float = 1.0
    form: str = ""

    @property
    def label(self) -> str:
        """What the model learns: the kind, or kind and form."""
        return f"{self.kind}:{self.form}" if self.form else self.kind


def read_blocks(path: Path) -> Iterator[tuple[dict[str, str], str]]:
    """The blocks of a file parted by lines `---`: header lines `# key: value`, then the text."""
    for block in re.split(r"^---[ \t]*$", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
        lines = block.strip("\n").split("\n")
        header: dict[str, str] = {}
        while lines and (match := _HEADER.fullmatch(lines[0].strip())):
            header[match.group(1)] = match.group(2)
            lines.pop(0)
        body = "\n".join(lines).strip("\n")
        if header or body:
            yield header, body


def read_samples() -> list[Sample]:
    """Everything of our own: the labelled stories, and the texts of all kinds."""
    samples = []
    for path in sorted((HERE / "roles").glob("own-*.txt")):
        for header, body in read_blocks(path):
            told = "\n".join(line.partition("\t")[2] for line in body.split("\n"))
            told = re.sub(r"\n\n+", "\n\n", told).strip()
            form = form_of("episode", header.get("voice", ""))
            samples.append(Sample(header["id"], "episode", told, header["id"], form=form))
    for path in sorted((HERE / "episode").glob("*.txt")):
        for header, body in read_blocks(path):
            form = form_of(header["kind"], header.get("form", ""))
            samples.append(Sample(header["id"], header["kind"], body, header["id"], form=form))
    return samples


def form_of(kind: str, described: str) -> str:
    """The form within its kind that the words of a header describe, "" for the ordinary one."""
    for form, pattern in _FORMS.get(kind, {}).items():
        if pattern.search(described):
            return form
    return ""


def story_of(text: str) -> Story:
    """`text` as one story, however many second-level headings it has."""
    stories = read_stories(text)
    if len(stories) == 1:
        return stories[0]
    first, last = stories[0], stories[-1]
    return Story(
        source=first.source,
        span=Span(first.span.start, last.span.end),
        title=first.title,
        sentences=tuple(sentence for story in stories for sentence in story.sentences),
    )


def varied(samples: list[Sample], rng: random.Random) -> list[Sample]:
    """`samples` with variants: cut, flattened, without subjects, shuffled, sorted, stuffed."""
    out = []
    remarks = [
        _sentences(s.text)[:2] for s in samples if s.kind in ("habit", "self_description") and not s.form
    ]
    for sample in samples:
        out.append(sample)
        if sample.kind == "episode":
            out.extend(_of_episode(sample, rng))
            remark = " ".join(rng.choice(remarks))
            text = f"{remark} {sample.text}" if rng.random() < 0.5 else f"{sample.text} {remark}"
            out.append(_variant(sample, "remark", text))
        elif sample.kind not in ("gibberish", "keywords"):
            out.extend(_of_prose(sample, rng))
    return out


def _of_episode(sample: Sample, rng: random.Random) -> Iterator[Sample]:
    lines = sample.text.split("\n")
    filled = [line for line in lines if line.strip()]
    if len(filled) > 6:
        yield _variant(sample, "cut", "\n".join(filled[: max(5, len(filled) * 2 // 3)]))
        yield _variant(sample, "late", "\n".join(filled[len(filled) // 3 :]))
    yield _variant(sample, "flat", _flat(sample.text))
    yield _variant(sample, "bare", _without_subjects(sample.text))._replace(form="notes")
    yield _variant(sample, "notes", _ARTICLE.sub("", sample.text))
    if len(filled) > 7:
        at = rng.randrange(len(filled) - 5)
        yield _variant(sample, "short", "\n".join(filled[at : at + 5]))
    words = sample.text.split()
    rng.shuffle(words)
    yield _variant(sample, "shuffled", " ".join(words))._replace(kind="gibberish", form="")
    yield _variant(sample, "shuffled-lines", _shuffled_lines(filled, rng))._replace(kind="gibberish", form="")


def _of_prose(sample: Sample, rng: random.Random) -> Iterator[Sample]:
    yield _variant(sample, "flat", _flat(sample.text))
    sentences = _sentences(sample.text)
    if len(sentences) > 5:
        at = rng.randrange(0, 2)
        yield _variant(sample, "cut", " ".join(sentences[at : at + 2 + len(sentences) // 2]))


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text)


def _variant(sample: Sample, name: str, text: str) -> Sample:
    return sample._replace(id=f"{sample.id}/{name}", text=text, weight=0.5)


def _flat(text: str) -> str:
    """`text` as a recogniser writes it: lower case, hardly any marks."""
    return re.sub(r"\s+", " ", re.sub(r"[.,;:!?\"“”()\n•*#-]+(?=\s|$)|^[-•*#]+", " ", text.lower())).strip()


def _without_subjects(text: str) -> str:
    """`text` as notes: sentences that begin with I or we lose the word."""
    return re.sub(r"(^|[.!?]\s+|\n)(?:I|We) ([a-z])", lambda m: m.group(1) + m.group(2).upper(), text)


def _shuffled_lines(lines: list[str], rng: random.Random) -> str:
    out = []
    for line in lines:
        words = line.split()
        rng.shuffle(words)
        out.append(" ".join(words))
    return "\n".join(out)
