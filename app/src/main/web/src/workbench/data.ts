import type { Words } from './words';

const MEGABYTE = 1 << 20;

/** How many megabytes a file has, as the limit counts them; never nought. */
export function megabytes(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / MEGABYTE));
}

/** A file may be dropped anywhere on the form; one that is too large is told before it is sent. */
function startForm(form: HTMLFormElement, words: Words): void {
  const input = form.querySelector<HTMLInputElement>('input[type=file]');
  const busy = form.querySelector<HTMLElement>('.busy');
  if (!input || !busy) return;
  const most = Number(form.dataset['max']);
  busy.textContent = words.of('js.data.here');
  form.addEventListener('dragover', (event) => {
    event.preventDefault();
    form.classList.add('over');
  });
  form.addEventListener('dragleave', () => form.classList.remove('over'));
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    form.classList.remove('over');
    const files = event.dataTransfer?.files;
    if (!files || files.length === 0) return;
    input.files = files;
    form.requestSubmit();
  });
  form.addEventListener('submit', (event) => {
    const file = input.files?.[0];
    if (!file) return;
    const size = megabytes(file.size);
    if (file.size > most * MEGABYTE) {
      event.preventDefault();
      busy.textContent = words.of('js.data.large', file.name, size, most);
      return;
    }
    busy.textContent = words.of('js.data.busy', file.name, size);
    form.classList.add('sending');
  });
}

/** A button that records says so and is not pressed twice; pressed twice it would do no harm. */
function startOnce(form: HTMLFormElement, words: Words): void {
  form.addEventListener('submit', (event) => {
    if (form.dataset['sent']) {
      event.preventDefault();
      return;
    }
    form.dataset['sent'] = 'true';
    const button = form.querySelector('button');
    if (button) button.textContent = words.of('js.data.recording');
  });
}

export function start(page: Document, words: Words): void {
  page.querySelectorAll<HTMLFormElement>('form.drop').forEach((form) => startForm(form, words));
  page.querySelectorAll<HTMLFormElement>('form.once').forEach((form) => startOnce(form, words));
}
