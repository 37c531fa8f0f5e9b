import { toCsv } from '@pomdp-gym/figures';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { type DrawnFigure, vegaLite } from './drawn-figure.js';
import { saveFile } from './save-file.js';
import { pngOf, svgText } from './svg-text.js';

/** A figure whose numbers are computed once its frame is open. */
interface DeferredFigure extends Pick<DrawnFigure, 'name' | 'title'> {
  readonly compute: () => DrawnFigure;
}

interface FigureFrameProps {
  readonly figure: DrawnFigure | DeferredFigure;
  readonly children: ComponentChildren;
  /** Shown in place of the children, which then are what is saved, and are drawn while that is possible. */
  readonly live?: ComponentChildren;
  /** The text of the SVG that is saved, where it is not the drawing among the children. */
  readonly svg?: () => string;
}

/** A picture, which is saved as SVG, PNG, CSV and Vega-Lite, with the numbers drawn in a table. */
export function FigureFrame({ figure, children, live, svg }: FigureFrameProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [isOpen, open] = useState(false);
  return (
    <div class="figure-frame" data-figure={figure.name}>
      <div ref={frame} hidden={live !== undefined}>
        {(live === undefined || isOpen) && children}
      </div>
      {live}
      <Numbers {...{ figure, isOpen, open }} drawing={svg ?? (() => textOfDrawing(frame.current))} />
    </div>
  );
}

interface NumbersProps {
  readonly figure: DrawnFigure | DeferredFigure;
  readonly isOpen: boolean;
  readonly open: (isOpen: boolean) => void;
  /** The text of its SVG. */
  readonly drawing: () => string;
}

function Numbers({ figure, isOpen, open, drawing }: NumbersProps) {
  return (
    <details class="export" open={isOpen} onToggle={({ currentTarget }) => open(currentTarget.open)}>
      <summary aria-label={`Save or read: ${figure.title}`}>Save or read</summary>
      {isOpen && <OpenNumbers figure={'compute' in figure ? figure.compute() : figure} drawing={drawing} />}
    </details>
  );
}

interface OpenNumbersProps {
  readonly figure: DrawnFigure;
  /** The text of its SVG. */
  readonly drawing: () => string;
}

function OpenNumbers({ figure, drawing }: OpenNumbersProps) {
  const [problem, setProblem] = useState<string>();
  const save = (work: () => unknown): void => {
    setProblem(undefined);
    Promise.resolve()
      .then(work)
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
  };
  return (
    <>
      <div class="buttons" role="group" aria-label="Save as">
        {savers(figure, drawing).map(({ format, run }) => (
          <button key={format} type="button" onClick={() => save(run)}>
            {format}
          </button>
        ))}
      </div>
      {problem !== undefined && <p role="alert">{problem}</p>}
      <DataTable figure={figure} />
    </>
  );
}

function savers(figure: DrawnFigure, svg: () => string) {
  const { name, data } = figure;
  return [
    { format: 'SVG', run: () => saveFile(`${name}.svg`, 'image/svg+xml', svg()) },
    { format: 'PNG', run: async () => saveFile(`${name}.png`, 'image/png', await pngOf(svg())) },
    { format: 'CSV', run: () => saveFile(`${name}.csv`, 'text/csv', toCsv(data)) },
    {
      format: 'Vega-Lite',
      run: () =>
        saveFile(`${name}.vl.json`, 'application/json', `${JSON.stringify(vegaLite(figure), null, 2)}\n`),
    },
  ];
}

function textOfDrawing(frame: HTMLElement | null): string {
  const drawn = frame?.querySelector('svg');
  if (!frame || !drawn) throw new Error('There is no picture here.');
  const colour = getComputedStyle(frame.closest('.panel') ?? frame).backgroundColor;
  return svgText(drawn, colour);
}

/** Rows of the table; of more, the first. */
const MOST_ROWS = 500;

/** The records of a figure: the same digits as in its CSV. */
function DataTable({ figure: { data, title } }: { readonly figure: DrawnFigure }) {
  const columns = [...new Set(data.flatMap((datum) => Object.keys(datum)))];
  return (
    <div class="wide numbers" tabIndex={0} role="region" aria-label={`Numbers: ${title}`}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.slice(0, MOST_ROWS).map((datum, i) => (
            <tr key={i}>
              {columns.map((column) => (
                <td key={column}>{datum[column] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {data.length > MOST_ROWS && (
        <p>
          The first {MOST_ROWS} of {data.length} rows; the CSV has all.
        </p>
      )}
    </div>
  );
}
