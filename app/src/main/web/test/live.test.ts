// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { Live } from '../src/workbench/live';
import { Words } from '../src/workbench/words';

const words = new Words('ru', {
  'js.live.new.one': '{0} запись',
  'js.live.new.few': '{0} записи',
  'js.live.new.many': '{0} записей',
  'js.live.new.other': '{0} записи',
  'js.live.show': 'показать',
});

class Stream {
  private readonly told = new Map<string, (event: MessageEvent<string>) => void>();
  closed = false;
  addEventListener(name: string, told: (event: MessageEvent<string>) => void): void {
    this.told.set(name, told);
  }
  close(): void {
    this.closed = true;
  }
  async send(name: string, entries: number): Promise<void> {
    this.told.get(name)?.({ data: JSON.stringify({ entries, cases: {} }) } as MessageEvent<string>);
    await new Promise((done) => setTimeout(done));
  }
}

const bar = (): string => document.querySelector('.live')?.textContent ?? '';

describe('a page that is looked at', () => {
  let stream: Stream;
  let live: Live;
  beforeEach(() => {
    document.body.innerHTML = '';
    stream = new Stream();
    live = new Live(document, () => stream, () => Promise.resolve(words));
    live.follow();
  });

  it('says nothing while nothing is recorded', async () => {
    await stream.send('now', 7);
    await stream.send('changed', 7);
    expect(bar()).toBe('');
  });

  it('says how many entries came since it was made, in the forms of its language', async () => {
    await stream.send('now', 7);
    await stream.send('changed', 9);
    expect(bar()).toBe('2 записи показать');
    await stream.send('changed', 12);
    expect(bar()).toBe('5 записей показать');
    expect(document.querySelector('.live a')?.getAttribute('href')).toBe(document.location.href);
  });

  it('knows after a break what it had seen', async () => {
    await stream.send('now', 7);
    live.stop();
    expect(stream.closed).toBe(true);
    stream = new Stream();
    live.follow();
    await stream.send('now', 8);
    expect(bar()).toBe('1 запись показать');
  });
});
