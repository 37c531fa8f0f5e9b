import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { answer } from '../answer.test.support.js';

/** What `evaluate` prints of a trained agent, as far as it is looked at here. */
interface Evaluated {
  readonly environment: string;
  readonly average: { readonly averageReward: number; readonly exact: boolean };
  readonly start: { readonly mean: number; readonly low: number; readonly high: number } | null;
}

describe('a trained agent', function () {
  this.timeout(240_000);
  let home: string;
  let results: string;
  const file = (name: string) => join(home, name);
  const agents = {
    'softmax+gpomdp:beta=.8+conjpomdp': 'parameters',
    'sarsop:discount=.95': 'vectors',
    'q-learning:nodes=2': 'controller',
    uniform: 'recipe',
  };
  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-agent-'));
    results = file('results');
    const flags = Object.keys(agents).flatMap((agent) => ['--agent', agent]);
    const study = ['--env', 'Tiger-v0', '--seeds', '2', '--budget', '5000', '--bracket', '0'];
    const { code, err } = await answer('compare', ...study, ...flags, '--out', results, '--json');
    expect(code, err).to.equal(0);
  });
  after(() => rmSync(home, { recursive: true }));

  const records = () =>
    readFileSync(join(results, 'runs.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { agent: string; seed: number; averageReward: number });
  const json = async <T>(...args: string[]): Promise<T> => {
    const { code, out, err } = await answer(...args, '--json');
    expect(code, err).to.equal(0);
    return JSON.parse(out) as T;
  };

  for (const [agent, kind] of Object.entries(agents)) {
    it(`of ${agent} is saved, earns what its run found to the bit, and plays`, async () => {
      const path = file(`${kind}.json`);
      const saved = await json<{ policy: string }>('save', results, path, '--agent', agent, '--seed', '2');
      expect(saved.policy).to.equal(kind);
      const { average, environment, start } = await json<Evaluated>(
        ...['evaluate', path, '--runs', '50', '--bracket', '1'],
      );
      const record = records().find((each) => each.agent === agent && each.seed === 2)!;
      expect([environment, average.averageReward]).to.deep.equal(['Tiger-v0', record.averageReward]);
      expect(start!.low).to.be.at.most(start!.mean);
      const game = await json<{ steps: { action: string; probabilities: number[] }[] }>(
        ...['play', '--agent', path, '--seed', '3', '--steps', '5'],
      );
      expect(game.steps).to.have.length(5);
      for (const { action, probabilities } of game.steps) {
        expect(probabilities.reduce((sum, each) => sum + each, 0)).to.be.closeTo(1, 1e-9);
        const taken = ['listen', 'open-left', 'open-right'].indexOf(action);
        expect(probabilities[taken]).to.be.above(0);
      }
    });
  }

  it('acts in another environment that it fits, and is measured there', async () => {
    const path = file('deaf.json');
    await json('save', `${results}:6`, path); // uniform, seed 1
    const where = 'Tiger-v0:listening=-4';
    const { average, environment } = await json<Evaluated>(
      'evaluate',
      path,
      '--env',
      where,
      '--runs',
      '2',
      '--bracket',
      '1',
    );
    // A third of listening at −4 and two thirds of doors at (10 − 100)/2.
    expect(average.averageReward).to.be.closeTo(-4 / 3 - 30, 1e-9);
    expect(environment).to.equal(where);
  });

  it('comes from runs with limits and metrics: repeated where a limit of seconds ended them, and measured by the same', async () => {
    writeFileSync(
      file('limited.yaml'),
      [
        'environments: [Tiger-v0]',
        'agents: [{ name: walker, solver: "sarsop:discount=.95" }, { name: table, learner: "q-learning:nodes=2" }]',
        'seeds: 1',
        'budget: { steps: 100000000, episodes: 1000000, seconds: 0.01 }',
        'episodeLimit: 50',
        'metrics: [return, length]',
      ].join('\n'),
    );
    const limited = file('limited');
    const { code, err } = await answer('compare', file('limited.yaml'), '--out', limited, '--bracket', '0');
    expect(code, err).to.equal(0);
    interface Line {
      readonly ended: string;
      readonly averageReward: number;
      readonly episode: { readonly return: number; readonly length: number };
      readonly look?: number;
    }
    const lines = readFileSync(join(limited, 'runs.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    expect(lines[1]!.ended).to.equal('seconds');
    for (const [run, { averageReward, episode, look }] of lines.entries()) {
      expect((await json<{ same: boolean }>('replay', `${limited}:${run}`)).same).to.equal(true);
      const path = file(`limited-${run}.json`);
      await json('save', `${limited}:${run}`, path);
      expect((JSON.parse(readFileSync(path, 'utf8')) as { look?: number }).look).to.equal(look);
      const { average } = await json<{ average: Line }>('evaluate', path, '--runs', '2', '--bracket', '1');
      expect([average.averageReward, average.episode]).to.deep.equal([averageReward, episode]);
    }
  });

  it('is refused in its environment where the file of that has changed, unless the environment is named', async () => {
    const tiger = (reward: number) =>
      writeFileSync(
        file('coin.POMDP'),
        `discount: .9\nvalues: reward\nstates: 2\nactions: 2\nobservations: 1\nT: * uniform\nO: * : * : 0 1\nR: 0 : * : * : * ${reward}\n`,
      );
    tiger(1);
    const [where, path] = [file('filed'), file('filed.json')];
    const flags = ['--env', file('coin.POMDP'), '--agent', 'uniform', '--seeds', '1', '--budget', '10'];
    expect((await answer('compare', ...flags, '--bracket', '0', '--out', where)).code).to.equal(0);
    await json('save', where, path);
    const evaluate = ['evaluate', path, '--runs', '2', '--bracket', '1'];
    const { average } = await json<Evaluated>(...evaluate);
    expect(average.averageReward).to.be.closeTo(0.5, 1e-12);
    tiger(3);
    for (const args of [evaluate, ['play', '--agent', path, '--steps', '1']]) {
      const { code, err } = await answer(...args);
      expect(code).to.equal(2);
      expect(err).to.match(
        /is another one than when the agent was trained in it: its file or its plugin has changed\./,
      );
    }
    const named = await json<Evaluated>(...evaluate, '--env', file('coin.POMDP'));
    expect(named.average.averageReward).to.be.closeTo(1.5, 1e-12);
    expect((await answer('save', where, path)).err).to.match(
      /^Other code or other data made these results\b/m,
    );
  });

  it('is watched with the belief and the probability of each action', async () => {
    await answer('save', results, file('seen.json'), '--agent', 'uniform', '--seed', '1');
    const { out } = await answer('play', '--agent', file('seen.json'), '--seed', '3', '--steps', '1');
    expect(out).to.include('probability of each action:\n  listen      ████████                  0.333\n');
    expect(out).to.match(/step 1, (listen|open-left|open-right): saw /);
  });

  it('is replayed: the events of its run come out as the results say, and one of them alone', async () => {
    interface Replayed {
      readonly same: boolean;
      readonly count: number;
      readonly events: readonly { readonly kind: string; readonly averageReward?: number }[];
    }
    const all = await json<Replayed>('replay', `${results}:1`);
    expect(all.same).to.equal(true);
    expect(all.events.map(({ kind }) => kind).slice(0, 2)).to.deep.equal(['started', 'start']);
    expect(all.events.at(-1)!.averageReward).to.equal(records()[1]!.averageReward);
    const one = await json<Replayed>('replay', `${results}:1`, '--at', '2');
    expect(one.events).to.deep.equal([all.events[1]]);
    const { out } = await answer('replay', `${results}:1`, '--at', '2');
    expect(out).to.match(new RegExp(`^2 of ${all.count}: start\\n  0 steps\\n  θ \\(`));
  });

  it('is replayed in an episode, as it stood at an event, the same every time', async () => {
    const episode = async (...more: string[]) =>
      (
        await json<{ steps: { probabilities: number[] }[] }>(
          'replay',
          `${results}:1`,
          '--episode',
          '--steps',
          '3',
          ...more,
        )
      ).steps;
    const begun = await episode('--at', '2');
    expect(begun).to.have.length(3);
    expect(await episode('--at', '2')).to.deep.equal(begun);
    // θ_0 is within .1 of zero: each of three actions has a probability near a third.
    for (const p of begun[0]!.probabilities) expect(p).to.be.closeTo(1 / 3, 0.05);
    expect(await episode('--at', '6')).to.not.deep.equal(begun); // a trial of a line search
  });

  const refused: readonly [string, () => string[], RegExp][] = [
    [
      'several runs',
      () => ['save', results, file('x.json')],
      /holds 8 such runs\. Name one: --agent \(.*\), --seed \(1, 2\)\.$/m,
    ],
    [
      'no such agent',
      () => ['save', results, file('x.json'), '--agent', 'unifrom'],
      /No run in .* is of the agent unifrom\. Did you mean uniform\?/,
    ],
    [
      'no such seed',
      () => ['save', results, file('x.json'), '--seed', '7'],
      /is of the seed 7\. They are 1, 2\.$/m,
    ],
    [
      'no such number',
      () => ['save', `${results}:8`, file('x.json')],
      /holds no run 8: 8 runs are done, from 0 to 7\.$/m,
    ],
    ['no results', () => ['save', home, file('x.json')], /holds no study\.yaml\. Give a folder/],
    ['another ending', () => ['save', `${results}:1`, file('x.txt')], /end the name in \.json\.$/m],
    [
      'a file of θ',
      () => ['evaluate', file('theta.json')],
      /theta\.json:1:1: This is no trained agent: .* It holds θ alone/,
    ],
    [
      'a policy without its environment',
      () => ['evaluate', 'x.alpha'],
      /Name the environment that x\.alpha is for with --env\.$/m,
    ],
    [
      'an environment that does not fit',
      () => ['evaluate', file('parameters.json'), '--env', 'ThreeState-v0'],
      /has 9 parameters, and its policy takes 4 in ThreeState-v0\.$/m,
    ],
    [
      'an event that there is not',
      () => ['replay', `${results}:7`, '--at', '9'],
      /There is no event 9: the run has 2\.$/m,
    ],
    ['nothing to play', () => ['play'], /Name an environment to play, or a trained agent with --agent\.$/m],
  ];
  for (const [what, args, sentence] of refused) {
    it(`is refused with a sentence: ${what}`, async () => {
      writeFileSync(file('theta.json'), '[1, 2]');
      const { code, out, err } = await answer(...args());
      expect([code, out]).to.deep.equal([2, '']);
      expect(err).to.match(sentence);
    });
  }
});
