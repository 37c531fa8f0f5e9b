import type {
  Environment,
  EnvironmentSpec,
  EstimatorSpec,
  PolicySpec,
  SolverSpec,
} from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { expect } from 'chai';
import { z } from 'zod';
import type { Check } from './check.js';
import { checksOf } from './checks-of.js';
import { environmentChecks } from './environment-checks.js';
import { runChecks } from './run-checks.js';
import { ring } from './small-models.js';
import { TabularPolicy } from './tabular-policy.js';

const summary = 'It tells what it meets.';
const none = z.strictObject({});

/** What each kind meets in a trial goes into `met`. */
function witnesses(met: number[]) {
  const policy: PolicySpec = {
    id: 'witness',
    summary,
    options: none,
    create: () =>
      new (class extends TabularPolicy {
        override act(observation: number): number {
          met.push(super.act(observation));
          return met.at(-1)!;
        }
      })(5, 3),
  };
  const estimator: EstimatorSpec = {
    id: 'witness',
    summary,
    options: none,
    create: (_options, { parameters }) => ({
      target: { objective: 'average' },
      reset: () => undefined,
      update: ({ rewards, length }) => void met.push(...rewards.subarray(0, length)),
      estimate: () => ({ gradient: parameters.slice(), steps: 1, averageReward: 0 }),
    }),
  };
  const environment: EnvironmentSpec = {
    id: 'Witness-v0',
    summary,
    options: none,
    create: () => drawing(met),
  };
  const solver: SolverSpec = {
    id: 'witness',
    summary,
    options: none,
    create: () => ({
      async *solve() {
        yield Promise.resolve({ lower: -Infinity, upper: Infinity, detail: {} });
        return { reset: () => undefined, act: (observation) => (met.push(observation as number), 1) };
      },
    }),
  };
  return { policy, estimator, environment, solver };
}

/** The ring, which draws once more than its model says it does, and does not tell its state. */
function drawing(met: number[]): Environment {
  const inner = new ModelEnvironment(ring());
  const { observationSpace, actionSpace, task } = inner;
  return {
    observationSpace,
    actionSpace,
    task,
    reset(random) {
      random.uint32();
      return inner.reset(random);
    },
    step(action) {
      const result = inner.step(action);
      met.push(result.reward);
      return result;
    },
    model: () => inner.model(),
  };
}

type Witness = keyof ReturnType<typeof witnesses>;

const trials: { readonly [K in Witness]: (spec: ReturnType<typeof witnesses>[K], seed?: number) => Check[] } =
  {
    policy: (spec, seed) => checksOf('policy', spec, { ...(seed !== undefined && { seed }) }),
    estimator: (spec, seed) => checksOf('estimator', spec, { ...(seed !== undefined && { seed }) }),
    solver: (spec, seed) => checksOf('solver', spec, { ...(seed !== undefined && { seed }) }),
    environment: (spec, seed) =>
      environmentChecks(spec, { agreementSteps: 500, ...(seed !== undefined && { seed }) }),
  };

async function metIn<K extends Witness>(kind: K, seed?: number): Promise<readonly number[]> {
  const met: number[] = [];
  for await (const result of runChecks(trials[kind](witnesses(met)[kind], seed))) void result;
  return met;
}

describe('the seed of the rules', () => {
  for (const kind of ['policy', 'estimator', 'environment', 'solver'] as const) {
    it(`gives those of ${kind} other samples, and 1 the same as none`, async () => {
      const [without, one, two] = [await metIn(kind), await metIn(kind, 1), await metIn(kind, 2)];
      expect(one).to.have.length.above(100);
      expect(one).to.deep.equal(without);
      expect(two).to.not.deep.equal(one);
    });
  }
});
