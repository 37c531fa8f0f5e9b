import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InputError } from '@pomdp-gym/contracts';
import { EventStream } from './event-stream.js';
import { type FolderNews, followFolder } from './follow-folder.js';
import { followFolders } from './follow-folders.js';
import { refusalOf } from './request-guard.js';
import type { ServedFolder, ServedFolders } from './served-folders.js';
import { StatusEvents } from './status-events.js';
import { actions, type StudyControl } from './study-control.js';
import type { StudioPage } from './studio-page.js';

/** The study that the page may start. */
export interface StudyOfStudio {
  /** The name of its folder, as it is served. */
  readonly name: string;
  /** Its folder of results. */
  readonly path: string;
  readonly control: StudyControl;
}

/** What a studio serves. */
export interface StudioContent {
  readonly page: StudioPage;
  readonly folders: ServedFolders;
  readonly study?: StudyOfStudio | undefined;
}

/** The only address that it listens at: nobody else's machine reaches it. */
const HOST = '127.0.0.1';
/** Milliseconds between two looks at the folders. */
const FOLDERS = 1000;

const headers = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Serves the page of the studio to this machine, to those who know the token:
 *
 * - `GET /`: the page
 * - `GET /folders`: the folders of results that it may open, and the one of the study that it may start, as JSON
 * - `GET /events`: the folders, and the status of the study that may be started, whenever they change, as server-sent events
 * - `GET /events?folder=NAME`: the same, and the study of a folder, its runs and those that are added; the status comes with them
 * - `POST /start`, `/pause`, `/stop`: steers the study
 *
 * All with `token=TOKEN`.
 */
export class StudioServer {
  private readonly server: Server;

  constructor(
    private readonly content: StudioContent,
    private readonly token: string,
    private readonly folderPace = FOLDERS,
  ) {
    this.server = createServer((request, response) => this.take(request, response));
  }

  /** Begins to listen, and returns the URL of the page. Throws an InputError where the port is not to be had. */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', (error) =>
        reject(
          new InputError(
            `${portProblem(port, error)}. Choose another with --port, or leave --port out: a free one is taken.`,
            { cause: error },
          ),
        ),
      );
      this.server.listen(port, HOST, resolve);
    });
    return `http://${HOST}:${this.port}/?token=${this.token}`;
  }

  /** Ends every connection. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private get port(): number {
    const address: AddressInfo | string | null = this.server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  /** Serves a request. A fault of it is replied as a sentence: neither the server nor a study under way ends by it. */
  private take(request: IncomingMessage, response: ServerResponse): void {
    try {
      this.serve(request, response);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (response.headersSent) response.destroy();
      else reply(response, 500, `The studio cannot serve this: ${why}`);
    }
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const address = `http://${HOST}${request.url}`;
    if (!URL.canParse(address)) return reply(response, 400, 'This is no URL.');
    const url = new URL(address);
    const refusal = refusalOf(request, url.searchParams.get('token'), { token: this.token, port: this.port });
    if (refusal) {
      // What else is sent on this connection, as a long body, is not read.
      response.setHeader('Connection', 'close');
      return reply(response, refusal.status, refusal.sentence);
    }
    if (request.method === 'POST') this.steer(url.pathname, response);
    else this.show(url, response);
  }

  private show(url: URL, response: ServerResponse): void {
    const { page, folders, study } = this.content;
    if (url.pathname === '/') {
      response.setHeader('Content-Security-Policy', page.policy);
      reply(response, 200, page.html, 'text/html');
    } else if (url.pathname === '/folders') {
      const shown = { folders: folders.list(), study: study?.name ?? null };
      reply(response, 200, JSON.stringify(shown), 'application/json');
    } else if (url.pathname === '/events') this.follow(url.searchParams.get('folder'), response);
    else reply(response, 404, 'The studio serves no such path.');
  }

  /** Sends what changes; of a folder too, where one is named. */
  private follow(name: string | null, response: ServerResponse): void {
    const { folders, study } = this.content;
    const path = name === null ? undefined : folders.pathOf(name);
    if (name !== null && path === undefined)
      return reply(response, 404, 'The studio serves no folder of results of this name.');
    const stream = new EventStream(response);
    // The page connects again.
    const end = () => void response.destroy();
    const status = study && new StatusEvents(study.control, stream);
    void sendFolders(followFolders(folders, stream.closed, this.folderPace), stream).catch(end);
    if (path === undefined) return;
    const news = followFolder(path, (file) => folders.open(file), stream.closed);
    void sendNews(news, stream, status);
  }

  private steer(path: string, response: ServerResponse): void {
    const action = actions.find((each) => path === `/${each}`);
    if (!action) return reply(response, 404, 'The studio serves no such path.');
    const { study } = this.content;
    const refusal = study ? study.control.act(action) : 'No study was given to pomdp-gym studio.';
    reply(response, refusal === undefined ? 200 : 409, refusal ?? '');
  }
}

function reply(response: ServerResponse, status: number, text: string, type = 'text/plain'): void {
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` }).end(text);
}

/**
 * Sends what is read from a folder; once all of it is read, with the status of the study where that has changed. Where a file cannot be
 * read, or leads out of the folders that are served, it sends that and no more of it.
 */
async function sendNews(
  news: AsyncIterable<FolderNews>,
  stream: EventStream,
  status: StatusEvents | undefined,
): Promise<void> {
  try {
    for await (const each of news)
      await stream.send(each.kind, each.kind === 'whole' ? (status?.takeNews() ?? '') : each.text);
  } catch (error) {
    await stream.send('problem', error instanceof Error ? error.message : String(error));
  }
}

async function sendFolders(
  lists: AsyncIterable<readonly ServedFolder[]>,
  stream: EventStream,
): Promise<void> {
  for await (const list of lists) await stream.send('folders', JSON.stringify(list));
}

/** Why a port cannot be had. */
function portProblem(port: number, error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') return `Port ${port} is in use`;
  if (error.code === 'EACCES') return `You may not listen at port ${port}`;
  return `Port ${port} cannot be listened at (${error.message})`;
}
