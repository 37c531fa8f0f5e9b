import { barFigure } from './drawn-figure.js';
import { FigureFrame } from './figure-frame.js';
import { short } from './number-text.js';

/** Bars that are drawn. */
const MOST = 12;
/** Characters of a name that fit. */
const NAME = 14;
const [WIDTH, ROW, LEFT, RIGHT] = [340, 22, 116, 76];

interface BarPictureProps {
  /** A file name without its ending. */
  readonly name: string;
  readonly title: string;
  readonly labels: readonly string[] | null;
  /** Probabilities, one a label. */
  readonly values: readonly number[];
}

/** Probabilities as bars, the largest of many. */
export function BarPicture({ name, title, labels, values }: BarPictureProps) {
  const all = values.map((value, i) => ({ value, label: labels?.[i] ?? String(i) }));
  const shown =
    all.length <= MOST
      ? all
      : [...all]
          .sort((a, b) => b.value - a.value)
          .slice(0, MOST)
          .filter(({ value }) => value > 0);
  const names = all.map(({ label }) => label);
  return (
    <FigureFrame figure={barFigure(name, title, names, values)}>
      <h3>{title}</h3>
      <svg
        class="bar-picture"
        viewBox={`0 0 ${WIDTH} ${ROW * shown.length}`}
        role="img"
        aria-label={`${title}: ${shown.map(({ label, value }) => `${label} ${short(value)}`).join(', ')}`}
      >
        {shown.map(({ label, value }, i) => (
          <g key={label} transform={`translate(0 ${ROW * i})`}>
            <title>{`${label}: ${value}`}</title>
            <text class="label" x={0} y={15}>
              {fitting(label)}
            </text>
            <rect class="track" x={LEFT} y={4} width={WIDTH - LEFT - RIGHT} height={14} />
            <rect class="truth" x={LEFT} y={4} width={(WIDTH - LEFT - RIGHT) * value} height={14} />
            <text
              class="label"
              x={WIDTH}
              y={15}
              text-anchor="end"
              data-name={`${title}: ${label}`}
              data-value={String(value)}
            >
              {short(value)}
            </text>
          </g>
        ))}
      </svg>
      {all.length > MOST && (
        <p class="hint">
          The likeliest {shown.length} of {all.length} are shown.
        </p>
      )}
    </FigureFrame>
  );
}

/** A name, its middle left out where it is long: names of states differ at their ends. */
function fitting(label: string): string {
  return label.length > NAME ? `${label.slice(0, 5)}…${label.slice(6 - NAME)}` : label;
}
