import { InputError } from '@pomdp-gym/contracts';

/** An event of a server. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/**
 * The events of `pomdp-gym studio`, read as fast as they are taken: a long stream of them waits at the server. An event is a line
 * `event: NAME`, lines `data: TEXT`, and an empty line.
 *
 * @throws InputError with the sentence of the server where it refuses, or where it ends.
 */
export async function* serverEvents(url: string, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  const closing = new AbortController();
  const close = (): void => closing.abort();
  signal.addEventListener('abort', close, { once: true });
  const response = await fetch(url, { signal: closing.signal }).catch(() => undefined);
  signal.throwIfAborted();
  if (!response?.body) throw ended();
  if (!response.ok) throw new InputError(await response.text());
  let text = '';
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const piece = await reader.read().catch(() => ({ done: true }) as const);
      signal.throwIfAborted();
      if (piece.done) throw ended();
      const events = (text + piece.value).split('\n\n');
      text = events.pop() ?? '';
      for (const each of events) {
        signal.throwIfAborted();
        yield eventOf(each);
      }
    }
  } finally {
    // A browser has six connections for all tabs.
    signal.removeEventListener('abort', close);
    close();
  }
}

function ended(): InputError {
  return new InputError(
    'pomdp-gym studio has ended: the page shows what it has read until then, and connects again once it is there.',
  );
}

function eventOf(text: string): ServerEvent {
  const [first = '', ...data] = text.split('\n');
  return {
    event: first.slice('event: '.length),
    data: data.map((line) => line.slice('data: '.length)).join('\n'),
  };
}
