// Dialogs: [data-dialog-open="id"] opens, [data-dialog-close], Escape and a click beside it close; focus returns.
import { closest } from "./content";

export function startDialogs(): void {
  document.addEventListener("click", (event) => {
    const opener = closest<HTMLElement>(event, "[data-dialog-open]");
    if (opener) open(opener, event);
    const closer = closest<HTMLElement>(event, "[data-dialog-close]");
    closer?.closest("dialog")?.close();
    if (event.target instanceof HTMLDialogElement) closeBeside(event.target, event);
  });
}

function open(opener: HTMLElement, event: Event): void {
  const dialog = document.getElementById(opener.dataset["dialogOpen"] ?? "");
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return;
  event.preventDefault(); // the opener may be a link to a page that does the same without script
  dialog.showModal();
  // Browsers return the focus themselves, except where htmx has replaced the opener meanwhile.
  dialog.addEventListener("close", () => opener.isConnected && opener.focus(), { once: true });
}

function closeBeside(dialog: HTMLDialogElement, event: MouseEvent): void {
  if (dialog.dataset["dialogSticky"] !== undefined || event.detail === 0) return; // detail 0: a key, not a pointer
  const box = dialog.getBoundingClientRect();
  const inside =
    event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!inside) dialog.close();
}
