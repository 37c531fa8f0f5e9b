import { controllerOf, type FiniteStateController, type Policy } from '@pomdp-gym/contracts';
import { demand } from './check.js';
import { tableOf, tableProblem } from './table-checks.js';

/** The law of a policy over finite spaces, of one node where it has no memory; throws the sentence that it has none. */
export function lawOf(policy: Policy): FiniteStateController {
  const law = controllerOf(policy);
  demand(law !== undefined, () => 'It has neither a table nor a controller.');
  return law;
}

/** What keeps a policy's table or controller from being a law, as a sentence. */
export function lawProblem(policy: Policy): string | undefined {
  return policy.controller ? controllerProblem(policy.controller()) : tableProblem(tableOf(policy));
}

/** A row of a controller may miss one by rounding only. */
const ROW_TOLERANCE = 1e-12;

function controllerProblem(law: FiniteStateController): string | undefined {
  const { nodes, observations, actions, start, actionProbabilities, successorProbabilities } = law;
  return (
    rowsProblem('start', start, 1, nodes) ??
    rowsProblem('actionProbabilities', actionProbabilities, nodes * observations, actions) ??
    rowsProblem('successorProbabilities', successorProbabilities, nodes * observations * actions, nodes)
  );
}

function rowsProblem(name: string, values: Float64Array, rows: number, width: number): string | undefined {
  if (values.length !== rows * width)
    return `${name} of its controller holds ${values.length} numbers, where ${rows * width} are expected.`;
  for (let row = 0; row < rows; row++) {
    const entries = values.subarray(row * width, (row + 1) * width);
    const sum = entries.reduce((total, probability) => total + probability, 0);
    const sound = entries.every((probability) => probability >= 0) && Math.abs(sum - 1) <= ROW_TOLERANCE;
    if (!sound) return `Row ${row} of ${name} of its controller, (${entries.join(', ')}), sums to ${sum}.`;
  }
  return undefined;
}
