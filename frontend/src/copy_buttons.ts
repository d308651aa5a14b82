// [data-copy="text"] or [data-copy-from="id"] copies, and says so on the button and to screen readers.
import { announce } from "./announce";
import { closest } from "./content";

const SHOWN_MS = 2000;

export function startCopyButtons(): void {
  document.addEventListener("click", (event) => {
    const button = closest<HTMLElement>(event, "[data-copy], [data-copy-from]");
    if (button) void copy(button);
  });
}

async function copy(button: HTMLElement): Promise<void> {
  const source = document.getElementById(button.dataset["copyFrom"] ?? "");
  const text = button.dataset["copy"] ?? (source instanceof HTMLTextAreaElement ? source.value : source?.innerText);
  if (text === undefined) return;
  const done = await write(text);
  announce(done ? "Copied." : "Copying is not allowed here: select the text and copy it by hand.");
  if (!done || button.dataset["label"] !== undefined) return;
  button.dataset["label"] = button.textContent ?? "";
  button.textContent = "Copied";
  window.setTimeout(() => {
    button.textContent = button.dataset["label"] ?? "";
    delete button.dataset["label"];
  }, SHOWN_MS);
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writeBySelection(text); // no clipboard outside https and localhost
  }
}

function writeBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
