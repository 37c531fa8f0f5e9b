/** A type of call: every call takes one unit of the link. */
export interface CallType {
  /** Calls that ask for admission per unit of time, λ. */
  readonly arrivalRate: number;
  /** The rate at which each admitted call ends, μ. */
  readonly departureRate: number;
  /** What admitting one pays. */
  readonly reward: number;
}

/** How many units the link has. */
export const CAPACITY = 10;

export const callTypes: readonly CallType[] = [
  { arrivalRate: 1.8, departureRate: 0.6, reward: 1 },
  { arrivalRate: 1.6, departureRate: 0.5, reward: 2 },
  { arrivalRate: 1.4, departureRate: 0.4, reward: 4 },
];

/** Λ = Σ λ, the rate at which calls of any type ask: 4.8. */
export const TOTAL_ARRIVAL_RATE = callTypes.reduce((sum, { arrivalRate }) => sum + arrivalRate, 0);

/** The highest rate of events in any configuration: all arrivals, and a full link of the shortest calls. 10.8. */
export const HIGHEST_EVENT_RATE =
  TOTAL_ARRIVAL_RATE + CAPACITY * Math.max(...callTypes.map(({ departureRate }) => departureRate));

/** How many calls of each type are on the link. */
export type Configuration = readonly number[];

/** b, the units taken. */
export function occupancy(configuration: Configuration): number {
  return configuration.reduce((sum, calls) => sum + calls, 0);
}

/** The configuration with `change` more calls of a type. */
export function changed(configuration: Configuration, type: number, change: number): Configuration {
  return configuration.map((calls, other) => (other === type ? calls + change : calls));
}

/** Every configuration that fits on the link: 286. */
export const configurations: readonly Configuration[] = fillings(callTypes.length, CAPACITY);

const numbers = new Map(configurations.map((configuration, number) => [configuration.join(), number]));

export function numberOf(configuration: Configuration): number {
  return numbers.get(configuration.join())!;
}

/** All ways to put calls of so many types into so many units. */
function fillings(types: number, units: number): Configuration[] {
  if (types === 0) return [[]];
  return Array.from({ length: units + 1 }, (_, calls) =>
    fillings(types - 1, units - calls).map((rest) => [calls, ...rest]),
  ).flat();
}
