import { pythonFile } from '@pomdp-gym/bridge/node';
import { PythonProcess } from './python-process.js';

/** What a process is started from: the options of the environment. */
export interface Recipe {
  readonly id: string;
  readonly module: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly python: string;
  readonly patience: number;
}

/** The processes of this thread, by their recipes in JSON. */
const processes = new Map<string, PythonProcess>();

/** The process of a recipe: the one that serves it already, for this thread, or a new one. */
export function processFor(recipe: Recipe): PythonProcess {
  const key = JSON.stringify(recipe);
  const running = processes.get(key);
  if (running?.alive) return running;
  if (processes.size === 0) process.once('exit', endAll);
  const { id, module, python, patience } = recipe;
  const started = new PythonProcess({
    ...{ name: id, python, patience },
    args: [pythonFile, 'serve', id, '--module', module, '--arguments', JSON.stringify(recipe.arguments)],
  });
  processes.set(key, started);
  return started;
}

/** Ends all processes, so that this one leaves none behind. */
function endAll(): void {
  for (const each of processes.values()) each.end();
}
