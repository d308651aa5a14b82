// Keys for fast hands. One map: the dialog of keys is made from it, so that it cannot be wrong.
import { isField } from "./content";
import { openItem, stepItem } from "./list_keys";

interface Key {
  keys: string;
  what: string;
  /** Absent where another module listens and the dialog only has to say so. */
  run?: () => void;
  /** Whether it does something on this page; absent where it always does. */
  here?: () => boolean;
}

const OFF = "keys-off"; // localStorage: single keys disturb people who steer by speech
const PREFIX_MS = 1200;

const sections: { title: string; keys: Key[] }[] = [
  {
    title: "Go to",
    keys: [
      goTo("g t", "Today", "/"),
      goTo("g s", "Stories", "/stories"),
      goTo("g c", "Coverage", "/coverage"),
      goTo("g l", "Loops", "/loops"),
      goTo("g p", "Practice", "/practice"),
    ],
  },
  {
    title: "Everywhere",
    keys: [
      { keys: "/", what: "Search", run: focusSearch },
      goTo("n", "New story", "/stories/new"),
      { keys: "u", what: "Undo the last change", run: undo },
      { keys: "?", what: "These keys", run: openKeys },
      { keys: "Escape", what: "Close what is open" },
    ],
  },
  {
    title: "In lists",
    keys: [
      { keys: "j", what: "Next", run: () => stepItem(1) },
      { keys: "k", what: "Previous", run: () => stepItem(-1) },
      { keys: "Enter", what: "Open" },
      { keys: "Alt+↑ Alt+↓", what: "Move up or down, where the order is yours" },
    ],
  },
];

/** Add a section to the dialog of keys; whoever adds it listens itself where `run` is absent. */
export function addKeys(title: string, keys: Key[]): void {
  sections.push({ title, keys });
  if (document.getElementById("keys")) fill();
}

export function startKeys(): void {
  fill();
  let prefix = "";
  let timer = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isField(event.target) || event.isComposing) return;
    if (event.key === "Enter" && openItem(event)) return;
    if (document.querySelector("dialog[open]:modal") || switchedOff()) return;
    const pressed = prefix ? `${prefix} ${event.key}` : event.key;
    window.clearTimeout(timer);
    prefix = "";
    const all = sections.flatMap((section) => section.keys).filter(works);
    const found = all.find((key) => key.run && key.keys === pressed);
    if (found) {
      event.preventDefault();
      found.run?.();
    } else if (all.some((key) => key.run && key.keys.startsWith(`${pressed} `))) {
      prefix = pressed;
      timer = window.setTimeout(() => (prefix = ""), PREFIX_MS);
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-keys-open]")) openKeys();
  });
}

/** Follow the page's own link to an address: a page that this program does not have yet has no link and no key. */
function goTo(keys: string, what: string, address: string): Key {
  const link = (): HTMLElement | null => document.querySelector<HTMLElement>(`a[href="${address}"]`);
  return { keys, what, run: () => link()?.click(), here: () => link() !== null };
}

function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>("[data-search]");
  field?.focus();
  field?.select();
}

function undo(): void {
  [...document.querySelectorAll<HTMLElement>("[data-undo]")].at(-1)?.click();
}

function switchedOff(): boolean {
  return localStorage.getItem(OFF) === "1";
}

function openKeys(): void {
  const dialog = keysDialog();
  if (!dialog.open) dialog.showModal();
}

function works(key: Key): boolean {
  return key.here?.() ?? true;
}

/** The page's <dialog id="keys">; a page without one gets one. */
function keysDialog(): HTMLDialogElement {
  const found = document.getElementById("keys");
  if (found instanceof HTMLDialogElement) return found;
  const made = document.createElement("dialog");
  made.id = "keys";
  made.setAttribute("aria-labelledby", "keys-title");
  document.body.append(made);
  return made;
}

function fill(): void {
  const title = document.createElement("h2");
  title.id = "keys-title";
  title.textContent = "Keys";
  const columns = document.createElement("div");
  columns.className = "keys-columns";
  columns.append(...sections.filter((section) => section.keys.some(works)).map(sectionElement));
  const form = document.createElement("form");
  form.method = "dialog";
  const close = document.createElement("button");
  close.textContent = "Close";
  close.autofocus = true;
  form.append(close);
  keysDialog().replaceChildren(title, columns, offSwitch(), form);
}

function sectionElement(section: (typeof sections)[number]): HTMLElement {
  const part = document.createElement("section");
  const heading = document.createElement("h3");
  heading.textContent = section.title;
  const list = document.createElement("dl");
  for (const key of section.keys.filter(works)) {
    const term = document.createElement("dt");
    for (const one of key.keys.split(" ")) {
      const kbd = document.createElement("kbd");
      kbd.textContent = one;
      term.append(kbd, " ");
    }
    const what = document.createElement("dd");
    what.textContent = key.what;
    list.append(term, what);
  }
  part.append(heading, list);
  return part;
}

function offSwitch(): HTMLElement {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = !switchedOff();
  box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "0" : "1"));
  label.className = "check";
  label.append(box, " Single keys do something");
  return label;
}
