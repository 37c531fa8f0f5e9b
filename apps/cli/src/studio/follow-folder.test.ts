import { appendFileSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { followFolder } from './follow-folder.js';

describe('A folder that is followed', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-followed-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is read once, byte by byte of what is added: 20 lines cost their own length', async () => {
    const runs = join(folder, 'runs.jsonl');
    writeFileSync(join(folder, 'study.yaml'), 'name: one\n');
    const line = `${JSON.stringify({ text: 'x'.repeat(500) })}\n`;
    writeFileSync(runs, line.repeat(100));
    const stopping = new AbortController();
    const asked: number[] = [];
    const opened = async (path: string) => {
      const file = await open(path);
      if (path !== runs) return file;
      const read = file.read.bind(file);
      return Object.assign(file, {
        read: (bytes: Buffer, offset: number, length: number, at: number) => {
          asked.push(length);
          return read(bytes, offset, length, at);
        },
      });
    };
    let lines = 0;
    let added = 0;
    for await (const news of followFolder(folder, opened, stopping.signal)) {
      if (news.kind === 'lines') lines += news.text.split('\n').length;
      if (news.kind !== 'whole') continue;
      if (added === 20) break;
      appendFileSync(runs, line.repeat(10));
      added += 10;
    }
    stopping.abort();
    expect(lines).to.equal(120);
    expect(asked).to.deep.equal([100, 10, 10].map((count) => count * line.length));
  });

  it('is read anew where another study of the same time takes the place of the first', async () => {
    const study = join(folder, 'study.yaml');
    const write = (path: string, text: string) => {
      writeFileSync(path, text);
      utimesSync(path, 1, 1);
    };
    write(study, 'name: one\n');
    write(`${study}.new`, 'name: two\n');
    writeFileSync(join(folder, 'runs.jsonl'), '{"run":0}\n');
    const stopping = new AbortController();
    const studies: string[] = [];
    for await (const news of followFolder(folder, (path) => open(path), stopping.signal)) {
      if (news.kind === 'study') studies.push(news.text);
      if (studies.length === 2) break;
      if (news.kind === 'whole') renameSync(`${study}.new`, study);
    }
    stopping.abort();
    expect(studies).to.deep.equal(['name: one\n', 'name: two\n']);
  });
});
