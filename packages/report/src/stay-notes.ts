import type { ComparedResult } from '@pomdp-gym/experiment';

/** The agent's name, with a * where some of its runs ended where they began. */
export function markedName({ agent, stayed }: Pick<ComparedResult, 'agent' | 'stayed'>): string {
  return stayed === 0 ? agent : `${agent} *`;
}

/** What each * stands for: a sentence for every agent that ended where it began, with the reason. */
export function stayNotes(results: readonly ComparedResult[]): string[] {
  return results.flatMap(({ agent, stayed, runs, firstStay }) =>
    firstStay === null
      ? []
      : [`* ${agent} ended where it began in ${stayed} of ${runs} runs; the first: ${firstStay}.`],
  );
}
