"""What the analyzer says of the stories in a bank, kept so that a page of forty need not ask forty times."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import timedelta
from functools import partial
from hashlib import blake2b
from typing import Any, NamedTuple

from highsignal import __version__
from highsignal.analysis.analyzer import Standard, analyze
from highsignal.analysis.text.documents import read_whole
from highsignal.domain.bank import StoryContent, StoryRecord
from highsignal.domain.stories import Analysis
from highsignal.domain.targets import Target
from highsignal.services.kept_values import plain, reader_of
from highsignal.services.versions import read_version
from highsignal.services.workspace import Desk
from highsignal.storage.readings import find_readings, forget_readings, save_readings

# In memory; one of a 250-word story takes some 35 kB. Fifty people with forty stories fill it; one person has
# some eighty, and one more for each version of a story that they look at.
_KEPT_ANALYSES = 3000
_KEPT_GLANCES = 4000  # in memory; some 2 kB each
_KEPT_FINGERPRINTS = 100

_ANALYSIS = "analysis-"  # before the key of a whole analysis in the database; a glance has none
_LONGEST_STORED = 20_000  # characters; an analysis takes some eight bytes for each
_STORED_FOR = timedelta(days=30)  # older ones are of texts that have changed, or are made again


class Glance(NamedTuple):
    """What a list shows of a story: the version told, its length, its signals and what is asked next.

    `seconds`, `first_outcome` and the values of `role_seconds` are spoken seconds; `signals` maps names to
    strong, weak or missing; `findings` counts by severity; `knows` says whether ten seconds hold who, what
    and result.
    """

    version: str
    words: int
    seconds: float
    specific: bool
    kind: str
    signals: Mapping[str, str]
    findings: Mapping[str, int]
    ask: str
    role_seconds: Mapping[str, float]
    first_outcome: float | None
    knows: Mapping[str, bool]
    claims: int


_analyses: OrderedDict[str, Analysis] = OrderedDict()
_glances: dict[str, Glance] = {}
_fingerprints: dict[tuple[Target, tuple[int, ...]], tuple[Standard, str]] = {}
_lock = threading.Lock()


def read_text(standard: Standard, text: str, title: str = "", headline: str = "") -> Analysis:
    """The analysis of one story's text, whatever headings it has, held against all rules."""
    key = _digest("whole", _fingerprint(standard), text, title, headline)
    return _kept(key, lambda: analyze(read_whole(text, title, headline), standard))


def analysis_of(desk: Desk, content: StoryContent, standard: Standard | None = None) -> Analysis:
    """The analysis of the version of a story that a listener would hear."""
    standard = standard or desk.standard()
    return _kept(
        _key(content, _fingerprint(standard)),
        lambda: read_version(standard, content.told, content.told_version, content.title, content.headline),
    )


def analyses_of(
    desk: Desk, contents: Sequence[StoryContent], standard: Standard | None = None
) -> tuple[Analysis, ...]:
    """The analyses of the versions that a listener would hear; kept in the database for the next start."""
    standard = standard or desk.standard()
    fingerprint = _fingerprint(standard)
    keys = [_key(content, fingerprint) for content in contents]
    with _lock:
        missing = {key for key in keys if key not in _analyses}
    if missing:
        _read_or_make(desk, standard, {k: c for k, c in zip(keys, contents, strict=True) if k in missing})
    return tuple(analysis_of(desk, content, standard) for content in contents)


def _read_or_make(desk: Desk, standard: Standard, contents: Mapping[str, StoryContent]) -> None:
    """Bring the analyses of `contents` into memory, by their keys."""
    with desk.database.reading() as session:
        rows = find_readings(session, [_ANALYSIS + key for key in contents])
    reader = reader_of(Analysis)
    assert reader
    new: dict[str, dict[str, Any]] = {}
    for key, content in contents.items():
        row = rows.get(_ANALYSIS + key)
        if row:
            _kept(key, partial(reader, row["analysis"]))
            continue
        made = analysis_of(desk, content, standard)
        if len(content.told) <= _LONGEST_STORED:
            new[_ANALYSIS + key] = {"analysis": plain(made)}
    if new:
        now = desk.now()
        with desk.database.writing() as session:
            forget_readings(session, desk.person.id, now - _STORED_FOR)
            save_readings(session, desk.person.id, new, now)


def glances(desk: Desk, stories: Sequence[StoryRecord]) -> dict[str, Glance]:
    """A glance at each story, by its id; what is not known yet is read now and kept."""
    standard = desk.standard()
    fingerprint = _fingerprint(standard)
    keys = {story.id: _key(story.content, fingerprint) for story in stories}
    seen = {key: glance for key in keys.values() if (glance := _glances.get(key))}
    if unseen := set(keys.values()) - set(seen):
        seen |= _looked_up(desk, standard, unseen, {keys[story.id]: story.content for story in stories})
        with _lock:
            if len(_glances) + len(seen) > _KEPT_GLANCES:
                _glances.clear()
            _glances.update(seen)
    return {story: seen[key] for story, key in keys.items()}


def _looked_up(
    desk: Desk, standard: Standard, keys: Set[str], contents: Mapping[str, StoryContent]
) -> dict[str, Glance]:
    """The glances under `keys` from the database, those that are not there made from `contents` and kept."""
    with desk.database.reading() as session:
        known = find_readings(session, keys)
    new: dict[str, dict[str, Any]] = {}
    for key in sorted(keys - known.keys()):
        new[key] = _glance(analysis_of(desk, contents[key], standard), contents[key])
    if new:
        with desk.database.writing() as session:
            save_readings(session, desk.person.id, new, desk.now())
    return {key: Glance(**value) for key, value in (known | new).items()}


def _glance(analysis: Analysis, content: StoryContent) -> dict[str, Any]:
    timing = analysis.timing
    findings = analysis.findings
    glance = Glance(
        version=content.told_version,
        words=analysis.story.words,
        seconds=timing.total,
        specific=analysis.episode.specific,
        kind=analysis.episode.kind,
        signals={signal.name.value: signal.state.value for signal in analysis.signals},
        findings=dict(Counter(finding.severity.value for finding in findings)),
        ask=next(_asks(analysis), ""),
        role_seconds={role.value: seconds for role, seconds in timing.by_role.items()},
        first_outcome=timing.first_outcome,
        knows=dict(timing.first_ten_knows),
        claims=len(analysis.claims),
    )
    return glance._asdict()


def _asks(analysis: Analysis) -> Iterator[str]:
    order = ("error", "warning", "info")
    ranked = sorted(analysis.findings, key=lambda f: order.index(f.severity.value))
    yield from (finding.ask for finding in ranked if finding.ask)
    yield from (signal.ask for signal in analysis.signals if signal.ask)


def _kept(key: str, make: Callable[[], Analysis]) -> Analysis:
    """The analysis kept under `key`, made if it is not there."""
    with _lock:
        known = _analyses.get(key)
        if known is not None:
            _analyses.move_to_end(key)
            return known
    made = make()
    with _lock:
        _analyses[key] = made
        while len(_analyses) > _KEPT_ANALYSES:
            _analyses.popitem(last=False)
    return made


def _fingerprint(standard: Standard) -> str:
    packs = (standard.level, standard.role, *standard.checklists)
    # A pack is the same object until its file changes. The standard is kept beside its fingerprint, so that
    # no other object can come to have the identity of one of its packs.
    identity = standard.target, tuple(map(id, packs))
    known = _fingerprints.get(identity)
    if known is None:
        # Named tuples have a complete repr: whatever changes in target or packs changes it.
        parts = (__version__, standard.target, standard.level, standard.role, standard.checklists)
        known = standard, _digest(repr(parts))
        with _lock:
            if len(_fingerprints) >= _KEPT_FINGERPRINTS:
                _fingerprints.clear()
            _fingerprints[identity] = known
    return known[1]


def _key(content: StoryContent, fingerprint: str) -> str:
    return _digest(fingerprint, content.told_version, content.told, content.title, content.headline)


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=24).hexdigest()
