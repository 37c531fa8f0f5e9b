import fs, {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { eventsOf, eventsUntil, type TakenEvent } from './events.test.support.js';
import { refusalOf } from './request-guard.js';
import { ServedFolders } from './served-folders.js';
import { StudioServer } from './studio-server.js';

const TOKEN = 'a-token';
const page = { html: '<!doctype html><p>the page</p>', policy: "default-src 'none'" };

describe('The server of the studio', () => {
  let root: string;
  let server: StudioServer;
  let url: URL;

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'pomdp-gym-served-'));
    for (const name of ['all/one', 'all/two', 'elsewhere']) {
      mkdirSync(join(root, name), { recursive: true });
      writeFileSync(join(root, name, 'study.yaml'), `name: ${name}\n`);
      writeFileSync(join(root, name, 'runs.jsonl'), '{"run":0}\n{"run":1}\n{"cut');
    }
    server = new StudioServer({ page, folders: new ServedFolders(join(root, 'all')) }, TOKEN, 20);
    url = new URL(await server.listen());
  });
  afterEach(async () => {
    await server.close();
    rmSync(root, { recursive: true });
  });

  interface Asked {
    readonly path?: string;
    readonly method?: string;
    readonly headers?: Record<string, string>;
  }

  /** The status and the text of a request, whatever its headers and its path are. */
  const ask = ({ path = `/?token=${TOKEN}`, method = 'GET', headers = {} }: Asked) =>
    new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const asked = request({ host: url.hostname, port: url.port, path, method, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.on('end', () => resolve({ status: response.statusCode, text }));
      });
      asked.on('error', reject).end();
    });
  const address = (folder: string) =>
    `${url.origin}/events?token=${TOKEN}&folder=${encodeURIComponent(folder)}`;

  it('serves the page with what it may load, to those who have the token', async () => {
    const response = await fetch(url);
    expect(await response.text()).to.equal(page.html);
    expect(response.headers.get('content-security-policy')).to.equal(page.policy);
    expect(response.headers.get('referrer-policy')).to.equal('no-referrer');
    expect(response.headers.get('cache-control')).to.equal('no-store');
  });

  it('listens at 127.0.0.1 alone', () => {
    expect(url.hostname).to.equal('127.0.0.1');
  });

  it('refuses what has no token, or another one, whatever is asked', async () => {
    for (const path of [
      '/',
      '/?token=',
      '/?token=A-TOKEN',
      '/?token=a-token2',
      '/?token=wrong&token=a-token',
      '/?token=a-token%00',
      '/?TOKEN=a-token',
      '/folders',
      '/events?folder=one',
    ])
      expect([path, (await ask({ path })).status]).to.deep.equal([path, 403]);
    for (const path of ['/start', '/pause', '/stop', '/start?token=a-token2'])
      expect([path, (await ask({ path, method: 'POST' })).status]).to.deep.equal([path, 403]);
  });

  it('refuses other hosts, to which a name may lead that others own', async () => {
    const hosts = [
      'evil.example',
      `evil.example:${url.port}`,
      '127.0.0.1',
      '127.0.0.1:1',
      `127.0.0.1.evil.example:${url.port}`,
      `127.0.0.1@evil.example:${url.port}`,
      `127.1:${url.port}`,
      `[::1]:${url.port}`,
      `0.0.0.0:${url.port}`,
    ];
    for (const host of hosts)
      expect([host, (await ask({ headers: { host } })).status]).to.deep.equal([host, 403]);
    expect((await ask({ headers: { host: `localhost:${url.port}` } })).status).to.equal(200);
  });

  it('takes its names without a port where it listens at port 80, which browsers leave out', () => {
    const refusal = (host: string, port: number, origin?: string) =>
      refusalOf({ headers: { host, ...(origin && { origin }) }, method: 'GET' }, TOKEN, {
        token: TOKEN,
        port,
      });
    expect(refusal('127.0.0.1', 80, 'http://127.0.0.1')).to.equal(undefined);
    expect(refusal('localhost', 80)).to.equal(undefined);
    expect(refusal('127.0.0.1:80', 80)).to.equal(undefined);
    expect(refusal('evil.example', 80)?.status).to.equal(403);
    expect(refusal('127.0.0.1', 80, 'http://localhost')?.status).to.equal(403);
    expect(refusal('127.0.0.1', 8080)?.status).to.equal(403);
  });

  it('refuses other origins', async () => {
    const origins = [
      'http://evil.example',
      'null',
      `https://127.0.0.1:${url.port}`,
      'http://127.0.0.1:1',
      `http://localhost:${url.port}`,
    ];
    for (const origin of origins)
      expect([origin, (await ask({ headers: { origin } })).status]).to.deep.equal([origin, 403]);
    expect((await ask({ headers: { origin: url.origin } })).status).to.equal(200);
  });

  /** The first line of the reply to a request as it is written, byte by byte. */
  const firstLine = async (text: string) => {
    const socket = connect(Number(url.port), url.hostname);
    socket.write(text);
    let reply = '';
    for await (const piece of socket as AsyncIterable<Buffer>) {
      reply += piece.toString('latin1');
      if (reply.includes('\r\n')) break;
    }
    socket.destroy();
    return reply.split('\r\n')[0];
  };

  it('refuses requests without a host, with two, for another server, and with headers that are too long', async () => {
    const host = `Host: ${url.host}`;
    const get = `GET /?token=${TOKEN}`;
    expect(await firstLine(`${get} HTTP/1.1\r\n${host}\r\n\r\n`)).to.equal('HTTP/1.1 200 OK');
    expect(await firstLine(`${get} HTTP/1.0\r\n\r\n`)).to.equal('HTTP/1.1 403 Forbidden');
    expect(await firstLine(`${get} HTTP/1.1\r\nHost:\r\n\r\n`)).to.equal('HTTP/1.1 403 Forbidden');
    expect(await firstLine(`${get} HTTP/1.1\r\nHost: evil.example\r\n${host}\r\n\r\n`)).to.equal(
      'HTTP/1.1 403 Forbidden',
    );
    const elsewhere = `GET http://evil.example/?token=${TOKEN} HTTP/1.1\r\n${host}\r\n\r\n`;
    expect(await firstLine(elsewhere)).to.equal('HTTP/1.1 404 Not Found');
    // Node.js reads 16 kB of headers.
    const long = `${get}${'x'.repeat(1 << 15)} HTTP/1.1\r\n${host}\r\n\r\n`;
    expect(await firstLine(long)).to.equal('HTTP/1.1 431 Request Header Fields Too Large');
    expect(await firstLine(`CONNECT evil.example:80 HTTP/1.1\r\n${host}\r\n\r\n`)).to.equal('');
  });

  it('refuses a body, and reads none of it', async () => {
    for (const length of ['Content-Length: 100000000000', 'Transfer-Encoding: chunked'])
      for (const method of ['GET', 'POST']) {
        const head = `${method} /start?token=${TOKEN} HTTP/1.1\r\nHost: ${url.host}\r\n${length}\r\n\r\n`;
        expect([length, method, await firstLine(head)]).to.deep.equal([
          ...[length, method, 'HTTP/1.1 413 Payload Too Large'],
        ]);
      }
  });

  it('refuses other paths and other methods', async () => {
    const paths = [
      '/etc/passwd',
      '/../elsewhere/runs.jsonl',
      '/..%2f..%2fetc%2fpasswd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/%252e%252e/elsewhere/runs.jsonl',
      '/..%5c..%5celsewhere',
      '/folders/../../elsewhere',
      '/%00',
      '//evil.example/',
      '/one/runs.jsonl',
      '/index.html',
    ];
    for (const path of paths)
      expect([path, (await ask({ path: `${path}?token=${TOKEN}` })).status]).to.deep.equal([path, 404]);
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'HEAD', 'TRACE'])
      expect([method, (await ask({ method })).status]).to.deep.equal([method, 405]);
    expect((await ask({ path: `/anything?token=${TOKEN}`, method: 'POST' })).status).to.equal(404);
    expect((await ask({ path: `/start?token=${TOKEN}`, method: 'POST' })).status).to.equal(409);
  });

  it('lists the folders of its folder alone, and opens no other', async () => {
    const listed = JSON.parse((await ask({ path: `/folders?token=${TOKEN}` })).text) as {
      folders: { name: string }[];
    };
    expect(listed.folders.map(({ name }) => name)).to.have.members(['one', 'two']);
    const names = [
      '../elsewhere',
      '/etc',
      '..',
      '.',
      '',
      'one/../../elsewhere',
      join(root, 'elsewhere'),
      'all',
      'one/',
      'one\0',
      '%2e%2e/elsewhere',
      '..\\elsewhere',
      'ONE',
      'one/runs.jsonl',
      '__proto__',
      'x'.repeat(10_000),
    ];
    for (const name of names) {
      const path = `/events?token=${TOKEN}&folder=${encodeURIComponent(name)}`;
      expect([name, (await ask({ path })).status]).to.deep.equal([name, 404]);
    }
  });

  it('follows no link that leads out of its folder', async () => {
    mkdirSync(join(root, 'all/link'));
    symlinkSync(join(root, 'elsewhere/runs.jsonl'), join(root, 'all/link/runs.jsonl'));
    symlinkSync(join(root, 'elsewhere'), join(root, 'all/folder-link'));
    for (const folder of ['link', 'folder-link'])
      expect([folder, (await ask({ path: `/events?token=${TOKEN}&folder=${folder}` })).status]).to.deep.equal(
        [folder, 404],
      );
    rmSync(join(root, 'all/link'), { recursive: true });
    rmSync(join(root, 'all/folder-link'));
  });

  const namesIn = ({ data }: TakenEvent) => (JSON.parse(data) as { name: string }[]).map(({ name }) => name);

  it('sends the folders again when one comes, and when one goes', async () => {
    const events = eventsOf(`${url.origin}/events?token=${TOKEN}`);
    const names = async () => namesIn((await events.next()).value as TakenEvent);
    expect(await names()).to.have.members(['one', 'two']);
    const added = join(root, 'all/later');
    mkdirSync(added);
    writeFileSync(join(added, 'study.yaml'), 'name: later\n');
    writeFileSync(join(added, 'runs.jsonl'), '{"run":0}\n');
    expect(await names()).to.have.members(['one', 'two', 'later']);
    rmSync(added, { recursive: true });
    expect(await names()).to.have.members(['one', 'two']);
    await events.return(undefined);
  });

  const isWhole = ({ event }: TakenEvent) => event === 'whole';

  it('sends the study, its whole lines, those that are added, and all anew where the file is replaced', async () => {
    const runs = join(root, 'all/two/runs.jsonl');
    const events = eventsOf(address('two'));
    const [folders, ...first] = await eventsUntil(events, isWhole);
    expect(folders!.event).to.equal('folders');
    expect(namesIn(folders!)).to.have.members(['one', 'two']);
    expect(first).to.deep.equal([
      { event: 'study', data: 'name: all/two\n' },
      { event: 'lines', data: '{"run":0}\n{"run":1}' },
      { event: 'whole', data: '' },
    ]);
    appendFileSync(runs, ' short"}\r\n{"run":2}\n');
    const added = await eventsUntil(events, isWhole);
    expect(
      added
        .filter(({ event }) => event === 'lines')
        .map(({ data }) => data)
        .join('\n'),
    ).to.equal('{"cut short"} \n{"run":2}');
    writeFileSync(`${runs}.new`, '{"run":9}\n');
    renameSync(`${runs}.new`, runs);
    const anew = await eventsUntil(events, isWhole);
    expect(anew.map(({ event }) => event)).to.deep.equal(['study', 'lines', 'whole']);
    expect(anew[1]!.data).to.equal('{"run":9}');
    await events.return(undefined);
  });

  it('leaves out a folder that cannot be read, and goes on with the others', () => {
    const read = fs.readdirSync;
    const fail = (path: fs.PathLike) => {
      throw new Error(`EACCES: ${String(path)}`);
    };
    mkdirSync(join(root, 'all/private'));
    const folders = new ServedFolders(join(root, 'all'));
    fs.readdirSync = new Proxy(read, {
      apply: (target, self, args: [fs.PathLike]) =>
        String(args[0]).endsWith('private') ? fail(args[0]) : Reflect.apply(target, self, args),
    });
    syncBuiltinESMExports();
    try {
      expect(folders.list().map(({ name }) => name)).to.have.members(['one', 'two']);
    } finally {
      fs.readdirSync = read;
      syncBuiltinESMExports();
      rmSync(join(root, 'all/private'), { recursive: true });
    }
  });

  it('leaves out a folder whose runs are no file', async () => {
    mkdirSync(join(root, 'all/odd/runs.jsonl'), { recursive: true });
    writeFileSync(join(root, 'all/odd/study.yaml'), 'name: odd\n');
    expect((await ask({ path: `/folders?token=${TOKEN}` })).text).not.to.include('odd');
    expect((await ask({ path: `/events?token=${TOKEN}&folder=odd` })).status).to.equal(404);
    rmSync(join(root, 'all/odd'), { recursive: true });
  });

  it('leaves out a folder with a link that leads to itself, and goes on serving', async () => {
    for (const [folder, file] of [
      ['loop-study', 'study.yaml'],
      ['loop-runs', 'runs.jsonl'],
    ] as const) {
      mkdirSync(join(root, 'all', folder));
      writeFileSync(join(root, 'all', folder, 'runs.jsonl'), '');
      rmSync(join(root, 'all', folder, file), { force: true });
      symlinkSync(file, join(root, 'all', folder, file));
      const listed = await ask({ path: `/folders?token=${TOKEN}` });
      expect([listed.status, listed.text.includes(folder), listed.text.includes('"one"')]).to.deep.equal([
        ...[200, false, true],
      ]);
      expect((await ask({ path: `/events?token=${TOKEN}&folder=${folder}` })).status).to.equal(404);
      rmSync(join(root, 'all', folder), { recursive: true });
    }
  });

  it('replies 500 with a sentence where its folders cannot be read', async () => {
    const broken = new StudioServer({ page, folders: new ServedFolders(root, failToRead) }, TOKEN);
    const there = new URL(await broken.listen());
    const response = await fetch(`${there.origin}/folders?token=${TOKEN}`);
    expect([response.status, await response.text()]).to.deep.equal([
      ...[500, 'The studio cannot serve this: the disk is gone'],
    ]);
    expect((await fetch(there)).status).to.equal(200);
    await broken.close();
  });

  for (const file of ['study.yaml', 'runs.jsonl'])
    it(`sends a problem where ${file} becomes a link that leads out of its folder, and nothing of it`, async () => {
      const folder = join(root, 'all/swapped');
      mkdirSync(folder);
      writeFileSync(join(folder, 'study.yaml'), 'name: swapped\n');
      writeFileSync(join(folder, 'runs.jsonl'), '{"run":0}\n');
      const events = eventsOf(address('swapped'));
      await eventsUntil(events, isWhole);
      symlinkSync(join(root, 'elsewhere', file), join(folder, 'link'));
      renameSync(join(folder, 'link'), join(folder, file));
      const sent: string[] = [];
      const isEnd = ({ event }: TakenEvent) => event === 'whole' || event === 'problem';
      for (const { data } of await eventsUntil(events, isEnd)) sent.push(data);
      expect(sent.at(-1)).to.contain(`${file} is no file of`);
      // Its stream goes on with the folders.
      mkdirSync(join(root, 'all/after'));
      writeFileSync(join(root, 'all/after/runs.jsonl'), '');
      const isAfter = ({ data }: TakenEvent) => data.includes('after');
      for (const { data } of await eventsUntil(events, isAfter)) sent.push(data);
      await events.return(undefined);
      rmSync(join(root, 'all/after'), { recursive: true });
      expect(sent.join('')).not.to.include('name: elsewhere').and.not.to.include('"run":1');
      rmSync(folder, { recursive: true });
    });

  it('replaces a line above 32 MB by a short one, passes on what follows it, and waits for the end of the last one', async () => {
    mkdirSync(join(root, 'all/long'));
    writeFileSync(join(root, 'all/long/study.yaml'), 'name: long\n');
    writeFileSync(
      join(root, 'all/long/runs.jsonl'),
      `${'x'.repeat(34 << 20)}\n{"run":3}\n${'y'.repeat(1 << 20)}`,
    );
    const events = eventsOf(address('long'));
    const taken = await eventsUntil(events, isWhole);
    const lines = taken.filter(({ event }) => event === 'lines').flatMap(({ data }) => data.split('\n'));
    expect(lines.at(-1)).to.equal('{"run":3}');
    expect(lines[0]).to.equal('"too long"');
    expect(lines.join('').length).to.be.below(1 << 20);
    await events.return(undefined);
    rmSync(join(root, 'all/long'), { recursive: true });
  });
});

function failToRead(): never {
  throw new Error('the disk is gone');
}
