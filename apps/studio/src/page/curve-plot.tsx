import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { short } from './number-text.js';

/** What a learning curve shows, at each number of steps; NaN where there is no value. */
export interface Curve {
  readonly steps: Float64Array;
  readonly mean: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

interface CurvePlotProps {
  readonly label: string;
  readonly curve: Curve;
  /** η*, where it is known. */
  readonly optimum: number | null;
}

const HEIGHT = 280;
/** How much of what is shown a key zooms in to. */
const ZOOM = 0.5;

/**
 * A learning curve on a canvas: the mean, the middle half as a band, the optimum. The legend has the values under the cursor; a drag zooms,
 * a double click shows all, and so do the arrow keys, +, − and 0.
 */
export function CurvePlot({ label, curve, optimum }: CurvePlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const data = dataOf(curve, optimum);
  useEffect(() => {
    if (!place.current) return undefined;
    const colours = new Colours(place.current);
    const made = (plot.current = new uPlot(options(place.current, colours), data, place.current));
    const forget = followPlace(place.current, made, colours);
    return () => {
      forget();
      made.destroy();
    };
  }, []);
  useEffect(() => {
    const { current } = plot;
    if (current) current.setData(data, !isZoomed(current));
  }, [curve, optimum]);
  return (
    <div
      class="curve-plot"
      ref={place}
      tabIndex={0}
      role="group"
      aria-label={`${label}. Arrow keys move the cursor, + and − zoom, 0 shows all.`}
      onKeyDown={(event) => plot.current && takeKey(plot.current, event)}
    />
  );
}

function dataOf({ steps, mean, lower, upper }: Curve, optimum: number | null): uPlot.AlignedData {
  const known = (values: Float64Array) => Array.from(values, (value) => (Number.isNaN(value) ? null : value));
  return [steps, known(lower), known(upper), known(mean), Array.from(steps, () => optimum)];
}

/** Names of the colours of the page that the plot has. */
const NAMES = ['quiet', 'edge', 'strong', 'warm', 'band'] as const;

/** The colours of the page, light or dark, as a canvas takes them. */
class Colours {
  private readonly known = new Map<string, string>();

  constructor(private readonly place: HTMLElement) {
    this.read();
  }

  read(): void {
    const { style } = this.place;
    for (const name of NAMES) {
      style.color = `var(--${name})`;
      this.known.set(name, getComputedStyle(this.place).color);
    }
    style.color = '';
  }

  /** A colour as it is when the plot is drawn. */
  of(name: (typeof NAMES)[number]): () => string {
    return () => this.known.get(name) ?? '';
  }
}

function options({ clientWidth: width }: HTMLElement, colours: Colours): uPlot.Options {
  const value = (_: uPlot, shown: number | null) => (shown === null ? '–' : short(shown, 6));
  const values = (_: uPlot, ticks: readonly number[]) => ticks.map((tick) => short(tick, 6));
  const edges = { stroke: colours.of('edge') };
  const axis = { stroke: colours.of('quiet'), grid: edges, ticks: edges };
  const edge = { value, stroke: 'transparent', points: { show: false } };
  return {
    width,
    height: HEIGHT,
    scales: { x: { time: false } },
    axes: [
      { ...axis, label: 'steps', labelSize: 20 },
      { ...axis, values, label: 'average reward η', labelSize: 20, size: 70 },
    ],
    series: [
      {
        label: 'steps',
        value: (_, shown: number | null) => (shown === null ? '–' : String(Math.round(shown))),
      },
      { ...edge, label: 'lower quartile' },
      { ...edge, label: 'upper quartile' },
      { value, label: 'mean', stroke: colours.of('strong'), width: 2, points: { show: false } },
      { value, label: 'optimum', stroke: colours.of('warm'), dash: [6, 4], points: { show: false } },
    ],
    bands: [{ series: [2, 1], fill: colours.of('band') }],
    cursor: { drag: { x: true, y: false } },
  };
}

/** Fits the plot to its place, and draws it anew where the colours of the page change. */
function followPlace(place: HTMLElement, plot: uPlot, colours: Colours): () => void {
  const sizes = new ResizeObserver(() => {
    if (place.clientWidth !== plot.width) plot.setSize({ width: place.clientWidth, height: HEIGHT });
  });
  sizes.observe(place);
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const redraw = () => {
    colours.read();
    plot.redraw();
  };
  scheme.addEventListener('change', redraw);
  return () => {
    sizes.disconnect();
    scheme.removeEventListener('change', redraw);
  };
}

/** The ends of all that there is along the axis of steps. */
function ends({ data: [steps] }: uPlot): readonly [number, number] {
  return [steps[0] ?? 0, steps[steps.length - 1] ?? 1];
}

function isZoomed(plot: uPlot): boolean {
  const [least, most] = ends(plot);
  const { min, max } = plot.scales['x'] ?? {};
  return min != null && max != null && (min > least || max < most);
}

function takeKey(plot: uPlot, event: KeyboardEvent): void {
  const { key } = event;
  if (key === 'ArrowLeft' || key === 'ArrowRight') moveCursor(plot, key === 'ArrowLeft' ? -1 : 1);
  else if (key === '+' || key === '=') zoom(plot, ZOOM);
  else if (key === '-' || key === '−') zoom(plot, 1 / ZOOM);
  else if (key === '0') zoom(plot, Infinity);
  else return;
  event.preventDefault();
}

function moveCursor(plot: uPlot, by: number): void {
  const [steps] = plot.data;
  const next = Math.min(steps.length - 1, Math.max(0, (plot.cursor.idx ?? -1) + by));
  plot.setCursor({ left: plot.valToPos(steps[next]!, 'x'), top: plot.over.clientHeight / 2 });
}

/** Shows so much more or less around the cursor, or around the middle. */
function zoom(plot: uPlot, factor: number): void {
  const [least, most] = ends(plot);
  const { min = least, max = most } = plot.scales['x'] ?? {};
  const at = plot.data[0][plot.cursor.idx ?? -1] ?? ((min ?? least) + (max ?? most)) / 2;
  const half = (((max ?? most) - (min ?? least)) / 2) * factor;
  plot.setScale('x', { min: Math.max(least, at - half), max: Math.min(most, at + half) });
}
