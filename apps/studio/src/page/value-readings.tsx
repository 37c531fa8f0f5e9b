import { greatestAt, valueAt } from '../engine/belief-values.js';
import { Facts } from './facts.js';
import type { DrawnValues } from './drawn-values.js';
import { NumbersTable } from './numbers-table.js';

/** Lines of the policy of the run that are listed. */
const MOST = 100;

/** More lines than this scroll in a region of their own. */
const TALL = 15;

/** All values at the belief that is chosen, with all their digits. */
export function ValueReadings({ drawn }: { readonly drawn: DrawnValues }) {
  return (
    <>
      <Facts rows={[...solverRows(drawn)]} />
      <LearnerTable drawn={drawn} />
    </>
  );
}

function solverRows({ solution, belief }: DrawnValues): readonly (readonly [string, string])[] {
  if (!solution) return [];
  const { vectors, upperVectors } = solution;
  const best =
    vectors?.[
      greatestAt(
        vectors.map(({ values }) => values),
        belief,
      )
    ];
  const bound = upperVectors[greatestAt(upperVectors, belief)];
  return [
    ...(best
      ? ([
          ['value at this belief', String(valueAt(best.values, belief))],
          ['action of its α-vector', best.action],
        ] as const)
      : []),
    ...(bound ? ([['fast informed bound at this belief', String(valueAt(bound, belief))]] as const) : []),
  ];
}

/** What the policy of the run is worth at the belief, in each memory node after each observation. */
function LearnerTable({ drawn: { learner, belief } }: { readonly drawn: DrawnValues }) {
  if (!learner) return null;
  if (learner.lines.length === 0)
    return <p>The policy of the run has too many memory nodes and observations for its value in each.</p>;
  return (
    <NumbersTable
      label="The policy of the run at this belief"
      heads={['memory node', 'after seeing', 'value']}
      isCaptioned
      isTall={learner.lines.length > TALL}
      note={
        learner.lines.length > MOST && (
          <p>
            The first {MOST} of {learner.lines.length} are listed; the CSV has all.
          </p>
        )
      }
    >
      {learner.lines.slice(0, MOST).map(({ node, seen, values, isFirst }) => (
        <tr key={`${node} ${seen}`}>
          <td>
            {node}
            {isFirst && ', at the start'}
          </td>
          <td>{seen}</td>
          <td data-name={`learner ${node} after ${seen}`}>{valueAt(values, belief)}</td>
        </tr>
      ))}
    </NumbersTable>
  );
}
