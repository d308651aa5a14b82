// <form data-keep="key">: what is typed stays in this browser until the form has been sent, whatever happens between.
import { onEach } from "./content";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const PREFIX = "form:";
const SENT = "form-sent"; // sessionStorage: the key of a form on its way, and the page it was sent from
const TYPES_NOT_KEPT = ["password", "hidden", "file", "submit", "button", "reset"];

export function startKeptForms(): void {
  forgetAccepted();
  onEach<HTMLFormElement>("form[data-keep]", (form) => {
    const key = PREFIX + (form.dataset["keep"] ?? "");
    restore(form, key);
    let timer = 0;
    const keep = (): void => {
      window.clearTimeout(timer);
      store(form, key);
    };
    form.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(keep, 300);
    });
    form.addEventListener("submit", () => {
      keep();
      // Not removed yet: the program may be down, or may refuse. The next page decides (below), htmx's answer does.
      if (!form.matches("[hx-post], [hx-put], [hx-patch]")) {
        sessionStorage.setItem(SENT, JSON.stringify([key, withoutFragment(location.href)]));
      }
    });
    form.addEventListener("htmx:afterRequest", (event) => {
      if (event.target === form && (event as CustomEvent<{ successful: boolean }>).detail.successful) {
        window.clearTimeout(timer);
        localStorage.removeItem(key);
      }
    });
    window.addEventListener("pagehide", () => timer && keep());
  });
}

/** The page after a sent form: the server has taken it, unless the form is on it again with problems marked. */
function forgetAccepted(): void {
  const sent = sessionStorage.getItem(SENT);
  if (sent === null) return;
  sessionStorage.removeItem(SENT);
  const [key, page] = JSON.parse(sent) as [string, string];
  // Nobody answered, and the program was started and opened anew: that page does not come from the form's.
  if (withoutFragment(document.referrer) !== page) return;
  const again = document.querySelector(`form[data-keep="${CSS.escape(key.slice(PREFIX.length))}"]`);
  if (!again?.querySelector('[aria-invalid="true"], .problem:not(:empty)')) localStorage.removeItem(key);
}

function withoutFragment(address: string): string {
  return address.replace(/#.*/s, "");
}

function fields(form: HTMLFormElement): Field[] {
  const all = [...form.elements].filter((element): element is Field => "value" in element && "name" in element);
  return all.filter((field) => field.name && !TYPES_NOT_KEPT.includes(field.type));
}

function store(form: HTMLFormElement, key: string): void {
  const values = fields(form).map((field) => [field.name, checkable(field) ? field.checked : field.value]);
  try {
    localStorage.setItem(key, JSON.stringify(values));
  } catch {
    // Storage full or forbidden: the form still works, it is only not kept.
  }
}

function restore(form: HTMLFormElement, key: string): void {
  const kept = localStorage.getItem(key);
  if (kept === null) return;
  let values: [string, string | boolean][];
  try {
    values = JSON.parse(kept) as [string, string | boolean][];
  } catch {
    localStorage.removeItem(key);
    return;
  }
  let restored = false;
  fields(form).forEach((field, index) => {
    const [name, value] = values[index] ?? [];
    if (name !== field.name || value === undefined) return;
    if (checkable(field)) {
      restored ||= field.checked !== value;
      field.checked = value === true;
    } else if (typeof value === "string" && field.value !== value) {
      restored = true;
      field.value = value;
    }
  });
  if (restored) say(form, key);
}

function checkable(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio");
}

function say(form: HTMLFormElement, key: string): void {
  const note = document.createElement("p");
  note.className = "kept-note";
  note.setAttribute("role", "status");
  const discard = document.createElement("button");
  discard.type = "button";
  discard.textContent = "Discard it";
  discard.addEventListener("click", () => {
    localStorage.removeItem(key);
    form.reset();
    note.remove();
  });
  note.append("What you had typed here is back. ", discard);
  form.prepend(note);
}
