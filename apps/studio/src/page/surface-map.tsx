import type { AverageOptimum } from '../engine/calls.js';
import { type ContourPiece, contourLines, type Grid } from './contour-lines.js';
import type { DrawnFigure } from './drawn-figure.js';
import { type Extremes, extremesOf, shareOf } from './extremes.js';
import { FigureFrame } from './figure-frame.js';
import { boundContour } from './optimum-contours.js';
import { OptimumSentence } from './optimum-sentence.js';
import type { SurfacePlane } from './surface-plane.js';

/** Points along each side. */
export const CELLS = 33;
const SIZE = 396;
const SIDE = SIZE / CELLS;
/** Where contours of η lie between its least and its greatest value. */
const LEVELS = [0.25, 0.5, 0.75];

interface SurfaceMapProps {
  readonly rows: Grid;
  readonly plane: SurfacePlane;
  /** How far the picture reaches from its middle. */
  readonly reach: number;
  readonly optimum: AverageOptimum | undefined;
  /** Why the optimum could not be bounded. */
  readonly problem: string | undefined;
}

/** η by lightness, with contours, the path of θ and the bracket of the optimum. */
export function SurfaceMap({ rows, plane, reach, optimum, problem }: SurfaceMapProps) {
  const values = rows.flatMap((row) => row ?? []);
  const known = values.filter((value) => value !== null);
  const extremes = extremesOf(known);
  const [least, most] = extremes ?? [0, 0];
  const bracket = optimum?.bracket ?? null;
  const middle = SIDE / 2 + ((CELLS - 1) * SIDE) / 2;
  const place = (value: number) => middle + (value / reach) * (middle - SIDE / 2);
  const points = plane.path.map(([a, b]) => [place(a), SIZE - place(b)] as const);
  const line = points.map(([x, y]) => `${x},${y}`).join(' ');
  return (
    <div class="pair">
      <FigureFrame figure={surfaceFigure(rows, reach)}>
        <div class="heat">
          <svg
            viewBox={`0 0 ${SIZE} ${SIZE}`}
            role="img"
            aria-label={`Exact average reward over the plane, ${extremes ? `from ${extremes[0]} to ${extremes[1]}` : 'not known yet'}`}
          >
            <Lightness rows={rows} extremes={extremes} />
            {LEVELS.map((part) => (
              <Contour key={part} kind="level" pieces={contourLines(rows, least + part * (most - least))} />
            ))}
            {bracket && extremes && (
              <Contour kind="lower" pieces={boundContour(rows, bracket.lower, extremes)} />
            )}
            {bracket && extremes && (
              <Contour kind="upper" pieces={boundContour(rows, bracket.upper, extremes)} />
            )}
            <polyline class="path casing" points={line} />
            <polyline class="path" points={line} />
            {points.map(([x, y], i) => (
              <circle key={i} class="path-point" cx={x} cy={y} r={i === points.length - 1 ? 6 : 3} />
            ))}
            <Ring x={place(plane.looked[0])} y={SIZE - place(plane.looked[1])} />
          </svg>
        </div>
      </FigureFrame>
      <div>
        <p class="hint">
          In the middle: {plane.middle}. Across: {plane.across}. Up: {plane.up}. Each reaches {reach} to both
          sides.
        </p>
        <p>
          η from <span data-name="surface minimum">{extremes?.[0] ?? '–'}</span> (dark) to{' '}
          <span data-name="surface maximum">{extremes?.[1] ?? '–'}</span> (bright);{' '}
          <span data-name="surface cells">{known.length}</span> of {CELLS * CELLS} points, thin contours at
          each quarter between both. The line is the path of θ as it is seen in this plane; the large dot is
          the last iterate, and the ring what is looked at.
        </p>
        <OptimumSentence {...{ optimum, problem }} range={extremes} />
      </div>
    </div>
  );
}

interface LightnessProps {
  readonly rows: Grid;
  readonly extremes: Extremes | undefined;
}

/** η as lightness, a square for each value that is known. */
function Lightness({ rows, extremes }: LightnessProps) {
  if (!extremes) return null;
  const squares = rows.flatMap((row, j) =>
    (row ?? []).flatMap((value, i) => (value === null ? [] : [{ value, i, j }])),
  );
  return (
    <g class="lightness">
      {squares.map(({ value, i, j }) => (
        <rect
          key={`${i} ${j}`}
          {...{ x: i * SIDE, y: SIZE - (j + 1) * SIDE, width: SIDE, height: SIDE }}
          fill={colour(shareOf(value, extremes))}
        />
      ))}
    </g>
  );
}

/** A ring around what is looked at. */
function Ring({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <>
      <circle class="path casing" cx={x} cy={y} r={9} />
      <circle class="path" cx={x} cy={y} r={9} />
    </>
  );
}

/** Pieces of a contour, in the places of the cells of the picture. */
function Contour({ kind, pieces }: { readonly kind: string; readonly pieces: readonly ContourPiece[] }) {
  const at = (cell: number) => (cell + 0.5) * SIDE;
  const path = pieces
    .map(([[a, b], [c, d]]) => `M${at(a)} ${SIZE - at(b)}L${at(c)} ${SIZE - at(d)}`)
    .join('');
  return (
    <>
      <path class={`contour casing ${kind}`} d={path} />
      <path class={`contour ${kind}`} d={path} />
    </>
  );
}

function surfaceFigure(rows: Grid, reach: number): DrawnFigure {
  const at = (i: number) => reach * (-1 + (2 * i) / (CELLS - 1));
  const data = rows.flatMap((row, j) =>
    (row ?? []).flatMap((value, i) =>
      value === null ? [] : [{ across: at(i), up: at(j), averageReward: value }],
    ),
  );
  return {
    ...{ name: 'surface', title: 'Average reward over the plane', data, mark: 'rect' },
    encoding: {
      x: { field: 'across', type: 'ordinal' },
      y: { field: 'up', type: 'ordinal', sort: 'descending' },
      color: { field: 'averageReward', type: 'quantitative' },
    },
  };
}

/** Dark blue to yellow, by lightness, so that it reads without colour too. */
function colour(share: number): string {
  return `hsl(${(250 - 190 * share).toFixed(1)} 70% ${(18 + 62 * share).toFixed(1)}%)`;
}
