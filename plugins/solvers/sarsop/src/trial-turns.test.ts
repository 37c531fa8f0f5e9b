import { expect } from 'chai';
import { type TrialKind, TrialTurns } from './trial-turns.js';

/** Who has the next `count` turns, where trials gain this much a backup. */
function played(turns: TrialTurns, rates: Readonly<Record<TrialKind, number>>, count: number): TrialKind[] {
  return Array.from({ length: count }, () => {
    const kind = turns.next();
    turns.record(kind, 10 * rates[kind], 10);
    return kind;
  });
}

describe('TrialTurns', () => {
  it('gives the kind that gains more three turns of four', () => {
    for (const better of ['upper', 'lower'] as const) {
      const turns = new TrialTurns();
      const kinds = played(turns, { upper: 1, lower: 1, [better]: 2 }, 100);
      expect(kinds.slice(20).filter((kind) => kind === better)).to.have.length(60);
    }
  });

  it('forgets: the other kind takes over when it gains more', () => {
    const turns = new TrialTurns();
    played(turns, { upper: 2, lower: 1 }, 100);
    const after = played(turns, { upper: 0, lower: 1 }, 100);
    expect(after.slice(-40).filter((kind) => kind === 'lower')).to.have.length(30);
  });
});
