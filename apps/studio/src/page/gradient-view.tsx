import type { ExactGradients, GradientAtBeta } from '../engine/calls.js';
import { asymptoticFrom } from './asymptotic-from.js';
import { BetaSlider, lookedBeta } from './beta-slider.js';
import { Curve } from './curve.js';
import { curveFigure, type DrawnFigure } from './drawn-figure.js';
import { Facts } from './facts.js';
import { FigureFrame } from './figure-frame.js';
import { GradientSamples } from './gradient-samples.js';
import { LengthField, lookedLength } from './length-field.js';
import { NoParameters } from './no-parameters.js';
import { Plot, rangeOf } from './plot.js';
import type { Store } from './store.js';
import { useComputed } from './use-computed.js';

/** The β that the curve is drawn at, besides the chosen one. */
const GRID = [0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99];

/** ∇_βη beside ∇η, exactly, and what GPOMDP estimates of them from samples, at the point that is looked at. */
export function GradientView({ store }: { readonly store: Store }) {
  const theta = store.theta.value;
  const recipe = store.run.value?.recipe;
  const beta = lookedBeta(store);
  const betas = [...new Set([...GRID, beta])].sort((a, b) => a - b);
  const question = recipe && theta ? { recipe, theta, beta } : undefined;
  const { value, of, error, busy } = useComputed(question ?? null, async (signal) =>
    recipe && theta ? store.engine.call('gradients', { recipe, theta, betas }, { signal }) : undefined,
  );
  if (!theta || !recipe) return <NoParameters store={store} what="There is no gradient" />;
  const at = value?.atBeta.find((each) => each.beta === of?.beta);
  return (
    <div aria-busy={busy}>
      <div class="view-settings">
        <BetaSlider store={store} />
        <LengthField store={store} />
      </div>
      {error !== undefined && <p role="alert">{error}</p>}
      {value && at && <ExactFacts value={value} at={at} steps={lookedLength(store)} />}
      {value && at && of && (
        <GradientSamples store={store} of={{ recipe: of.recipe, theta: of.theta }} truth={value} at={at} />
      )}
      {value && at && (
        <div class="pair">
          <AngleChart atBeta={value.atBeta} beta={at.beta} />
          <Components truth={value.gradient} discounted={at.gradient} />
        </div>
      )}
    </div>
  );
}

interface ExactFactsProps {
  readonly value: ExactGradients;
  readonly at: GradientAtBeta;
  readonly steps: number;
}

function ExactFacts({ value, at, steps }: ExactFactsProps) {
  return (
    <Facts
      rows={[
        ['η', String(value.averageReward)],
        ['angle between ∇_βη and ∇η', at.degrees === null ? 'one of them is 0' : `${at.degrees}°`],
        ['bias²', String(at.squaredBias)],
        [`asymptotic variance / T, T = ${steps}`, varianceText(at, steps, value.mixing)],
      ]}
    />
  );
}

function varianceText({ beta, variance }: GradientAtBeta, steps: number, mixing: number | null): string {
  const from = asymptoticFrom(beta, mixing);
  return steps < from ? `from about T = ${from} on` : String(variance / steps);
}

interface ComponentsProps {
  readonly truth: readonly number[];
  readonly discounted: readonly number[];
}

/** Bars of more components are too narrow to see. */
const MOST_BARS = 24;

function Components({ truth, discounted }: ComponentsProps) {
  if (truth.length <= MOST_BARS) return <Bars truth={truth} discounted={discounted} />;
  return (
    <p>
      The policy has {truth.length} parameters: the components of its gradients are drawn up to {MOST_BARS}.
    </p>
  );
}

/** The components of both gradients, side by side, each scaled to length one. */
function Bars({ truth, discounted }: ComponentsProps) {
  const [one, other] = [unit(truth), unit(discounted)];
  const width = 520 / truth.length;
  const bar = (value: number) => ({ y: 60 - 50 * Math.max(value, 0), height: 50 * Math.abs(value) });
  return (
    <FigureFrame figure={componentsFigure(truth, discounted)}>
      <svg
        class="chart"
        viewBox="0 0 560 136"
        role="img"
        aria-label="Components of both gradients, scaled to length one"
      >
        <line class="axis" x1={20} x2={540} y1={60} y2={60} />
        {one.map((value, k) => (
          <g key={k}>
            <rect class="truth" x={20 + k * width} width={width * 0.4} {...bar(value)} />
            <rect class="estimate" x={20 + (k + 0.42) * width} width={width * 0.4} {...bar(other[k] ?? 0)} />
            <text class="tick" x={20 + (k + 0.41) * width} y={126} text-anchor="middle">
              {k + 1}
            </text>
          </g>
        ))}
      </svg>
      <p class="hint">
        by parameter, counted from 1: <span class="key">∇η</span> <span class="key noise">∇_βη</span>, each
        scaled to length one
      </p>
    </FigureFrame>
  );
}

function componentsFigure(truth: readonly number[], discounted: readonly number[]): DrawnFigure {
  const rows = (gradient: string, values: readonly number[]) =>
    values.map((value, k) => ({ component: k + 1, gradient, value }));
  return {
    ...{ name: 'gradients', title: 'Components of both gradients', mark: 'bar' },
    data: [...rows('∇η', truth), ...rows('∇_βη', discounted)],
    encoding: {
      x: { field: 'component', type: 'ordinal' },
      xOffset: { field: 'gradient', type: 'nominal' },
      y: { field: 'value', type: 'quantitative' },
      color: { field: 'gradient', type: 'nominal' },
    },
  };
}

function unit(vector: readonly number[]): readonly number[] {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** The axis of angles reaches so far at least, in degrees: less is rounding. */
const LEAST_ANGLE = 1e-6;

/** The angle against β. */
function AngleChart({ atBeta, beta }: { atBeta: readonly GradientAtBeta[]; beta: number }) {
  const degrees = atBeta.map((each) => each.degrees);
  const looked = atBeta.find((each) => each.beta === beta)?.degrees;
  if (degrees.every((each) => each === null))
    return <p>One of both gradients is 0 at every β here, so there is no angle between them to draw.</p>;
  return (
    <FigureFrame figure={angleFigure(atBeta)}>
      <Plot
        label="Angle between both gradients against β"
        across={[0, 1]}
        up={[0, Math.max(LEAST_ANGLE, rangeOf(degrees)[1])]}
        xTitle="β"
        yTitle="degrees between ∇_βη and ∇η"
        height={200}
      >
        {(scales) => (
          <>
            <Curve xs={atBeta.map((each) => each.beta)} ys={degrees} scales={scales} />
            {looked != null && <circle class="mark looked" cx={scales.x(beta)} cy={scales.y(looked)} r={5} />}
          </>
        )}
      </Plot>
    </FigureFrame>
  );
}

function angleFigure(atBeta: readonly GradientAtBeta[]): DrawnFigure {
  return curveFigure({
    ...{ name: 'angle', title: 'Angle between ∇_βη and ∇η', x: 'β', y: 'degrees' },
    xs: atBeta.map(({ beta }) => beta),
    curves: { angle: atBeta.map(({ degrees }) => degrees) },
  });
}
