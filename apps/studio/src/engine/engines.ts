import type { CallName, Calls } from './calls.js';
import type { CallOptions, Engine, ValueOf } from './engine-client.js';
import { EngineLane, type Thread } from './engine-lane.js';

/** Calls of the forms, and runs. */
const RUNS: readonly CallName[] = ['catalogue', 'problems', 'parts', 'write', 'study', 'run'];
/** Calls about studies, which stay open in their thread. */
const STUDIES: readonly CallName[] = [
  ...(['results', 'follow', 'seeds'] as const),
  ...(['rows', 'allRows', 'cell', 'runs', 'optima'] as const),
];

/** The engine in three threads: none waits for what another computes. */
export class Engines implements Engine {
  /** What the views show. */
  readonly views: EngineLane;
  private readonly runs: EngineLane;
  private readonly studies: EngineLane;

  /** @param begin begins a thread. */
  constructor(begin: () => Thread) {
    [this.runs, this.studies, this.views] = [
      new EngineLane(begin),
      new EngineLane(begin),
      new EngineLane(begin),
    ];
  }

  call<Name extends CallName>(
    call: Name,
    argument: Calls[Name]['argument'],
    options?: CallOptions<Name>,
  ): Promise<ValueOf<Name>> {
    return this.laneOf(call).call(call, argument, options);
  }

  private laneOf(call: CallName): EngineLane {
    if (RUNS.includes(call)) return this.runs;
    return STUDIES.includes(call) ? this.studies : this.views;
  }
}
