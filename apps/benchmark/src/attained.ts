import { parseArgs } from 'node:util';
import { InputError } from '@pomdp-gym/contracts';
import { type AttainedTask, isFailed, type ResultRow, taskKey } from './attained/attained-row.js';
import { attainedTable } from './attained/attained-table.js';
import { attainedProblems } from './attained/attained-tasks.js';
import { KeptRows } from './attained/kept-rows.js';
import { measureAll } from './attained/measure-in-process.js';
import { finishWith, numbers } from './command-arguments.js';
import { SOLVERS } from './measured-solver.js';
import { requireProblem } from './solver-problem.js';

const HELP = `Holds what policies earn against what their solvers claim.

Each solver works on each problem in a fresh process, is stopped by its signal, and returns a policy. The worth of that
policy is held against the last lower bound that the solver reported. The exit code is 1 where a policy is worth less.

  --problem NAME   a file of the folder POMDP_CORPUS or a built-in problem; may be repeated; all unless given
  --solver NAME    ${SOLVERS.join(', ')}; may be repeated; all unless given
  --seconds LIST   CPU seconds of solving, each in a process of its own; 1,3 unless given
  --jobs COUNT     processes at a time; 2 unless given
  --rows FILE      keep rows as JSON lines in FILE, and do not measure again those that it has
  --list           print the problems, and the files left out with the reasons; measure nothing
  --json           print rows as JSON lines in place of the table`;

await finishWith(attained);

async function attained(): Promise<number> {
  const { values } = parseArgs({
    options: {
      problem: { type: 'string', multiple: true },
      solver: { type: 'string', multiple: true, default: SOLVERS },
      seconds: { type: 'string', default: '1,3' },
      jobs: { type: 'string', default: '2' },
      rows: { type: 'string' },
      list: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return print(HELP);
  const problems = values.problem ?? problemsOfFolder(values.list);
  if (values.list) return print(problems.join('\n'));
  const tasks = tasksOf(problems, values.solver, numbers('--seconds', values.seconds));
  return measure(tasks, numbers('--jobs', values.jobs)[0]!, new KeptRows(values.rows), values.json);
}

function print(text: string): number {
  console.log(text);
  return 0;
}

function problemsOfFolder(withReasons: boolean): readonly string[] {
  const folder = process.env['POMDP_CORPUS'];
  if (!folder) throw new InputError('Set POMDP_CORPUS to the folder with the public model files.');
  const { problems, leftOut } = attainedProblems(folder);
  console.error(`${problems.length} problems; ${leftOut.length} left out${withReasons ? ':' : ''}`);
  if (withReasons) console.error(leftOut.join('\n'));
  return problems;
}

function tasksOf(
  problems: readonly string[],
  solvers: readonly string[],
  seconds: readonly number[],
): AttainedTask[] {
  problems.forEach(requireProblem);
  for (const solver of solvers)
    if (!SOLVERS.includes(solver))
      throw new InputError(`There is no solver ${solver} here; there are ${SOLVERS.join(', ')}.`);
  return problems.flatMap((problem) =>
    solvers.flatMap((solver) => seconds.map((each) => ({ problem, solver, seconds: each }))),
  );
}

async function measure(
  tasks: readonly AttainedTask[],
  jobs: number,
  kept: KeptRows,
  json: boolean,
): Promise<number> {
  const known = new Set(kept.rows.map(taskKey));
  const open = tasks.filter((task) => !known.has(taskKey(task)));
  let done = 0;
  await measureAll(open, jobs, (row) => {
    kept.add(row);
    const { problem, solver, seconds } = row;
    console.error(`${++done} of ${open.length}: ${problem}, ${solver}, ${seconds} s: ${verdict(row)}`);
  });
  const wanted = new Set(tasks.map(taskKey));
  const rows = kept.rows.filter((row) => wanted.has(taskKey(row)));
  console.log(json ? rows.map((row) => JSON.stringify(row)).join('\n') : attainedTable(rows));
  return rows.every((row) => !isFailed(row) && row.holds) ? 0 : 1;
}

function verdict(row: ResultRow): string {
  if (isFailed(row)) return 'failed';
  return row.holds ? 'holds' : 'BELOW';
}
