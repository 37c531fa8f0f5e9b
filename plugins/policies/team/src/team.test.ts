import {
  type DiscreteSpace,
  isParametric,
  type ParametricPolicy,
  policy,
  recipeOf,
  type Spaces,
} from '@pomdp-gym/contracts';
import { describePolicy, RememberingPolicy } from '@pomdp-gym/conformance';
import { jointController, teamSpaces } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { z } from 'zod';
import { memoryless, remembering } from './agents.test.support.js';
import { SeparateTeam } from './separate-team.js';
import { team } from './team.js';
import { TeamParts } from './team-parts.js';

describePolicy(team, { options: { agent: memoryless } });
describePolicy(team, { options: { agent: remembering } });
describePolicy(team, { options: { agents: [remembering, memoryless] } });

const space = (size: number): DiscreteSpace => ({ kind: 'discrete', size });
const spaces: Spaces = {
  observationSpace: { kind: 'discrete', size: 7, factors: [space(2), space(3)] },
  actionSpace: { kind: 'discrete', size: 6, factors: [space(3), space(2)] },
};

/** Eight agents that remember, too many for a joint table: 2^8 nodes, 2^8 observations, 2^8 actions. */
const crowd: Spaces = {
  observationSpace: { kind: 'discrete', size: 256, factors: Array.from({ length: 8 }, () => space(2)) },
  actionSpace: { kind: 'discrete', size: 256, factors: Array.from({ length: 8 }, () => space(2)) },
};
/** Two agents that act one after the other, as a crowd does, few enough for the rules to be tried. */
const separate = policy({
  id: 'separate',
  summary: 'For tests.',
  options: z.strictObject({}),
  create: (_, given) => {
    const joint = teamSpaces(given);
    const agents = joint.agents.map(
      (each) => new RememberingPolicy(2, each.observationSpace.size, each.actionSpace.size),
    );
    return new SeparateTeam(new TeamParts(agents, joint));
  },
});
describePolicy(separate);

const make = (options: object, given = spaces): ParametricPolicy => {
  const made = team.create(team.options.parse(options), given);
  if (!isParametric(made)) throw new Error('A team has parameters.');
  const random = randomStream(3, 'parameters');
  made.parameters.forEach((_, k) => (made.parameters[k] = random.uniform()));
  return made;
};

describe('team', () => {
  it('has the parameters of its agents side by side, and hands them on', () => {
    const made = make({ agents: [memoryless, remembering] });
    // 3 observations × 3 actions; (2 nodes × 4 observations) × (2 actions × 2 nodes).
    expect(made.members!.map((each) => each.policy.parameters.length)).to.deep.equal([9, 32]);
    made.controller!();
    const parts = made.members!.flatMap((each) => [...each.policy.parameters]);
    expect(parts).to.deep.equal([...made.parameters]);
  });

  it('has the product of its agents for a law', () => {
    const made = make({ agent: remembering });
    expect(made.controller!()).to.deep.equal(jointController(made.agents!(), teamSpaces(spaces)));
    expect(made.memorySpace).to.deep.equal({ kind: 'discrete', size: 4, factors: [space(2), space(2)] });
  });

  it('shows each agent its own part of a batch', () => {
    const made = make({ agents: [memoryless, remembering] });
    const column = (...values: number[]) => ({ width: 0, values: Int32Array.from(values) });
    const batch = {
      length: 2,
      observations: column(6, 5),
      actions: column(5, 2),
      rewards: Float64Array.of(1, 2),
      ending: 'none',
      memory: { before: column(0, 1), after: column(1, 0) },
      next: 4,
    } as const;
    const [one, two] = made.members!.map(({ view }) => view(batch));
    expect([one!.observations.values, one!.actions.values].map((values) => [...values])).to.deep.equal([
      [2, 1],
      [2, 1],
    ]);
    expect([two!.observations.values, two!.actions.values].map((values) => [...values])).to.deep.equal([
      [3, 2],
      [1, 0],
    ]);
    expect(one!.memory).to.equal(undefined);
    expect([...two!.memory!.after.values]).to.deep.equal([1, 0]);
    expect([one!.next, two!.next]).to.deep.equal([1, 1]);
  });

  it('acts agent by agent where the joint table is too large', () => {
    const made = make({ agent: remembering }, crowd);
    expect(made).to.be.instanceOf(SeparateTeam);
    expect(made.controller).to.equal(undefined);
    made.parameters.fill(0);
    // Each agent repeats what it sees: action y and node y in either node, at (m · 2 + y) · 4 + 3 y.
    made.members!.forEach((_, agent) => {
      for (const node of [0, 1])
        for (const y of [0, 1]) made.parameters[agent * 16 + (node * 2 + y) * 4 + 3 * y] = 1000;
    });
    made.reset(randomStream(1, 'policy'));
    expect([0, 255, 0b10110001].map((y) => made.act(y))).to.deep.equal([0, 255, 0b10110001]);
    expect(made.memory!()).to.equal(0b10110001);
  });

  it('starts from parameters that are given', () => {
    const parameters = Array.from({ length: 9 + 8 }, (_, k) => k);
    const made = team.create(team.options.parse({ agent: memoryless, parameters }), spaces);
    expect(isParametric(made) && [...made.parameters]).to.deep.equal(parameters);
    expect(() => team.create(team.options.parse({ agent: memoryless, parameters: [1] }), spaces)).to.throw(
      RangeError,
      '1 numbers are given to start from, and the team has 17',
    );
  });

  it('refuses what it cannot be made of, in a sentence', () => {
    const create =
      (options: object, given = spaces) =>
      () =>
        team.create(team.options.parse(options), given);
    const plain = { observationSpace: space(2), actionSpace: space(2) };
    expect(create({ agent: memoryless }, plain)).to.throw('one factor an agent');
    expect(create({ agents: [memoryless] })).to.throw(
      RangeError,
      'The team has 1 policies, and there are 2 agents',
    );
    const still = recipeOf(
      'policy',
      policy({
        id: 'still',
        summary: 'For tests.',
        options: z.strictObject({}),
        create: () => ({ reset: () => undefined, act: () => 0 }),
      }),
    );
    expect(create({ agent: still })).to.throw(RangeError, 'still, the policy of agent 0, has none');
  });
});
