import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import {
  ACCEPT,
  actionSpace,
  callObservation,
  NO_CALL,
  observationLabels,
  OBSERVATIONS,
} from './admission.js';
import {
  callTypes,
  changed,
  type Configuration,
  configurations,
  numberOf,
  occupancy,
  CAPACITY,
} from './link.js';

/** What has just happened: event m < 3 is a call of type m that asks; the last is anything else. */
const NOTHING = callTypes.length;
const EVENTS = callTypes.length + 1;

/** A state: who is on the link, and which call asks. */
export interface LinkState {
  readonly configuration: Configuration;
  /** The type of the call that asks; undefined where none does. */
  readonly call: number | undefined;
}

export function linkStateOf(state: number): LinkState {
  const event = state % EVENTS;
  return {
    configuration: configurations[Math.floor(state / EVENTS)]!,
    call: event === NOTHING ? undefined : event,
  };
}

/**
 * The link in discrete time, uniformised at `rate` L: each step is one tick of a Poisson clock of that rate, and with
 * probability λ_m/L a call of type m asks, with n_m μ_m/L one of the n_m calls of type m ends, and otherwise nothing
 * happens. A continuous-time average per unit of time is L times the average per step. `rewardScale` multiplies rewards.
 */
export function callAdmissionModel(rate: number, rewardScale: number): FiniteModel {
  const states = configurations.length * EVENTS;
  const empty = callTypes.map(() => 0);
  return finiteModel({
    states,
    actions: actionSpace.size,
    observations: OBSERVATIONS,
    labels: {
      states: Array.from({ length: states }, (_, state) => stateName(linkStateOf(state))),
      actions: actionSpace.labels!,
      observations: observationLabels,
    },
    transition: (state, action) => nextEvents(afterAction(linkStateOf(state), action), rate),
    observation: (_action, next) => [[observed(linkStateOf(next)), 1]],
    initialObservation: (state) => [[observed(linkStateOf(state)), 1]],
    reward: (state, action) => rewardScale * paid(linkStateOf(state), action),
    start: nextEvents(empty, rate),
  });
}

/** The type of the call that an action admits: the one that asks, if there is one and it fits. */
function admitted({ configuration, call }: LinkState, action: number): number | undefined {
  return action === ACCEPT && occupancy(configuration) < CAPACITY ? call : undefined;
}

function afterAction(state: LinkState, action: number): Configuration {
  const type = admitted(state, action);
  return type === undefined ? state.configuration : changed(state.configuration, type, 1);
}

function paid(state: LinkState, action: number): number {
  const type = admitted(state, action);
  return type === undefined ? 0 : callTypes[type]!.reward;
}

/** The law of the next state from a configuration. */
function nextEvents(configuration: Configuration, rate: number): [state: number, probability: number][] {
  const arrivals = callTypes.map(({ arrivalRate }, type): [number, number] => [
    numberOf(configuration) * EVENTS + type,
    arrivalRate / rate,
  ]);
  const departures = callTypes.flatMap(({ departureRate }, type): [number, number][] => {
    const calls = configuration[type]!;
    if (calls === 0) return [];
    return [[numberOf(changed(configuration, type, -1)) * EVENTS + NOTHING, (calls * departureRate) / rate]];
  });
  const events = [...arrivals, ...departures];
  const idle = 1 - events.reduce((sum, [, probability]) => sum + probability, 0);
  return [...events, [numberOf(configuration) * EVENTS + NOTHING, Math.max(0, idle)]];
}

function observed({ configuration, call }: LinkState): number {
  return call === undefined ? NO_CALL : callObservation(call, occupancy(configuration));
}

function stateName({ configuration, call }: LinkState): string {
  return `link_${configuration.join('_')}_${call === undefined ? 'no_call' : `type_${call + 1}`}`;
}
