// Filters: a control marked data-submit sends its form as soon as it is changed.

export function startSubmitOnChange(): void {
  document.addEventListener("change", (event) => {
    const control = event.target;
    if (control instanceof HTMLSelectElement || control instanceof HTMLInputElement) {
      if (control.dataset["submit"] !== undefined) control.form?.requestSubmit();
    }
  });
}
