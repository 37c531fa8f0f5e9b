import 'reflect-metadata';
import { GpomdpAnalysis, PolicyAnalysis } from '@pomdp-gym/exact';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { shippedRegistry } from '../shipped-registry.js';
import { finiteErrors } from './finite-errors.js';
import { problemOfRun, requireModel } from './problem-of-run.js';

const recipe = {
  ...{ environment: 'ThreeState-v0', agent: 'softmax+gpomdp:beta=.8+conjpomdp' },
  ...{ seed: 1, budget: 100, steps: 10, start: null },
};
const of = { recipe, theta: [0.3, -0.2, 0.1, 0.4] };

describe('Exact errors after T steps', () => {
  let registry: Registry;
  before(async () => (registry = await shippedRegistry()));

  const contextOf = (signal: AbortSignal) => ({
    ...{ registry, signal, opened: {}, optima: new Map<string, never>(), emit: () => undefined },
  });
  const unstopped = () => contextOf(new AbortController().signal);
  const analysis = () => {
    const { environment, policy } = problemOfRun(of, registry);
    return new GpomdpAnalysis(PolicyAnalysis.ofPolicy(requireModel(environment, 'ThreeState-v0'), policy));
  };

  it('are those of the analysis, by β and by T', async () => {
    const at = { beta: 0.5, lengths: [1, 7] };
    const found = await finiteErrors({ ...of, betas: [0, 0.9], steps: 4, at }, unstopped());
    expect(found.byLength).to.deep.equal(analysis().errorsAfter(0.5, [1, 7]));
    expect(found.byBeta).to.deep.equal([0, 0.9].flatMap((beta) => analysis().errorsAfter(beta, [4])));
  });

  it('are left out, for all β or from a T on, where they take too long', async () => {
    const at = { beta: 0.5, lengths: [2, 1e9] };
    const found = await finiteErrors({ ...of, betas: [0, 0.9], steps: 1e9, at }, unstopped());
    expect(found.byLength).to.deep.equal([...analysis().errorsAfter(0.5, [2]), null]);
    expect(found.byBeta).to.deep.equal([null, null]);
  });

  it('are computed after each T where the question has no limit', async () => {
    // A limited question takes a quarter of a second with one β.
    const steps = Math.ceil(2.6e8 / analysis().stepWork);
    const question = { ...of, betas: [], steps, at: { beta: 0.5, lengths: [2, steps] } };
    const limited = await finiteErrors(question, unstopped());
    expect(limited.byLength[1]).to.equal(null);
    expect(limited.seconds).to.be.within(0.26, 0.2601);
    const found = await finiteErrors({ ...question, isUnlimited: true }, unstopped());
    expect(found.byLength).to.deep.equal(analysis().errorsAfter(0.5, [2, steps]));
  });

  it('take their time from all β together', async () => {
    const at = { beta: 0.5, lengths: [] };
    // A quarter of a second has more than one β of this T, and fewer than 10,000.
    const betas = new Array<number>(10_000).fill(0.5);
    const found = await finiteErrors({ ...of, betas, steps: 200, at }, unstopped());
    expect(found.byBeta.every((each) => each === null)).to.equal(true);
  });

  it('stop within one β once the signal aborts', async () => {
    const controller = new AbortController();
    // Turns of the event loop are taken in order: the second one of the computation comes after this.
    setImmediate(() => setImmediate(() => controller.abort(new Error('stopped'))));
    const at = { beta: 0.5, lengths: [100_000] };
    const thrown: unknown = await finiteErrors(
      { ...of, betas: [], steps: 1, at },
      contextOf(controller.signal),
    ).catch((error: unknown) => error);
    expect(thrown).to.equal(controller.signal.reason);
  });
});
