import type { ErrorMap } from '../engine/calls.js';
import type { DrawnFigure } from './drawn-figure.js';
import { ExactNumber } from './exact-number.js';
import { FigureFrame } from './figure-frame.js';

/** The eigenvalues of the chain in the unit disc. */
export function SpectrumDisc({ eigenvalues }: Pick<ErrorMap, 'eigenvalues'>) {
  if (!eigenvalues) return <p>The chain has too many nodes for its whole spectrum.</p>;
  const sizes = eigenvalues.map(({ real, imaginary }) => Math.hypot(real, imaginary)).sort((a, b) => b - a);
  return (
    <figure class="spectrum">
      <FigureFrame figure={spectrumFigure(eigenvalues)}>
        <svg class="chart" viewBox="-1.3 -1.3 2.6 2.6" role="img" aria-label="Eigenvalues in the unit disc">
          <circle class="disc" cx={0} cy={0} r={1} />
          <line class="axis thin" x1={-1} x2={1} y1={0} y2={0} />
          <line class="axis thin" x1={0} x2={0} y1={-1} y2={1} />
          <Labels />
          {eigenvalues.map(({ real, imaginary }, i) => (
            <circle key={i} class="mark" cx={real} cy={-imaginary} r={0.03} />
          ))}
        </svg>
      </FigureFrame>
      <figcaption>
        Eigenvalues of the chain of state and memory; the second largest has modulus{' '}
        <ExactNumber value={sizes[1] ?? 0} name="second modulus" />.
      </figcaption>
    </figure>
  );
}

/** Where the axes meet the circle, and what they are. */
function Labels() {
  return (
    <g class="disc-labels">
      <text x={1.04} y={0.12}>
        1
      </text>
      <text x={-1.04} y={0.12} text-anchor="end">
        −1
      </text>
      <text x={0.05} y={-1.06}>
        i
      </text>
      <text x={0.05} y={1.14}>
        −i
      </text>
      <text x={1.28} y={-0.06} text-anchor="end">
        real
      </text>
      <text x={0.05} y={-1.2}>
        imaginary
      </text>
    </g>
  );
}

function spectrumFigure(eigenvalues: NonNullable<ErrorMap['eigenvalues']>): DrawnFigure {
  return {
    ...{ name: 'spectrum', title: 'Eigenvalues of the chain', mark: 'point' },
    data: eigenvalues.map(({ real, imaginary }) => ({ real, imaginary })),
    encoding: {
      x: { field: 'real', type: 'quantitative' },
      y: { field: 'imaginary', type: 'quantitative' },
    },
  };
}
