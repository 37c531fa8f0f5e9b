import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError } from '@pomdp-gym/contracts';
import type { BenchmarkCase } from './bench/benchmark-case.js';
import { coldStartCases } from './bench/cold-start-cases.js';
import { gradientCases } from './bench/gradient-cases.js';
import { growthCases } from './bench/growth-cases.js';
import { learnerCases } from './bench/learner-cases.js';
import { type CaseResult, measureCase } from './bench/measure-case.js';
import { pathsCases } from './bench/paths-cases.js';
import { resultTable } from './bench/result-table.js';
import { workersCases } from './bench/workers-cases.js';
import { finishWith, numbers } from './command-arguments.js';
import { compileReference } from './reference/c-reference.js';

const HELP = `Measures the gym beside C programs of the same algorithms, every side in fresh processes that take turns.

  --cases TEXT,TEXT   cases whose name has one of these texts; all by default
  --pairs COUNT       processes a side, which take turns; 7 by default
  --other PATH        a checkout of another version, built, whose commands from a cold start take turns with these
  --list              print the names of the cases; measure nothing
  --json              print one JSON document in place of Markdown`;

await finishWith(bench);

function bench(): number {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '' },
      pairs: { type: 'string', default: '7' },
      other: { type: 'string' },
      list: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return print(HELP);
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const tools = { folder, program: compileReference(folder) };
    const all = [
      ...gradientCases(tools),
      ...pathsCases(tools),
      ...growthCases(),
      ...learnerCases(tools),
      ...coldStartCases(folder, values.other),
      ...workersCases(folder),
    ];
    const cases = chosen(all, values.cases === '' ? [] : values.cases.split(','));
    if (values.list) return print(cases.map(({ name }) => name).join('\n'));
    const results = measureAll(cases, numbers('--pairs', values.pairs)[0]!);
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
    `--cases ${only.join(',')} names no case: ${cases.map(({ name }) => name).join('; ')}.`,
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
