import type { Words } from '../words';
import type { Picture } from './columns';
import { seconds } from './selection';
import { made } from './strip';
import type { Times } from './times';

const DAY = 86_400;
const MULTIPLE = ['v', 'agree', 'class', 'act', 'by', 'source', 'region', 'grade'] as const;
const SINGLE = ['from', 'to', 'known', 'term', 'reading', 'q'] as const;
/** Those that narrow what is shown, in the order in which they are named. */
const CONDITIONS = ['from', 'to', 'known', ...MULTIPLE, 'q', 'bbox'] as const;

/** The form of the page: the same fields as without script, heard as they change. */
export class Filters {
  private readonly form: HTMLFormElement;
  private readonly active: HTMLElement;

  constructor(
    private readonly page: Document,
    private readonly picture: Picture,
    private readonly times: Times,
    private readonly words: Words,
    private readonly changed: (change: (params: URLSearchParams) => void, done: boolean) => void,
  ) {
    this.form = page.getElementById('filters') as HTMLFormElement;
    this.active = page.getElementById('active') as HTMLElement;
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.read();
    });
    this.form.addEventListener('change', () => this.read());
    this.form.addEventListener('input', (event) => {
      if (!(event.target instanceof HTMLInputElement) || event.target.name !== 'q') return;
      this.read(false);
    });
    this.active.addEventListener('click', (event) => this.remove(event));
    this.popovers();
  }

  /** One open at a time; a click beside it or Escape closes it. */
  private popovers(): void {
    const boxes = [...this.form.querySelectorAll<HTMLDetailsElement>('.chip-box')];
    boxes.forEach((box) =>
      box.addEventListener('toggle', () => {
        if (!box.open) return;
        boxes.forEach((other) => {
          if (other !== box) other.open = false;
        });
        const pop = box.querySelector<HTMLElement>('.pop');
        if (!pop) return;
        pop.style.left = '0px';
        const over = pop.getBoundingClientRect().right - (this.page.documentElement.clientWidth - 8);
        if (over > 0) pop.style.left = `${-over}px`;
      }),
    );
    this.page.addEventListener('click', (event) => {
      boxes.forEach((box) => {
        if (box.open && event.target instanceof Node && !box.contains(event.target)) box.open = false;
      });
    });
    this.form.addEventListener('keydown', (event) => {
      const box = event.target instanceof Element ? event.target.closest('details') : null;
      if (event.key !== 'Escape' || !box?.open) return;
      box.open = false;
      box.querySelector('summary')?.focus();
    });
  }

  private read(done = true): void {
    const data = new FormData(this.form);
    this.changed((params) => {
      for (const name of SINGLE) {
        const value = String(data.get(name) ?? '');
        const first = name === 'term' && value === this.picture.head.terms[0]?.id;
        if (value === '' || first) params.delete(name);
        else params.set(name, value);
      }
      for (const name of MULTIPLE) {
        params.delete(name);
        [...new Set(data.getAll(name).map(String))].filter((value) => value !== '').forEach((value) => params.append(name, value));
      }
    }, done);
  }

  private remove(event: MouseEvent): void {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-name]') : null;
    if (!button) return;
    event.preventDefault();
    const name = button.dataset['name'] ?? '';
    const value = button.dataset['value'] ?? '';
    this.changed((params) => {
      if (name === '') CONDITIONS.forEach((one) => params.delete(one));
      else {
        const kept = params.getAll(name).filter((one) => one !== value);
        params.delete(name);
        kept.forEach((one) => params.append(name, one));
      }
    }, true);
    (this.active.querySelector<HTMLElement>('button') ?? this.form.querySelector<HTMLElement>('summary'))?.focus();
  }

  /** Makes form and chips say what the address says. */
  show(params: URLSearchParams): void {
    for (const field of this.form.querySelectorAll<HTMLInputElement>('input')) {
      const { name } = field;
      if (field.type === 'hidden') {
        field.value = params.get(name) ?? '';
        field.disabled = field.value === '';
      } else if (field.type === 'checkbox') field.checked = params.getAll(name).includes(field.value);
      else if (field.type === 'radio') field.checked = this.radio(params, name) === field.value;
      else if (field !== this.page.activeElement) {
        const value = params.get(name) ?? '';
        if (field.type === 'date' && value.length > 10) field.type = 'text';
        field.value = value;
      }
    }
    this.chips(params);
    this.listActive(params);
  }

  private radio(params: URLSearchParams, name: string): string {
    const value = params.get(name) ?? '';
    return name === 'term' && value === '' ? (this.picture.head.terms[0]?.id ?? '') : value;
  }

  private chips(params: URLSearchParams): void {
    for (const chip of this.form.querySelectorAll<HTMLElement>('[data-chip]')) {
      const value = chip.querySelector('b');
      const name = chip.dataset['chip'] ?? '';
      if (!value) continue;
      value.textContent = this.chip(params, name);
      const set = name === 'occurred' ? params.has('from') || params.has('to') : params.has(name) && name !== 'term';
      chip.classList.toggle('set', set);
    }
  }

  private chip(params: URLSearchParams, name: string): string {
    const { words, picture } = this;
    if (name === 'more') {
      const set = ['act', 'by', 'source', 'region', 'grade'].reduce((sum, one) => sum + params.getAll(one).length, 0);
      return set === 0 ? '' : String(set);
    }
    if (name === 'occurred') return this.range(params);
    if (name === 'known') return params.get('known') ? this.value('known', params.get('known') ?? '') : words.of('js.picture.now');
    if (name === 'term') return picture.head.terms.find((term) => term.id === this.radio(params, 'term'))?.title ?? '';
    if (name === 'reading') {
      return picture.head.readings.find((reading) => reading.id === params.get('reading'))?.label ?? words.of('js.picture.side');
    }
    const values = params.getAll(name);
    if (name === 'agree') return values.length === 0 || String(values) === 'SOME' ? words.of('js.picture.any') : String(values.length);
    if (values.length === 0) return words.of('js.picture.any');
    return values.length === 1 ? this.value(name, values[0]!) : String(values.length);
  }

  private range(params: URLSearchParams): string {
    const { picture, times } = this;
    const from = seconds(params.get('from')) ?? (picture.timed > 0 ? picture.middle(picture.byTime[0]!) : null);
    const to = seconds(params.get('to'));
    const last = to !== null ? to - 1 : picture.timed > 0 ? picture.middle(picture.byTime[picture.timed - 1]!) : null;
    if (from === null || last === null) return this.words.of('js.picture.always');
    return this.words.of('js.picture.range', times.day(from), times.day(last, true));
  }

  /** A value as people call it. */
  private value(name: string, value: string): string {
    const { picture, times } = this;
    const { said } = picture.head;
    switch (name) {
      case 'from':
      case 'to':
      case 'known': {
        const at = seconds(value) ?? 0;
        return at % DAY === 0 ? times.day(at) : times.instant(at);
      }
      case 'v': {
        const colon = value.lastIndexOf(':');
        const label = picture.head.readings.find((reading) => reading.id === value.slice(0, colon))?.label ?? '';
        return `${label}: ${said[`verdict.${value.slice(colon + 1)}`] ?? value}`;
      }
      case 'agree':
        return said[`group.${value}.why`] ?? value;
      case 'class':
      case 'act':
        return picture.classWords(value);
      case 'source':
        return picture.head.sourceNames[value] ?? value;
      case 'grade':
        return `${value}, ${said[`grade.${value}`] ?? ''}`;
      case 'bbox':
        return this.words.of('js.picture.box');
      default:
        return value;
    }
  }

  private title(name: string): string {
    const chip = name === 'from' || name === 'to' ? 'occurred' : name;
    const summary = this.form.querySelector(`[data-chip="${chip}"]`);
    return summary?.firstChild?.textContent?.trim() ?? '';
  }

  private each(params: URLSearchParams): { name: string; value: string; words: string }[] {
    return CONDITIONS.flatMap((name) =>
      params
        .getAll(name)
        .filter((value) => value !== '')
        .map((value) => {
          const said =
            name === 'from' ? this.words.of('js.picture.since', this.value(name, value))
            : name === 'to' ? this.words.of('js.picture.before', this.value(name, value))
            : this.value(name, value);
          const title = this.title(name);
          return { name, value, words: title ? this.words.of('js.picture.active', title, said) : said };
        }),
    );
  }

  /** Every condition that holds, for the picture that is taken away. */
  said(params: URLSearchParams): string {
    return this.each(params).map((one) => one.words).join(' · ');
  }

  private listActive(params: URLSearchParams): void {
    const each = this.each(params);
    const key = JSON.stringify(each);
    if (this.active.dataset['key'] === key) return;
    this.active.dataset['key'] = key;
    const items = each.map(({ name, value, words }) => this.removable(name, value, words, this.words.of('js.picture.remove', words), true));
    if (items.length > 1) items.push(this.removable('', '', this.words.of('js.picture.clear'), this.words.of('js.picture.clear'), false));
    this.active.replaceChildren(...items);
  }

  private removable(name: string, value: string, words: string, label: string, cross: boolean): HTMLElement {
    const item = made('li');
    const button = made('button', '', words);
    button.type = 'button';
    button.dataset['name'] = name;
    button.dataset['value'] = value;
    button.setAttribute('aria-label', label);
    if (cross) {
      const sign = made('span', '', ' ×');
      sign.setAttribute('aria-hidden', 'true');
      button.append(sign);
    }
    item.append(button);
    return item;
  }
}
