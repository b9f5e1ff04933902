import type { Words } from './words';

/** The grid of options: a choice is asked of the server and shown in place; the address follows. */
export function start(page: Document, words: Words): void {
  const trying = page.getElementById('trying');
  const window = page.defaultView;
  if (!trying || !window) return;
  const asked = new Latest();

  const show = async (address: URL, focus: string | null): Promise<void> => {
    const turn = asked.next();
    trying.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(`${address.pathname}/whatif${address.search}`);
      if (!answer.ok) throw new Error(String(answer.status));
      const parsed = page.implementation.createHTMLDocument('');
      parsed.body.innerHTML = await answer.text();
      if (!asked.isLatest(turn)) return;
      trying.replaceChildren(...parsed.body.childNodes);
      if (focus !== null) sameLink(trying, focus)?.focus({ preventScroll: true });
    } catch {
      if (!asked.isLatest(turn)) return;
      trying.querySelector('.failed')?.remove();
      const told = page.createElement('p');
      told.className = 'caution failed';
      told.setAttribute('role', 'alert');
      told.textContent = words.of('js.differences.failed');
      trying.prepend(told);
    }
    trying.removeAttribute('aria-busy');
  };

  trying.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-move]') : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const address = new URL(link.href);
    address.hash = '';
    window.history.pushState(null, '', address);
    void show(address, link.firstChild?.textContent ?? '');
  });
  window.addEventListener('popstate', () => void show(new URL(window.location.href), null));
}

/** Answers may overtake one another; only that to the last question counts. */
export class Latest {
  private turn = 0;

  next(): number {
    return ++this.turn;
  }

  isLatest(turn: number): boolean {
    return turn === this.turn;
  }
}

/** The link that stands where the one that was followed stood. */
function sameLink(within: Element, words: string): HTMLAnchorElement | undefined {
  return [...within.querySelectorAll<HTMLAnchorElement>('a[data-move]')].find(
    (link) => (link.firstChild?.textContent ?? '') === words,
  );
}
