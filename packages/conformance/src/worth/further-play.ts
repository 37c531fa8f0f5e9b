import type { Random } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import type { History } from './policy-replay.js';
import type { Outcome, PlayedBelief, PlayedBeliefs } from './played-beliefs.js';

const EPISODES = 24;
const STEPS = 200;

/**
 * Plays episodes through beliefs that were explored already, and adds each action that the policy was not yet seen to
 * take at such a belief; whether there was any. Every second episode draws what is seen as the model does, the others draw
 * each possible observation as often, and each has a stream of its own.
 */
export function playFurther(beliefs: PlayedBeliefs): boolean {
  let found = false;
  for (let seed = 1; seed <= EPISODES; seed++) found = playEpisode(beliefs, seed) || found;
  return found;
}

function playEpisode(beliefs: PlayedBeliefs, seed: number): boolean {
  const random = randomStream(seed, 'further-play');
  const draw = seed % 2 === 0 ? drawLikely : drawAny;
  const [observations, actions]: [number[], number[]] = [[], []];
  beliefs.replay.begin(seed);
  let outcomes: readonly Outcome[] = beliefs.starts;
  for (let t = 0; t < STEPS && outcomes.length > 0; t++) {
    const { observation, to } = draw(outcomes, random);
    const action = beliefs.replay.act(observation);
    observations.push(observation);
    actions.push(action);
    if (beliefs.add(to, { seed, observations, actions } satisfies History, beliefs.discount ** t))
      return true;
    outcomes = outcomesOf(to, action);
  }
  return false;
}

function outcomesOf({ moves }: PlayedBelief, taken: number): readonly Outcome[] {
  return moves.find(({ action }) => action === taken)?.outcomes ?? [];
}

function drawAny(outcomes: readonly Outcome[], random: Random): Outcome {
  return outcomes[random.uint32() % outcomes.length]!;
}

function drawLikely(outcomes: readonly Outcome[], random: Random): Outcome {
  let left = random.uniform() * outcomes.reduce((sum, { probability }) => sum + probability, 0);
  return outcomes.find(({ probability }) => (left -= probability) < 0) ?? outcomes[0]!;
}
