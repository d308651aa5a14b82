// Drop or choose text files: <div data-drop> around a textarea and <input type="file" multiple>.
// Files end up in that very input, so the form sends the same with and without script. Without an input their text
// goes into the textarea. Binary and too large files are refused with a sentence before anything is sent.
import { onEach } from "./content";

const LARGEST = 1_000_000; // bytes; the server's limit for one text
const NAMES = /\.(md|markdown|txt|text|json|csv|tsv|ya?ml|vtt|srt|html?|org|rst|log)$/i;

export function startDropzones(): void {
  onEach("[data-drop]", (zone) => {
    const input = zone.querySelector<HTMLInputElement>('input[type="file"]');
    const list = zone.querySelector<HTMLElement>("[data-drop-list]") ?? appended(zone, "ul", "drop-list");
    const problems = appended(zone, "p", "problem");
    problems.setAttribute("role", "alert");
    let chosen: File[] = [];

    const show = (): void => {
      list.replaceChildren(...chosen.map((file) => fileRow(file, () => void take(chosen.filter((f) => f !== file)))));
    };
    const take = async (files: File[]): Promise<void> => {
      const judged = await Promise.all(files.map(async (file) => ({ file, why: await refusal(file) })));
      const accepted = judged.filter(({ why }) => !why).map(({ file }) => file);
      problems.textContent = judged.map(({ why }) => why).filter(Boolean).join(" ");
      if (input) {
        chosen = accepted;
        input.files = asFileList(accepted);
        show();
      } else await append(zone, accepted);
    };

    input?.addEventListener("change", () => void take(merged(chosen, [...(input.files ?? [])])));
    zone.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      zone.classList.add("is-over");
    });
    zone.addEventListener("dragleave", (event) => {
      if (!zone.contains(event.relatedTarget as Node | null)) zone.classList.remove("is-over");
    });
    zone.addEventListener("drop", (event) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      zone.classList.remove("is-over");
      if (!files.length) return; // dragged text: the browser puts it in itself
      event.preventDefault();
      void take(merged(chosen, files));
    });
  });
}

/** Why this file cannot be read, in a sentence; empty if it can. */
async function refusal(file: File): Promise<string> {
  if (file.size > LARGEST) {
    return `${file.name} is ${size(file.size)}; at most ${size(LARGEST)} can be read. Split it, or paste the part you need.`;
  }
  const text = await decoded(file);
  if (text === undefined || (text.includes("\0") && !NAMES.test(file.name))) {
    return `${file.name} is not a text file. Save it as text or Markdown, or paste its text.`;
  }
  return text.trim() ? "" : `${file.name} is empty.`;
}

async function decoded(file: File): Promise<string | undefined> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  try {
    return new TextDecoder(marked ? (bytes[0] === 0xff ? "utf-16le" : "utf-16be") : "utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Old Windows text is read by the server; here only what is surely binary is refused.
    return bytes.includes(0) ? undefined : new TextDecoder("windows-1252").decode(bytes);
  }
}

async function append(zone: HTMLElement, files: File[]): Promise<void> {
  const area = zone.querySelector("textarea");
  if (!area) return;
  const texts = await Promise.all(files.map(decoded));
  area.value = [area.value.trim(), ...texts.map((text) => (text ?? "").trim())].filter(Boolean).join("\n\n");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function merged(before: File[], added: File[]): File[] {
  const names = new Set(added.map((file) => file.name));
  return [...before.filter((file) => !names.has(file.name)), ...added];
}

function asFileList(files: File[]): FileList {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer.files;
}

function fileRow(file: File, remove: () => void): HTMLElement {
  const row = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Remove";
  button.setAttribute("aria-label", `Remove ${file.name}`);
  button.addEventListener("click", remove);
  row.append(`${file.name} · ${size(file.size)} `, button);
  return row;
}

function size(bytes: number): string {
  if (bytes >= 1_000_000) return `${(bytes / 1_000_000).toFixed(1)}\u202fMB`;
  return bytes >= 1000 ? `${Math.round(bytes / 1000)}\u202fKB` : `${bytes}\u202fbytes`;
}

function appended(zone: HTMLElement, tag: string, name: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = name;
  zone.append(element);
  return element;
}
