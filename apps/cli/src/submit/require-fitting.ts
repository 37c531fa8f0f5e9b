import { InputError } from '@pomdp-gym/contracts';
import type { SubmitOptions } from './submit-options.js';

type Name = keyof SubmitOptions & string;

/** Options that one engine has, and what they need besides. */
const rules: Readonly<Record<string, readonly (readonly [name: Name, needs?: 'queue' | 'shards'])[]>> = {
  slurm: [['out', 'shards'], ['partition'], ['account'], ['urlFile', 'queue']],
  kubernetes: [['image'], ['claim', 'shards'], ['secret', 'queue'], ['namespace']],
};

/** Throws an InputError where an option has no effect: it is one of the other engine, or goes with shards, or with a queue. */
export function requireFitting(engine: string, options: SubmitOptions): void {
  for (const [owner, names] of Object.entries(rules))
    for (const [name, needs] of names) {
      if (options[name] === undefined) continue;
      if (owner !== engine)
        throw new InputError(`${flagOf(name)} goes with ${owner}, and has no effect with ${engine}.`);
      if (needs) requireMode(name, needs, options);
    }
  if (options.executor !== undefined) requireMode('executor', 'queue', options);
}

function requireMode(name: Name, needs: 'queue' | 'shards', { queue }: SubmitOptions): void {
  if (needs === 'queue' && !queue) throw new InputError(`${flagOf(name)} goes with --queue.`);
  if (needs === 'shards' && queue)
    throw new InputError(`${flagOf(name)} goes with shards: leave it out where --queue is given.`);
}

/** `urlFile` on a command line: `--url-file`. */
function flagOf(name: Name): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
