import 'reflect-metadata';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { answer } from '../answer.test.support.js';

const study = `name: steps
environments: [ThreeState-v0]
agents:
  - name: ascent
    policy: softmax
    estimator: gpomdp:beta=.8
    optimizer: gradient-ascent
    steps: 100
    sweep: { grid: { optimizer.step: { from: 0.0001, to: 100, points: 4, scale: log } } }
  - { name: lazy, policy: uniform }
seeds: 2
budget: 900
`;

interface Tuned {
  readonly agent: string;
  readonly tried: number;
  readonly winner: string;
  readonly rounds: readonly {
    readonly budget: number;
    readonly results: readonly { readonly agent: string }[];
  }[];
}

interface Document {
  readonly tuningSeeds: readonly number[];
  readonly tuned: readonly Tuned[];
  readonly study: { readonly seeds: readonly number[] };
  readonly results: readonly { readonly agent: string; readonly mean: number }[];
}

describe('tune', function () {
  this.timeout(240_000);
  const origin = process.cwd();
  let home: string;
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-tune-'));
    process.chdir(home);
    writeFileSync('study.yaml', study);
    writeFileSync('plain.yaml', study.replace(/ {4}sweep.*\n/, ''));
  });
  after(() => {
    process.chdir(origin);
    rmSync(home, { recursive: true });
  });

  const tune = (...args: string[]) =>
    answer('tune', ...args, '--workers', '1', '--bracket', '0', '--tuning-seeds', '2');

  it('halves the configurations on seeds of their own, and compares the best on those of the study', async () => {
    const { code, out, err } = await tune('study.yaml', '--method', 'halving', '--out', 'halved', '--json');
    expect(code, err).to.equal(0);
    const { tuned, tuningSeeds, study: final, results } = JSON.parse(out) as Document;
    expect([tuningSeeds, final.seeds]).to.deep.equal([
      [3, 4],
      [1, 2],
    ]);
    const [ascent, ...others] = tuned;
    expect(others).to.deep.equal([]);
    expect([ascent!.agent, ascent!.tried]).to.deep.equal(['ascent', 4]);
    expect(ascent!.rounds.map(({ budget, results: tried }) => [budget, tried.length])).to.deep.equal([
      [300, 4],
      [900, 1],
    ]);
    expect(results.map(({ agent }) => agent)).to.deep.equal([ascent!.winner, 'lazy']);
    // Chance earns .5, and so does an ascent by steps of .0001: a winner has learnt.
    expect(results[0]!.mean).to.be.above(0.6);
    const page = readFileSync(join('halved', 'final', 'report.html'), 'utf8');
    expect(page).to.include(`ascent: 4 configurations were tried; ${ascent!.winner} came out best.`);
    expect(page).to.include('Means over the seeds 3 to 4').and.include('step=0.0001');
  });

  it('searches at random within the number of configurations that is given, and goes on where it stopped', async () => {
    const first = await tune('study.yaml', '--configurations', '3', '--out', 'random');
    expect(first.code, first.err).to.equal(0);
    expect(first.out).to.include('ascent: 3 configurations were tried; ascent, step=');
    const again = await tune('study.yaml', '--configurations', '3', '--out', 'random');
    expect(again.err).not.to.include('runs done');
    const withoutTimes = (text: string) => text.replaceAll(/ +\d+\.\d\d\n/g, '\n');
    expect(withoutTimes(again.out)).to.equal(withoutTimes(first.out));
  });

  it('refuses a study without a sweep, and seeds that serve both', async () => {
    const plain = await tune('plain.yaml', '--out', 'refused');
    expect([plain.code, plain.err]).to.deep.equal([
      2,
      'No agent of plain.yaml has a sweep, so there is nothing to tune: compare it as it is.\n',
    ]);
    const shared = await tune('study.yaml', '--seed', '2', '--out', 'refused');
    expect(shared.code).to.equal(2);
    expect(shared.err).to.include('The seeds 2 are those of the study too');
    expect(existsSync('refused')).to.equal(false);
  });
});
