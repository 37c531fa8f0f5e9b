import type { StageWatch } from '@pomdp-gym/solving';

/** Seconds after which a stage is announced. */
const PATIENCE = 1;

/** Announces each stage of a computation that takes longer than a moment, once. */
export function stageNotes(clock: () => number, note: (line: string) => void): StageWatch {
  let current = '';
  let started = 0;
  let announced = false;
  return (stage) => {
    if (stage !== current) [current, started, announced] = [stage, clock(), false];
    if (announced || clock() - started < PATIENCE) return;
    note(stage);
    announced = true;
  };
}
