import { beforeEach, describe, expect, it } from 'vitest';
import { megabytes, start } from '../src/workbench/data';
import { Words } from '../src/workbench/words';

const words = new Words('en', {
  'js.data.here': 'here',
  'js.data.busy': 'bringing {0}, {1}',
  'js.data.large': '{0} has {1} of {2}',
  'js.data.recording': 'recording',
});

describe('a form that takes a file', () => {
  beforeEach(() => {
    document.body.innerHTML =
      '<form class="drop" data-max="1"><input type="file"><p class="busy"></p></form>' +
      '<form class="once"><button>go</button></form>';
    start(document, words);
  });

  function submit(selector: string, file?: File): Event {
    const form = document.querySelector<HTMLFormElement>(selector)!;
    if (file) Object.defineProperty(form.querySelector('input')!, 'files', { value: [file] });
    const event = new Event('submit', { cancelable: true });
    form.dispatchEvent(event);
    return event;
  }

  it('says that a file can be dropped', () => {
    expect(document.querySelector('.busy')!.textContent).toBe('here');
  });

  it('says what it is bringing', () => {
    expect(submit('.drop', new File(['abc'], 'a.csv')).defaultPrevented).toBe(false);
    expect(document.querySelector('.busy')!.textContent).toBe('bringing a.csv, 1');
  });

  it('does not send what is too large', () => {
    expect(submit('.drop', new File([new Uint8Array((1 << 20) + 1)], 'a.csv')).defaultPrevented).toBe(true);
    expect(document.querySelector('.busy')!.textContent).toBe('a.csv has 2 of 1');
  });

  it('is not pressed twice', () => {
    expect(submit('.once').defaultPrevented).toBe(false);
    expect(submit('.once').defaultPrevented).toBe(true);
    expect(document.querySelector('button')!.textContent).toBe('recording');
  });

  it('counts megabytes upwards', () => {
    expect([megabytes(1), megabytes(1 << 20), megabytes((1 << 20) + 1)]).toEqual([1, 1, 2]);
  });
});
