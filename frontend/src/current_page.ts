// On a narrow screen the navigation goes on to the right: the page one is on is brought into view.

export function showCurrentPage(): void {
  for (const link of document.querySelectorAll<HTMLElement>('nav a[aria-current="page"]')) {
    const strip = link.parentElement;
    if (strip && strip.scrollWidth > strip.clientWidth) {
      strip.scrollLeft = link.offsetLeft - (strip.clientWidth - link.offsetWidth) / 2;
    }
  }
}
