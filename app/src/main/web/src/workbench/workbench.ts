import './workbench.css';
import { Words } from './words';

/** What moves on a page; every page says what matters without it. */
export type Start = (page: Document, words: Words) => void | Promise<void>;

/** One part for each page that has something to move, fetched when it is that page. */
const parts: Readonly<Record<string, () => Promise<{ start: Start }>>> = {
  matrix: () => import('./matrix'),
  differences: () => import('./differences'),
  incident: () => import('./incident'),
  data: () => import('./data'),
  picture: () => import('./picture'),
};

const page = document;
page.documentElement.classList.add('js');
const part = parts[page.body.dataset['page'] ?? ''];
if (part) {
  const [words, { start }] = await Promise.all([Words.load(page), part()]);
  await start(page, words);
}
if (page.querySelector('[data-draw]')) {
  const [words, { offer }] = await Promise.all([Words.load(page), import('./take')]);
  offer(page, words);
}
page.body.dataset['ready'] = 'true';
void import('./live').then(({ watch }) => watch(page));
