import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Sends events to a page as it takes them: server-sent events, https://html.spec.whatwg.org/multipage/server-sent-events.html. */
export class EventStream {
  private readonly closing = new AbortController();

  constructor(private readonly response: ServerResponse) {
    response.on('close', () => this.closing.abort());
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.flushHeaders();
  }

  /** Aborts once the page, or the server, has closed the connection. */
  get closed(): AbortSignal {
    return this.closing.signal;
  }

  /** Sends an event. It resolves once the page takes more. */
  async send(event: string, data: string): Promise<void> {
    if (this.closed.aborted || this.response.write(eventText(event, data))) return;
    await once(this.response, 'drain', { signal: this.closed }).catch(() => undefined);
  }

  /** Sends an event, unless the page takes no more now. Returns whether it is sent. */
  offer(event: string, data: string): boolean {
    if (this.closed.aborted || this.response.writableNeedDrain) return false;
    this.response.write(eventText(event, data));
    return true;
  }
}

/** An event of several lines of data. A carriage return, which would end a line, is a blank: in JSON both are the same. */
function eventText(event: string, data: string): string {
  return `event: ${event}\ndata: ${data.replaceAll('\r', ' ').replaceAll('\n', '\ndata: ')}\n\n`;
}
