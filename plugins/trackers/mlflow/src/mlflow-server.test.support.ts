import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came: method, the path after /api/2.0/mlflow/, and its body. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly authorization: string | undefined;
}

/** A small MLflow server: one experiment that is not there at first, and any number of runs. */
export class SmallServer {
  readonly received: Received[] = [];
  /** The path whose requests are refused with a fault of the server. */
  broken = '';
  private experiment: string | undefined;
  private runs = 0;
  private readonly http: Server;

  constructor() {
    this.http = createServer((request, response) => void this.take(request, response));
  }

  async open(): Promise<string> {
    this.http.listen(0, '127.0.0.1');
    await once(this.http, 'listening');
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.http.close();
    this.http.closeAllConnections();
    await once(this.http, 'close');
  }

  bodies(path: string): readonly Received['body'][] {
    return this.received.filter((each) => each.path === path).map(({ body }) => body);
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const piece of request) text += String(piece);
    const url = new URL(request.url ?? '', 'http://localhost');
    const path = url.pathname.replace('/api/2.0/mlflow/', '');
    const body = (text === '' ? Object.fromEntries(url.searchParams) : JSON.parse(text)) as Received['body'];
    this.received.push({
      method: request.method ?? '',
      path,
      body,
      authorization: request.headers.authorization,
    });
    const [status, reply] =
      path === this.broken ? [500, { message: 'The disk is full.' }] : this.reply(path, body);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(reply));
  }

  private reply(path: string, body: Received['body']): readonly [number, object] {
    switch (path) {
      case 'experiments/get-by-name':
        return this.experiment === body['experiment_name']
          ? [200, { experiment: { experiment_id: '7', name: this.experiment } }]
          : [404, { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'No such experiment.' }];
      case 'experiments/create':
        if (this.experiment !== undefined)
          return [400, { error_code: 'RESOURCE_ALREADY_EXISTS', message: 'It exists.' }];
        this.experiment = String(body['name']);
        return [200, { experiment_id: '7' }];
      case 'runs/create':
        return [200, { run: { info: { run_id: `run-${++this.runs}` } } }];
      default:
        return [200, {}];
    }
  }
}
