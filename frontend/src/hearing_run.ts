// One hearing from beginning to end: ready, the text or the recording, the questions. What becomes of the answers is
// for the caller: on this machine they are sent, in a file they become a text to paste.
import { playOnce } from "./hearing_listen";
import { expose } from "./hearing_scan";

/** What a listener is given; it stands in the page in base 64, so that nobody reads it by accident. */
interface Material {
  text: string;
  sound?: string;
  media?: string;
}

export interface Hearing {
  id: string;
  kind: string;
  form: HTMLFormElement;
  /** What the form has no field for. */
  exposure: number | null;
  how: "read" | "listened";
}

const STEPS = ["ready", "shown", "playing", "void", "answer", "done"] as const;
type Step = (typeof STEPS)[number];

/** Set up the hearing of this page; `ready` is called with it when the questions are on the screen. */
export function runHearing(root: HTMLElement, ready: (hearing: Hearing) => void): void {
  const form = root.querySelector<HTMLFormElement>("form[data-step='answer']");
  if (!form) return;
  const hearing: Hearing = {
    id: root.dataset["hearing"] ?? "",
    kind: root.dataset["kind"] ?? "",
    form,
    exposure: null,
    how: "read",
  };
  const kept = new Kept(hearing.id);
  const material = readMaterial();
  const answer = (): void => {
    goTo(root, "answer");
    ready(hearing);
  };
  if (root.dataset["at"] === "answer") return answer(); // it came back with a mistake in it
  if (hearing.kind === "scan" && resume(root, hearing, kept, answer)) return;
  root.querySelector("[data-begin]")?.addEventListener("click", () => {
    if (hearing.kind === "scan") void scan(root, hearing, kept, material, answer);
    else if (material.sound) listen(root, hearing, material, answer);
    else read(root, material, answer);
  });
}

/** Show one step and no other, and bring the reader there. */
export function goTo(root: HTMLElement, step: Step): void {
  for (const part of root.querySelectorAll<HTMLElement>("[data-step]")) part.hidden = part.dataset["step"] !== step;
  root.dataset["now"] = step;
  const shown = root.querySelector<HTMLElement>(`[data-step="${step}"]`);
  shown?.querySelector<HTMLElement>("[data-focus]")?.focus();
  window.scrollTo(0, 0);
}

/** A scan that was begun in this browser before the page was loaded again: it cannot be a first look any more. */
function resume(root: HTMLElement, hearing: Hearing, kept: Kept, answer: () => void): boolean {
  const before = kept.read();
  if (before === "") return false;
  const exposure = Number(before);
  if (before !== "begun" && exposure > 0) {
    hearing.exposure = exposure;
    answer();
  } else sayVoid(root, "The page was loaded again while the text was on the screen.");
  return true;
}

async function scan(
  root: HTMLElement,
  hearing: Hearing,
  kept: Kept,
  material: Material,
  answer: () => void,
): Promise<void> {
  const place = root.querySelector<HTMLElement>("[data-step='shown'] [data-text]");
  if (!place) return;
  kept.write("begun");
  goTo(root, "shown");
  const exposure = await expose(
    () => fill(place, material.text),
    () => place.replaceChildren(),
  );
  root.dataset["exposure"] = exposure.milliseconds.toFixed(1);
  const seconds = (exposure.milliseconds / 1000).toFixed(1);
  if (exposure.void === "hidden") sayVoid(root, `The page was out of sight after ${seconds} seconds.`);
  else if (exposure.void === "late") sayVoid(root, `The screen stood still: the text was there for ${seconds} seconds.`);
  else {
    hearing.exposure = exposure.milliseconds;
    kept.write(exposure.milliseconds.toFixed(1));
    answer();
  }
}

function read(root: HTMLElement, material: Material, answer: () => void): void {
  const place = root.querySelector<HTMLElement>("[data-step='shown'] [data-text]");
  if (place) fill(place, material.text);
  goTo(root, "shown");
  root.querySelector("[data-read]")?.addEventListener("click", () => {
    place?.replaceChildren();
    answer();
  });
}

function listen(root: HTMLElement, hearing: Hearing, material: Material, answer: () => void): void {
  goTo(root, "playing");
  hearing.how = "listened";
  playOnce(root, addressOf(material)).then(answer, () => {
    hearing.how = "read";
    const why = root.querySelector<HTMLElement>("[data-unplayable]");
    if (why) why.hidden = false;
    read(root, material, answer);
  });
}

function sayVoid(root: HTMLElement, why: string): void {
  const place = root.querySelector("[data-void]");
  if (place) place.textContent = why;
  goTo(root, "void");
}

function readMaterial(): Material {
  const packed = document.getElementById("hearing-material")?.textContent?.trim() ?? "";
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Material;
}

/** A sound that came with the page, or its address on this machine. */
function addressOf(material: Material): string {
  const sound = material.sound ?? "";
  if (!material.media) return sound;
  const bytes = Uint8Array.from(atob(sound), (letter) => letter.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type: material.media }));
}

function fill(place: HTMLElement, text: string): void {
  const paragraphs = text.split(/\n{2,}/).map((words) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = words;
    return paragraph;
  });
  place.replaceChildren(...paragraphs);
}

/** How far a scan has come in this browser; a browser that keeps nothing lets it begin again. */
export class Kept {
  constructor(private readonly id: string) {}

  read(): string {
    try {
      return localStorage.getItem(this.key()) ?? "";
    } catch {
      return "";
    }
  }

  write(state: string): void {
    try {
      localStorage.setItem(this.key(), state);
    } catch {
      // Nothing is kept in a private window: the scan counts all the same.
    }
  }

  forget(): void {
    try {
      localStorage.removeItem(this.key());
    } catch {
      // Nothing was kept.
    }
  }

  private key(): string {
    return `highsignal-hearing-${this.id}`;
  }
}
