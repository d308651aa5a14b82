// Forms that do something hard to take back: <form data-confirm="What will happen?" data-confirm-action="Erase">,
// or only one of their buttons: <button data-confirm="What will happen?">.

export function startConfirmForms(): void {
  const agreed = new WeakSet<HTMLFormElement>();
  // Captured before htmx and the browser see it.
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement)) return;
      const submitter = event.submitter;
      const sentence = submitter?.dataset["confirm"] ?? form.dataset["confirm"];
      if (sentence === undefined || agreed.delete(form)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(sentence, form.dataset["confirmAction"] ?? submitter?.textContent?.trim() ?? "Go on", () => {
        agreed.add(form);
        form.requestSubmit(submitter);
      });
    },
    { capture: true },
  );
}

function ask(sentence: string, action: string, then: () => void): void {
  const dialog = document.createElement("dialog");
  dialog.className = "confirm";
  dialog.setAttribute("role", "alertdialog");
  dialog.setAttribute("aria-labelledby", "confirm-sentence");
  const text = document.createElement("p");
  text.id = "confirm-sentence";
  text.textContent = sentence;
  const row = document.createElement("form");
  row.method = "dialog";
  row.className = "dialog-actions";
  const no = button("Cancel", "no"); // first, so that it has the focus: Enter by habit must not erase
  const yes = button(action, "yes");
  yes.className = "danger";
  row.append(no, yes);
  dialog.append(text, row);
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue === "yes") then();
  });
  document.body.append(dialog);
  dialog.showModal();
}

function button(label: string, value: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.value = value;
  made.textContent = label;
  return made;
}
