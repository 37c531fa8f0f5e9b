import { environment, type FiniteModel, type Frame } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment, picture } from '@pomdp-gym/models';
import { z } from 'zod';
import { shuttleSvg } from './shuttle-svg.js';

/** The stations by when they were visited: the least recently visited one, and the most recently visited one. */
const LRV = 0;
const MRV = 1;
const stationNames = ['LRV', 'MRV'];

type Place = 'docked' | 'facing' | 'backing' | 'space';

/** Chrisman's numbering: the state in each place, at (or in space: looking towards) the LRV and the MRV station. */
const numbers: Readonly<Record<Place, readonly [lrv: number, mrv: number]>> = {
  docked: [0, 7],
  facing: [6, 1],
  backing: [3, 4],
  space: [5, 2],
};
const places = Object.keys(numbers) as Place[];

const actions = ['TurnAround', 'GoForward', 'Backup'];
const [TURN, FORWARD, BACKUP] = [0, 1, 2];
const observations = ['see-LRV', 'see-MRV', 'docked-MRV', 'see-nothing', 'docked-LRV'];

function describe(state: number): { place: Place; station: number } {
  const place = places.find((each) => numbers[each].includes(state))!;
  return { place, station: numbers[place].indexOf(state) };
}

type Outcomes = readonly (readonly [state: number, probability: number])[];

/** Where each action leads. Leaving a dock makes its station the most recently visited one. */
function transition(state: number, action: number): Outcomes {
  const { place, station } = describe(state);
  const at = (where: Place, which = station): number => numbers[where][which]!;
  const other = 1 - station;
  switch (place) {
    case 'docked':
      return [[at(action === TURN ? 'facing' : action === FORWARD ? 'backing' : 'docked', MRV), 1]];
    case 'facing':
      if (action === TURN) return [[at('backing'), 1]];
      if (action === FORWARD) return [[state, 1]];
      return [
        [state, 0.4],
        [at('space'), 0.3],
        [at('backing'), 0.3],
      ];
    case 'backing':
      if (action === TURN) return [[at('facing'), 1]];
      if (action === FORWARD) return [[at('space', other), 1]];
      return [
        [at('docked'), 0.7],
        [state, 0.3],
      ];
    case 'space':
      if (action === TURN) return [[at('space', other), 1]];
      if (action === FORWARD) return [[at('facing'), 1]];
      return [
        [at('backing', other), 0.8],
        [at('facing', other), 0.1],
        [state, 0.1],
      ];
  }
}

/** A station is always seen from its door, and with probability .7 from space. */
function observation(_action: number, next: number): Outcomes {
  const { place, station } = describe(next);
  const name = stationNames[station]!;
  const [sight, nothing] = [observations.indexOf(`see-${name}`), observations.indexOf('see-nothing')];
  switch (place) {
    case 'docked':
      return [[observations.indexOf(`docked-${name}`), 1]];
    case 'facing':
      return [[sight, 1]];
    case 'backing':
      return [[nothing, 1]];
    case 'space':
      return [
        [sight, 0.7],
        [nothing, 0.3],
      ];
  }
}

/** 10 for backing into the least recently visited station, −3 for driving into a station nose first. */
function reward(state: number, action: number, next: number): number {
  const { place, station } = describe(state);
  if (action === BACKUP && place === 'backing' && station === LRV && next === numbers.docked[LRV]) return 10;
  return action === FORWARD && place === 'facing' ? -3 : 0;
}

function shuttleModel(): FiniteModel {
  return finiteModel({
    states: 8,
    actions: actions.length,
    observations: observations.length,
    labels: {
      states: Array.from({ length: 8 }, (_, state) => {
        const { place, station } = describe(state);
        return `${place}-${stationNames[station]}`;
      }),
      actions,
      observations,
    },
    transition,
    observation,
    reward,
    start: [[numbers.docked[MRV], 1]],
    discount: 0.95,
  });
}

/** The two stations with space between them; the arrow is the ship, pointing where it looks. */
export function shuttleFrame(state: number): Frame {
  const { place, station } = describe(state);
  const columns = { docked: 1, facing: 5, backing: 5, space: 10 };
  const column = station === LRV || place === 'space' ? columns[place] : 20 - columns[place];
  const looksLeft = (station === LRV) === (place === 'facing' || place === 'space');
  const lane = '[  ]' + ' '.repeat(13) + '[  ]';
  const ship = looksLeft ? '<' : '>';
  return {
    picture: picture(
      [' LRV' + ' '.repeat(13) + ' MRV', lane.slice(0, column) + ship + lane.slice(column + 1)],
      {
        '<': 'agent',
        '>': 'agent',
        '[': 'goal',
        ']': 'goal',
      },
    ),
    svg: shuttleSvg(column / 20, looksLeft),
    facts: { place: `${place} ${stationNames[station]}` },
  };
}

export const shuttle = environment({
  id: 'Shuttle-v0',
  summary: 'Chrisman’s shuttle: dock, backwards, at the station visited least recently, between two of them.',
  options: z.strictObject({}),
  create: () => new ModelEnvironment(shuttleModel(), { frame: shuttleFrame }),
});
