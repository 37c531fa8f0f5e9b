import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import type { CallContext } from './call-context.js';
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
    const context = { registry: new Registry(kinds), opened, emit, signal: stopping.signal };
    const ended = followStudy({ url, shown: 0 }, context).catch((error: unknown) => error);
    expect(await ended).to.equal(stopping.signal.reason);
    expect(emitted).to.have.length(1);
  });

  it('is not shown by a call that is cancelled', async () => {
    const stopping = new AbortController();
    const newer = OpenedStudy.read(study);
    const opened: CallContext['opened'] = { study: newer };
    const emit = () => expect.fail('The study is emitted.');
    const shown = new ShownStudy({ registry: new Registry(kinds), opened, emit, signal: stopping.signal });
    stopping.abort();
    const thrown: unknown = await shown.whole(OpenedStudy.read(study)).catch((error: unknown) => error);
    expect([thrown, opened.study]).to.deep.equal([stopping.signal.reason, newer]);
  });
});
