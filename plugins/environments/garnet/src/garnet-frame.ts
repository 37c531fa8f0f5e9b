import type { FiniteModel, Frame, TakenStep } from '@pomdp-gym/contracts';
import { picture } from '@pomdp-gym/models';

const WIDTH = 40;

/** All states in rows of forty, in the order of their numbers: `@` where the chain is, `o` where it could go next. */
export function garnetFrame(model: FiniteModel, state: number, last: TakenStep | undefined): Frame {
  const marks = Array.from({ length: model.states }, () => '.');
  for (const { offsets, indices } of model.transitions) {
    for (const next of indices.subarray(offsets[state]!, offsets[state + 1]!)) marks[next] = 'o';
  }
  marks[state] = '@';
  const lines = Array.from({ length: Math.ceil(model.states / WIDTH) }, (_, row) =>
    marks.slice(row * WIDTH, (row + 1) * WIDTH).join(''),
  );
  return {
    picture: picture(lines, { '@': 'agent', o: 'goal' }),
    facts: {
      state: String(state),
      ...(last && { seen: String(last.observation), reward: last.reward.toFixed(3) }),
    },
  };
}
