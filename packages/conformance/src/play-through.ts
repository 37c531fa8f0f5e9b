import type { StepBatch } from '@pomdp-gym/contracts';
import { simulate, type SimulationSettings } from '@pomdp-gym/simulator';
import { tap } from 'rxjs';

/** Shows every batch of a simulation to `visit`, and throws what either of them throws. For paths of under a million steps. */
export function playThrough(settings: SimulationSettings, visit: (batch: StepBatch) => void): void {
  const failures: unknown[] = [];
  simulate(settings)
    .pipe(tap(visit))
    .subscribe({ error: (failure: unknown) => failures.push(failure) });
  if (failures.length > 0) throw failures[0];
}
