import {
  type FiniteModel,
  type FiniteTable,
  isParametric,
  memoryless,
  type ParametricPolicy,
} from '@pomdp-gym/contracts';
import { DiscountedAnalysis, PolicyAnalysis } from '@pomdp-gym/exact';
import { createEnvironment, createPolicy, parseEnvironment } from '@pomdp-gym/experiment';
import { observationCount } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { openRegistry } from './open-registry.js';

/** Rounding of a solve of some hundred equations, relative to the largest number. */
const ROUNDING = 1e-9;

const problems = ['Tiger-v0', 'FourByThree-v0', 'LoadUnload-v0', 'TMaze-v0:length=3'];

describe('What wrappers do to a model, held to closed relations', () => {
  let registry: Registry;
  before(async () => (registry = await openRegistry([], import.meta.dirname)));

  const made = (text: string): { readonly model: FiniteModel; readonly policy: ParametricPolicy } => {
    const environment = createEnvironment(parseEnvironment(text), registry);
    const policy = createPolicy(
      { id: 'softmax', options: { features: 'one-hot' } },
      environment,
      0,
      registry,
    );
    if (!isParametric(policy)) throw new Error('softmax has parameters');
    const random = randomStream(5, 'theta');
    policy.parameters.forEach((_, k) => (policy.parameters[k] = 2 * random.uniform() - 1));
    return { model: environment.model!(), policy };
  };
  const etaOf = (model: FiniteModel, table: FiniteTable) =>
    new PolicyAnalysis(model, memoryless(table)).averageReward;

  for (const name of problems) {
    it(`${name}: RewardScale multiplies η, ∇η, V and ∇V by its factor`, () => {
      const [plain, scaled] = [made(name), made(`${name}+RewardScale:factor=-2.5`)];
      const numbersOf = ({ model, policy }: typeof plain) => {
        const average = PolicyAnalysis.ofPolicy(model, policy);
        const start = DiscountedAnalysis.ofPolicy(model, policy, 0.9);
        return [average.averageReward, ...average.gradient(), start.value, ...start.gradient()];
      };
      closeAll(
        numbersOf(scaled),
        numbersOf(plain).map((number) => -2.5 * number),
      );
    });

    it(`${name}: no noise, no hidden part and a stack of one change nothing`, () => {
      const { model } = made(name);
      for (const wrapper of ['ObserveNoise:level=0', 'HidePart', 'FrameStack:frames=1'])
        expect(made(`${name}+${wrapper}`).model).to.deep.equal(model);
    });

    it(`${name}: a policy behind ObserveNoise earns what its mixture over the noise earns without`, () => {
      const level = 0.3;
      const [plain, noisy] = [made(name), made(`${name}+ObserveNoise:level=${level}`)];
      const table = tableOf(noisy.policy);
      const { observations } = plain.model;
      const mixed = mapRows(table, observationCount(plain.model), (y, u) => {
        const own = table.probabilities[y * table.actions + u]!;
        if (y >= observations) return own;
        let all = 0;
        for (let z = 0; z < observations; z++) all += table.probabilities[z * table.actions + u]!;
        return (1 - level) * own + (level * all) / observations;
      });
      closeAll([etaOf(noisy.model, table)], [etaOf(plain.model, mixed)]);
    });

    it(`${name}: a policy behind HidePart earns what the one that cannot tell the hidden ones apart earns`, () => {
      const [plain, hidden] = [made(name), made(`${name}+HidePart:observations=[0,1]`)];
      const table = tableOf(hidden.policy);
      const { observations } = plain.model;
      const seen = (y: number) => (y < 2 ? observations - 2 : y >= observations ? observations - 1 : y - 2);
      const alike = mapRows(table, observationCount(plain.model), (y, u) => {
        return table.probabilities[seen(y) * table.actions + u]!;
      });
      closeAll([etaOf(hidden.model, table)], [etaOf(plain.model, alike)]);
    });

    it(`${name}: a policy that reads the last frame of a FrameStack earns what it earns without`, () => {
      const [plain, stacked] = [made(name), made(`${name}+FrameStack:frames=2`)];
      const table = tableOf(plain.policy);
      const { observations, actions } = table;
      const last = mapRows(table, observations ** 2, (y, u) => {
        return table.probabilities[(y % observations) * actions + u]!;
      });
      closeAll([etaOf(stacked.model, last)], [etaOf(plain.model, table)]);
    });

    it(`${name}: TimeLimit earns what the first steps of episodes earn, followed step by step`, () => {
      const steps = 7;
      const [plain, limited] = [made(name), made(`${name}+TimeLimit:steps=${steps}`)];
      const table = tableOf(plain.policy);
      const { reward, length } = firstSteps(plain.model, table, steps);
      closeAll([etaOf(limited.model, table)], [reward / length]);
    });
  }

  it('a limit that is never reached changes nothing', () => {
    const plain = made('TMaze-v0:length=1');
    const table = tableOf(plain.policy);
    // `firstSteps` says how much of an episode a limit leaves out: here less than rounding does.
    const [most, all] = [1000, 2000].map((steps) => firstSteps(plain.model, table, steps));
    expect(all!.length - most!.length).below(ROUNDING / 10);
    const limited = made('TMaze-v0:length=1+TimeLimit:steps=1000');
    closeAll([etaOf(limited.model, table)], [etaOf(plain.model, table)]);
  });

  it('WithMemory of one node is the problem itself', () => {
    const [plain, product] = [made('Tiger-v0'), made('Tiger-v0+WithMemory:nodes=1')];
    const [one, other] = [plain, product].map(({ model, policy }) => PolicyAnalysis.ofPolicy(model, policy));
    closeAll([...other!.gradient(), other!.averageReward], [...one!.gradient(), one!.averageReward]);
  });
});

function closeAll(found: readonly number[], expected: readonly number[]): void {
  expect(found.length).to.equal(expected.length);
  const size = Math.max(1, ...expected.map(Math.abs));
  expected.forEach((number, i) => expect(found[i]).closeTo(number, ROUNDING * size));
}

function tableOf(policy: ParametricPolicy): FiniteTable {
  const { observations, actions, probabilities } = policy.table!();
  return { observations, actions, probabilities: probabilities.slice() };
}

function mapRows(
  { actions }: FiniteTable,
  observations: number,
  probability: (y: number, u: number) => number,
): FiniteTable {
  const probabilities = Float64Array.from({ length: observations * actions }, (_, i) =>
    probability(Math.floor(i / actions), i % actions),
  );
  return { observations, actions, probabilities };
}

/** The expected reward and length of the first steps of an episode: P(s_t, y_t) carried from step to step. */
function firstSteps(model: FiniteModel, table: FiniteTable, steps: number) {
  const O = table.observations;
  let here = new Map<number, number>();
  const add = (into: Map<number, number>, s: number, y: number, p: number) => {
    if (p > 0) into.set(s * O + y, (into.get(s * O + y) ?? 0) + p);
  };
  model.start.forEach((p, s) => {
    const first = model.initialObservationTable;
    if (!first) add(here, s, O - 1, p);
    else each(first, s, (y, q) => add(here, s, y, p * q));
  });
  let [reward, length] = [0, 0];
  for (let t = 0; t < steps; t++) {
    const next = new Map<number, number>();
    for (const [place, p] of here) {
      const [s, y] = [Math.floor(place / O), place % O];
      length += p;
      for (let u = 0; u < model.actions; u++) {
        const chance = p * table.probabilities[y * table.actions + u]!;
        const paid = model.rewards[u]!;
        each(model.transitions[u]!, s, (to, q, k) => {
          each(model.observationTables[u]!, to, (seen, r, j) => {
            const first = model.observationTables[u]!.offsets[to]!;
            reward += chance * q * r * paid.values[paid.offsets ? paid.offsets[k]! + j - first : k]!;
            if (model.terminal?.[to] !== 1) add(next, to, seen, chance * q * r);
          });
        });
      }
    }
    here = next;
  }
  return { reward, length };
}

function each(
  { offsets, indices, values }: FiniteModel['transitions'][number],
  row: number,
  visit: (column: number, value: number, place: number) => void,
): void {
  for (let k = offsets[row]!; k < offsets[row + 1]!; k++) visit(indices[k]!, values[k]!, k);
}
