import { SingleBar } from 'cli-progress';
import { clock } from '../clock.js';
import { note, takesCodes } from './terminal.js';
import type { Dataset, ReproductionObserver } from '@pomdp-gym/reproduction';

/** Shows on standard error how far all data are: a bar on a terminal, a line now and then elsewhere. */
export function reproductionDisplay(data: readonly Dataset[]): ReproductionObserver {
  const forecast = new Forecast(data);
  return takesCodes(process.stderr) ? bar(forecast) : lines(forecast);
}

/** Work to do, reckoned in the seconds that data sets say their lines take, and the time it really takes. */
class Forecast {
  readonly work: number;
  private begun = clock();
  private done = 0;

  constructor(data: readonly Dataset[]) {
    this.work = data.reduce((sum, set) => sum + (set.count - set.done()) * set.seconds, 0);
  }

  add(seconds: number): number {
    if (this.done === 0) this.begun = clock();
    return (this.done += seconds);
  }

  /** In whole seconds. */
  left(): string {
    const seconds = this.done === 0 ? NaN : ((clock() - this.begun) / this.done) * (this.work - this.done);
    if (!Number.isFinite(seconds)) return 'time to go unknown';
    return seconds < 90
      ? `about ${Math.ceil(seconds)} s to go`
      : `about ${Math.ceil(seconds / 60)} min to go`;
  }
}

function bar(forecast: Forecast): ReproductionObserver {
  const single = new SingleBar({
    format: '{bar} {percentage}% | {name}: {done} of {count} | {left}',
    barCompleteChar: '━',
    barIncompleteChar: '╌',
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  single.start(Math.max(forecast.work, 1e-9), 0, { name: '', done: 0, count: 0, left: '' });
  let current: Dataset | undefined;
  let done = 0;
  return {
    begin(dataset) {
      current = dataset;
      done = dataset.done();
    },
    kept() {
      if (!current) return;
      const payload = { name: current.name, done: ++done, count: current.count, left: forecast.left() };
      single.update(forecast.add(current.seconds), payload);
    },
    stop: () => single.stop(),
  };
}

/** The most lines that are written for a data set. */
const LINES = 5;

function lines(forecast: Forecast): ReproductionObserver {
  let current: Dataset | undefined;
  let done = 0;
  return {
    begin(dataset) {
      current = dataset;
      done = dataset.done();
      if (done < dataset.count) note(`${dataset.name}: ${done} of ${dataset.count} are there`);
    },
    kept() {
      if (!current) return;
      const { name, count, seconds } = current;
      forecast.add(seconds);
      done++;
      if (done < count && Math.floor((done * LINES) / count) === Math.floor(((done - 1) * LINES) / count))
        return;
      note(`${name}: ${done} of ${count}, ${forecast.left()} in all`);
    },
    stop: () => undefined,
  };
}
