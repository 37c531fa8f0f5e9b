import 'reflect-metadata';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { answer } from '../answer.test.support.js';

interface Document {
  readonly estimate: {
    readonly variance: number;
    readonly byAge: { readonly contributions: readonly number[]; readonly older: number };
    readonly byObservation: readonly number[];
    readonly byMode: {
      readonly instant: number;
      readonly trace: readonly { readonly contribution: number }[];
      readonly chain: readonly { readonly contribution: number }[];
    };
  };
  readonly baselines: readonly { readonly baseline: string; readonly variance: number }[];
  readonly td: { readonly lambda: number; readonly actor: { readonly variance: number } };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

async function documentOf(...args: string[]): Promise<Document> {
  const { code, out } = await answer('variance', ...args, '--json');
  expect(code).equal(0);
  return JSON.parse(out) as Document;
}

describe('pomdp-gym variance', () => {
  it('prints parts that sum to the variance, of GPOMDP and of an actor-critic', async () => {
    const agents = ['softmax+gpomdp:beta=.95', 'softmax+actor-critic:objective=average,lambda=.5'];
    for (const agent of agents) {
      const { estimate } = await documentOf('ThreeState-v0', agent, '--theta', '1,1,-1,-1');
      const { byAge, byObservation, byMode, variance } = estimate;
      const modes = [...byMode.trace, ...byMode.chain].map(({ contribution }) => contribution);
      const sums = [sum(byAge.contributions) + byAge.older, sum(byObservation), byMode.instant + sum(modes)];
      // The relative accuracy that is asked for.
      for (const total of sums) expect(total / variance).closeTo(1, 1e-10);
    }
  });

  it('sets TD beside it, with λ = β unless another is given, and lists what baselines leave', async () => {
    const { baselines, td } = await documentOf('LoadUnload-v0', 'softmax+gpomdp:beta=.9');
    expect(td.lambda).equal(0.9);
    expect(baselines.map(({ baseline }) => baseline)).deep.equal([
      'none',
      'average',
      'constant',
      'observation',
      'critic',
    ]);
    const other = await documentOf('LoadUnload-v0', 'softmax+gpomdp:beta=.9', '--lambda', '.2');
    expect(other.td.lambda).equal(0.2);
    const alone = await documentOf('LoadUnload-v0', 'softmax+actor-critic:objective=average,lambda=.2');
    expect(alone.estimate.variance / other.td.actor.variance).closeTo(1, 1e-12);
  });

  it('takes the critic td as a baseline, and a memory', async () => {
    const { estimate } = await documentOf(
      'Tiger-v0',
      'controller:nodes=2+gpomdp:baseline=critic+td:discount=.8,lambda=1',
    );
    const plain = await documentOf('Tiger-v0', 'controller:nodes=2+gpomdp');
    expect(estimate.byObservation).lengthOf(4);
    const row = plain.baselines.find(({ baseline }) => baseline === 'critic')!;
    // λ = 1 here and .8 there; both critics leave the variance of nearly constant values.
    expect(estimate.variance / row.variance).closeTo(1, 0.05);
  });

  it('writes aligned tables, and a page with three figures', async () => {
    const page = join(mkdtempSync(join(tmpdir(), 'variance-')), 'page.html');
    const { code, out, err } = await answer('variance', 'ThreeState-v0', '--output', page);
    expect([code, err]).deep.equal([0, `Wrote ${page}.\n`]);
    expect(out).match(/^age of credit +contribution +share$/m);
    expect(out).match(/^trace, λ = 1 +[\d.]+ +[\d.]+ %$/m);
    expect(readFileSync(page, 'utf8').match(/<figure/g)).lengthOf(3);
  });

  const refusals: [string[], string][] = [
    [['CartPole-v1'], 'The environment CartPole-v1 has no model'],
    [['ThreeState-v0', 'uniform'], 'The policy uniform has no parameters'],
    [['ThreeState-v0', 'gpomdp'], 'The agent gpomdp has no policy'],
    [['ThreeState-v0', 'softmax+reinforce'], 'The variance of reinforce is not known exactly'],
    [['ThreeState-v0', 'softmax+gpomdp:beta=2'], 'The option beta of estimator gpomdp is 2'],
    [['ThreeState-v0', 'softmax+gpomdp:baseline=critic'], 'needs the critic td'],
    [['ThreeState-v0', 'softmax+gpomdp:baseline=average,endings=reset'], 'another gradient'],
    [['ThreeState-v0', '--theta', '1'], 'has 4 parameters here, and 1 numbers are given'],
    [['ThreeState-v0', '--lambda', '2'], 'λ is 2'],
    [['ThreeState-v0', '--output', 'page.png'], 'end the name in .html or .md'],
    [['ThreeState-v0', 'softmax+actor-critic:objective=average,lambda=1'], 'take a λ below 1'],
  ];
  for (const [args, sentence] of refusals) {
    it(`refuses ${args.join(' ')}`, async () => {
      const { code, out, err } = await answer('variance', ...args);
      expect([code, out]).deep.equal([2, '']);
      expect(err).include(sentence);
      expect(err.trim().split('\n')).lengthOf(1);
    });
  }
});
