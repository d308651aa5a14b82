// Buttons that check a box elsewhere on the page: <button data-check="value"> for <input type=checkbox value="value">.
import { announce } from "./announce";
import { closest } from "./content";

export function startCheckButtons(): void {
  document.addEventListener("click", (event) => {
    const button = closest<HTMLButtonElement>(event, "button[data-check]");
    if (!button) return;
    const value = CSS.escape(button.dataset["check"] ?? "");
    const box = document.querySelector<HTMLInputElement>(`input[type="checkbox"][value="${value}"]`);
    if (!box) return;
    if (!box.checked) box.click();
    announce(`${button.textContent?.trim()} is chosen.`);
    button.remove();
    box.focus();
  });
}
