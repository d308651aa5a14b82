// What the server read in a version: roles of its sentences and findings, kept in the editor's state, where every
// change of the text moves them along until the next reading arrives.
import { type ChangeDesc, StateEffect, StateField } from "@codemirror/state";
import type { Anchor } from "./anchor";

export interface Sentence {
  from: number;
  to: number;
  role: string;
}

export interface Finding {
  code: string;
  severity: "error" | "warning" | "info";
  from: number;
  to: number;
  message: string;
  ask: string;
  /** Where an answer goes, and what stands around it; absent if none belongs in the text. */
  insert?: { at: number; before: string; after: string };
}

export interface Reading {
  sentences: readonly Sentence[];
  findings: readonly Finding[];
}

/** The answer of POST /stories/{id}/reading as far as the editor uses it. */
export interface WireReading {
  sentences?: { start: number; end: number; role: string }[];
  findings?: {
    code: string;
    severity: string;
    start: number;
    end: number;
    message: string;
    ask?: string | null;
    insert?: { at: number; before?: string; after?: string } | null;
  }[];
}

export const setReading = StateEffect.define<Reading>();

export const readingField = StateField.define<Reading>({
  create: () => ({ sentences: [], findings: [] }),
  update(reading, transaction) {
    const moved = transaction.docChanged ? moveReading(reading, transaction.changes) : reading;
    for (const effect of transaction.effects) if (effect.is(setReading)) return effect.value;
    return moved;
  },
});

/** A reading in places of the text as it is now. */
export function placeReading(wire: WireReading, anchor: Anchor): Reading {
  const sentences = (wire.sentences ?? [])
    .map((s) => ({ from: anchor.place(s.start), to: anchor.place(s.end, -1), role: s.role }))
    .filter((s) => s.to > s.from);
  const findings = (wire.findings ?? []).map((f): Finding => {
    const from = anchor.place(f.start);
    const placed: Finding = {
      code: f.code,
      severity: f.severity === "error" || f.severity === "warning" ? f.severity : "info",
      from,
      to: Math.max(from, anchor.place(f.end, -1)),
      message: f.message,
      ask: f.ask ?? "",
    };
    if (!f.insert) return placed;
    const { at, before, after } = f.insert;
    return { ...placed, insert: { at: anchor.place(at), before: before ?? "", after: after ?? "" } };
  });
  return { sentences, findings };
}

function moveReading(reading: Reading, changes: ChangeDesc): Reading {
  const sentences = reading.sentences
    .map((s) => ({ ...s, from: changes.mapPos(s.from, 1), to: changes.mapPos(s.to, -1) }))
    .filter((s) => s.to > s.from);
  const findings = reading.findings.map((f) => {
    const from = changes.mapPos(f.from, 1);
    const moved = { ...f, from, to: Math.max(from, changes.mapPos(f.to, -1)) };
    return f.insert ? { ...moved, insert: { ...f.insert, at: changes.mapPos(f.insert.at, 1) } } : moved;
  });
  return { sentences, findings };
}
