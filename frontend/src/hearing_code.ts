// The short text that a listener sends back: the answers as people read them, and the same as a code of capitals and
// digits that mail and chat programs leave alone. Read again by services/hearing_file.py, which says how it is made.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's: no I, L, O, U
const GROUP = 5;
const GROUPS_A_LINE = 6;
const VERSION = 1;

export interface Answered {
  hearing: string;
  listener: string;
  answers: Record<string, string>;
  clarity: number | null;
  exposure: number | null;
  how: "read" | "listened";
}

/** The code of an answer, with a new number of its own. */
export function codeOf(answered: Answered, at: Date = new Date()): string {
  const values = {
    v: VERSION,
    h: answered.hearing,
    n: newId(),
    at: at.toISOString(),
    l: answered.listener,
    a: answered.answers,
    c: answered.clarity,
    x: answered.exposure,
    w: answered.how,
  };
  const body = new TextEncoder().encode(JSON.stringify(values));
  const payload = new Uint8Array(body.length + 4);
  payload.set(body);
  new DataView(payload.buffer).setUint32(body.length, crc32(body));
  return `CODE BEGINS\n${inLines(base32(payload))}\nCODE ENDS`;
}

/** The whole text: title, question and answer by turns, and the code. */
export function textOf(title: string, said: { question: string; answer: string }[], code: string): string {
  const parts = said.filter(({ answer }) => answer).map(({ question, answer }) => `${question}\n${plain(answer)}`);
  return [title, ...parts, "The same for the program; please leave it as it is:", code].join("\n\n");
}

/** Twelve hexadecimal digits, as all identifiers of the program have. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function base32(bytes: Uint8Array): string {
  let letters = "";
  let number = 0;
  let bits = 0;
  for (const byte of bytes) {
    number = (number << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      letters += ALPHABET[(number >> bits) & 31];
    }
    number &= (1 << bits) - 1;
  }
  if (bits) letters += ALPHABET[(number << (5 - bits)) & 31];
  return letters;
}

function inLines(letters: string): string {
  const groups = letters.match(new RegExp(`.{1,${GROUP}}`, "g")) ?? [];
  const lines: string[] = [];
  for (let at = 0; at < groups.length; at += GROUPS_A_LINE) lines.push(groups.slice(at, at + GROUPS_A_LINE).join(" "));
  return lines.join("\n");
}

/** The checksum of ZIP and PNG, as zlib.crc32 of Python. */
function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** An answer that cannot be taken for the end of the code; a beginning does no harm, the last one counts. */
function plain(answer: string): string {
  return answer.replace(/code[^a-z0-9]+ends/gi, "code comes to its end");
}
