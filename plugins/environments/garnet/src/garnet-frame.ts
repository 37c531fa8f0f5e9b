import type { FiniteModel, Frame, TakenStep } from '@pomdp-gym/contracts';
import { mapSvg, picture } from '@pomdp-gym/models';

const WIDTH = 40;
/** Of larger models only the text is a picture. */
const MOST_DRAWN = 2000;

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
  const drawn = picture(lines, { '@': 'agent', o: 'object' });
  return {
    picture: drawn,
    ...(model.states <= MOST_DRAWN && { svg: mapSvg(drawn) }),
    facts: {
      state: String(state),
      ...(last && { seen: String(last.observation), reward: last.reward.toFixed(3) }),
    },
  };
}
