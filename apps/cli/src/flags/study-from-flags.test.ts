import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { answer } from '../answer.test.support.js';
import { openRegistry } from '../open-registry.js';
import { type StudyFlags, studyFromFlags } from './study-from-flags.js';

describe('a study from flags', () => {
  let home: string;
  let registry: Registry;
  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-flags-'));
    registry = await openRegistry([], home);
  });
  after(() => rmSync(home, { recursive: true }));

  /** The seeds of a study with these, under these flags. */
  function seeds(written: string, flags: StudyFlags): readonly number[] {
    const file = join(home, 'study.yaml');
    writeFileSync(file, `environments: [ThreeState-v0]\nagents: [{ policy: uniform }]\nseeds: ${written}\n`);
    return studyFromFlags(file, flags, registry).seeds;
  }

  const kept: [string, string, StudyFlags, number[]][] = [
    ['all that are listed by default', '[5, 3, 9]', {}, [5, 3, 9]],
    ['the first of a list', '[5, 3, 9]', { seeds: 2 }, [5, 3]],
    ['the first of a row', '{ first: 100, count: 5 }', { seeds: 2 }, [100, 101]],
    ['more of a row than there are', '{ first: 100, count: 2 }', { seeds: 4 }, [100, 101, 102, 103]],
    ['as many from another first one', '[5, 3, 9]', { seed: 7 }, [7, 8, 9]],
    ['so many from another first one', '[5, 3, 9]', { seed: 7, seeds: 4 }, [7, 8, 9, 10]],
  ];
  for (const [what, written, flags, expected] of kept) {
    it(`takes ${what}`, () => expect(seeds(written, flags)).to.deep.equal(expected));
  }

  it('adds the best controllers that exact gradients find: LoadUnload earns 1/4 a step with 2 nodes', async () => {
    const flags = ['--env', 'LoadUnload-v0', '--agent', 'uniform', '--controllers', '2', '--bracket', '0'];
    const { out } = await answer('compare', ...flags, '--seeds', '1', '--json', '--out', join(home, 'best'));
    const { results } = JSON.parse(out) as { results: { agent: string; mean: number }[] };
    expect(results.map(({ agent }) => agent)).to.deep.equal(['uniform', 'best of 2 nodes found']);
    // Line searches end within 1e-6 of the optimum, which two nodes attain.
    expect(results[1]!.mean).to.be.closeTo(0.25, 1e-6);
  });

  it('refuses sizes of controllers that come twice, or a value without a stated discount', async () => {
    expect((await answer('compare', '--controllers', '2,2')).code).to.equal(2);
    const file = join(home, 'discounted.yaml');
    const lines = ['environments: [Tiger-v0]', 'agents: [{ policy: uniform }]', 'seeds: [1]'];
    writeFileSync(file, [...lines, 'evaluation: { discounted: {} }', ''].join('\n'));
    const { code, err } = await answer('compare', file, '--controllers', '2');
    expect(code).to.equal(2);
    expect(err).to.contain('state evaluation.discounted.discount');
  });

  it('begins the built-in study with its own first seed, or another', () => {
    expect(studyFromFlags(undefined, { seeds: 3 }, registry).seeds).to.deep.equal([1, 2, 3]);
    expect(studyFromFlags(undefined, { seeds: 2, seed: 40 }, registry).seeds).to.deep.equal([40, 41]);
  });

  it('refuses to make up seeds where a list has no more', () => {
    expect(() => seeds('[5, 3]', { seeds: 4 })).to.throw(
      /^The study lists 2 seeds, and --seeds asks for 4\. Give --seed too, for as many in a row from there\.$/,
    );
  });

  for (const [command, steps] of [
    ['run', '1,2,3'],
    ['run', '0'],
    ['compare', '64,.5'],
  ] as const) {
    it(`refuses ${command} --steps ${steps}`, async () => {
      const { code, err } = await answer(command, '--steps', steps);
      expect(code).to.equal(2);
      expect(err).to.include(
        'It must be T, or T,T for directions and line searches: whole numbers of at least 1.',
      );
    });
  }

  it('sets T of directions, and of line searches where it differs', () => {
    const stepsOf = (steps: readonly number[]) =>
      studyFromFlags(undefined, { steps }, registry).agents[0]?.steps;
    expect(stepsOf([64])).to.deep.equal({ direction: 64, lineSearch: 64 });
    expect(stepsOf([64, 8])).to.deep.equal({ direction: 64, lineSearch: 8 });
  });

  it('begins at the θ of --start, without chance', () => {
    const flags = { agent: ['softmax+gpomdp+conjpomdp'], start: [1, -0.5, 0, 2] };
    const [agent] = studyFromFlags(undefined, flags, registry).agents;
    expect(agent?.start).to.deep.equal({ initialScale: 0, center: flags.start });
  });

  it('refuses a --start of another size than θ, and one that is no list of numbers', async () => {
    const words = ['run', 'ThreeState-v0', 'softmax+gpomdp+conjpomdp'];
    const short = await answer(...words, '--start=1,2');
    expect([short.code, short.err]).to.deep.equal([
      ...[
        2,
        'The agent softmax+gpomdp+conjpomdp is to start around 2 numbers, and its policy has 4 parameters here.\n',
      ],
    ]);
    const wrong = await answer(...words, '--start=1,x');
    expect(wrong.code).to.equal(2);
    expect(wrong.err).to.contain('numbers with commas between them');
  });

  it('says on standard error where an agent cannot afford a single gradient, and is silent elsewhere', async () => {
    const args = ['run', 'ThreeState-v0', 'softmax+gpomdp+conjpomdp', '--json', '--steps', '64', '--budget'];
    const poor = await answer(...args, '63');
    expect(poor.err).to.equal(
      'The agent softmax+gpomdp+conjpomdp asks for gradients of T = 64 steps, and the budget is 63: it will end where it starts.\n',
    );
    expect(JSON.parse(poor.out)).to.include({ status: 'finished', steps: 0, ended: 'budget' });
    expect((await answer(...args, '64')).err).to.equal('');
  });
});
