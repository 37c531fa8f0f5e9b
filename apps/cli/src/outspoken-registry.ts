import { isMainThread } from 'node:worker_threads';
import type { Kind } from '@pomdp-gym/contracts';
import { type Given, type Made, type Reference, Registry } from '@pomdp-gym/registry';
import { describePath } from '@pomdp-gym/registry/node';
import { kinds } from './kinds.js';
import { colorsFor, note } from './terminal/terminal.js';

/**
 * A registry that says on standard error, once each, what a person should know of the environments that it makes.
 * Workers keep silent: the thread that sent them makes the same environments.
 */
export class OutspokenRegistry extends Registry {
  private readonly said = new Set<string>();

  constructor() {
    super(kinds);
  }

  override create<K extends Kind>(kind: K, reference: Reference, ...given: Given<K>): Made<K> {
    const made = super.create(kind, reference, ...given);
    for (const warning of warningsOf(made)) this.warn(warning);
    return made;
  }

  protected override describeUnknown(id: string): string | undefined {
    return describePath(id);
  }

  protected override warn(warning: string): void {
    if (!isMainThread || this.said.has(warning)) return;
    this.said.add(warning);
    note(colorsFor(process.stderr).yellow(warning));
  }
}

function warningsOf(made: unknown): readonly string[] {
  return made instanceof Object && 'warnings' in made && Array.isArray(made.warnings)
    ? (made.warnings as readonly string[])
    : [];
}
