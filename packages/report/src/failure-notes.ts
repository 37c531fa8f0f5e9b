import type { ComparedResult } from '@pomdp-gym/experiment';

/**
 * A sentence for every agent with runs that failed, or whose exact value is refused, with the reason of the first; and for
 * every agent that climbs something else than what is measured.
 */
export function failureNotes(
  results: readonly Pick<
    ComparedResult,
    'agent' | 'runs' | 'failures' | 'firstFailure' | 'firstRefusal' | 'mismatch'
  >[],
): string[] {
  return results.flatMap(({ agent, runs, failures, firstFailure, firstRefusal, mismatch }) => [
    ...(firstFailure === null
      ? []
      : [`${agent} failed in ${failures} of ${runs + failures} runs; the first: ${firstFailure}`]),
    ...(firstRefusal === null ? [] : [`${agent} is simulated: ${firstRefusal}.`]),
    ...(mismatch === null ? [] : [`${agent}: ${mismatch}`]),
  ]);
}
