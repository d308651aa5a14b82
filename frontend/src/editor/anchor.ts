// A text as it was when it was read, and where its places are now: the server counts code points in the text it was
// sent, the editor counts UTF-16 units in a text that has been typed in since.
import type { ChangeDesc, Text } from "@codemirror/state";

export class Anchor {
  private readonly astral: number[] = []; // UTF-16 places of characters that are two units long
  private readonly length: number;
  private since: ChangeDesc | undefined;

  constructor(doc: Text) {
    const text = doc.toString();
    this.length = text.length;
    for (const match of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) this.astral.push(match.index);
  }

  /** Called with every change of the text. */
  follow(changes: ChangeDesc): void {
    this.since = this.since ? this.since.composeDesc(changes) : changes;
  }

  /** Where the code point `offset` of the text then is now; `side` 1 stays behind what was inserted just there. */
  place(offset: number, side: 1 | -1 = 1): number {
    const then = Math.min(Math.max(this.units(offset), 0), this.length);
    return this.since ? this.since.mapPos(then, side) : then;
  }

  private units(offset: number): number {
    let pairs = 0;
    // The k-th pair stands at code point astral[k] - k.
    while (pairs < this.astral.length && (this.astral[pairs] ?? 0) - pairs < offset) pairs += 1;
    return offset + pairs;
  }
}
