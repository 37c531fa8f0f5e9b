import type { DrawnFigure } from './drawn-figure.js';
import { FigureFrame } from './figure-frame.js';
import { short } from './number-text.js';

type Tip = readonly [across: number, up: number];

interface ArrowPictureProps {
  /** ∇η */
  readonly truth: Tip;
  /** ∇_βη */
  readonly limit: Tip;
  readonly mean: Tip;
  /** One a path. */
  readonly estimates: readonly Tip[];
  /** What the axes are. */
  readonly titles: readonly [across: string, up: string];
}

const SIZE = 360;
const MARGIN = 30;

/** Arrows from one point, all in one scale. */
export function ArrowPicture({ truth, limit, mean, estimates, titles: [across, up] }: ArrowPictureProps) {
  const reach = Math.max(...[truth, limit, mean, ...estimates].flat().map(Math.abs)) || 1;
  const place = ([x, y]: Tip): Tip => {
    const scale = (SIZE / 2 - MARGIN) / reach;
    return [SIZE / 2 + scale * x, SIZE / 2 - scale * y];
  };
  return (
    <FigureFrame figure={arrowFigure({ truth, limit, mean, estimates, titles: [across, up] })}>
      <svg
        class="chart arrows"
        viewBox={`0 0 ${SIZE} ${SIZE}`}
        role="img"
        aria-label={inWords({ truth, limit, mean, estimates })}
      >
        <line class="axis" x1={0} x2={SIZE} y1={SIZE / 2} y2={SIZE / 2} />
        <line class="axis" x1={SIZE / 2} x2={SIZE / 2} y1={0} y2={SIZE} />
        <text class="tick" x={SIZE} y={SIZE / 2 + 16} text-anchor="end">
          {short(reach, 3)}
        </text>
        <text class="tick" x={SIZE / 2 + 6} y={12}>
          {short(reach, 3)}
        </text>
        {estimates.map((tip, path) => (
          <Arrow key={path} kind="sampled" tip={place(tip)} />
        ))}
        {estimates.length > 0 && <Arrow kind="mean" tip={place(mean)} />}
        <Arrow kind="true" tip={place(truth)} />
        <Arrow kind="limit" tip={place(limit)} />
      </svg>
      <p class="hint">
        <span class="key">∇η</span> <span class="key limit">∇_βη</span>{' '}
        <span class="key noise">the mean estimate</span>, and thin the estimate of each path. Across: {across}
        . Up: {up}.
      </p>
    </FigureFrame>
  );
}

/** An arrow from the middle of the picture. */
function Arrow({ kind, tip: [x, y] }: { readonly kind: string; readonly tip: Tip }) {
  const [dx, dy] = [x - SIZE / 2, y - SIZE / 2];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const head = Math.min(9, length / 2);
  const side = (turn: number): string =>
    `${x - head * ux + (turn * head * uy) / 2},${y - head * uy - (turn * head * ux) / 2}`;
  return (
    <g class={`arrow ${kind}`}>
      <line x1={SIZE / 2} y1={SIZE / 2} x2={x} y2={y} />
      <polygon points={`${x},${y} ${side(1)} ${side(-1)}`} />
    </g>
  );
}

function inWords({ truth, limit, mean, estimates }: Omit<ArrowPictureProps, 'titles'>): string {
  const tip = ([x, y]: Tip) => `(${short(x)}, ${short(y)})`;
  const sampled = estimates.length === 0 ? '' : `, the mean of ${estimates.length} estimates to ${tip(mean)}`;
  return `Gradients as arrows from the origin: ∇η to ${tip(truth)}, ∇_βη to ${tip(limit)}${sampled}`;
}

function arrowFigure({ truth, limit, mean, estimates, titles }: ArrowPictureProps): DrawnFigure {
  const row = (vector: string, [x, y]: Tip) => ({ vector, across: x, up: y });
  return {
    ...{ name: 'arrows', title: 'Gradients in a plane', mark: 'point' },
    data: [
      row('∇η', truth),
      row('∇_βη', limit),
      ...(estimates.length > 0 ? [row('mean estimate', mean)] : []),
      ...estimates.map((tip, path) => row(`estimate of path ${path + 1}`, tip)),
    ],
    encoding: {
      x: { field: 'across', type: 'quantitative', title: titles[0] },
      y: { field: 'up', type: 'quantitative', title: titles[1] },
      color: { field: 'vector', type: 'nominal' },
    },
  };
}
