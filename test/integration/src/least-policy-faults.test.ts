import { policyWorth } from '@pomdp-gym/conformance';
import type { FiniteModel, Policy, SolverSpec } from '@pomdp-gym/contracts';
import { readModel } from '@pomdp-gym/model-files';
import { hsvi2 } from '@pomdp-gym/solver-hsvi2';
import { pbvi, perseus } from '@pomdp-gym/solver-point-based';
import { expect } from 'chai';

/** Sums of rewards are at most 10⁴ here, and are settled to 10⁻¹⁰ of that. */
const ROUNDING = 1e-5;

interface Fault {
  readonly spec: SolverSpec;
  readonly options: Readonly<Record<string, number>>;
  readonly discount: number;
  readonly what: string;
  readonly model: string;
}

/** Small models, found at random, on which a policy was worth less than the bound reported with it. */
const faults: readonly Fault[] = [
  {
    spec: hsvi2,
    options: { precision: 1e-6, trials: 1 },
    discount: 0.999,
    what: 'after one trial in a place that earns in every second step',
    model: `states: 3
actions: 2
observations: 1
start: uniform
T: * : 1
1 0 0
T: * : 2
1 0 0
T: 0 : 0
0 1 0
T: 1 : 0
0 0 1
O: * uniform
R: 0 : * : * : * 1
R: 0 : 1 : * : * -1`,
  },
  {
    spec: pbvi,
    options: { precision: 0.1, beliefs: 4, sweeps: 3 },
    discount: 0.8,
    what: 'with four beliefs, where one step settles which state it is',
    model: `states: 2
actions: 2
observations: 1
start: uniform
T: 0 identity
T: 1 : *
1 0
O: * uniform
R: 0 : * : * : * -6
R: 0 : 1 : * : * -10
R: 1 : * : * : * -10
R: 1 : 1 : * : * 0`,
  },
  {
    spec: perseus,
    options: { precision: 1e-6, beliefs: 1, stages: 10 },
    discount: 0.999,
    what: 'with the start as its only belief',
    model: `states: 2
actions: 2
observations: 2
start: uniform
T: 0 : 0
0 1
T: 0 : 1
1 0
T: 1 : *
1 0
O: 0 : *
0 1
O: 1 identity
R: 0 : * : * : * 10
R: 0 : 1 : * : * -10
R: 1 : * : * : * -1`,
  },
];

async function solve(
  { spec, options }: Fault,
  model: FiniteModel,
): Promise<{ policy: Policy; lower: number }> {
  const run = spec.create(spec.options.parse(options)).solve(model, new AbortController().signal);
  let lower = -Infinity;
  for (;;) {
    const { done, value } = await run.next();
    if (done) return { policy: value, lower };
    lower = value.lower;
  }
}

describe('The policy a solver returns is worth its lower bound, on the least models that broke it', () => {
  for (const fault of faults) {
    it(`${fault.spec.id}, ${fault.what}`, async () => {
      const { discount, model: text } = fault;
      const { model } = readModel(`discount: ${discount}\nvalues: reward\n${text}\n`, 'least.POMDP');
      const { policy, lower } = await solve(fault, model);
      const { least } = policyWorth(model, policy, { discount });
      expect(least).to.be.at.least(lower - ROUNDING);
    }).timeout(20_000);
  }
});
