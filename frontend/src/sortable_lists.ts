// Lists whose order is the user's: drag, or Alt+ArrowUp and Alt+ArrowDown on the row in focus.
// <ul data-sortable data-url="/stories/order"> with <li data-id="…"> rows; posts {"ids": […]}.
import { announce } from "./announce";
import { onEach } from "./content";
import { request } from "./request";
import { toast } from "./toast";

export function startSortableLists(): void {
  onEach("[data-sortable]", (list) => {
    let saved = order(list);
    const save = async (): Promise<void> => {
      const ids = order(list);
      if (ids.join() === saved.join()) return;
      try {
        const response = await request(list.dataset["url"] ?? "", { method: "POST", json: { ids } });
        saved = ids;
        const done = (await response.json()) as { change?: string; said?: string };
        toast(done.said ?? "The new order is kept.", done.change);
      } catch (error) {
        restore(list, saved);
        toast(`The new order was not saved. ${(error as Error).message}`);
      }
    };
    for (const row of rows(list)) if (!row.hasAttribute("tabindex")) row.tabIndex = 0;
    list.addEventListener("keydown", (event) => {
      if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
      const row = (event.target as Element).closest<HTMLElement>("[data-id]");
      if (!row) return;
      event.preventDefault();
      if (move(list, row, event.key === "ArrowUp" ? -1 : 1)) void save();
    });
    void drag(list, save);
  });
}

async function drag(list: HTMLElement, save: () => Promise<void>): Promise<void> {
  const { default: Sortable } = await import("sortablejs"); // only pages with such a list pay for it
  const options = {
    animation: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    draggable: "[data-id]",
    delay: 180, // a finger that scrolls is not a finger that drags
    delayOnTouchOnly: true,
    ghostClass: "dragged",
    onEnd: (): void => void save(),
  };
  Sortable.create(list, list.querySelector("[data-handle]") ? { ...options, handle: "[data-handle]" } : options);
}

function rows(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(":scope > [data-id]")];
}

function order(list: HTMLElement): string[] {
  return rows(list).map((row) => row.dataset["id"] ?? "");
}

function restore(list: HTMLElement, ids: string[]): void {
  const byId = new Map(rows(list).map((row) => [row.dataset["id"], row]));
  for (const id of ids) {
    const row = byId.get(id);
    if (row) list.append(row);
  }
}

/** Move a row one place; whether there was a place to go to. Speaks the new place. */
function move(list: HTMLElement, row: HTMLElement, by: 1 | -1): boolean {
  const all = rows(list);
  const at = all.indexOf(row);
  const other = all[at + by];
  if (!other) return false;
  const focused = document.activeElement as HTMLElement | null;
  if (by < 0) other.before(row);
  else other.after(row);
  focused?.focus(); // moving an element takes its focus away
  row.scrollIntoView({ block: "nearest" });
  announce(`Now ${at + by + 1} of ${all.length}.`);
  return true;
}
