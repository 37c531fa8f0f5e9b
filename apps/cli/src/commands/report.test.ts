import 'reflect-metadata';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { expect } from 'chai';
import { answer } from '../answer.test.support.js';

const study = `name: two_agents & more
environments: [ThreeState-v0]
agents:
  - { name: up_hill, policy: softmax, estimator: 'gpomdp:beta=.4', optimizer: conjpomdp, steps: 512 }
  - { name: 'uniform, random', policy: uniform }
seeds: 3
budget: 2000
`;

const compareInto = (folder: string, ...flags: string[]) =>
  answer('compare', 'study.yaml', '--workers', '1', '--bracket', '0', '--out', folder, ...flags);

describe('report, export and diff', function () {
  this.timeout(240_000);
  const origin = process.cwd();
  let home: string;
  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-report-'));
    process.chdir(home);
    writeFileSync('study.yaml', study);
    const { code, err } = await compareInto('out');
    expect(code, err).to.equal(0);
  });
  after(() => {
    process.chdir(origin);
    rmSync(home, { recursive: true });
  });

  it('writes the report that compare wrote, byte by byte, without doing a run', async () => {
    const runs = readFileSync('out/runs.jsonl', 'utf8');
    const { code, out, err } = await answer('report', 'out', '--bracket', '0', '--out', 'again', '--json');
    expect(code, err).to.equal(0);
    const { figures, tables } = JSON.parse(out) as { figures: string[]; tables: string[] };
    expect(figures).to.not.have.length(0);
    expect(new Set(figures).size).to.equal(figures.length);
    for (const name of figures)
      for (const ending of ['svg', 'png', 'csv', 'vl.json', 'tex']) {
        const path = `figures/${name}.${ending}`;
        expect(readFileSync(join('again', path)).equals(readFileSync(join('out', path))), path).to.equal(
          true,
        );
      }
    expect(readdirSync('again/tables').sort()).to.deep.equal(tables.map((name) => `${name}.tex`).sort());
    expect(readFileSync('out/runs.jsonl', 'utf8')).to.equal(runs);
  });

  it('gives every table and figure a caption, and escapes names', () => {
    for (const folder of ['figures', 'tables'])
      for (const file of readdirSync(join('out', folder)).filter((name) => name.endsWith('.tex')))
        expect(readFileSync(join('out', folder, file), 'utf8'), file).to.match(/\\caption\{[A-Z].{20,}\}\n/);
    const text = readFileSync('out/report.tex', 'utf8');
    expect(text)
      .to.include('two\\_agents \\& more')
      .and.not.match(/[^\\]_/);
  });

  it('leads from a study to a table and a figure by the commands of the README', async () => {
    const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8');
    for (const line of [/^pomdp-gym compare study.yaml --out .*$/m, /^pomdp-gym report results.*$/m]) {
      const [found = ''] = line.exec(readme) ?? [];
      const { code, err } = await answer(...found.split(' ').slice(1));
      expect(code, `${found}: ${err}`).to.equal(0);
    }
    const [table, figure] = ['tables/average-reward', 'figures/learning-curves'].map((name) =>
      readFileSync(`paper/${name}-threestate-v0.tex`, 'utf8'),
    );
    const over = 'mean over 3 seeds, at most 2,000 steps a run';
    expect(table).to.include(
      `\\caption{Average reward a step of the final policies in ThreeState-v0: ${over}`,
    );
    expect(table)
      .to.include('\\toprule')
      .and.match(/up\\_hill.* & 0\.\d{4} & /);
    expect(figure).to.include('\\caption{Learning curves in ThreeState-v0:').and.include(over);
    const document = readFileSync('paper/report.tex', 'utf8');
    for (const [, path] of document.matchAll(/\\input\{(.*?)\}/g))
      expect(existsSync(join('paper', path!)), path).to.equal(true);
  });

  it('names every picture of the Markdown where it is', () => {
    const pictures = [...readFileSync('out/report.md', 'utf8').matchAll(/\]\(<(.*?)>\)/g)];
    expect(pictures).to.not.have.length(0);
    for (const [, path] of pictures) expect(existsSync(join('out', path!)), path).to.equal(true);
  });

  it('writes several studies into one report', async () => {
    expect((await answer('report', 'out', 'again-none', '--out', 'x')).code).to.equal(2);
    const { code } = await answer('report', 'out', 'out', '--bracket', '0', '--out', 'both');
    expect(code).to.equal(0);
    expect(readFileSync('both/report.html', 'utf8').match(/<section>/g)!.length).to.equal(
      2 * readFileSync('out/report.html', 'utf8').match(/<section>/g)!.length,
    );
  });

  it('exports a row a run, in Parquet the same as in CSV', async () => {
    expect((await answer('export', 'out', '--out', 'runs.csv')).code).to.equal(0);
    expect((await answer('export', 'out', '--to', 'parquet', '--out', 'runs.parquet')).code).to.equal(0);
    const bytes = readFileSync('runs.parquet');
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const rows = await parquetReadObjects({ file });
    const [head, ...lines] = readFileSync('runs.csv', 'utf8').trimEnd().split('\n');
    expect(lines).to.have.length(6);
    expect(rows).to.have.length(6);
    expect(Object.keys(rows[0]!)).to.deep.equal(head!.split(','));
    expect(rows[0]).to.include({ agent: 'up_hill', 'estimator.beta': 0.4 });
    for (const [i, row] of rows.entries())
      expect(lines[i]).to.include(`,${String(row['average-reward'])},1,${String(row['steps'])},`);
    expect(rows.every(({ seconds }) => typeof seconds === 'number' && seconds >= 0)).to.equal(true);
  });

  it('exports matrices of scores and tidy values', async () => {
    expect((await answer('export', 'out', '--to', 'rliable', '--out', 'scores.json')).code).to.equal(0);
    const { scores } = JSON.parse(readFileSync('scores.json', 'utf8')) as {
      scores: Record<string, number[][]>;
    };
    expect(Object.keys(scores)).to.deep.equal(['up_hill', 'uniform, random']);
    // Uniform random earns one half on the three-state problem; scores have 12 digits.
    for (const row of scores['uniform, random']!) expect(row[0]).to.be.closeTo(0.5, 1e-11);
    expect((await answer('export', 'out', '--to', 'tidy', '--out', 'tidy.csv')).code).to.equal(0);
    expect(readFileSync('tidy.csv', 'utf8')).to.include('"uniform, random",1,average reward,0,');
    const { code, err } = await answer('export', 'out', 'out', '--to', 'rliable');
    expect([code, err.includes('give one folder')]).to.deep.equal([2, true]);
  });

  it('finds two folders of one study the same, and another budget different', async () => {
    await compareInto('other', '--budget', '900');
    const same = await answer('diff', 'out', 'out', '--json');
    expect(same.code).to.equal(0);
    expect(JSON.parse(same.out)).to.include({ same: 6 });
    const { code, out } = await answer('diff', 'out', 'other');
    expect(code).to.equal(1);
    expect(out).to.match(/up_hill in ThreeState-v0, seed 1: \w+ is .* in the first, and .* in the second\./);
  });

  it('refuses a folder whose line was changed', async () => {
    cpSync('out', 'changed', { recursive: true });
    const lines = readFileSync('changed/runs.jsonl', 'utf8').replace('"seed":1', '"seed":9');
    writeFileSync('changed/runs.jsonl', lines);
    const { code, err } = await answer('report', 'changed', '--out', 'x');
    expect([code, err.includes('runs.jsonl:1: This line was changed')]).to.deep.equal([2, true]);
  });
});
