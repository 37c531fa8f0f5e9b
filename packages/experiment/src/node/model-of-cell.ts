import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RunRecord } from '../run/run-record.js';
import { canonicalJson } from '../study/canonical-json.js';
import { chainHash } from './chain-hash.js';

const identity = z.looseObject({ environment: z.looseObject({ model: z.string().nullable() }) });
const cellsSchema = z.array(z.object({ environment: z.string(), agent: z.string(), identity }));

/**
 * The digest of the model that a run of a folder was in, from its `cells.json`; undefined where there was no model, or where the file
 * is of another cell than the run.
 */
export function modelOfCell(
  folder: string,
  run: Pick<RunRecord, 'environment' | 'agent' | 'seed'>,
  cell: string,
): string | undefined {
  const file = join(folder, 'cells.json');
  const cells = existsSync(file) ? cellsSchema.safeParse(parsed(readFileSync(file, 'utf8'))).data : undefined;
  const found = cells?.find(
    ({ environment, agent }) => environment === run.environment && agent === run.agent,
  );
  if (!found || chainHash(canonicalJson({ ...found.identity, seed: run.seed })) !== cell) return undefined;
  return found.identity.environment.model ?? undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
