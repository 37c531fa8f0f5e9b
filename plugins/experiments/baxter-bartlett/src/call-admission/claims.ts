import { type Claim, claimAbove, claimExactly, claimWithin, short } from '@pomdp-gym/reproduction';
import { studentInterval } from '@pomdp-gym/statistics';
import { known, type Learner, type Truth } from './data.js';

export function knownValues(truth: Truth): Claim[] {
  const claims: [keyof typeof known, number, Claim['mark'], string][] = [
    ['type 1 up to b = 7, types 2 and 3 always', 0.8868, 'R-med', 'optimal policy'],
    ['θ = (7.5459, 11.7511, 12.8339)', 0.8808, 'R-med', 'policy of the literature'],
    ['θ = (8, 8, 8)', 0.691, 'R-lo', 'start of the literature'],
  ];
  return claims.map(([name, expected, mark, what]) => {
    const value = truth.reward(known[name]);
    return claimExactly(
      {
        statement: `The ${what}, ${name}, earns ${expected}.`,
        source: 'Baxter, Bartlett and Weaver 2001, call admission',
        mark,
      },
      'the exact value equals the one quoted to its last digit',
      value.toFixed(6),
      Math.abs(value - expected) <= 0.5 * 10 ** -(String(expected).length - 2),
    );
  });
}

export function comesNear({ name }: Learner, rewards: readonly number[]): Claim {
  return claimWithin(
    {
      statement: `${name} comes near .87 to .88.`,
      source: 'Baxter, Bartlett and Weaver 2001, call admission',
      mark: 'R-lo',
    },
    studentInterval(rewards),
    0.865,
    0.885,
    'the mean final η',
  );
}

export function beatsAccepting({ name }: Learner, rewards: readonly number[], truth: Truth): Claim {
  const always = truth.reward(known['always accept']);
  return claimAbove(
    {
      statement: `${name} earns more than always accepting, ${always.toFixed(4)}.`,
      source: 'what learning is for',
      mark: 'Q',
    },
    studentInterval(rewards),
    always,
    'the mean final η',
  );
}

/** The bias of a short horizon, where it can be seen at a glance. */
export function wrongSign(truth: Truth): Claim {
  const analysis = truth.atStart();
  const [honest, biased] = [analysis.gradient()[0]!, analysis.discountedGradient(0.9)[0]!];
  return claimExactly(
    {
      statement:
        'β = 0.9 is too short a memory: at the start it makes calls of type 1 look worth accepting more often, when η rises by accepting them less often.',
      source: 'this project’s explanation of why such runs end at always accepting',
      mark: 'Q',
    },
    'the component of ∇_βη for accepting type 1 is positive and that of ∇η negative, exactly',
    `∇_.9η ${short(biased)}, ∇η ${short(honest)}`,
    biased > 0 && honest < 0,
  );
}
