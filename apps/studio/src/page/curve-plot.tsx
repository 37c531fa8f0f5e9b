import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { COLOURS, type CurveColumn, curveColumns, type ShownCurves, stepsOf } from './curve-columns.js';
import { short, tickText } from './number-text.js';
import { ends, type Zoom, zoomOf, zoomTo } from './plot-zoom.js';

interface CurvePlotProps {
  readonly label: string;
  readonly shown: ShownCurves;
  readonly zoom: Zoom;
  /** Called with another zoom that a person has chosen. */
  readonly onZoom: (zoom: Zoom) => void;
}

const HEIGHT = 280;
/** How much of what is shown a key zooms in to. */
const ZOOM = 0.5;

/**
 * Learning curves on a canvas: means, the middle halves as bands, the bracket of the optimum. The legend has the values under the cursor;
 * a drag zooms, a double click shows all, and so do the arrow keys, +, − and 0. Its columns stay the same ones: what has others is
 * another plot.
 */
export function CurvePlot({ label, shown, zoom, onZoom }: CurvePlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const columns = curveColumns(shown);
  const data: uPlot.AlignedData = [[...stepsOf(shown)], ...columns.map(({ values }) => [...values])];
  useEffect(() => {
    if (!place.current) return undefined;
    const colours = new Colours(place.current);
    const made = (plot.current = new uPlot(options(place.current, columns, colours), data, place.current));
    zoomTo(made, zoom);
    made.hooks.setScale = [(_, scale) => scale === 'x' && onZoom(zoomOf(made))];
    const forget = followPlace(place.current, made, colours);
    return () => {
      forget();
      made.destroy();
    };
  }, []);
  // In the frame that draws the rows too: another one would cost as much again.
  useLayoutEffect(() => {
    const { current } = plot;
    if (current) current.setData(data, zoomOf(current) === null);
  }, [shown]);
  useEffect(() => {
    if (plot.current) zoomTo(plot.current, zoom);
  }, [String(zoom)]);
  return (
    <div
      class={shown.lines.length > 1 ? 'curve-plot several' : 'curve-plot'}
      ref={place}
      tabIndex={0}
      role="group"
      aria-label={`${label}. Arrow keys move the cursor, + and − zoom, 0 shows all.`}
      onKeyDown={(event) => plot.current && takeKey(plot.current, event)}
    />
  );
}

/** Names of the colours of the page that the plot has. */
const NAMES = [
  ...['quiet', 'edge', 'ink', 'warm', 'bracket'],
  ...Array.from({ length: COLOURS }, (_, line) => [`line-${line}`, `band-${line}`]).flat(),
];

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
  of(name: string): () => string {
    return () => this.known.get(name) ?? '';
  }
}

function options(
  { clientWidth: width }: HTMLElement,
  columns: readonly CurveColumn[],
  colours: Colours,
): uPlot.Options {
  const values = (_: uPlot, ticks: readonly number[]) => ticks.map((tick) => tickText(tick, 6));
  const edges = { stroke: colours.of('edge') };
  const axis = { stroke: colours.of('quiet'), grid: edges, ticks: edges };
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
      ...columns.map((column) => seriesOf(column, colours)),
    ],
    bands: columns.flatMap(({ role, line }, i): uPlot.Band[] => {
      if (role !== 'upper' && role !== 'at most') return [];
      return [{ series: [i + 1, i], fill: colours.of(role === 'upper' ? `band-${line}` : 'bracket') }];
    }),
    cursor: { drag: { x: true, y: false } },
  };
}

function seriesOf({ label, role, line, isFar }: CurveColumn, colours: Colours): uPlot.Series {
  const value = (_: uPlot, shown: number | null) => (shown === null ? '–' : short(shown, 6));
  const series = { label, value, auto: !isFar, class: role.replace(' ', '-'), points: { show: false } };
  if (role === 'lower' || role === 'upper') return { ...series, stroke: 'transparent' };
  if (role === 'mean') return { ...series, stroke: colours.of(`line-${line}`), width: 2 };
  return role === 'run'
    ? { ...series, stroke: colours.of('ink'), width: 1.5 }
    : { ...series, stroke: colours.of('warm'), dash: [6, 4] };
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
