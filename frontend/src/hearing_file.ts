// The file of a hearing, opened anywhere: the answers become a text to copy and send. Nothing leaves the page by itself.
import { codeOf, textOf } from "./hearing_code";
import { goTo, type Hearing, Kept, runHearing } from "./hearing_run";

const SHOWN_MS = 2000;

const root = document.querySelector<HTMLElement>("[data-hearing]");
if (root) {
  runHearing(root, (hearing) => {
    hearing.form.addEventListener("submit", (event) => {
      event.preventDefault();
      finish(root, hearing);
    });
  });
}

function finish(root: HTMLElement, { id, form, exposure, how }: Hearing): void {
  const place = root.querySelector<HTMLTextAreaElement>("[data-result]");
  if (!place) return;
  const fields = new FormData(form);
  const said = (name: string): string => String(fields.get(name) ?? "").trim();
  const boxes = [...form.querySelectorAll<HTMLTextAreaElement>("textarea[data-question]")];
  const answers = Object.fromEntries(boxes.map((box) => [box.dataset["question"] ?? "", box.value.trim()]));
  const rated = form.querySelector<HTMLInputElement>("input[name='clarity']:checked");
  const clarity = rated ? Number(rated.value) : null;
  const code = codeOf({ hearing: id, listener: said("listener"), answers, clarity, exposure, how });
  const lines = boxes.map((box) => ({ question: labelOf(box), answer: box.value.trim() }));
  if (rated) lines.push({ question: "How clear was it?", answer: `${rated.value} of 5: ${labelOf(rated)}` });
  if (said("listener")) lines.push({ question: "From", answer: said("listener") });
  place.value = textOf("What I heard", lines, code);
  goTo(root, "done");
  place.select();
  const button = root.querySelector<HTMLButtonElement>("[data-copy-result]");
  button?.addEventListener("click", () => void copy(place, button));
  root.querySelector("[data-next-listener]")?.addEventListener("click", () => {
    new Kept(id).forget();
    location.reload();
  });
}

function labelOf(field: HTMLTextAreaElement | HTMLInputElement): string {
  const label = field.labels?.[0];
  return (label?.querySelector("[data-words]") ?? label)?.textContent?.trim() ?? "";
}

async function copy(place: HTMLTextAreaElement, button: HTMLButtonElement): Promise<void> {
  const label = button.textContent;
  place.select();
  try {
    await navigator.clipboard.writeText(place.value);
  } catch {
    if (!document.execCommand("copy")) return; // the text is selected: it can be copied by hand
  }
  button.textContent = "Copied";
  window.setTimeout(() => (button.textContent = label), SHOWN_MS);
}
