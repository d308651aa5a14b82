// What differs between two texts, sentence by sentence: the longest common sequence, in a small table.

export interface Piece {
  text: string;
  same: boolean;
}

/** Both texts in pieces, each marked as common to both or not. */
export function difference(mine: string, other: string): { mine: Piece[]; other: Piece[] } {
  const a = pieces(mine);
  const b = pieces(other);
  const common = table(a, b);
  const result = { mine: [] as Piece[], other: [] as Piece[] };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && right !== undefined && left.trim() === right.trim()) {
      result.mine.push({ text: left, same: true });
      result.other.push({ text: right, same: true });
      i += 1;
      j += 1;
    } else if (right === undefined || (left !== undefined && at(common, i + 1, j) >= at(common, i, j + 1))) {
      result.mine.push({ text: left ?? "", same: false });
      i += 1;
    } else {
      result.other.push({ text: right, same: false });
      j += 1;
    }
  }
  return result;
}

/** Lines, and within them sentences: a story's paragraph is one long line. */
function pieces(text: string): string[] {
  return text.match(/\n+|[^\n]+?(?:[.!?…]+[”’")\]]*(?:[ \t]+|(?=\n|$))|(?=\n)|$)/g) ?? [];
}

function table(a: string[], b: string[]): number[][] {
  const rows: number[][] = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const same = a[i]?.trim() === b[j]?.trim();
      const row = rows[i];
      if (row) row[j] = same ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
    }
  }
  return rows;
}

function at(rows: number[][], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}
