import type { FiniteModel } from '@pomdp-gym/contracts';

/**
 * What a model says that `.POMDP` and `.pomdpx` (`flat`), or `.dpomdp`, have no words for, in one sentence; undefined where they say it all. It is
 * written as comments, which other programs pass over, so that they find another problem in the file.
 */
export function formatLoss(model: FiniteModel, format: 'flat' | 'dpomdp' = 'flat'): string | undefined {
  const lost = [...lostParts(model), ...(model.agents && format === 'flat' ? ['which agent does what'] : [])];
  if (lost.length === 0) return undefined;
  return `The format has no words for ${lost.join(' and ')}: they are comments, which other programs pass over, so that these find another problem in the file.`;
}

/**
 * The same of a policy: what another program has to know of the model to act by it as it is meant. A factored file states
 * what is seen first by its observed variables.
 */
export function policyLoss({ initialObservationTable, ...model }: FiniteModel): string | undefined {
  const lost = lostParts({
    ...model,
    ...(initialObservationTable && !model.mixed && { initialObservationTable }),
  });
  if (lost.length === 0) return undefined;
  return `The policy counts on ${lost.join(' and ')}, which model files say in comments that other programs pass over: with them it may be worth something else.`;
}

function lostParts({ terminal, initialObservationTable }: FiniteModel): string[] {
  return [
    ...(terminal?.includes(1) ? ['the states that end an episode'] : []),
    ...(initialObservationTable ? ['what is seen before the first action'] : []),
  ];
}
