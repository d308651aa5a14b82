"""Claims: metric, direction, value, baseline, guardrail and scope, by a grammar of our own over tokens.

Stages, each a module: `tokens` (lexer) → `numerals`, `shares`, `units` → `quantities`, with `exclusions` and
`hedges` → `joins` (ranges, baselines) → `governors`, `metrics` over `phrases`, `readings`, `acceptance` →
`assembly`, with `guardrails`, `context` and `levers` → `sentences`. The words are data in `vocabulary`.
"""

from highsignal.analysis.claims.assembly import extract, extract_all
from highsignal.analysis.claims.sentences import extract_sentences

__all__ = ["extract", "extract_all", "extract_sentences"]
