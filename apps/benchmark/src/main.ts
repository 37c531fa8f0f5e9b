import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError } from '@pomdp-gym/contracts';
import type { BenchmarkCase } from './bench/benchmark-case.js';
import { commandCases } from './bench/command-cases.js';
import { gradientCases } from './bench/gradient-cases.js';
import { type CaseResult, measureCase } from './bench/measure-case.js';
import { resultTable } from './bench/result-table.js';
import { finishWith, numbers } from './command-arguments.js';

const HELP = `Measures the gym beside C programs of the same algorithms, every side in fresh processes that take turns.

  --only TEXT         cases whose name has this text; may be repeated; all by default
  --processes COUNT   processes a side; 7 by default
  --list              print the names of the cases; measure nothing
  --json              print one JSON document in place of Markdown`;

await finishWith(bench);

function bench(): number {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      processes: { type: 'string', default: '7' },
      list: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return print(HELP);
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const cases = chosen([...gradientCases(folder), ...commandCases(folder)], values.only);
    if (values.list) return print(cases.map(({ name }) => name).join('\n'));
    const results = measureAll(cases, numbers('--processes', values.processes)[0]!);
    return print(values.json ? JSON.stringify(documentOf(results), null, 2) : markdown(results));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function print(text: string): number {
  console.log(text);
  return 0;
}

function chosen(cases: readonly BenchmarkCase[], only: readonly string[]): readonly BenchmarkCase[] {
  const found = cases.filter(({ name }) => only.length === 0 || only.some((text) => name.includes(text)));
  if (found.length > 0) return found;
  throw new InputError(
    `--only ${only.join(', ')} names no case: ${cases.map(({ name }) => name).join('; ')}.`,
  );
}

function measureAll(cases: readonly BenchmarkCase[], rounds: number): readonly CaseResult[] {
  const all = rounds * cases.reduce((sum, { sides }) => sum + sides.length, 0);
  const begun = performance.now();
  let done = 0;
  return cases.map((one) =>
    measureCase(one, rounds, () => {
      done++;
      const left = ((performance.now() - begun) / 1000 / done) * (all - done);
      process.stderr.write(`${one.name}: process ${done} of ${all}, about ${left.toFixed(0)} s left\n`);
    }),
  );
}

function machine(): string {
  return `Node.js ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'an unknown processor'}`;
}

function documentOf(results: readonly CaseResult[]): object {
  return { machine: machine(), results };
}

function markdown(results: readonly CaseResult[]): string {
  return [
    `Measured on ${machine()}; medians of fresh processes, with quartiles.`,
    ...results.map(resultTable),
  ].join('\n\n');
}
