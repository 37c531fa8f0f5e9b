import type { LearnerValueLine } from '../engine/learner-value-calls.js';
import { greatestAt, valueAt, withProbability } from './belief-values.js';
import { curveFigure, type DrawnFigure } from './drawn-figure.js';
import { ExactNumber } from './exact-number.js';
import { FigureFrame } from './figure-frame.js';
import { line, Plot, rangeOf, type Scales } from './plot.js';
import type { DrawnValues } from './drawn-values.js';

const POINTS = 101;
const PROBABILITIES = Array.from({ length: POINTS }, (_, i) => i / (POINTS - 1));

interface ValueSectionProps {
  readonly drawn: DrawnValues;
  /** The state whose probability goes from 0 to 1. */
  readonly along: number;
}

/** The values along the probability of one state, the others in the shares that they have in the chosen belief. */
export function ValueSection({ drawn, along }: ValueSectionProps) {
  const beliefs = PROBABILITIES.map((p) => withProbability(drawn.belief, along, p));
  const curves = curvesOf(drawn, beliefs);
  const up = rangeOf([...(curves.envelope ?? []), ...(curves.bound ?? []), ...curves.first.flat()]);
  const { states } = drawn;
  return (
    <FigureFrame figure={sectionFigure(drawn, curves, beliefs)}>
      <Plot
        label={`Values over the belief of ${states[along]}: ${inWords(curves)}`}
        across={[0, 1]}
        up={up}
        xTitle={`belief of ${states[along]}`}
        yTitle="value, discounted"
      >
        {(scales) => (
          <>
            {(drawn.solution?.vectors ?? []).map(({ action, values }, i) => (
              <polyline key={i} class="vector" points={within(beliefs, values, up, scales)}>
                <title>{action}</title>
              </polyline>
            ))}
            {(drawn.learner?.lines ?? []).map(({ node, seen, values, isFirst }, i) => (
              <polyline
                key={i}
                class={isFirst ? 'learner first' : 'learner'}
                points={within(beliefs, values, up, scales)}
              >
                <title>{`node ${node} after ${seen}`}</title>
              </polyline>
            ))}
            {curves.envelope && (
              <polyline class="curve" points={line(PROBABILITIES, curves.envelope, scales)} />
            )}
            {curves.bound && (
              <polyline class="curve noise" points={line(PROBABILITIES, curves.bound, scales)} />
            )}
            <line
              class="looked-line"
              x1={scales.x(drawn.belief[along]!)}
              x2={scales.x(drawn.belief[along]!)}
              y1={scales.y(up[0])}
              y2={scales.y(up[1])}
            />
          </>
        )}
      </Plot>
      <Legend drawn={drawn} curves={curves} />
    </FigureFrame>
  );
}

/** Curves at each probability. */
interface SectionCurves {
  readonly envelope: readonly number[] | undefined;
  readonly bound: readonly number[] | undefined;
  /** The policy of the run where an episode can begin. */
  readonly first: readonly (readonly number[])[];
}

function curvesOf(
  { solution, learner }: DrawnValues,
  beliefs: readonly (readonly number[])[],
): SectionCurves {
  const greatest = (vectors: readonly (readonly number[])[] | undefined) =>
    vectors && vectors.length > 0
      ? beliefs.map((belief) => valueAt(vectors[greatestAt(vectors, belief)]!, belief))
      : undefined;
  const first = (learner?.lines ?? []).filter(({ isFirst }) => isFirst);
  return {
    envelope: greatest(solution?.vectors?.map(({ values }) => values)),
    bound: greatest(solution?.upperVectors),
    first: first.map(({ values }) => beliefs.map((belief) => valueAt(values, belief))),
  };
}

function Legend({
  drawn: { solution, learner },
  curves: { envelope, bound },
}: {
  drawn: DrawnValues;
  curves: SectionCurves;
}) {
  return (
    <>
      {envelope && (
        <p>
          {solution?.vectors?.length} α-vectors (thin), their <span class="key">upper envelope</span>
          {bound && (
            <>
              , and the <span class="key noise">fast informed bound</span> above it
            </>
          )}
          .{' '}
          {solution?.states.length === 2 && (
            <>
              At the belief ½ the envelope is{' '}
              <ExactNumber value={envelope[(POINTS - 1) / 2]!} digits={6} name="envelope at one half" />.
            </>
          )}
        </p>
      )}
      {learner && learner.lines.length > 0 && (
        <p>
          <span class="key learner">The policy of the run</span>, exactly: the thick line where an episode
          begins, a thin one for each memory node and what is seen there.
        </p>
      )}
    </>
  );
}

/** A linear function within the picture: what is above or below is left out. */
function within(
  beliefs: readonly (readonly number[])[],
  vector: readonly number[],
  [least, most]: readonly [number, number],
  scales: Scales,
): string {
  const values = beliefs.map((belief) => valueAt(vector, belief));
  return line(
    PROBABILITIES,
    values.map((value) => (value < least || value > most ? null : value)),
    scales,
  );
}

function inWords({ envelope, bound, first }: SectionCurves): string {
  const ends = (values: readonly number[]) =>
    `from ${values[0]!.toPrecision(5)} over ${values[(POINTS - 1) / 2]!.toPrecision(5)} to ${values.at(-1)!.toPrecision(5)}`;
  return [
    ...(envelope ? [`envelope ${ends(envelope)}`] : []),
    ...(bound ? [`upper bound ${ends(bound)}`] : []),
    ...first.map((values) => `policy of the run at the start ${ends(values)}`),
  ].join('; ');
}

function sectionFigure(
  { learner, solution }: DrawnValues,
  { envelope, bound }: SectionCurves,
  beliefs: readonly (readonly number[])[],
): DrawnFigure {
  const name = ({ node, seen }: LearnerValueLine) => `policy of the run: node ${node} after ${seen}`;
  const lines = (learner?.lines ?? []).map(
    (each) => [name(each), beliefs.map((b) => valueAt(each.values, b))] as const,
  );
  return curveFigure({
    ...{ name: 'value-function', title: 'Value function over the belief', x: 'belief', y: 'value' },
    xs: PROBABILITIES,
    curves: {
      ...(solution && envelope && { envelope }),
      ...(bound && { 'fast informed bound': bound }),
      ...Object.fromEntries(lines),
    },
  });
}
