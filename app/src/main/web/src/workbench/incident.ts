/** A link to a verdict opens the term that it belongs to. */
export function start(page: Document): void {
  const open = (): void => {
    const id = decodeURIComponent(page.location.hash.slice(1));
    const target = id ? page.getElementById(id) : null;
    const term = target?.closest('details');
    if (!target || !term) return;
    term.open = true;
    target.scrollIntoView({ block: 'center' });
  };
  page.defaultView?.addEventListener('hashchange', open);
  open();
}
