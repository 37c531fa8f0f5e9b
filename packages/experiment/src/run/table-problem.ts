import type { FiniteModel, FiniteTable, Policy } from '@pomdp-gym/contracts';
import { observationCount } from '@pomdp-gym/models';
import { drawIndex, log, randomStream } from '@pomdp-gym/numerics';

/** Draws an observation that are compared one by one, and draws that are counted where those differ. */
const COMPARED = 64;
const COUNTED = 20_000;
/** The chance that a sound policy is refused. */
const FALSE_ALARM = 1e-9;

/**
 * Why a policy's `table` cannot be taken for what it does: it remembers, or `act` draws otherwise at an observation that the model
 * can show. Undefined where they agree: to the bit, as the contract has it, or else in frequency, of actions and of pairs of
 * actions in a row (Hoeffding's bound; a sound policy is refused with a chance below 1e-9).
 */
export function tableProblem(policy: Policy, model: FiniteModel, seed: number): string | undefined {
  if (policy.memory !== undefined || policy.memorySpace !== undefined) {
    return 'its policy remembers, and a table has no memory';
  }
  const table = policy.table?.();
  if (!table) return undefined;
  const { observations, actions } = table;
  const own: FiniteTable = { observations, actions, probabilities: table.probabilities.slice() };
  for (const observation of shownBy(model)) {
    const problem = rowProblem(policy, own, observation, seed);
    if (problem !== undefined) return `its policy acts otherwise than its table says: ${problem}`;
  }
  return undefined;
}

/** The observations that have a positive probability in some state. */
function shownBy(model: FiniteModel): number[] {
  const { observationTables, initialObservationTable } = model;
  const shown = new Uint8Array(observationCount(model));
  for (const { indices, values } of initialObservationTable
    ? [...observationTables, initialObservationTable]
    : observationTables) {
    values.forEach((probability, i) => {
      if (probability > 0) shown[indices[i]!] = 1;
    });
  }
  return [...shown.keys()].filter((observation) => shown[observation] === 1);
}

function rowProblem(
  policy: Policy,
  table: FiniteTable,
  observation: number,
  seed: number,
): string | undefined {
  try {
    if (drawsAlike(policy, table, observation, seed)) return undefined;
    return frequencyProblem(policy, table, observation, seed);
  } catch (error) {
    return `it throws at observation ${observation} (${error instanceof Error ? error.message : String(error)})`;
  }
}

function drawsAlike(policy: Policy, table: FiniteTable, observation: number, seed: number): boolean {
  const { actions, probabilities } = table;
  const random = randomStream(seed, 'table', observation);
  policy.reset(randomStream(seed, 'table', observation));
  for (let draw = 0; draw < COMPARED; draw++) {
    const expected = drawIndex(probabilities, observation * actions, actions, random);
    if (policy.act(observation) !== expected) return false;
  }
  return true;
}

function frequencyProblem(
  policy: Policy,
  { observations, actions, probabilities }: FiniteTable,
  observation: number,
  seed: number,
): string | undefined {
  const row = probabilities.subarray(observation * actions, (observation + 1) * actions);
  const pairs = new Float64Array(actions * actions);
  policy.reset(randomStream(seed, 'table', observation, 'counted'));
  const act = (): number => Number(policy.act(observation));
  for (let pair = 0; pair < COUNTED / 2; pair++) pairs[act() * actions + act()]! += 2 / COUNTED;
  const reach = Math.sqrt(log((2 * pairs.length * observations) / FALSE_ALARM) / COUNTED);
  for (let u = 0; u < actions; u++) {
    for (let v = 0; v < actions; v++) {
      const [found, right] = [pairs[u * actions + v]!, row[u]! * row[v]!];
      if (Math.abs(found - right) <= reach && (right > 0 || found === 0)) continue;
      return `at observation ${observation} the actions ${u}, ${v} follow each other with frequency ${found.toFixed(3)}, not ${right.toFixed(3)}`;
    }
  }
  return undefined;
}
