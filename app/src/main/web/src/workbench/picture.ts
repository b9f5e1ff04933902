import './picture.css';
import type { Words } from './words';
import { Picture } from './picture/columns';
import { Screen } from './picture/screen';

/** Fetches all incidents once and lets map, timeline and list be seen and moved together. */
export async function start(page: Document, words: Words): Promise<void> {
  const root = page.querySelector<HTMLElement>('.picture');
  const said = page.getElementById('said');
  if (!root || !said) return;
  said.textContent = words.of('js.picture.loading');
  root.classList.add('loading');
  const asked = new URLSearchParams(location.search);
  const recorded = asked.get('recorded');
  const base = `/c/${encodeURIComponent(page.body.dataset['case'] ?? '')}`;
  try {
    const answer = await fetch(`${base}/columns${recorded ? `?recorded=${encodeURIComponent(recorded)}` : ''}`);
    if (!answer.ok) throw new Error(String(answer.status));
    const picture = Picture.decode(await answer.arrayBuffer());
    const screen = new Screen(page, root, picture, words, base);
    root.classList.remove('loading');
    await screen.open();
  } catch (failed) {
    root.classList.remove('loading');
    said.classList.remove('hidden');
    said.classList.add('failed');
    said.textContent = words.of('js.picture.failed', failed instanceof Error ? failed.message : String(failed));
  }
}
