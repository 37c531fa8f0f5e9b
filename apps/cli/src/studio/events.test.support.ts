/** An event as a page takes it. */
export interface TakenEvent {
  readonly event: string;
  readonly data: string;
}

/** The events of a stream, one after another; the reader ends it. */
export async function* eventsOf(url: string): AsyncGenerator<TakenEvent> {
  const closing = new AbortController();
  const response = await fetch(url, { signal: closing.signal });
  if (!response.ok || !response.body) throw new Error(`${response.status}: ${await response.text()}`);
  let text = '';
  try {
    for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
      text += piece;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        yield eventOf(text.slice(0, end));
        text = text.slice(end + 2);
      }
    }
  } finally {
    closing.abort();
  }
}

function eventOf(text: string): TakenEvent {
  const [first = '', ...data] = text.split('\n');
  return {
    event: first.replace('event: ', ''),
    data: data.map((line) => line.replace('data: ', '')).join('\n'),
  };
}

/** Reads events until one is as wanted, and returns those before it and it. */
export async function eventsUntil(
  events: AsyncGenerator<TakenEvent>,
  isLast: (event: TakenEvent) => boolean,
): Promise<TakenEvent[]> {
  const taken: TakenEvent[] = [];
  for (let next = await events.next(); !next.done; next = await events.next()) {
    taken.push(next.value);
    if (isLast(next.value)) return taken;
  }
  throw new Error('The stream ended before the event that is waited for.');
}
