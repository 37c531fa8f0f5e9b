import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import type { CallContext } from './call-context.js';
import type { StudyNews } from './calls.js';
import { followStudy } from './follow-study.js';
import { kinds } from '../kinds.js';
import { OpenedStudy } from './opened-study.js';
import { serverEvents } from './server-events.js';
import { ShownStudy } from './shown-study.js';

const study = JSON.stringify({
  ...{ name: 'one', environments: ['Tiger-v0'], agents: [{ name: 'uniform', policy: 'uniform' }] },
  ...{ seeds: 1, budget: 10 },
});
/** Events that come in one piece. */
const piece = `event: study\ndata: ${study}\n\nevent: whole\ndata: \n\nevent: whole\ndata: \n\n`;

describe('A study that is followed', () => {
  let server: Server;
  let url: string;
  before(async () => {
    server = createServer((_, response) => void response.write(piece)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it('has no further event of a piece once the signal aborts', async () => {
    const stopping = new AbortController();
    const events = serverEvents(url, stopping.signal);
    expect((await events.next()).value).to.deep.include({ event: 'study' });
    stopping.abort();
    const next = await events.next().catch((error: unknown) => error);
    expect(next).to.equal(stopping.signal.reason);
  });

  it('is emitted no more once the signal aborts, and leaves the study that was opened since', async () => {
    const stopping = new AbortController();
    const emitted: unknown[] = [];
    const opened: CallContext['opened'] = {};
    const emit = (event: unknown) => {
      emitted.push(event);
      stopping.abort();
    };
    const context = {
      registry: new Registry(kinds),
      optima: new Map(),
      opened,
      emit,
      signal: stopping.signal,
    };
    const ended = followStudy({ url, shown: 0 }, context).catch((error: unknown) => error);
    expect(await ended).to.equal(stopping.signal.reason);
    expect(emitted).to.have.length(1);
  });

  it('is not shown by a call that is cancelled', async () => {
    const stopping = new AbortController();
    const newer = OpenedStudy.read(study);
    const opened: CallContext['opened'] = { study: newer };
    const emit = () => expect.fail('The study is emitted.');
    const shown = new ShownStudy({
      registry: new Registry(kinds),
      optima: new Map(),
      opened,
      emit,
      signal: stopping.signal,
    });
    stopping.abort();
    const thrown: unknown = await shown.whole(OpenedStudy.read(study)).catch((error: unknown) => error);
    expect([thrown, opened.study]).to.deep.equal([stopping.signal.reason, newer]);
  });

  /** A server whose connections get these texts, one after another; those but the last are closed. */
  const serverOf = async (...texts: readonly string[]) => {
    let connections = 0;
    const one = createServer((_, response) => {
      const text = texts[Math.min(connections++, texts.length - 1)]!;
      if (connections < texts.length) response.end(text);
      else response.write(text);
    }).listen(0, '127.0.0.1');
    await once(one, 'listening');
    return { one, url: `http://127.0.0.1:${(one.address() as AddressInfo).port}` };
  };

  /** What is emitted until it is as many news. */
  const newsOf = async (url: string, many: number) => {
    const stopping = new AbortController();
    const news: StudyNews[] = [];
    const emit = (event: unknown) => {
      if (news.push(event as StudyNews) >= many) stopping.abort();
    };
    const context = {
      ...{ registry: new Registry(kinds), optima: new Map<string, never>() },
      ...{ opened: {}, emit, signal: stopping.signal },
    };
    await followStudy({ url, shown: 0 }, context, 10).catch(() => undefined);
    return news.map((each) => (each.kind === 'problem' ? each.sentence : each.kind));
  };

  it('closes its connection where its events are read no further', async () => {
    const { one, url: place } = await serverOf(piece);
    let open = 0;
    one.on('request', (_, response: ServerResponse) => {
      open++;
      response.on('close', () => open--);
    });
    for (let i = 0; i < 3; i++) {
      const events = serverEvents(place, new AbortController().signal);
      await events.next();
      await events.return(undefined);
    }
    for (let tries = 0; open > 0 && tries < 5000; tries++) await pause(10);
    one.closeAllConnections();
    one.close();
    expect(open).to.equal(0);
  });

  it('goes on after a study that cannot be read, and has it once it can', async () => {
    const folders = 'event: folders\ndata: []\n\n';
    const damaged = 'event: study\ndata: name: [\n\nevent: whole\ndata: \n\n';
    const { one, url: place } = await serverOf(`${damaged}${folders}${piece}`);
    const [sentence, ...rest] = await newsOf(place, 4);
    expect(sentence).to.contain('study.yaml');
    expect(rest).to.deep.equal(['folders', null, 'study']);
    one.closeAllConnections();
    one.close();
  });

  it('connects again to a server that has ended, and takes the problems that it sends', async () => {
    const { one, url: place } = await serverOf(piece, `${piece}event: problem\ndata: no file\n\n`);
    const news = await newsOf(place, 7);
    expect(news[0]).to.equal('study');
    expect(news.find((each) => each !== null && each !== 'study')).to.contain('pomdp-gym studio has ended');
    expect(news.slice(3)).to.deep.equal([null, 'study', 'study', 'no file']);
    one.closeAllConnections();
    one.close();
  });
});
