import { type Datum, toCsv } from '@pomdp-gym/figures';
import { useState } from 'preact/hooks';
import type { CellRow } from '../engine/calls.js';
import { type DrawnFigure, vegaLite } from './drawn-figure.js';
import { saveFile } from './save-file.js';
import type { StudyStore } from './study-store.js';

interface TableExportProps {
  readonly studies: StudyStore;
  readonly name: string;
}

/** Saves all rows of what the study is narrowed to, in the order that is shown, with all digits. */
export function TableExport({ studies, name }: TableExportProps) {
  const [problem, setProblem] = useState<string>();
  const save = (write: (figure: DrawnFigure) => void): void => {
    setProblem(undefined);
    studies
      .allRows()
      .then((rows) => write(tableFigure(name, rows.map(datumOf))))
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
  };
  return (
    <div class="buttons" role="group" aria-label="Save the table as">
      <span class="quiet">Save the table as</span>
      {formats.map(({ format, write }) => (
        <button key={format} type="button" aria-label={`Table as ${format}`} onClick={() => save(write)}>
          {format}
        </button>
      ))}
      {problem !== undefined && <p role="alert">{problem}</p>}
    </div>
  );
}

const formats = [
  { format: 'CSV', write: ({ data }: DrawnFigure) => saveFile('study.csv', 'text/csv', toCsv(data)) },
  {
    format: 'JSON',
    write: ({ data }: DrawnFigure) => saveFile('study.json', 'application/json', jsonText(data)),
  },
  {
    format: 'Vega-Lite',
    write: (figure: DrawnFigure) => saveFile('study.vl.json', 'application/json', jsonText(vegaLite(figure))),
  },
];

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The columns of the file. */
function datumOf(row: CellRow): Datum {
  const { environment, agent, mean, low, high, interval, coverage, exact } = row;
  const { optimumLower, optimumUpper, optimum, fractionOfOptimum, steps, runs, failures } = row;
  return {
    ...{ environment, agent, mean, low, high, interval, coverage, exact: String(exact) },
    ...{ optimumLower, optimumUpper, optimum, fractionOfOptimum, steps, runs, failures },
  };
}

function tableFigure(title: string, data: readonly Datum[]): DrawnFigure {
  return {
    ...{ name: 'study', title, data, mark: 'point' },
    encoding: {
      x: { field: 'mean', type: 'quantitative', scale: { zero: false } },
      y: { field: 'agent', type: 'nominal' },
      row: { field: 'environment', type: 'nominal' },
    },
    interval: { along: 'x', low: 'low', high: 'high', mark: 'rule' },
  };
}
