import type { FiniteStateController, Policy } from '@pomdp-gym/contracts';
import { log, moveProbabilities, randomStream } from '@pomdp-gym/numerics';
import { demand, NotDecided } from './check.js';
import { lawOf, lawProblem } from './laws.js';

/** Draws after which a row of a law is judged. */
const DRAWS = 2000;
const MOST_STEPS = 40_000;
const EPISODE = 12;
/** A sound policy is refused so often at most by one call, over all cells of its law. */
export const FALSE_ALARM_RATE = 1e-9;

/** Outcomes (u, m') by row (m, y): the first DRAWS of each. */
interface Outcomes {
  readonly counts: Float64Array;
  readonly visits: Float64Array;
}

/**
 * Holds a policy to its table or controller: each outcome (u, m') of a row (m, y) comes as often as that says, within what
 * Bernstein's inequality allows to DRAWS draws; one of probability 0 never comes. A row (m, y) that is visited less often within
 * MOST_STEPS, as in a memory that is seldom entered, is only held to its zeros; not decided where that holds of every row.
 *
 * @param when where the policy stands, to begin a sentence with
 */
export function followsLaw(policy: Policy, seed: number, when: string): void {
  const problem = lawProblem(policy);
  demand(problem === undefined, () => `${when}: ${problem}`);
  const law = lawOf(policy);
  const { nodes, observations, actions } = law;
  const moves = moveProbabilities(law).slice();
  const { counts, visits } = outcomesOf(policy, { nodes, observations, actions }, seed);
  const width = actions * nodes;
  const alarm = log((2 * moves.length) / FALSE_ALARM_RATE);
  moves.forEach((probability, cell) => {
    const row = Math.floor(cell / width);
    if (visits[row]! < DRAWS && (probability > 0 || counts[cell] === 0)) return;
    const mean = DRAWS * probability;
    const allowed = probability === 0 ? 0 : alarm / 3 + Math.sqrt(alarm ** 2 / 9 + 2 * alarm * mean);
    demand(
      Math.abs(counts[cell]! - mean) <= allowed,
      () =>
        `${when} it takes action ${Math.floor((cell % width) / nodes)} after observation ${row % observations} ` +
        `${counts[cell]} times of ${visits[row]}; its ${policy.controller ? 'controller' : 'table'} says ${probability}.`,
    );
  });
  if (!visits.some((count) => count === DRAWS))
    throw new NotDecided(`no row of its law was visited ${DRAWS} times in ${MOST_STEPS} steps.`);
}

type Sizes = Pick<FiniteStateController, 'nodes' | 'observations' | 'actions'>;

function outcomesOf(policy: Policy, { nodes, observations, actions }: Sizes, seed: number): Outcomes {
  const width = actions * nodes;
  const visits = new Float64Array(nodes * observations);
  const counts = new Float64Array(visits.length * width);
  const [random, seen] = [randomStream(seed, 'law', 'policy'), randomStream(seed, 'law', 'observations')];
  for (let t = 0; t < MOST_STEPS && visits.some((count) => count < DRAWS); t++) {
    if (t % EPISODE === 0) policy.reset(random);
    const y = seen.uint32() % observations;
    const row = nodeOf(policy, nodes) * observations + y;
    const action = Number(policy.act(y));
    if (visits[row] === DRAWS) continue;
    visits[row]!++;
    counts[row * width + action * nodes + nodeOf(policy, nodes)]!++;
  }
  return { counts, visits };
}

function nodeOf(policy: Policy, nodes: number): number {
  return nodes === 1 ? 0 : Number(policy.memory?.());
}
