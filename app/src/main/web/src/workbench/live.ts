import './live.css';
import { Words } from './words';

/** What an event of the server says. */
interface Record {
  readonly entries: number;
}

/** Listens from the server; a page that is not looked at takes no connection from one that is. */
interface Listening {
  addEventListener(name: string, told: (event: MessageEvent<string>) => void): void;
  close(): void;
}

/** A page that is left again at once need not listen. */
const BEGIN_MILLIS = 5_000;

/** Tells, calmly, that something was recorded since the page was made. It never loads anything by itself. */
export class Live {
  private seen: number | undefined;
  private listening: Listening | undefined;
  private bar: HTMLElement | undefined;

  constructor(
    private readonly page: Document,
    private readonly listen: () => Listening,
    private readonly words: () => Promise<Words>,
  ) {}

  /** Listens while the page is looked at. */
  follow(): void {
    if (this.page.visibilityState === 'hidden') {
      this.stop();
      return;
    }
    if (this.listening) return;
    this.listening = this.listen();
    const told = (event: MessageEvent<string>): void => void this.told(event.data);
    this.listening.addEventListener('now', told);
    this.listening.addEventListener('changed', told);
  }

  stop(): void {
    this.listening?.close();
    this.listening = undefined;
  }

  private async told(data: string): Promise<void> {
    const { entries } = JSON.parse(data) as Record;
    this.seen ??= entries;
    if (entries > this.seen) await this.show(entries - this.seen);
  }

  private async show(count: number): Promise<void> {
    const words = await this.words();
    if (!this.bar) {
      this.bar = this.page.createElement('p');
      this.bar.className = 'live';
      this.bar.setAttribute('role', 'status');
      this.page.body.append(this.bar);
    }
    const again = this.page.createElement('a');
    again.href = this.page.location.href;
    again.textContent = words.of('js.live.show');
    this.bar.replaceChildren(words.count('js.live.new', count), ' ', again);
  }
}

/** Follows what is recorded, unless the page shows the record of a day that has passed. */
export function watch(page: Document): void {
  if (new URLSearchParams(page.location.search).has('recorded')) return;
  const live = new Live(page, () => new EventSource('/api/stream'), () => Words.load(page));
  setTimeout(() => live.follow(), BEGIN_MILLIS);
  page.addEventListener('visibilitychange', () => live.follow());
  addEventListener('pagehide', () => live.stop());
}
