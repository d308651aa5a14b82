"""Claims: metric, direction, value, baseline, guardrail and scope, by a grammar of our own over tokens.

Stages, each a module: `tokens` (lexer) → `numerals`, `shares`, `units` → `quantities`, `exclusions` → `joins`
(ranges, baselines) → `governors`, `metrics`, `readings` → `assembly`, with `guardrails`, `context` and `levers` →
`sentences`.
"""

from highsignal.analysis.claims.assembly import extract
from highsignal.analysis.claims.sentences import extract_sentences

__all__ = ["extract", "extract_sentences"]
