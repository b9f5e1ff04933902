import { VerdictCells } from './verdictcells';
import type { Words } from './words';

/** The table of the matrix: cells open their reasons in place; filters ask again when they change. */
export function start(page: Document, words: Words): void {
  for (const table of page.querySelectorAll<HTMLTableElement>('table.verdicts')) new VerdictCells(table, words);
  for (const form of page.querySelectorAll<HTMLFormElement>('form.filter, form.compare')) {
    form.addEventListener('change', (event) => {
      if (event.target instanceof HTMLSelectElement && form.classList.contains('filter')) form.requestSubmit();
    });
    form.addEventListener('submit', () => leaveOutEmpty(form));
    if (form.classList.contains('filter')) fold(form, words.of('js.matrix.filters'));
  }
}

/** On a narrow screen the fields wait behind a button; the style hides them there and only there. */
function fold(form: HTMLFormElement, name: string): void {
  const button = form.ownerDocument.createElement('button');
  button.type = 'button';
  button.className = 'do fold';
  button.textContent = name;
  button.setAttribute('aria-expanded', 'false');
  button.addEventListener('click', () => {
    button.setAttribute('aria-expanded', String(form.classList.toggle('unfolded')));
  });
  form.querySelector('.shown')?.after(button);
}

/** What is not set says nothing in the address. */
export function leaveOutEmpty(form: HTMLFormElement): void {
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input[name], select[name]')) {
    field.disabled = field.value === '';
  }
  const window = form.ownerDocument.defaultView;
  // Coming back to the page finds the fields as they were left.
  window?.addEventListener('pageshow', () => {
    for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[disabled]')) field.disabled = false;
  });
}
