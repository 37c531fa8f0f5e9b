import { sharesBeside } from '../engine/belief-values.js';
import { curveFigure, type DrawnFigure } from './drawn-figure.js';
import { ExactNumber } from './exact-number.js';
import { FigureFrame } from './figure-frame.js';
import { line, Plot, rangeOf, type Scales } from './plot.js';
import type { DrawnValues } from './drawn-values.js';
import { envelopeAt, lineAt, partWithin, type SectionLine, sectionLines } from './section-lines.js';

const POINTS = 101;
const PROBABILITIES = Array.from({ length: POINTS }, (_, i) => i / (POINTS - 1));

interface ValueSectionProps {
  readonly drawn: DrawnValues;
  /** The state whose probability goes from 0 to 1. */
  readonly along: number;
}

/** Thin lines of one kind that are drawn. */
const MOST = 300;

/** The values along the probability of one state, the others in the shares of the chosen belief, or else of the start. */
export function ValueSection({ drawn, along }: ValueSectionProps) {
  const section = sectionOf(drawn, along);
  const curves = curvesOf(section);
  const up = rangeOf([
    ...(curves.envelope ?? []),
    ...(curves.bound ?? []),
    ...section.learner.flatMap(({ line: ends, isFirst }) => (isFirst ? ends : [])),
  ]);
  const { states } = drawn;
  return (
    <FigureFrame figure={{ ...TITLE, compute: () => sectionFigure(section, curves) }}>
      <Plot
        label={`Values over the belief of ${states[along]}: ${inWords(section, curves)}`}
        across={[0, 1]}
        up={up}
        xTitle={`belief of ${states[along]}`}
        yTitle="value, discounted"
      >
        {(scales) => (
          <>
            {section.vectors.slice(0, MOST).map((ends, i) => (
              <polyline key={i} class="vector" points={within(ends, up, scales)}>
                <title>{drawn.solution?.vectors?.[i]?.action}</title>
              </polyline>
            ))}
            {drawnLines(section.learner).map(({ name, line: ends, isFirst }, i) => (
              <polyline
                key={i}
                class={isFirst ? 'learner first' : 'learner'}
                points={within(ends, up, scales)}
              >
                <title>{name}</title>
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

/** A value of the policy of the run along the probability. */
interface LearnerLine {
  readonly name: string;
  readonly line: SectionLine;
  readonly isFirst: boolean;
}

/** All values along the probability of a state, as lines. */
interface Section {
  readonly vectors: readonly SectionLine[];
  readonly upper: readonly SectionLine[];
  readonly learner: readonly LearnerLine[];
}

function sectionOf({ solution, learner, ...of }: DrawnValues, along: number): Section {
  const shares = of[sharesBeside(along, of) ?? 'belief'];
  const lines = (vectors: readonly (readonly number[])[]) => sectionLines(vectors, shares, along);
  const own = learner?.lines ?? [];
  const ofLearner = lines(own.map(({ values }) => values));
  return {
    vectors: lines(solution?.vectors?.map(({ values }) => values) ?? []),
    upper: lines(solution?.upperVectors ?? []),
    learner: own.map(({ node, seen, isFirst }, i) => ({
      ...{ name: `node ${node} after ${seen}`, line: ofLearner[i]!, isFirst },
    })),
  };
}

/** The lines of the policy that are drawn: those of the start, and further ones. */
function drawnLines(lines: readonly LearnerLine[]): readonly LearnerLine[] {
  const firstOnes = [...lines].sort((a, b) => Number(b.isFirst) - Number(a.isFirst));
  return lines.length > MOST ? firstOnes.slice(0, MOST) : lines;
}

/** Curves at each probability. */
interface SectionCurves {
  readonly envelope: readonly number[] | undefined;
  readonly bound: readonly number[] | undefined;
}

function curvesOf({ vectors, upper }: Section): SectionCurves {
  const greatest = (lines: readonly SectionLine[]) =>
    lines.length > 0 ? PROBABILITIES.map((p) => envelopeAt(lines, p)) : undefined;
  return { envelope: greatest(vectors), bound: greatest(upper) };
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
          . The envelope is a lower bound of the optimal value: near it at beliefs that come about from the
          start on, and perhaps far below it at others. <Shortened count={solution?.vectors?.length ?? 0} />
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
          begins, a thin one for each memory node and what is seen there.{' '}
          <Shortened count={learner.lines.length} />
        </p>
      )}
    </>
  );
}

/** How many thin lines are drawn, where that is not all of them. */
function Shortened({ count }: { readonly count: number }) {
  if (count <= MOST) return null;
  return (
    <>
      {MOST} of these {count} lines are drawn; the curves and the readings take all.{' '}
    </>
  );
}

/** The part of a line that is in the picture. */
function within(ends: SectionLine, up: readonly [number, number], scales: Scales): string {
  const part = partWithin(ends, up) ?? [];
  const values = part.map((probability) => lineAt(ends, probability));
  return line(part, values, scales);
}

function inWords({ learner }: Section, { envelope, bound }: SectionCurves): string {
  const ends = (values: readonly number[]) =>
    `from ${values[0]!.toPrecision(5)} over ${values[(values.length - 1) / 2]!.toPrecision(5)} to ${values.at(-1)!.toPrecision(5)}`;
  const first = learner.filter(({ isFirst }) => isFirst);
  return [
    ...(envelope ? [`envelope ${ends(envelope)}`] : []),
    ...(bound ? [`upper bound ${ends(bound)}`] : []),
    ...first.map(({ line: own }) => {
      const values = [0, 0.5, 1].map((p) => lineAt(own, p));
      return `policy of the run at the start ${ends(values)}`;
    }),
  ].join('; ');
}

const TITLE = { name: 'value-function', title: 'Value function over the belief' };

function sectionFigure({ learner }: Section, { envelope, bound }: SectionCurves): DrawnFigure {
  const lines = learner.map(
    ({ name, line: own }) =>
      [`policy of the run: ${name}`, PROBABILITIES.map((p) => lineAt(own, p))] as const,
  );
  return curveFigure({
    ...{ ...TITLE, x: 'belief', y: 'value' },
    xs: PROBABILITIES,
    curves: {
      ...(envelope && { envelope }),
      ...(bound && { 'fast informed bound': bound }),
      ...Object.fromEntries(lines),
    },
  });
}
