import type { Registry } from '@pomdp-gym/registry';
import type { ZodType } from 'zod';

/** Something that is done many times with other random numbers, as a worker knows it: by its id, with plain JSON. */
export interface AnyReplication {
  readonly id: string;
  /** Makes the line of one replicate. It depends on the settings and the number alone, to the bit. */
  make(settings: unknown, replicate: number, registry: Registry): Promise<unknown>;
}

/** The same with its types: its settings and a line of its data, both plain JSON. */
export interface Replication<Settings, Line> extends AnyReplication {
  readonly settings: ZodType<Settings>;
  readonly line: ZodType<Line>;
}

/** Names a function of settings and a number, and what goes in and out. */
export function replication<Settings, Line>(parts: {
  readonly id: string;
  readonly settings: ZodType<Settings>;
  readonly line: ZodType<Line>;
  make(settings: Settings, replicate: number, registry: Registry): Line | Promise<Line>;
}): Replication<Settings, Line> {
  const { id, settings, line } = parts;
  return {
    id,
    settings,
    line,
    make: async (raw, replicate, registry) => parts.make(settings.parse(raw), replicate, registry),
  };
}
