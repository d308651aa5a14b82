// [data-print] prints the page.
import { closest } from "./content";

export function startPrintButtons(): void {
  document.addEventListener("click", (event) => {
    if (closest(event, "[data-print]")) window.print();
  });
}
