import { controllerOf, type FiniteModel, type Policy, type SolverProgress } from '@pomdp-gym/contracts';
import { broadcastChannel } from '@pomdp-gym/environment-broadcast-channel';
import { decTiger } from '@pomdp-gym/environment-dec-tiger';
import { routerNetwork } from '@pomdp-gym/environment-router-network';
import { discountedValue, finiteHorizonValues } from '@pomdp-gym/exact';
import { teamText } from '@pomdp-gym/models';
import { alternatingMaximisation } from '@pomdp-gym/solver-alternating-maximisation';
import { sarsop } from '@pomdp-gym/solver-sarsop';
import type { Solver } from '@pomdp-gym/contracts';
import { expect } from 'chai';

const decTigerModel = (discount: number) => decTiger.create(decTiger.options.parse({ discount })).model();
const broadcastModel = (discount: number) =>
  broadcastChannel.create(broadcastChannel.options.parse({ discount })).model();
const routers = () => routerNetwork.create(routerNetwork.options.parse({ routers: 2 })).model!();

const improver = (options: object) =>
  alternatingMaximisation.create(alternatingMaximisation.options.parse(options));

async function solved(
  solver: Solver,
  model: FiniteModel,
): Promise<{ policy: Policy; lowers: number[]; last: SolverProgress }> {
  const run = solver.solve(model, new AbortController().signal);
  const reports: SolverProgress[] = [];
  for (;;) {
    const { done, value } = await run.next();
    if (done) return { policy: value, lowers: reports.map(({ lower }) => lower), last: reports.at(-1)! };
    reports.push(value);
  }
}

const exactly = (policy: Policy, model: FiniteModel, discount: number) =>
  discountedValue(model, controllerOf(policy)!, discount);

describe('several agents', () => {
  // Undiscounted optima as published (database of the MADP toolbox), to their last digit. The seed of the random starts is fixed.
  const published: [name: string, model: FiniteModel, horizon: number, value: number][] = [
    ['Dec-Tiger', decTigerModel(1), 2, -4],
    ['Dec-Tiger', decTigerModel(1), 3, 5.1908125],
    ['Dec-Tiger', decTigerModel(1), 4, 4.80275516],
    ['the broadcast channel', broadcastModel(1), 2, 2],
    ['the broadcast channel', broadcastModel(1), 3, 2.99],
  ];
  for (const [name, model, horizon, value] of published) {
    it(`exact evaluation of the plan found for ${horizon} steps of ${name} is the published optimum`, async () => {
      const { policy } = await solved(improver({ horizon, starts: 40 }), model);
      const values = finiteHorizonValues(model, controllerOf(policy)!, horizon);
      expect(values[horizon - 1]).to.be.closeTo(value, 1e-8);
    });
  }

  it('the best plan of three steps of Dec-Tiger, repeated, is worth 13.44855, and improving it never loses', async () => {
    const plan = await solved(improver({ horizon: 3, starts: 40 }), decTigerModel(1));
    const model = decTigerModel(0.9);
    // 13.44855 is known to its last digit.
    expect(exactly(plan.policy, model, 0.9)).to.be.closeTo(13.44855, 5e-6);
    const { policy, lowers } = await solved(improver({ start: teamText(plan.policy.agents!()) }), model);
    const value = exactly(policy, model, 0.9);
    expect(value).to.be.at.least(exactly(plan.policy, model, 0.9) - 1e-9);
    expect(value).to.be.closeTo(lowers.at(-1)!, 1e-9);
  });

  it('exact values of teams rise from report to report', async () => {
    const model = broadcastModel(0.9);
    const run = improver({ starts: 3 });
    const stopped = async (reports: number) => {
      const stop = new AbortController();
      const steps = run.solve(model, stop.signal);
      for (let count = 0; ; count++) {
        const { done, value } = await steps.next();
        if (done) return exactly(value, model, 0.9);
        if (count + 1 >= reports) stop.abort();
      }
    };
    const values: number[] = [];
    for (const reports of [1, 5, 20, 40, 60, 80]) values.push(await stopped(reports));
    values.forEach((value, k) => expect(value).to.be.at.least(values[Math.max(0, k - 1)]! - 1e-9));
    // The first agent sending always is worth 9.1; random starts are worth less.
    expect(values.at(-1))
      .to.be.at.least(9.1 - 1e-9)
      .and.above(values[0]!);
  });

  const models: [string, () => FiniteModel][] = [
    ['Dec-Tiger', () => decTigerModel(0.9)],
    ['the broadcast channel', () => broadcastModel(0.9)],
    ['two routers', routers],
  ];
  for (const [name, make] of models) {
    it(`no team earns more than one policy for all can: ${name}`, async () => {
      const model = make();
      const { policy } = await solved(improver({ starts: 2 }), model);
      const { last } = await solved(
        sarsop.create(sarsop.options.parse({ precision: 0.1, trials: 200 })),
        model,
      );
      expect(exactly(policy, model, 0.9)).to.be.at.most(last.upper + 1e-9);
    });
  }
});
