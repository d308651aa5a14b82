"""`highsignal packs`: what knowledge there is, and where it comes from."""

from __future__ import annotations

import sys
from typing import Any

from highsignal.interfaces.cli.output import write_json, write_lines
from highsignal.interfaces.cli.request import Request
from highsignal.interfaces.cli.styles import stdout_style
from highsignal.packs.listing import Listing, PackRow, listing


def run_packs(request: Request, form: str, colour: str) -> int:
    """List every pack; exit status 2 when one of the user's own cannot be used."""
    found = listing(request.sources)
    errors = [*(row.error for row in found.rows if row.error), *found.errors]
    if form == "json":
        write_json(
            {"version": 1, "packs": [_facts(row) for row in found.rows], "errors": [str(e) for e in errors]}
        )
    else:
        _write(found, colour)
    for error in errors:
        sys.stderr.write(f"highsignal: {error}\n")
    return 2 if errors else 0


def _write(found: Listing, colour: str) -> None:
    style = stdout_style(colour)
    kind = ""
    for row in found.rows:
        if row.kind.value != kind:
            kind = row.kind.value
            write_lines(["", style.paint(kind, bold=True)])
        origin = "packaged" if row.packaged else str(row.path)
        if row.replaces:
            origin += " (replaces the packaged one)"
        licence = f" · {row.licence}" if row.licence else ""
        count = f"{row.entries} {row.counted}" if not row.error else "not used"
        write_lines(
            [f"  {row.id:<22} {row.title:<46} {count:<16} " + style.paint(origin + licence, dim=True)]
        )
    write_lines(
        [
            "",
            "Your own: a folder with roles/, ladders/, checklists/, prompts/ or competencies/ in it; name it",
        ]
    )
    write_lines(['with --packs, `packs = ["…"]` in highsignal.toml, or HIGHSIGNAL_PACKS.'])


def _facts(row: PackRow) -> dict[str, Any]:
    return {
        "kind": row.kind.value,
        "id": row.id,
        "title": row.title,
        "entries": row.entries,
        "counted": row.counted,
        "path": str(row.path),
        "packaged": row.packaged,
        "replaces": str(row.replaces) if row.replaces else None,
        "licence": row.licence,
        "error": str(row.error) if row.error else None,
    }
