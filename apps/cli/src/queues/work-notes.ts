import type { Clock, TaskReport } from '@pomdp-gym/experiment';
import { note } from '../terminal/terminal.js';

/** Seconds between two notes. */
const APART = 30;

/** Says on standard error, now and then, what a worker is at. */
export class WorkNotes {
  private done = 0;
  private due: number;

  constructor(
    private readonly study: string,
    private readonly clock: Clock,
  ) {
    this.due = clock() + APART;
  }

  update(report: TaskReport): void {
    if (report.kind === 'done') this.done++;
    this.say(`${this.study}: ${this.done} cells done here`);
  }

  /** Nothing waits, and cells are under way here or with other workers, which may come back. */
  idle(): void {
    this.say(`${this.study}: ${this.done} cells done here; the last ones are under way`);
  }

  private say(line: string): void {
    if (this.clock() < this.due) return;
    this.due = this.clock() + APART;
    note(line);
  }
}
