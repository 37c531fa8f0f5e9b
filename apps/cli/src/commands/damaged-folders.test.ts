import 'reflect-metadata';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { answer } from '../answer.test.support.js';

const study = ['--env', 'ThreeState-v0', '--agent', 'softmax+olpomdp', '--seeds', '2', '--budget', '20'];

describe('Folders of results with damage', function () {
  this.timeout(240_000);
  const origin = process.cwd();
  let home: string;
  const compareInto = (folder: string) =>
    answer('compare', ...study, '--bracket', '0', '--workers', '1', '--out', folder);

  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-damaged-'));
    process.chdir(home);
    const { code, err } = await compareInto('all/whole');
    expect(code, err).to.equal(0);
    cpSync('all/whole', 'all/changed', { recursive: true });
    const lines = readFileSync('all/changed/runs.jsonl', 'utf8').replace('"seed":1', '"seed":9');
    writeFileSync('all/changed/runs.jsonl', lines);
  });
  after(() => {
    process.chdir(origin);
    rmSync(home, { recursive: true });
  });

  const place = join('all/changed', 'runs.jsonl:1');
  const sentence =
    `${place}: This line was changed after it was written: its check does not fit. ` +
    'Remove the line and repeat the command that wrote it: only what is missing is done again.\n';

  const readers = [
    ['report', 'all/changed', '--out', 'report'],
    ['merge', 'all/changed', '--out', 'merged'],
    ['export', 'all/changed'],
    ['diff', 'all/changed', 'all/whole'],
  ];
  for (const words of readers) {
    it(`are refused by ${words[0]!} with where the line is and what to do`, async () => {
      expect(await answer(...words)).to.deep.equal({ code: 2, out: '', err: sentence });
    });
  }

  it('are refused by compare in the same words', async () => {
    const { code, err } = await compareInto('all/changed');
    expect([code, err]).to.deep.equal([2, sentence]);
  });

  it('without a run are refused by verify, as by report', async () => {
    cpSync('all/whole', 'empty', { recursive: true });
    writeFileSync('empty/runs.jsonl', '');
    const refusal = { code: 2, out: '', err: 'empty holds no run yet: compare does them.\n' };
    expect(await answer('verify', 'empty')).to.deep.equal(refusal);
    expect(await answer('report', 'empty', '--out', 'report')).to.deep.equal(refusal);
  });

  it('are shown by status, with the same sentence', async () => {
    const { code, out, err } = await answer('status', 'all');
    expect([code, err]).to.deep.equal([2, sentence]);
    expect(out)
      .to.match(/all.whole/)
      .and.match(/all.changed/);
  });

  it('do not keep status from showing the others where one cannot be read', async () => {
    rmSync('some', { recursive: true, force: true });
    cpSync('all/whole', 'some/whole', { recursive: true });
    mkdirSync('some/broken');
    writeFileSync('some/broken/study.yaml', 'agents: [');
    writeFileSync('some/broken/runs.jsonl', '');
    const { code, out } = await answer('status', 'some', '--json');
    const { studies, problems } = JSON.parse(out) as { studies: { id: string }[]; problems: string[] };
    expect(code).to.equal(2);
    expect(studies.map(({ id }) => id)).to.deep.equal([join('some', 'whole')]);
    expect(problems).to.have.length(1);
    expect(problems[0]).to.match(/^some.broken holds .*cannot be read/);
    expect((await answer('status', 'some/broken')).out).to.equal('');
  });

  it('are counted by runs in verify, where two processes wrote the same runs', async () => {
    rmSync('twice', { recursive: true, force: true });
    cpSync('all/whole', 'twice', { recursive: true });
    appendFileSync('twice/runs.jsonl', readFileSync('all/whole/runs.jsonl', 'utf8'));
    const { code, out } = await answer('verify', 'twice', '--workers', '1', '--json');
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.include({ computed: 2, missing: 0 });
  });

  it('have another sentence than paths without a folder', async () => {
    writeFileSync('file', '');
    for (const words of [['verify'], ['export'], ['status'], ['report'], ['merge', '--out', 'merged']]) {
      const { code, err } = await answer(...words, 'nothere');
      expect(code).to.equal(2);
      expect(err).to.equal('There is no folder nothere. Give a folder that compare, work or merge wrote.\n');
    }
    expect((await answer('verify', home)).err).to.match(/holds no study\.yaml\. Give a folder that compare/);
    expect((await answer('verify', 'file')).err).to.match(/^file is a file, where a folder is expected\./);
  });
});
