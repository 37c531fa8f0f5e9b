import type { FiniteStateController } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { teamSpaces } from './agent-spaces.js';
import { deterministicController } from './deterministic-controller.js';
import { jointController } from './joint-controller.js';
import { parseTeam, teamText } from './team-file.js';
import { TeamPolicy } from './team-policy.js';

const space = (size: number) => ({ kind: 'discrete', size }) as const;

/** Two agents: 2 and 3 observations, 3 and 2 actions, and `nothing yet`. */
const spaces = teamSpaces({
  observationSpace: { kind: 'discrete', size: 7, factors: [space(2), space(3)] },
  actionSpace: { kind: 'discrete', size: 6, factors: [space(3), space(2)] },
});

/** A controller with laws drawn at random. */
function drawn(nodes: number, observations: number, actions: number, seed: number): FiniteStateController {
  const random = randomStream(seed, 'controller');
  const rows = (count: number, width: number) =>
    Float64Array.from(
      Array.from({ length: count }, () => {
        const weights = Array.from({ length: width }, () => random.uniform());
        const sum = weights.reduce((total, weight) => total + weight, 0);
        return weights.map((weight) => weight / sum);
      }).flat(),
    );
  const size = nodes * observations;
  return {
    ...{ nodes, observations, actions },
    start: rows(1, nodes),
    actionProbabilities: rows(size, actions),
    successorProbabilities: rows(size * actions, nodes),
  };
}

const laws = [drawn(2, 3, 3, 1), drawn(3, 4, 2, 2)];

describe('jointController', () => {
  const joint = jointController(laws, spaces);

  it('is the product of the agents, entry by entry', () => {
    expect([joint.nodes, joint.observations, joint.actions]).to.deep.equal([6, 7, 6]);
    const [one, two] = laws;
    for (let m = 0; m < 6; m++)
      for (let y = 0; y < 7; y++)
        for (let u = 0; u < 6; u++) {
          const [m1, m2] = [Math.floor(m / 3), m % 3];
          // The last observation is `nothing yet` of both: 2 of the first agent, 3 of the second.
          const [y1, y2] = y === 6 ? [2, 3] : [Math.floor(y / 3), y % 3];
          const [u1, u2] = [Math.floor(u / 2), u % 2];
          const [r1, r2] = [(m1 * 3 + y1) * 3 + u1, (m2 * 4 + y2) * 2 + u2];
          const row = (m * 7 + y) * 6 + u;
          expect(joint.actionProbabilities[row]).to.equal(
            one!.actionProbabilities[r1]! * two!.actionProbabilities[r2]!,
          );
          for (let next = 0; next < 6; next++)
            expect(joint.successorProbabilities[row * 6 + next]).to.equal(
              one!.successorProbabilities[r1 * 2 + Math.floor(next / 3)]! *
                two!.successorProbabilities[r2 * 3 + (next % 3)]!,
            );
        }
  });

  it('refuses agents that do not fit, by number', () => {
    expect(() => jointController([laws[0]!], spaces)).to.throw('A team of 1 agents');
    expect(() => jointController([laws[0]!, laws[0]!], spaces)).to.throw(
      'The controller of agent 1 is over 3',
    );
  });
});

describe('TeamPolicy', () => {
  it('acts each agent by its own part of what is seen', () => {
    const echo = (observations: number, actions: number) =>
      deterministicController({
        ...{ nodes: 1, observations, actions, start: 0 },
        action: (_, y) => y % actions,
        successor: () => 0,
      });
    const team = new TeamPolicy([echo(3, 3), echo(4, 2)], spaces);
    team.reset(randomStream(1, 'policy'));
    // (1, 2) gives (1, 0); `nothing yet` gives (2, 1).
    expect([5, 6, 0].map((y) => team.act(y))).to.deep.equal([2, 5, 0]);
    expect(team.agents()).to.have.length(2);
  });
});

describe('team files', () => {
  it('read back to the bit', () => expect(parseTeam(teamText(laws), 'a.team')).to.deep.equal(laws));

  const refused: [string, string][] = [
    ['{', 'a.team holds no JSON'],
    ['[]', 'a.team holds no team'],
    ['{"format":"pomdp-gym team 1","agents":[{}]}', 'agent 0 needs a whole number of nodes'],
    [teamText(laws).replace('"start":[0,', '"start":[9,'), 'start of agent 0: pairs of an index below 2'],
    [teamText(laws).replace('"start":[0,', '"start":[1,'), 'no distribution'],
    [teamText(laws).replace('"nodes":2', '"nodes":9999'), 'numbers, more than is read'],
  ];
  for (const [text, sentence] of refused)
    it(`are refused: ${sentence}`, () =>
      expect(() => parseTeam(text, 'a.team'))
        .to.throw(sentence)
        .with.property('name', 'InputError'));
});
