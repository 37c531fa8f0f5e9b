import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BACKUPS, type Bracket } from '@pomdp-gym/solving';
import {
  besideBrackets,
  bracketSolvers,
  type Brackets,
  compareBrackets,
  parseStudy,
  recordOf,
  type RunRecord,
  runsOf,
  runState,
  summarize,
  waiting,
  wasCut,
} from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { answer } from './answer.test.support.js';
import { meters } from './clock.js';
import { interruptible } from './interruptible.js';
import { bracketText, optimumLines } from '@pomdp-gym/report';
import { openRegistry } from './open-registry.js';

interface Result {
  readonly bracket: Bracket | null;
  readonly bracketAbsent: string | null;
  readonly discounted: (Result & { readonly mean: number; readonly exact: boolean }) | null;
}

describe('compare sets the best policy’s bracket beside each metric', function () {
  this.timeout(240_000);
  const home = mkdtempSync(join(tmpdir(), 'pomdp-gym-brackets-'));
  const origin = process.cwd();
  let registry: Registry;
  before(async () => {
    registry = await openRegistry([], origin);
    process.chdir(home);
  });
  after(() => {
    process.chdir(origin);
    rmSync(home, { recursive: true });
  });

  const bracketsOf = async (
    environment: string,
    settings: object = {},
    records: RunRecord[] = [],
    backups = BACKUPS,
  ): Promise<Brackets> => {
    const study = parseStudy({ environments: [environment], agents: [{ policy: 'uniform' }], ...settings });
    const brackets = await compareBrackets(study, records, registry, bracketSolvers(registry), () => ({
      backups,
      meters,
    }));
    return brackets.get(study.environments[0]!.name)!;
  };
  const ofStart = { evaluation: { discounted: {} } };

  it('in the table, in --json and on the page', async () => {
    writeFileSync(
      'study.yaml',
      'environments: [Tiger-v0]\nagents: [{ solver: qmdp }, { policy: uniform }]\nseeds: 2\n' +
        'evaluation: { steps: 1000, discounted: { episodes: 20 } }\n',
    );
    const shown = await answer('compare', 'study.yaml', '--out', 'out', '--workers', '1');
    expect(shown.code).to.equal(0);
    const page = readFileSync(join('out', 'report.html'), 'utf8');
    expect(shown.out).to.match(/the best policy +\[1\.0837, 4\.5000\]/);
    expect(shown.out).to.match(
      /Discounted by 0\.95, from the start:[^]*the best policy +\[19\.3713, 19\.37(1[4-9]|2[0-4])\]/,
    );
    const { out } = await answer('compare', 'study.yaml', '--out', 'out', '--json', '--report', 'short.md');
    const text = readFileSync('short.md', 'utf8');
    const [, picture = ''] = /\(<(short-[^>]+\.svg)>\)/.exec(text) ?? [];
    expect(text).to.match(/^\| .*the best policy.*\\\[1\.0837, 4\.5000\\\]/m);
    expect(readFileSync(picture, 'utf8')).to.match(/^<svg/);
    const [qmdp, uniform] = (JSON.parse(out) as { results: Result[] }).results;
    expect(qmdp!.bracket).to.include({ criterion: 'average' });
    const { bracket, exact, mean } = uniform!.discounted!;
    expect(bracket!.criterion).to.equal('discounted');
    expect(bracket!.lower).to.be.within(19.3703683744, 19.3713683744);
    expect(bracket!.upper).to.be.within(19.3713683744, 19.3723683744);
    expect(exact).to.equal(true);
    expect(mean).to.be.closeTo(-91 / 3 / 0.05, 1e-9); // a step earns the mean of −1 and twice −45
    expect(page).to.include('the value of the start').and.include('[1.0837, 4.5000]');
  });

  it('refuses a report in a format that it does not write, before anything runs', async () => {
    const refused = await answer('compare', 'study.yaml', '--report', 'short.pdf');
    expect(refused.code).to.equal(2);
    expect(refused.err).to.equal(
      'A report cannot be written to short.pdf: end the name in .html or .md (Markdown).\n',
    );
  });

  it('says why there is none: no model, a limit on episodes, no wish for one', async () => {
    expect((await bracketsOf('PuckPlane-v0')).average.absent).to.equal(
      'The environment has no model to bound it with.',
    );
    const limited = await bracketsOf('Tiger-v0', { episodeLimit: 5 });
    expect(limited.average.absent).to.match(/^A limit on episodes makes another problem of it/);
    expect((await bracketsOf('Tiger-v0', {}, [], 0)).average.absent).to.equal('It was not asked for.');
    expect((await bracketsOf('Tiger-v0')).discounted).to.equal(null);
  });

  it('holds the optimum of a problem with a limit: −1 in one step of Tiger, −1.95 in two, at most', async () => {
    for (const [episodeLimit, optimum] of [
      [1, -1],
      [2, -1.95], // two steps of listening; opening after one hearing earns −1 + .95 (.85 · 10 − .15 · 100) = −7.175
    ] as const) {
      const { discounted } = await bracketsOf('Tiger-v0', { ...ofStart, episodeLimit });
      expect(discounted!.bracket!.lower).to.be.at.most(optimum);
      expect(discounted!.bracket!.upper).to.be.at.least(optimum);
    }
    const free = (await bracketsOf('Tiger-v0', ofStart)).discounted!.bracket!;
    const far = (await bracketsOf('Tiger-v0', { ...ofStart, episodeLimit: 400 })).discounted!.bracket!;
    expect(far.lower).to.be.within(free.lower - 1e-5, free.lower);
    expect(far.upper).to.be.within(free.upper, free.upper + 1e-5);
  });

  it('is cut short by Ctrl-C, says so, keeps nothing, and leaves the rest out', async () => {
    const study = parseStudy({
      environments: ['Hallway-v0', 'Tiger-v0'],
      agents: [{ policy: 'uniform' }],
      ...ofStart,
    });
    const kept: unknown[] = [];
    const store = { read: () => undefined, keep: (...what: unknown[]) => void kept.push(what) };
    const solvers = bracketSolvers(registry);
    const brackets = await interruptible((signal) => {
      setTimeout(() => process.emit('SIGINT'), 100);
      const settings = { backups: 1e6, meters, signal, store };
      return compareBrackets(study, [], registry, solvers, () => settings);
    });
    expect(wasCut(brackets)).to.equal(true);
    expect(kept).to.deep.equal([]);
    expect(brackets.get('Tiger-v0')!.average.absent).to.equal('Ctrl-C came before it was found.');
    expect(wasCut(new Map([['Tiger-v0', await bracketsOf('Tiger-v0')]]))).to.equal(false);
  });

  it('takes the discount that the study states', async () => {
    const evaluation = { discounted: { discount: 0.75 } };
    const { discounted } = await bracketsOf('Tiger-v0', { evaluation });
    // Tiger of the AAAI paper: 1.933 (recalled), and by incremental pruning here.
    expect(discounted!.bracket!.lower).to.be.closeTo(1.933, 1e-3);
  });

  it('is raised to what an agent was exactly seen to earn', async () => {
    const record = { environment: 'HeavenHell-v0', exact: true, averageReward: 0.1 } as RunRecord;
    const simulated = { ...record, exact: false, averageReward: 0.15 };
    const { bracket } = (await bracketsOf('HeavenHell-v0', {}, [record, simulated])).average;
    expect(bracket!.lower).to.equal(0.1);
    expect(bracket!.basis).to.match(/, an agent of this study from below$/);
  });

  it('ends intervals: above at its upper end, below at the least reward', async () => {
    const study = parseStudy({ environments: ['ThreeState-v0'], agents: [{ policy: 'uniform' }], seeds: 2 });
    const records = [0.1, 0.8].map((averageReward, run) => {
      const description = runsOf(study)[run];
      const finished = { kind: 'finished', steps: 0, ended: 'finished', exact: true } as const;
      const event = { ...finished, averageReward, halfWidth: 0, evaluationSteps: 0 };
      return recordOf(run, description!, runState(waiting, event));
    });
    const brackets = await compareBrackets(study, records, registry, bracketSolvers(registry), () => ({
      backups: BACKUPS,
      meters,
    }));
    const [result] = besideBrackets(summarize(study, records), brackets);
    // Student's interval of two values .7 apart reaches 4.4 beyond either; the best earns .8, the least reward is 0.
    expect(result!.low).to.equal(0);
    expect(result!.high).to.be.closeTo(0.8, 1e-6);
    expect(result).to.deep.include({ optimum: 0.8, optimumDoubt: null });
    expect(result!.fractionOfOptimum).to.be.closeTo(0.45 / 0.8, 1e-12);
  });

  it('is drawn as two lines, or as one where they meet or the optimum is known', () => {
    const lines = (lower: number, upper: number, known?: number) => {
      const bracket = {
        criterion: 'average',
        lower,
        upper,
        by: { lower: 'x', upper: 'x' },
        basis: 'x',
      } as const;
      return optimumLines({ bracket, bracketAbsent: null }, known).map(({ name, y }) => [name, y]);
    };
    expect(lines(1, 2)).to.deep.equal([
      ['optimum, lower bound', 1],
      ['optimum, upper bound', 2],
    ]);
    expect(lines(1000, 1000.5)).to.deep.equal([['optimum', 1000.25]]);
    expect(lines(1, 2, 1.5)).to.deep.equal([['optimum', 1.5]]);
    expect(optimumLines({ bracket: null, bracketAbsent: 'no model' })).to.deep.equal([]);
  });

  it('is shown rounded outwards, but for the last bits', () => {
    expect(bracketText(0.79999999999, 0.8000000000012)).to.equal('[0.8000, 0.8000]');
    expect(bracketText(-1.00004, 1.00004)).to.equal('[-1.0001, 1.0001]');
  });
});
