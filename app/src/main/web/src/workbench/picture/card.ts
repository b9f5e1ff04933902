import type { Words } from '../words';
import type { Picture } from './columns';
import { made } from './strip';

/** The chosen incident, in the server's own words. */
export class Card {
  private shown = '';

  constructor(
    private readonly root: HTMLElement,
    private readonly picture: Picture,
    private readonly words: Words,
    private readonly base: string,
  ) {}

  async show(row: number, params: URLSearchParams): Promise<void> {
    if (row < 0) {
      this.shown = '';
      this.root.replaceChildren(made('p', 'note', this.words.of('js.picture.card.choose')));
      return;
    }
    const id = this.picture.id(row);
    const asked = new URLSearchParams(params);
    asked.delete('map');
    const address = `${this.base}/card/${encodeURIComponent(id)}?${asked}`;
    const key = `${id} ${params.get('term') ?? ''} ${params.get('recorded') ?? ''}`;
    if (key === this.shown) return;
    this.shown = key;
    if (!this.root.querySelector('h2')) {
      this.root.replaceChildren(made('p', 'note', this.words.of('js.picture.card.loading', this.picture.name(row))));
    }
    this.root.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(String(answer.status));
      const text = await answer.text();
      if (key !== this.shown) return;
      // The fragment is the server's own, escaped there, and the content policy lets no script of it run.
      this.root.innerHTML = text;
      this.root.scrollTop = 0;
    } catch (failed) {
      if (key !== this.shown) return;
      this.shown = '';
      const why = failed instanceof Error ? failed.message : String(failed);
      this.root.replaceChildren(made('p', 'failed', this.words.of('js.picture.card.failed', why)));
    } finally {
      this.root.removeAttribute('aria-busy');
      this.root.dataset['shown'] = this.shown ? id : '';
    }
  }
}
