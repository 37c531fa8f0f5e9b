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

const [WIDTH, HEIGHT, MARGIN] = [560, 280, 24];

/** Where vectors stand in the picture: one scale for both directions, so that the angles within the plane are kept. */
function scaleOf(tips: readonly Tip[]): (tip: Tip) => Tip {
  const ends = (axis: 0 | 1): readonly [number, number] => {
    const all = tips.map((tip) => tip[axis]);
    return [Math.min(0, ...all), Math.max(0, ...all)];
  };
  const [[left, right], [low, high]] = [ends(0), ends(1)];
  const room = (pixels: number, range: number) => (range > 0 ? (pixels - 2 * MARGIN) / range : Infinity);
  const scale = Math.min(room(WIDTH, right - left), room(HEIGHT, high - low));
  const per = Number.isFinite(scale) ? scale : 1;
  return ([x, y]) => [WIDTH / 2 + per * (x - (left + right) / 2), HEIGHT / 2 - per * (y - (low + high) / 2)];
}

/** Arrows from one point, all in one scale. */
export function ArrowPicture({ truth, limit, mean, estimates, titles: [across, up] }: ArrowPictureProps) {
  const place = scaleOf([truth, limit, mean, ...estimates]);
  const origin = place([0, 0]);
  const [originX, originY] = origin;
  return (
    <FigureFrame figure={arrowFigure({ truth, limit, mean, estimates, titles: [across, up] })}>
      <svg
        class="chart arrows"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={inWords({ truth, limit, mean, estimates })}
      >
        <line class="axis" x1={0} x2={WIDTH} y1={originY} y2={originY} />
        <line class="axis" x1={originX} x2={originX} y1={0} y2={HEIGHT} />
        {estimates.map((tip, path) => (
          <Arrow key={path} kind="sampled" from={origin} tip={place(tip)} />
        ))}
        {estimates.length > 0 && <Arrow kind="mean" from={origin} tip={place(mean)} />}
        <Arrow kind="true" from={origin} tip={place(truth)} />
        <Arrow kind="limit" from={origin} tip={place(limit)} />
      </svg>
      <p class="hint">
        <span class="key">∇η</span> <span class="key limit">∇_βη</span>{' '}
        <span class="key noise">the mean estimate</span>, and thin the estimate of each path. Across: {across}
        . Up: {up}.{tooShort({ truth, limit, mean, estimates })}
      </p>
    </FigureFrame>
  );
}

/** An arrow shorter than this part of the longest is less than three units of the picture long. */
const SHORTEST = 0.01;

/** A sentence that names the arrows that are too short to be seen; empty where none is. */
export function tooShort({
  truth,
  limit,
  mean,
  estimates,
}: Pick<ArrowPictureProps, 'truth' | 'limit' | 'mean' | 'estimates'>): string {
  const length = ([x, y]: Tip) => Math.hypot(x, y);
  const longest = Math.max(...[truth, limit, mean, ...estimates].map(length));
  const named = [
    ['∇η', truth],
    ['∇_βη', limit],
  ] as const;
  const short = named.filter(([, tip]) => length(tip) < SHORTEST * longest).map(([name]) => name);
  return short.length === 0 ? '' : ` Too short to be seen beside the longest arrow: ${short.join(' and ')}.`;
}

interface ArrowProps {
  readonly kind: string;
  readonly from: Tip;
  readonly tip: Tip;
}

function Arrow({ kind, from, tip: [x, y] }: ArrowProps) {
  const [dx, dy] = [x - from[0], y - from[1]];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const head = Math.min(9, length / 2);
  const side = (turn: number): string =>
    `${x - head * ux + (turn * head * uy) / 2},${y - head * uy - (turn * head * ux) / 2}`;
  return (
    <g class={`arrow ${kind}`}>
      <line x1={from[0]} y1={from[1]} x2={x} y2={y} />
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
