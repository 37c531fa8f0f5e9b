import type { FiniteStateController, ParametricPolicy } from '@pomdp-gym/contracts';
import { moveProbabilities, randomStream } from '@pomdp-gym/numerics';
import { type Check, demand } from './check.js';
import { drawParameters } from './draw-parameters.js';
import { lawOf } from './laws.js';
import { sameBits } from './walk.js';

/** Roundings of probabilities, and of parameters less log 2. */
const TOLERANCE = 1e-12;

/** The rules of a policy that splits a node of its memory. */
export function splitChecks(create: () => ParametricPolicy): Check[] {
  const eachNode = (check: (policy: ParametricPolicy, node: number) => void) => () => {
    for (let node = 0; node < lawOf(create()).nodes; node++) {
      const policy = create();
      drawParameters(policy, 1, randomStream(10, 'parameters', node));
      check(policy, node);
    }
  };
  return [
    {
      name: 'A node that is split leaves the law as it is, and its halves share what led to it.',
      run: eachNode(keepsLaw),
    },
    {
      name: 'The halves of a node that is split are moved apart by the noise, evenly.',
      run: eachNode(movesApart),
    },
  ];
}

function splitOf(policy: ParametricPolicy, node: number, noise: number): ParametricPolicy {
  const before = policy.parameters.slice();
  const grown = policy.split?.(node, randomStream(10, 'split', node), noise);
  demand(grown !== undefined && grown !== policy, () => 'split returns no new policy.');
  demand(sameBits(before, policy.parameters), () => 'split changed the parameters of the policy itself.');
  return grown;
}

/** Whatever half the grown policy is in, it goes where the other goes: the copy counted to its origin. */
function keepsLaw(policy: ParametricPolicy, node: number): void {
  const law = lawOf(policy);
  const grown = lawOf(splitOf(policy, node, 0));
  const { nodes, observations, actions } = law;
  demand(grown.nodes === nodes + 1, () => `Of ${nodes} nodes with one split there are ${grown.nodes}.`);
  const start = grown.start.reduce((sum, p, m) => sum + (m === node || m === nodes ? p : 0), 0);
  demand(
    Math.abs(start - law.start[node]!) <= TOLERANCE,
    () => `The halves of node ${node} begin with probability ${start}, the node with ${law.start[node]}.`,
  );
  const [expected, found] = [moveProbabilities(law).slice(), moveProbabilities(grown).slice()];
  for (let m = 0; m <= nodes; m++) {
    for (let choice = 0; choice < observations * actions; choice++) {
      const whole = (m === nodes ? node : m) * observations * actions + choice;
      const halves = (m * observations * actions + choice) * (nodes + 1);
      for (let next = 0; next <= nodes; next++) {
        const shared = next === node || next === nodes ? 0.5 : 1;
        const right = shared * expected[whole * nodes + (next === nodes ? node : next)]!;
        demand(
          Math.abs(found[halves + next]! - right) <= TOLERANCE,
          () =>
            `With node ${node} split, ${nameOf(law, m, choice, next)} has probability ${found[halves + next]}, where ${right} is right.`,
        );
      }
    }
  }
}

function nameOf({ actions }: FiniteStateController, m: number, choice: number, next: number): string {
  return `action ${choice % actions} and memory ${next} after observation ${Math.floor(choice / actions)} in memory ${m}`;
}

/** One half is moved by as much as the other, the other way: the sum of all parameters stays, and some of them change. */
function movesApart(policy: ParametricPolicy, node: number): void {
  const [still, moved] = [splitOf(policy, node, 0), splitOf(policy, node, 0.1)];
  const shifts = moved.parameters.map((value, k) => value - still.parameters[k]!);
  const most = shifts.reduce((size, shift) => Math.max(size, Math.abs(shift)), 0);
  demand(
    most > 0.01 && most <= 0.1 + TOLERANCE,
    () => `With a noise of 0.1 the parameters move by up to ${most}.`,
  );
  const sum = shifts.reduce((total, shift) => total + shift, 0);
  demand(
    Math.abs(sum) <= TOLERANCE * shifts.length,
    () => `With noise the halves move apart unevenly: their shifts sum to ${sum}.`,
  );
}
