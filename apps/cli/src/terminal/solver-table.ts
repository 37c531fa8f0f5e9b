import type { SolverProgress } from '@pomdp-gym/contracts';
import { colors, print } from './terminal.js';

/** A row is printed this much later than the one before, in parts of its own time, and so many seconds later at least. */
const SPACING = 0.25;
const SHORTEST = 0.25;

const columns = [
  'seconds',
  'trials',
  'backups',
  'lower',
  'upper',
  'precision',
  'vectors',
  'beliefs',
] as const;
const WIDTH = 10;

/** Shows how a solver comes along: one row now and then, ever farther apart, and one at the end. */
export class SolverTable {
  private due = 0;
  private shown = '';

  update(progress: SolverProgress, seconds: number): void {
    if (seconds < this.due) return;
    this.due = Math.max(seconds * (1 + SPACING), seconds + SHORTEST);
    this.show(progress, seconds);
  }

  close(progress: SolverProgress, seconds: number): void {
    this.show(progress, seconds);
  }

  private show({ lower, upper, detail }: SolverProgress, seconds: number): void {
    const count = (name: string) => (detail[name] === undefined ? '-' : String(detail[name]));
    const line = row([
      seconds.toFixed(2),
      count('trials'),
      count('backups'),
      figure(lower),
      figure(upper),
      figure(upper - lower),
      count('vectors'),
      count('beliefs'),
    ]);
    if (this.shown === '') print(colors.dim(row(columns)));
    if (line !== this.shown) print(line);
    this.shown = line;
  }
}

function row(cells: readonly string[]): string {
  return cells.map((cell) => cell.padStart(WIDTH)).join(' ');
}

function figure(value: number): string {
  return Number.isFinite(value) ? value.toPrecision(6) : '-';
}
