import type { FiniteModel, Random } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { expect } from 'chai';
import { errand, ring } from '../small-models.js';
import { demandRowAgreement } from './row-agreement.js';
import { visitsNeeded } from './visits-needed.js';

const CELLS = 15;

/** A loop of 15 cells, four headings each, walked with slips and seen through noisy walls: 60 states, as Hallway has. */
function loop(): FiniteModel {
  const at = (cell: number, heading: number) => 4 * ((cell + CELLS) % CELLS) + (heading % 4);
  return finiteModel({
    states: 4 * CELLS,
    actions: 3,
    observations: 16,
    transition: (state, action) => {
      const [cell, heading] = [state >> 2, state % 4];
      const steps = [1, 0, -1, 0][heading]!; // the long walls stop two of the headings
      if (action > 0) return [0.1, 0.7, 0.15, 0.05].map((p, turn) => [at(cell, heading + action * turn), p]);
      return [0, 1, 2].map((times) => [at(cell + times * steps, heading), [0.15, 0.8, 0.05][times]!]);
    },
    observation: (_action, next) =>
      Array.from({ length: 16 }, (_, y): [number, number] => {
        const walls = (next % 2 === 0 ? 10 : 5) ^ (next >> 2 === 7 ? 15 : 0);
        const wrong = [1, 2, 4, 8].filter((bit) => (y ^ walls) & bit).length;
        return [y, 0.1 ** wrong * 0.9 ** (4 - wrong)];
      }),
    reward: (_state, _action, next) => Number(next >> 2 === 7),
    start: Array.from({ length: 4 * CELLS }, (_, s) => [s, 1 / (4 * CELLS)]),
  });
}

const RING = 8;
const TAGGED = RING * RING;

/** A chase on a ring of 8 cells that ends with a catch, and shows the other when one stands on it: 65 states, as a small Tag. */
function chase(): FiniteModel {
  const place = (cell: number) => (cell + RING) % RING;
  return finiteModel({
    states: TAGGED + 1,
    actions: 3,
    observations: RING + 1,
    transition: (state, action) => {
      if (state === TAGGED) return [[TAGGED, 1]];
      const [robot, other] = [Math.floor(state / RING), state % RING];
      if (action === 2 && robot === other) return [[TAGGED, 1]];
      const to = action === 2 ? robot : place(robot + 2 * action - 1);
      const away = place(other - robot) <= RING / 2 ? 1 : -1;
      return [
        [RING * to + other, 0.2],
        [RING * to + place(other + away), 0.8],
      ];
    },
    observation: (_action, next) => {
      const robot = Math.floor(next / RING);
      return [[next === TAGGED || robot === next % RING ? RING : robot, 1]];
    },
    reward: (_state, action, next) => (next === TAGGED ? 10 : action === 2 ? -10 : -1),
    start: Array.from({ length: TAGGED }, (_, s) => [s, 1 / TAGGED]),
    initialObservation: (s) => [[Math.floor(s / RING), 1]],
    terminal: (s) => s === TAGGED,
  });
}

/** A copy in which 0.05 has moved from the largest cell of a row to its first other one. */
function moved(
  model: FiniteModel,
  table: 'transitions' | 'observationTables',
  action: number,
  row: number,
): FiniteModel {
  const copy = structuredClone(model);
  const { offsets, values } = copy[table][action]!;
  const cells = values.subarray(offsets[row], offsets[row + 1]);
  const largest = cells.indexOf(Math.max(...cells));
  cells[largest]! -= 0.05;
  cells[largest === 0 ? 1 : 0]! += 0.05;
  return copy;
}

/** Wastes a number of each episode: it follows its model, and makes no draw that the model's environment makes. */
class OtherDraws extends ModelEnvironment {
  override reset(random: Random): number {
    random.uint32();
    return super.reset(random);
  }
}

/** The sentence with which the environment is refused; how far the trial got where it is not. */
function verdict(
  environment: ModelEnvironment,
  model: FiniteModel,
  steps = 6e6,
  falseAlarmRate = 1e-6,
  seed = 1,
) {
  try {
    return demandRowAgreement(environment, model, { steps, falseAlarmRate, seed });
  } catch (error) {
    return String(error);
  }
}

describe('Agreement row by row', () => {
  it('is decided in every row that can be reached, where the draws are those of the model', () => {
    // A start each. The loop: 60 rows to leave and 60 to enter for each action. The chase: 64 first observations and 64 rows
    // to leave; by a move every pair can be entered, by staying the 56 of two different cells, and the ending.
    for (const [model, rows] of [
      [loop(), 1 + 3 * 60 + 3 * 60],
      [chase(), 1 + 64 + 3 * 64 + 64 + 64 + 57],
    ] as const) {
      const found = verdict(new ModelEnvironment(model), model);
      expect(found).to.deep.include({ rows, decided: rows });
    }
  });

  for (const [table, action, row] of [
    ['transitions', 0, 6],
    ['transitions', 1, 13],
    ['transitions', 2, 30],
    ['transitions', 0, 58],
    ['observationTables', 1, 7],
    ['observationTables', 2, 28],
  ] as const) {
    it(`is refused where one cell of 60 states is off by 0.05: ${table}, action ${action}, row ${row}`, () => {
      const model = loop();
      expect(verdict(new ModelEnvironment(moved(model, table, action, row)), model)).to.match(
        new RegExp(
          `${table === 'observationTables' ? 'entering' : 'from'} state ${row} under action ${action} .* visits`,
        ),
      );
    });
  }

  for (const [action, row] of [
    [0, 5],
    [1, 33],
    [2, 50],
  ] as const) {
    it(`is refused where one cell of the chase is off by 0.05: action ${action}, row ${row}`, () => {
      const model = chase();
      expect(verdict(new ModelEnvironment(moved(model, 'transitions', action, row)), model)).to.match(
        new RegExp(`from state ${row} under action ${action} .* visits`),
      );
    });
  }

  it('is refused for a cell off by 0.05 where the draws are made in another order', () => {
    for (const table of ['transitions', 'observationTables'] as const)
      expect(verdict(new OtherDraws(moved(ring(), table, 2, 3)), ring())).to.match(
        /state 3 under action 2 .* visits/,
      );
  });

  it('is refused for another start, first observation or reward, and for an ending that the model lacks', () => {
    const model = chase();
    const start = model.start.slice();
    start[0]! += 0.05;
    for (let s = 60; s < 64; s++) start[s]! -= 0.0125;
    expect(verdict(new ModelEnvironment({ ...model, start }), model)).to.match(
      /a start in state 0 at 0.0156/,
    );
    const first = structuredClone(model);
    first.initialObservationTable!.indices[12] = 2;
    expect(verdict(new ModelEnvironment(first), model)).to.match(
      /seeing observation 2 first in state 12 impossible/,
    );
    const paid = structuredClone(model);
    paid.rewards[1]!.values[30]! += 0.5;
    expect(verdict(new ModelEnvironment(paid), model)).to.match(
      /the model pays -1; the simulator: earned -0.5/,
    );
    const ending = { ...ring(), terminal: Uint8Array.of(0, 0, 1, 0) };
    expect(verdict(new ModelEnvironment(ending), ring())).to.match(/to an ending impossible/);
  });

  it('is decided, and refused no oftener than it says, where the draws are made in another order', () => {
    // At a rate of 1 in 5, were it met exactly, 12 alarms or more of 20 would be seen once in 10,000 times.
    let alarms = 0;
    for (let seed = 0; seed < 20; seed++) {
      const found = verdict(new OtherDraws(errand()), errand(), 6e6, 0.2, seed);
      if (typeof found === 'string') alarms++;
      else expect(found.decided).to.equal(found.rows);
    }
    expect(alarms).to.be.at.most(11);
  });

  it('says how many rows it could not decide', () => {
    const found = verdict(new ModelEnvironment(loop()), loop(), 2000);
    expect(found).to.include({ rows: 361 }).and.to.have.property('decided').that.is.below(361);
  });
});

describe('The visits that a row needs', () => {
  const LIMIT = 20;

  it('miss a change of 0.05 less than once in 1,000 times, by the exact binomial law', () => {
    for (const p of [0.02, 0.05, 0.3, 0.5, 0.9, 0.97]) {
      const n = visitsNeeded([p], LIMIT);
      for (const q of [p - 0.05, p + 0.05].filter((one) => one > 0 && one < 1))
        expect(missed(n, p, q), `${p} for ${q}`).to.be.at.most(1e-3);
    }
  });

  it('are 135 where the row has one outcome: 0.95^135 < 1/1,000', () => {
    expect(visitsNeeded([1], LIMIT)).to.equal(135);
  });

  /** P(n · KL(seen ‖ p) < limit) where outcomes have probability q. */
  function missed(n: number, p: number, q: number): number {
    let log = n * Math.log1p(-q); // of the binomial probability of k
    let sum = 0;
    for (let k = 0; k <= n; k++) {
      const x = k / n;
      const entropy = (x && x * Math.log(x / p)) + (x < 1 ? (1 - x) * Math.log((1 - x) / (1 - p)) : 0);
      if (n * entropy < LIMIT) sum += Math.exp(log);
      log += Math.log((n - k) / (k + 1)) + Math.log(q / (1 - q));
    }
    return sum;
  }
});
