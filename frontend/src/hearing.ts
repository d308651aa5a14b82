// The page of a hearing on this machine: the answers are sent as a form.
import { runHearing } from "./hearing_run";

const root = document.querySelector<HTMLElement>("[data-hearing]");
if (root) {
  runHearing(root, ({ form, exposure, how }) => {
    const put = (name: string, value: string): void => {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value;
    };
    if (exposure !== null) put("exposure", exposure.toFixed(1));
    put("how", how);
  });
}
