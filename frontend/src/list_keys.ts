// Moving through [data-list] by j and k: the item in focus is the place; Enter opens its link.

/** Focus the next (1) or the previous (-1) item of the list in focus, else of the first list of the page. */
export function stepItem(by: 1 | -1): void {
  const active = document.activeElement;
  const list = active?.closest("[data-list]") ?? document.querySelector("[data-list]");
  if (!list) return;
  const items = itemsOf(list);
  const at = items.findIndex((item) => item === active || item.contains(active));
  const next = at < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(Math.max(at + by, 0), items.length - 1);
  const item = items[next];
  if (!item) return;
  if (item.tabIndex < 0 && !item.hasAttribute("tabindex")) item.tabIndex = -1;
  item.focus();
  item.scrollIntoView({ block: "nearest" });
}

/** Open the item in focus; whether there was one. */
export function openItem(event: KeyboardEvent): boolean {
  const item = event.target;
  if (!(item instanceof HTMLElement) || item instanceof HTMLAnchorElement || item instanceof HTMLButtonElement) {
    return false;
  }
  const list = item.closest("[data-list]");
  if (!list || !itemsOf(list).includes(item)) return false;
  const link = item.querySelector<HTMLElement>("a[data-open]") ?? item.querySelector<HTMLElement>("a[href]");
  if (!link) return false;
  event.preventDefault();
  link.click();
  return true;
}

function itemsOf(list: Element): HTMLElement[] {
  const named = [...list.querySelectorAll<HTMLElement>("[data-item]")];
  const items = named.length ? named : ([...list.children] as HTMLElement[]);
  return items.filter((item) => item.getClientRects().length > 0); // filtered-out rows are no stops
}
