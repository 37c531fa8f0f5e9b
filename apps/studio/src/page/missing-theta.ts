import type { ViewState } from '../state/view-state.js';
import type { WatchedRun } from './run-buffer.js';

/** Why there is no θ to look at: the run is not as far, failed, has no such point, or its policy has no parameters there. */
export function missingTheta(
  run: Pick<WatchedRun, 'status' | 'points'> | null,
  point: ViewState['point'],
): string {
  if (!run) return 'the run has not begun.';
  const count = run.points.length;
  const isThere = run.points.at(point) !== undefined;
  if (isThere) return 'there is no policy with parameters at this point of the run.';
  if (run.status === 'running' && count === 0) return 'the run has no point yet.';
  if (count > 0)
    return run.status === 'running'
      ? `the run has come to point ${count}, and not yet to point ${point + 1}.`
      : `the run has ${count} points, so that there is no point ${point + 1}.`;
  if (run.status === 'failed') return 'the run failed before its first point.';
  return 'there is no policy with parameters at any point of this run.';
}
