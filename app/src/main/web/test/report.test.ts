import { beforeEach, describe, expect, it } from 'vitest';
import { start } from '../src/report';

const page = `
<svg class="timeline"><use data-i="0" x="1" y="2" width="6" height="6"></use><use data-i="1" x="9" y="2" width="6" height="6"></use></svg>
<div><table class="verdicts"><thead><tr><th>a</th><th>b</th></tr></thead>
<tbody data-g="SOME"><tr class="group"><th><b>1</b> Readings part <span class="sub">why</span></th></tr>
<tr class="row" data-i="0" data-at="2" data-day="2 Mar"><th><span class="name">Mill</span></th><td><a class="cell" href="#i0-0">covered</a></td><td><a class="cell" href="#i0-0">arguable</a></td></tr>
<tr class="why"><td><details><summary>Reasons</summary><div id="i0-0">because</div></details></td></tr></tbody>
<tbody data-g="NONE"><tr class="group"><th><b>1</b> None <span class="sub">why</span></th></tr>
<tr class="row" data-i="1" data-at="1" data-day="1 Mar"><th><span class="name">Bridge</span></th><td><a class="cell" href="#i0-1">out of scope</a></td></tr>
<tr class="why"><td><details><summary>Reasons</summary><div id="i0-1">because</div></details></td></tr></tbody></table></div>
<ul><li data-i="1"><a href="#i0-1">Bridge</a></li></ul>`;

const one = <E extends Element>(selector: string): E => {
  const found = document.querySelector<E>(selector);
  if (!found) throw new Error(`nothing is ${selector}`);
  return found;
};
const names = (): (string | null)[] => [...document.querySelectorAll('.name')].map((name) => name.textContent);

describe('the page', () => {
  beforeEach(() => {
    document.body.innerHTML = page;
    start(document);
  });

  it('opens and closes the reasons of a cell', () => {
    one<HTMLElement>('a.cell').click();
    expect(one<HTMLDetailsElement>('.why details').open).toBe(true);
    expect(one('a.cell').getAttribute('aria-expanded')).toBe('true');
    one<HTMLElement>('a.cell').click();
    expect(one<HTMLDetailsElement>('.why details').open).toBe(false);
  });
  it('opens them by space, and walks by arrows', () => {
    const press = (key: string) => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    one<HTMLElement>('a.cell').focus();
    press('ArrowRight');
    expect(document.activeElement?.textContent).toBe('arguable');
    press(' ');
    expect(one('.why').classList.contains('open')).toBe(true);
    press('Escape');
    expect(one('.why').classList.contains('open')).toBe(false);
  });
  it('finds rows and says how many', () => {
    const search = one<HTMLInputElement>('input[type=search]');
    search.value = 'bridge';
    search.dispatchEvent(new Event('input'));
    expect(names()).toEqual(['Bridge']);
    expect(one('output').textContent).toBe('1 of 2 shown');
    search.value = '';
    search.dispatchEvent(new Event('input'));
    expect(names()).toEqual(['Mill', 'Bridge']);
  });
  it('groups by day in the order of time', () => {
    const select = one<HTMLSelectElement>('select');
    select.value = 'day';
    select.dispatchEvent(new Event('change'));
    expect(names()).toEqual(['Bridge', 'Mill']);
  });
  it('shows a choice on the timeline and in the table alike', () => {
    one<HTMLElement>('li a').click();
    expect(document.querySelectorAll('.ring')).toHaveLength(1);
    expect(one('.row.chosen').textContent).toContain('Bridge');
    expect(one('.choice-bar').textContent).toContain('1 incident chosen');
  });
});
