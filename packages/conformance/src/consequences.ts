/** What a learner has to learn of what follows a step. */
const whatFollows: readonly string[] = [
  'After an episode that has terminated it takes nothing to be to come.',
  'It learns that an action pays a step later.',
  'It learns that an action pays two steps later.',
  'What follows is worth what it does there, not what it did before.',
  'What follows an episode that was cut off counts, where it climbs the discounted value.',
  'What the next episode earns is not credited to the last step of this one, where it climbs the discounted value.',
];

/** The same for a critic. */
const whatFollowsForCritics: readonly string[] = [
  'It learns what pays a step later.',
  'It learns that what follows a cut counts.',
  'It learns that nothing follows an ending, whatever is observed there.',
];

/** A rule, and the rules behind it in its suite that can be broken with it: what breaks it may break these too. */
const entailed: readonly (readonly [cause: string, consequences: readonly string[]])[] = [
  // Policies
  [
    'Another stream draws other actions.',
    [
      'It acts as often as its table says.',
      'It draws with drawIndex, one integer an action, as the tabular kernel does.',
      'Tabular kernel and generic path give the same bits.',
    ],
  ],
  [
    'Policies share nothing: one draws the same where another acts beside it.',
    [
      'Policies share no memory: where an episode of one begins or ends, another remembers on.',
      'Saved, restored in a new one and gone on with, it gives the same bits.',
      'Parameters that are written take effect, on the table and on the next action.',
    ],
  ],
  [
    'Actions lie in the action space, or beyond its limits where those are clipped.',
    [
      'It acts as often as its table says.',
      'It draws with drawIndex, one integer an action, as the tabular kernel does.',
      'Tabular kernel and generic path give the same bits.',
    ],
  ],
  [
    'The same stream draws the same actions, whatever was played before.',
    [
      'Tabular kernel and generic path give the same bits.',
      'Kernel and generic path give the same bits, memory included.',
      'Parameters that are written take effect, on the table and on the next action.',
    ],
  ],
  [
    'It acts as often as its table says.',
    [
      'It draws with drawIndex, one integer an action, as the tabular kernel does.',
      'Tabular kernel and generic path give the same bits.',
      'The score is the gradient of log μ.',
      'The mean of the score under μ is zero.',
      'Parameters that are written take effect, on the table and on the next action.',
    ],
  ],
  [
    'Each row of the table is a distribution: its probabilities sum to one.',
    [
      'The mean of the score under μ is zero.',
      'Parameters as large as 1000 give a sound table and finite scores.',
    ],
  ],
  [
    'It draws with drawIndex, one integer an action, as the tabular kernel does.',
    ['Tabular kernel and generic path give the same bits.'],
  ],
  [
    'The score is the gradient of log μ.',
    ['The mean of the score under μ is zero.', 'The score is the gradient of its log-probability.'],
  ],
  [
    'The mean of the score under μ is zero, as far as chance lets see.',
    ['μ moves with θ as the score says, as far as chance lets see.'],
  ],
  ['The score is the gradient of its log-probability.', ['Its log-probability is the logarithm of its law.']],
  [
    'addScores is the sum of addScore over the rows of the batch, and reads no further.',
    ['Parameters as large as 1000 give a sound table and finite scores.'],
  ],
  // Policies with a memory
  [
    'What it remembers lies in its memory space, and reading it changes nothing.',
    [
      'It draws each action and memory together with drawIndex as its controller says.',
      'Kernel and generic path give the same bits, memory included.',
      'The score is the gradient of its log-probability.',
      'Its log-probability is the logarithm of its law.',
    ],
  ],
  [
    'While it is trained, an episode begins with the memory of the start.',
    [
      'While it is evaluated, an episode begins with the memory of the start.',
      'Kernel and generic path give the same bits, memory included.',
    ],
  ],
  [
    'While it is evaluated, an episode begins with the memory of the start.',
    ['Kernel and generic path give the same bits, memory included.'],
  ],
  [
    'Policies share no memory: where an episode of one begins or ends, another remembers on.',
    [
      'Saved, restored in a new one and gone on with, it gives the same bits.',
      'Parameters that are written take effect, on the table and on the next action.',
    ],
  ],
  [
    'Each row of its controller is a distribution, and its memory space has an element for each node.',
    [
      'Kernel and generic path give the same bits, memory included.',
      'Parameters as large as 1000 give a sound table and finite scores.',
      'A node that is split leaves the law as it is, and its halves share what led to it.',
    ],
  ],
  [
    'It draws each action and memory together with drawIndex as its controller says.',
    ['Kernel and generic path give the same bits, memory included.'],
  ],
  [
    'It has both save and restore, or neither.',
    ['Saved, restored in a new one and gone on with, it gives the same bits.'],
  ],
  [
    'Saved, restored in a new one and gone on with, it gives the same bits.',
    ['Restored in one that was played before, it gives the same bits as in a new one.'],
  ],
  // Estimators
  [
    'Estimators share nothing: one gives the same estimate where another is shown another path beside it.',
    ['The estimate is the caller’s to keep: what follows does not change it, nor the other way round.'],
  ],
  [
    'It keeps nothing of a lent batch, and reads no row behind its last.',
    [
      'The estimate tells how many steps it rests on, and their average reward.',
      'The estimate does not depend on how the path is cut into batches.',
      'The estimate is the caller’s to keep: what follows does not change it, nor the other way round.',
      'With a memory it gives the estimate of the product of problem and memory.',
      'Many estimates average to the exact gradient, on a path without end.',
      'Many estimates average to the exact gradient, on episodes.',
      'With a memory many estimates average to the exact gradient, on a path without end.',
      'With a memory many estimates average to the exact gradient, on episodes.',
    ],
  ],
  [
    'With a memory it gives the estimate of the product of problem and memory.',
    [
      'With a memory many estimates average to the exact gradient, on a path without end.',
      'With a memory many estimates average to the exact gradient, on episodes.',
    ],
  ],
  [
    'Many estimates average to the exact gradient, on a path without end.',
    [
      'Many estimates average to the exact gradient, on episodes.',
      'With a memory many estimates average to the exact gradient, on a path without end.',
      'With a memory many estimates average to the exact gradient, on episodes.',
    ],
  ],
  [
    'It gives the forward recursion of the paper, to 1e-12.',
    ['Where an episode ends or is cut off, it does with its trace and the rewards what its target says.'],
  ],
  [
    'Many estimates average to the exact gradient, on episodes.',
    ['With a memory many estimates average to the exact gradient, on episodes.'],
  ],
  [
    'With any critic as its baseline many estimates average to the exact gradient, on a path without end.',
    ['With any critic as its baseline many estimates average to the exact gradient, on episodes.'],
  ],
  // Critics
  [
    'Critics share nothing: one learns the same where another learns beside it.',
    [
      'Asking for values changes nothing.',
      'Saved, restored in a new one and gone on with, it gives the same bits.',
    ],
  ],
  ['It learns what pays a step later.', ['It learns that what follows a cut counts.']],
  [
    'Asking for values changes nothing.',
    [
      'It keeps nothing of a lent batch, and leaves it as it is.',
      'After an episode that was cut off it values what was observed last.',
      'A value does not depend on how the path is cut into batches.',
    ],
  ],
  [
    'It keeps nothing of a lent batch, and leaves it as it is.',
    [
      'It values each step and what follows the last: n + 1 finite numbers, and no more.',
      'After an episode that was cut off it values what was observed last.',
      'It learns which of two observations is worth more.',
      ...whatFollowsForCritics,
    ],
  ],
  [
    'It values each step and what follows the last: n + 1 finite numbers, and no more.',
    [
      'After an episode that has terminated nothing is to come: the last value is 0.',
      'After an episode that was cut off it values what was observed last.',
    ],
  ],
  [
    'A value does not depend on how the path is cut into batches.',
    [
      'After an episode that was cut off it values what was observed last.',
      'It learns which of two observations is worth more.',
      'It learns what pays a step later.',
      'It learns that what follows a cut counts.',
    ],
  ],
  [
    'After an episode that has terminated nothing is to come: the last value is 0.',
    ['It learns that nothing follows an ending, whatever is observed there.'],
  ],
  [
    'After an episode that was cut off it values what was observed last.',
    ['It learns that what follows a cut counts.'],
  ],
  [
    'It learns which of two observations is worth more.',
    ['It learns what pays a step later.', 'It learns that what follows a cut counts.'],
  ],
  // Optimizers
  [
    'It climbs a concave hill: at least nine tenths of the way up.',
    ['Where GRAD meets no request it climbs all the same, or refuses with an InputError.'],
  ],
  [
    'The same gradients give the same points, bit for bit.',
    [
      'Optimizers share nothing: an ascent visits the same points where another climbs beside it.',
      'Points are the receiver’s to keep: what follows does not change them, nor the other way round.',
    ],
  ],
  // Learners
  [
    'It acts inside the action space, and its parameters stay finite.',
    [
      'The same seed gives the same bits.',
      'Another seed draws other actions.',
      'Learners share nothing: one learns the same where another learns beside it.',
      'It keeps nothing of a lent batch.',
      'Chance comes from the stream that is given alone: never from Math.random or the clock.',
      'It acts as often as its table or controller says, before and after it has learnt.',
      'It learns which of two levers pays.',
      ...whatFollows,
    ],
  ],
  [
    'The same seed gives the same bits.',
    [
      'Learners share nothing: one learns the same where another learns beside it.',
      'It keeps nothing of a lent batch.',
    ],
  ],
  [
    'It keeps nothing of a lent batch.',
    [
      'It acts as often as its table or controller says, before and after it has learnt.',
      'It learns which of two levers pays.',
    ],
  ],
  [
    'Another seed draws other actions.',
    [
      'It acts as often as its table or controller says, before and after it has learnt.',
      'After an episode that has terminated it takes nothing to be to come.',
    ],
  ],
  ['It learns which of two levers pays.', whatFollows],
  ['It learns that an action pays a step later.', whatFollows.slice(2)],
  // Solvers
  [
    'The lower bound is never above the upper.',
    [
      'The lower bound never falls, the upper never rises.',
      'The bounds hold the exact value of the start belief.',
      'The policy it returns is worth at least the lower bound.',
      'Stopped early, it returns a policy that is worth at least the last lower bound.',
    ],
  ],
  [
    'The bounds hold the exact value of the start belief.',
    [
      'The policy it returns is worth at least the lower bound.',
      'Stopped early, it returns a policy that is worth at least the last lower bound.',
    ],
  ],
  [
    'The policy it returns can be played, and earns no less than the lower bound.',
    [
      'Asked to stop, it returns the best policy so far.',
      'The policy it returns is worth at least the lower bound.',
      'Stopped early, it returns a policy that is worth at least the last lower bound.',
    ],
  ],
  [
    'Asked to stop, it returns the best policy so far.',
    [
      'It leaves the model as it is.',
      'Solvers share nothing: one reports the same where another solves another model beside it.',
      'Stopped early, it returns a policy that is worth at least the last lower bound.',
    ],
  ],
  [
    'The policy it returns is worth at least the lower bound.',
    ['Stopped early, it returns a policy that is worth at least the last lower bound.'],
  ],
  [
    'The same model and options give the same bits.',
    ['Solvers share nothing: one reports the same where another solves another model beside it.'],
  ],
  // Trackers
  [
    'It takes every event of a run, of each kind of agent, and completes.',
    [
      'It leaves events and the description of the run as they are.',
      'It observes two runs at once, each with an observer of its own.',
    ],
  ],
];

/**
 * The rules that can be broken with one, by its name: they are not tried where it is broken, though some of them would pass. One
 * mistake is reported once: by the rule that names it best.
 */
export const consequences: ReadonlyMap<string, readonly string[]> = new Map(entailed);
