import { describeSolver } from '@pomdp-gym/conformance';
import type { FiniteModel, Policy, SolverProgress } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment, parseTeam, teamSpaces, teamText } from '@pomdp-gym/models';
import { expect } from 'chai';
import { alternatingMaximisation } from './alternating-maximisation.js';
import { OwnValue } from './own-value.js';
import { responseModel } from './response-model.js';

describeSolver(alternatingMaximisation, { options: { starts: 2 } });

const hears = { kind: 'discrete', size: 2, labels: ['hear-left', 'hear-right'] } as const;
const does = { kind: 'discrete', size: 3, labels: ['listen', 'open-left', 'open-right'] } as const;

/** Dec-Tiger (Nair et al. 2003). */
function decTiger(discount: number): FiniteModel {
  const loss = (tiger: number, one: number, other: number) => {
    if (one === 0 && other === 0) return -2;
    if (one === 0 || other === 0) return Math.max(one, other) - 1 === tiger ? -101 : 9;
    if (one !== other) return -100;
    return one - 1 === tiger ? -50 : 20;
  };
  const half = [
    [0, 0.5],
    [1, 0.5],
  ] as const;
  return finiteModel({
    states: 2,
    actions: 9,
    observations: 4,
    agents: [
      { actions: does, observations: hears },
      { actions: does, observations: hears },
    ],
    transition: (state, action) => (action === 0 ? [[state, 1]] : half),
    observation: (action, next) =>
      [0, 1, 2, 3].map((y) => [
        y,
        action === 0 ? (y >> 1 === next ? 0.85 : 0.15) * ((y & 1) === next ? 0.85 : 0.15) : 0.25,
      ]),
    reward: (state, action) => loss(state, Math.floor(action / 3), action % 3),
    start: half,
    discount,
  });
}

/** All reports, and the policy. */
async function solved(
  model: FiniteModel,
  options: object,
): Promise<{ reports: SolverProgress[]; policy: Policy }> {
  const solver = alternatingMaximisation.create(alternatingMaximisation.options.parse(options));
  const run = solver.solve(model, new AbortController().signal);
  const reports: SolverProgress[] = [];
  for (;;) {
    const { done, value } = await run.next();
    if (done) return { reports, policy: value };
    reports.push(value);
  }
}

describe('alternating maximisation', () => {
  // Published optima of Dec-Tiger, undiscounted (database of the MADP toolbox), to their last digit.
  const published: [horizon: number, starts: number, value: number][] = [
    [1, 5, -2],
    [2, 10, -4],
    [3, 10, 5.1908125],
    [4, 40, 4.80275516],
  ];
  for (const [horizon, starts, value] of published) {
    it(`finds the best plan of ${horizon} steps for Dec-Tiger`, async () => {
      const { reports } = await solved(decTiger(1), { horizon, starts });
      expect(reports.at(-1)!.lower).to.be.closeTo(value, 1e-8);
    });
  }

  it('never gets worse, and keeps the best plan of three steps repeated for ever', async () => {
    const { policy } = await solved(decTiger(1), { horizon: 3, starts: 10 });
    const start = teamText(policy.agents!());
    const { reports } = await solved(decTiger(0.9), { start });
    const lowers = reports.map(({ lower }) => lower);
    // V = 5.19… discounted within a plan, repeated every three steps: 13.44855 to its last digit.
    expect(lowers[0]).to.be.closeTo(13.44855, 5e-6);
    lowers.forEach((lower, k) => expect(lower).to.be.at.least(lowers[Math.max(k - 1, 0)]!));
  });

  it('returns a team that earns what it reports, and that reads back from its file', async () => {
    const model = decTiger(0.9);
    const { reports, policy } = await solved(model, { starts: 3, seed: 2 });
    const laws = policy.agents!();
    expect(parseTeam(teamText(laws), 'a.team')).to.deep.equal(laws);
    const response = responseModel(model, teamSpaces(new ModelEnvironment(model)), laws, 1);
    // Sums of about 400 terms, in another order.
    expect(new OwnValue(response, laws[1]!, 0.9).value).to.be.closeTo(reports.at(-1)!.lower, 1e-9);
  });

  it('asks for a discount or a horizon', async () => {
    let refusal: unknown;
    await solved(decTiger(1), {}).catch((error: unknown) => (refusal = error));
    expect(refusal).to.be.instanceOf(Error).with.property('message').that.contains('or a horizon');
  });

  it('refuses a team that does not fit', async () => {
    const { policy } = await solved(decTiger(0.9), { starts: 1 });
    const start = teamText(policy.agents!().slice(1));
    let refusal: unknown;
    await solved(decTiger(0.9), { start }).catch((error: unknown) => (refusal = error));
    expect(refusal).to.be.instanceOf(Error).with.property('message').that.contains('A team of 1 agents');
  });
});
