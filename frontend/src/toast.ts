// Short messages at the edge of the page: <div data-toast> from the server, or toast() from here.
// They are spoken politely, stay while the pointer or the focus is on them, and may hold a form that undoes.
import { announce } from "./announce";
import { closest, onEach } from "./content";
import { ProblemError, request } from "./request";

const SECONDS = 10;

/** Show a sentence for a while; with the id of a change, a button that undoes it. */
export function toast(sentence: string, change = ""): void {
  const element = document.createElement("div");
  element.dataset["toast"] = "";
  const words = document.createElement("span");
  words.textContent = sentence;
  element.append(words);
  if (change) {
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "small";
    undo.dataset["post"] = `/undo/${encodeURIComponent(change)}`;
    undo.dataset["undo"] = "";
    undo.textContent = "Undo";
    element.append(undo);
  }
  show(element);
}

export function startToasts(): void {
  onEach("[data-toast]", show);
  document.addEventListener("click", (event) => {
    closest(event, ".toast-close")?.closest("[data-toast]")?.remove();
    const button = closest<HTMLElement>(event, "[data-post]");
    if (button) void post(button);
  });
}

const shown = new WeakSet<HTMLElement>();

/** Put it into its place and speak it; a newer one takes the place of an older one. */
function show(element: HTMLElement): void {
  if (shown.has(element)) return;
  shown.add(element);
  const close = document.createElement("button");
  close.type = "button";
  close.className = "toast-close";
  close.setAttribute("aria-label", "Close this message");
  close.textContent = "×";
  element.append(close);
  place().replaceChildren(element);
  // A live region that arrives full is not read out, so the sentence goes through the page's own.
  announce(element.querySelector("span")?.textContent ?? "");
  dismissLater(element);
}

function place(): HTMLElement {
  const found = document.getElementById("toasts");
  if (found) return found;
  const made = document.createElement("div");
  made.id = "toasts";
  document.body.append(made);
  return made;
}

function dismissLater(element: HTMLElement): void {
  let timer = 0;
  const stop = (): void => window.clearTimeout(timer);
  const start = (): void => {
    stop();
    timer = window.setTimeout(() => element.remove(), SECONDS * 1000);
  };
  for (const name of ["pointerenter", "focusin"]) element.addEventListener(name, stop);
  for (const name of ["pointerleave", "focusout"]) element.addEventListener(name, start);
  start();
}

/** Post to the address of a [data-post] button, then go where the answer says, or show this page anew. */
async function post(button: HTMLElement): Promise<void> {
  button.setAttribute("aria-busy", "true");
  try {
    const response = await request(button.dataset["post"] ?? "", { method: "POST" });
    const next = response.headers.get("HX-Redirect") ?? (response.redirected ? response.url : "");
    if (next) window.location.assign(next);
    else window.location.reload();
  } catch (error) {
    button.removeAttribute("aria-busy");
    toast(error instanceof ProblemError ? error.detail : String((error as Error).message));
  }
}
