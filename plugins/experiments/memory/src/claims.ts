import { type Claim, claimExactly, short } from '@pomdp-gym/reproduction';
import { type MemoryValues, warmStart } from './data.js';

const reportedSource = 'λ-discrepancy, NeurIPS 2024, the authors’ table of runs';
const searchSource = 'PAYNT and SAYNT, the authors’ logs of 900 seconds';

/** The problems that λ-discrepancy is reported on: all of them are needed to decide. */
const REPORTED = 7;

/** The agents that are compared with: those of 8 memory states. */
const THEIRS = 8;

/** The mean of controllers with so many nodes is at least the published mean of 8 memory states, on so many of the seven problems. */
export function reachesReported(all: readonly MemoryValues[], nodes: number, needed: number): Claim[] {
  const compared = all.flatMap((values) => {
    const reported = values.problem.reported?.byStates[THEIRS];
    const ours = values.of(nodes);
    return reported && ours ? [{ title: values.problem.title, ours: ours.mean, theirs: reported.mean }] : [];
  });
  if (compared.length === 0) return [];
  const reached = compared.filter(({ ours, theirs }) => ours >= theirs);
  const claim = claimExactly(
    {
      statement: `Controllers of ${nodes} nodes are in the mean worth at least what agents with ${THEIRS} memory states are, on ${needed} of ${REPORTED} problems.`,
      source: reportedSource,
      mark: 'V',
    },
    `the mean over seeds is at least the published mean on ${needed} problems; open while too few problems are tried`,
    `on ${reached.length} of ${compared.length} tried: ${compared.map(({ title, ours, theirs }) => `${title} ${short(ours)} beside ${short(theirs)}`).join(', ')}`,
    reached.length >= needed,
  );
  const undecided = reached.length < needed && reached.length + REPORTED - compared.length >= needed;
  return [undecided ? { ...claim, verdict: 'open' } : claim];
}

/** No start leads above the best published memoryless value, and one leads to it. */
export function memorylessValue(values: MemoryValues): Claim[] {
  const { reported, title } = values.problem;
  const ours = values.of(1);
  if (!reported || !ours) return [];
  const best = ours.values.at(-1)!;
  return [
    claimExactly(
      {
        statement: `${title}: the best memoryless policy is worth at least ${short(reported.memoryless)}, the mean reported for memoryless agents.`,
        source: reportedSource,
        mark: 'V',
      },
      'the best end of all seeds is at least that, less half a unit of its last digit',
      short(best),
      best >= reported.memoryless - 5e-4 * Math.abs(reported.memoryless),
    ),
  ];
}

/** What is found beside a search over deterministic controllers. */
export function reachesSearch(values: MemoryValues): Claim[] {
  const { search, title } = values.problem;
  if (!search) return [];
  const { value, nodes } = values.best;
  const { lower, upper } = values.bracket;
  return [
    claimExactly(
      {
        statement: `${title}: some controller of at most ${values.nodes.at(-1)!} nodes, from a random start, is worth at least ${search.aim}.`,
        source: `${searchSource}: ${search.value}`,
        mark: 'V',
      },
      `the best end of all is worth at least ${search.aim}`,
      `${short(value)} with ${nodes} nodes; the optimum lies in [${short(lower)}, ${short(upper)}]`,
      value >= search.aim,
    ),
  ];
}

/** The same from a solver's policy graph. */
export function reachesSearchWarm({ problem: { search, title }, warm }: MemoryValues): Claim[] {
  if (!search || warm === undefined) return [];
  return [
    claimExactly(
      {
        statement: `${title}: a controller of ${warmStart.nodes} nodes that starts from a solver's policy graph is worth at least ${search.aim}.`,
        source: `${searchSource}: ${search.value}`,
        mark: 'V',
      },
      `the end of the ascent is worth at least ${search.aim}`,
      short(warm),
      warm >= search.aim,
    ),
  ];
}

/** By how much of it the mean from samples may stay below the mean of exact gradients. */
const NEAR = 0.05;

/** What samples come to, beside what exact gradients do. */
export function reachesExact(values: MemoryValues): Claim[] {
  const { sampled, problem } = values;
  if (!sampled) return [];
  const exact = values.of(sampled.nodes)!.mean;
  return [
    claimExactly(
      {
        statement: `${problem.title}: controllers of ${sampled.nodes} nodes come from samples within ${100 * NEAR} % of what they come to by exact gradients.`,
        source: 'this program',
        mark: 'C',
      },
      `the mean of ${sampled.values.length} seeds is at least the mean by exact gradients less ${100 * NEAR} % of it`,
      `${short(sampled.mean)} after ${short(sampled.steps)} steps beside ${short(exact)}`,
      sampled.mean >= exact - NEAR * Math.abs(exact),
    ),
  ];
}

/** Rounding of values and bounds, as a part of the larger bound. */
const ROUNDING = 1e-9;

/** A controller that were worth more than the optimum would show a fault in either. */
export function withinBracket(all: readonly MemoryValues[]): Claim {
  const above = all.filter(
    ({ best, bracket }) => best.value > bracket.upper + ROUNDING * Math.abs(bracket.upper),
  );
  return claimExactly(
    {
      statement: 'No controller is worth more than the upper bound of the optimum.',
      source: 'the solver SARSOP, run here',
      mark: 'C',
    },
    'the best end on each problem is at most the upper bound, but for rounding',
    above.length === 0
      ? `true of ${all.length} problems`
      : `not true of ${above.map(({ problem }) => problem.title).join(', ')}`,
    above.length === 0,
  );
}
