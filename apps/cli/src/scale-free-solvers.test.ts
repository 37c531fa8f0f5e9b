import 'reflect-metadata';
import { type FiniteModel, isInputError, type SolverProgress } from '@pomdp-gym/contracts';
import { defaultPrecision, rewardSpan } from '@pomdp-gym/planning';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { openRegistry } from './open-registry.js';

/** Reports after which a solver is stopped: enough for backups of every kind, and for most of these models to be solved. */
const REPORTS = 150;
/** The largest model that is tried. */
const STATES = 16;

/** Every report, or why there are none. */
type Trace = readonly SolverProgress[] | string;

function timesRewards(model: FiniteModel, factor: number): FiniteModel {
  const rewards = model.rewards.map((table) => ({
    ...table,
    values: table.values.map((value) => factor * value),
  }));
  return { ...model, rewards };
}

async function trace(
  registry: Registry,
  id: string,
  options: Readonly<Record<string, unknown>>,
  model: FiniteModel,
  most = REPORTS,
): Promise<Trace> {
  const reports: SolverProgress[] = [];
  const end = new AbortController();
  try {
    const solver = registry.create('solver', { id, options });
    for await (const report of stepsOf(solver.solve(model, end.signal))) {
      if (reports.push(report) === most) end.abort();
    }
  } catch (error) {
    if (isInputError(error)) return error.message;
    throw error;
  }
  return reports;
}

async function* stepsOf(steps: AsyncGenerator<SolverProgress, unknown, undefined>) {
  for (let step = await steps.next(); !step.done; step = await steps.next()) yield step.value;
}

function lastOf(reports: Trace): SolverProgress {
  if (typeof reports === 'string') throw new Error(reports);
  return reports.at(-1)!;
}

/** The model of each shipped environment at its defaults that has a small one with a discount. */
function smallModels(registry: Registry): ReadonlyMap<string, FiniteModel> {
  const models = registry.list('environment').flatMap(({ spec: { id } }): [string, FiniteModel][] => {
    if (id === 'File' || id === 'Gymnasium') return [];
    const model = registry.create('environment', { id, options: {} }).model?.();
    return model && model.states <= STATES && (model.discount ?? 1) < 1 ? [[id, model]] : [];
  });
  return new Map(models);
}

describe('Every solver at its defaults, with rewards times 2⁻¹⁰, 1 and 2¹⁰', function () {
  this.timeout(600_000);
  let registry: Registry;
  before(async () => {
    registry = await openRegistry([], process.cwd());
  });

  // Multiplying by a power of two is exact in floating point, so nothing is left to a tolerance.
  it('does the same work, and its bounds scale to the bit', async () => {
    const models = smallModels(registry);
    expect(models.size).to.be.above(2);
    for (const { spec } of registry.list('solver')) {
      for (const [id, model] of models) {
        const base = await trace(registry, spec.id, {}, model);
        for (const factor of [2 ** -10, 2 ** 10]) {
          const scaled = await trace(registry, spec.id, {}, timesRewards(model, factor));
          const expected =
            typeof base === 'string'
              ? base
              : base.map((report) => ({
                  ...report,
                  lower: factor * report.lower,
                  upper: factor * report.upper,
                }));
          expect(scaled, `${spec.id} in ${id}, rewards times ${factor}`).to.deep.equal(expected);
        }
      }
    }
  });

  it('notices a precision in the unit of rewards', async () => {
    const model = smallModels(registry).get('Tiger-v0')!;
    const [base, scaled] = [
      await trace(registry, 'sarsop', { precision: 1 }, model, Infinity),
      await trace(registry, 'sarsop', { precision: 1 }, timesRewards(model, 2 ** 5), Infinity),
    ];
    expect(scaled.length).to.be.above(base.length);
  });

  it('is done at a part of the range of rewards', async () => {
    const model = smallModels(registry).get('Tiger-v0')!;
    expect(rewardSpan(model)).to.equal(110);
    for (const [id, part] of [
      ['sarsop', defaultPrecision.search],
      ['hsvi2', defaultPrecision.search],
      ['incremental-pruning', defaultPrecision.sweep],
    ] as const) {
      const stated = await trace(registry, id, { precision: 110 * part }, model, Infinity);
      expect(await trace(registry, id, {}, model, Infinity), id).to.deep.equal(stated);
      const { lower, upper } = lastOf(stated);
      expect(upper - lower, id).to.be.at.most(110 * part);
    }
  });
});
