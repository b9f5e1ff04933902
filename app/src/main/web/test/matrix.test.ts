import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Latest, start as startDifferences } from '../src/workbench/differences';
import { start as startIncident } from '../src/workbench/incident';
import { leaveOutEmpty, start } from '../src/workbench/matrix';
import { Words } from '../src/workbench/words';

const words = new Words('en', {
  'js.matrix.loading': 'Fetching',
  'js.matrix.failed': 'Failed.',
  'js.matrix.open': 'Open',
  'js.matrix.filters': 'Filters',
  'js.differences.failed': 'No answer.',
});

const matrix = `
<form class="filter"><p class="shown">2 of 2</p><input name="q" value=""><input name="from" value="2025-03-18"></form>
<table class="verdicts" data-columns="4"><tbody>
<tr class="row"><th>Mill</th><td><a class="cell" href="/i/1#T.a" data-reason="/reason?id=1&reading=a">covered</a></td><td><a class="cell" href="/i/1#T.b" data-reason="/reason?id=1&reading=b">arguable</a></td></tr>
<tr class="row"><th>Bridge</th><td><a class="cell" href="/i/2#T.a" data-reason="/reason?id=2&reading=a">covered</a></td><td><a class="cell" href="/i/2#T.b" data-reason="/reason?id=2&reading=b">not</a></td></tr>
</tbody></table>`;

const cells = (): HTMLAnchorElement[] => [...document.querySelectorAll<HTMLAnchorElement>('a.cell')];
const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 5));
const answer = (text: string, ok = true): void => {
  vi.stubGlobal('fetch', vi.fn(async () => new Response(text, { status: ok ? 200 : 500 })));
};
const press = (target: Element, key: string): void => {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
};

afterEach(() => vi.unstubAllGlobals());

describe('the matrix', () => {
  beforeEach(() => {
    document.body.innerHTML = matrix;
    start(document, words);
  });

  it('opens the reasons of a cell beneath its row, one at a time', async () => {
    answer('<div class="reasons-box">because</div>');
    cells()[1]!.click();
    await settle();
    expect(document.querySelectorAll('tr.why')).toHaveLength(1);
    expect(document.querySelector('tr.why')!.previousElementSibling!.textContent).toContain('Mill');
    expect(document.querySelector('tr.why')!.textContent).toContain('because');
    cells()[2]!.click();
    await settle();
    expect(document.querySelectorAll('tr.why')).toHaveLength(1);
    expect(document.querySelector('tr.why')!.previousElementSibling!.textContent).toContain('Bridge');
    expect(cells().map((cell) => cell.getAttribute('aria-expanded'))).toEqual(['false', 'false', 'true', 'false']);
  });

  it('closes by the same cell and by Escape', async () => {
    answer('because');
    press(cells()[0]!, 'Enter');
    await settle();
    press(cells()[0]!, 'Escape');
    expect(document.querySelector('tr.why')).toBeNull();
    cells()[0]!.click();
    cells()[0]!.click();
    await settle();
    expect(document.querySelector('tr.why')).toBeNull();
  });

  it('goes from cell to cell by the arrows', () => {
    cells()[0]!.focus();
    press(document.activeElement!, 'ArrowRight');
    press(document.activeElement!, 'ArrowDown');
    expect(document.activeElement).toBe(cells()[3]);
    press(document.activeElement!, 'ArrowDown');
    press(document.activeElement!, 'ArrowLeft');
    press(document.activeElement!, 'ArrowUp');
    expect(document.activeElement).toBe(cells()[0]);
  });

  it('says so when the reasons cannot be fetched, and links to where they stand', async () => {
    answer('', false);
    cells()[0]!.click();
    await settle();
    expect(document.querySelector('tr.why')!.textContent).toContain('Failed.');
    expect(document.querySelector('tr.why a')!.getAttribute('href')).toContain('/i/1#T.a');
  });

  it('asks only for what is set', () => {
    const form = document.querySelector('form')!;
    leaveOutEmpty(form);
    expect([...form.querySelectorAll('input')].map((field) => field.disabled)).toEqual([true, false]);
  });

  it('folds the fields away where there is no room for them', () => {
    const button = document.querySelector<HTMLButtonElement>('button.fold')!;
    button.click();
    expect(button.getAttribute('aria-expanded')).toBe('true');
    expect(document.querySelector('form')!.classList.contains('unfolded')).toBe(true);
  });
});

describe('the differences', () => {
  beforeEach(() => {
    document.body.innerHTML = `<div id="trying"><a data-move href="http://localhost/c/x/differences?whatif=scope:*:b#try">B<span>doc</span></a></div>`;
    startDifferences(document, words);
  });

  it('shows the answer in place and puts the question into the address', async () => {
    answer('<p>145 was 150</p><a data-move href="/c/x/differences#try">B<span>doc</span></a>');
    const pushed = vi.spyOn(history, 'pushState').mockImplementation(() => undefined);
    document.querySelector<HTMLAnchorElement>('a[data-move]')!.click();
    await settle();
    expect(String(pushed.mock.calls[0]![2])).toBe('http://localhost/c/x/differences?whatif=scope:*:b');
    expect(vi.mocked(fetch).mock.calls[0]![0]).toBe('/c/x/differences/whatif?whatif=scope:*:b');
    expect(document.getElementById('trying')!.textContent).toContain('145 was 150');
    expect(document.activeElement!.textContent).toContain('B');
    pushed.mockRestore();
  });

  it('keeps what was shown and says so when there is no answer', async () => {
    answer('', false);
    const pushed = vi.spyOn(history, 'pushState').mockImplementation(() => undefined);
    document.querySelector<HTMLAnchorElement>('a[data-move]')!.click();
    await settle();
    expect(document.querySelector('[role=alert]')!.textContent).toBe('No answer.');
    expect(document.querySelector('a[data-move]')).not.toBeNull();
    pushed.mockRestore();
  });

  it('counts only the answer to the last question', () => {
    const latest = new Latest();
    const first = latest.next();
    const second = latest.next();
    expect([latest.isLatest(first), latest.isLatest(second)]).toEqual([false, true]);
  });
});

describe('the page of an incident', () => {
  it('opens the term that a link leads into', () => {
    document.body.innerHTML = '<details><summary>Term</summary><ul><li id="T9.a">covered</li></ul></details>';
    location.hash = '#T9.a';
    startIncident(document);
    expect(document.querySelector('details')!.open).toBe(true);
    location.hash = '';
  });
});
