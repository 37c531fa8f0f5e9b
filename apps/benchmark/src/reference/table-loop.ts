import { aliasOutcome, randomStream } from '@pomdp-gym/numerics';
import { ModelSampler } from '@pomdp-gym/models';
import type { ReferenceTables } from './reference-tables.js';

/** The paper's forward recursion in a plain loop over the same tables and the same words: what the C program must come to. */
export function tableLoop(tables: ReferenceTables, beta: number, steps: number, seed: number): Float64Array {
  const { model, outcomes, scores, parameters, bits, moveColumns } = tables;
  const { rows, rewards, rewardShift, endShift, rowShift } = outcomes;
  const environment = randomStream(seed, 'environment');
  const policy = randomStream(seed, 'policy');
  const sampler = new ModelSampler(model);
  const start = sampler.drawStart(environment);
  let y = sampler.drawInitialObservation(start, environment);
  let from = start * model.actions;
  const trace = new Float64Array(parameters.length);
  const sum = new Float64Array(parameters.length);
  for (let t = 0; t < steps; t++) {
    const u = aliasOutcome(((y << bits) << 5) | bits, moveColumns, policy.uint32());
    trace.forEach((value, k) => (trace[k] = beta * value));
    const pair = y * model.actions + u;
    for (let j = scores.offsets[pair]!; j < scores.offsets[pair + 1]!; j++)
      trace[scores.indices[j]!]! += scores.values[j]!;
    const head = rows.heads[from + u]!;
    const sole = (head & 31) === 0;
    const code = aliasOutcome(head, rows.columns, sole ? 0 : environment.uint32());
    from = code >>> rowShift;
    y = code & (2 ** rewardShift - 1);
    const reward = rewards[(code & (2 ** endShift - 1)) >>> rewardShift]!;
    trace.forEach((value, k) => (sum[k]! += reward * value));
  }
  return sum.map((total) => total / steps);
}
