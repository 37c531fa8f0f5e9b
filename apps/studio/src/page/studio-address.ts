import type { FolderEntry } from '../engine/calls.js';

/** What is served. */
export interface ServedContent {
  readonly folders: readonly FolderEntry[];
  /** The folder of the study that the page may start. */
  readonly study: string | null;
}

/** What a page may ask of a study. */
export type StudyAction = 'start' | 'pause' | 'stop';

/** Where `pomdp-gym studio` serves this page. */
export class StudioAddress {
  private constructor(
    private readonly origin: string,
    private readonly token: string,
  ) {}

  /** The address in the URL of a page: a page that is served has a token; undefined for a file from disk or a static host. */
  static of({
    protocol,
    origin,
    search,
  }: Pick<Location, 'protocol' | 'origin' | 'search'>): StudioAddress | undefined {
    const token = new URLSearchParams(search).get('token');
    return protocol === 'http:' && token ? new StudioAddress(origin, token) : undefined;
  }

  /** Where the events of a folder come from; without a folder, those of the server alone. */
  events(folder?: string): string {
    return this.url('events', folder === undefined ? {} : { folder });
  }

  async content(): Promise<ServedContent> {
    const response = await fetch(this.url('folders'));
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as ServedContent;
  }

  /** Rejects with the sentence of a refusal. */
  async steer(action: StudyAction): Promise<void> {
    const response = await fetch(this.url(action), { method: 'POST' });
    if (!response.ok) throw new Error(await response.text());
  }

  private url(path: string, parameters: Readonly<Record<string, string>> = {}): string {
    const url = new URL(path, this.origin);
    url.search = new URLSearchParams({ ...parameters, token: this.token }).toString();
    return url.href;
  }
}
