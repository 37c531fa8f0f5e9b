import type { CallName, Calls } from './calls.js';
import type { CallOptions, Engine, ValueOf } from './engine-client.js';
import { EngineLane, type Thread } from './engine-lane.js';
import { LaneGroup } from './lane-group.js';

/** Calls of the forms, and runs. */
const RUNS: readonly CallName[] = ['catalogue', 'problems', 'parts', 'write', 'study', 'run'];
/** Calls about studies that end soon after they are cancelled. */
const PROMPT: readonly CallName[] = ['results', 'follow', 'rows', 'allRows', 'cell', 'runs'];
/** Calls about studies, which stay open in their thread. */
const STUDIES: readonly CallName[] = [...PROMPT, 'seeds', 'optimumQuestions', 'takeOptima'];
/** Long calls of views: each kind has a thread, so that none is begun again where another is cancelled. */
const LONG: readonly CallName[] = ['solve', 'estimates', 'averageOptimum'];

/** The engine in several threads: none waits for what another computes. */
export class Engines implements Engine {
  /** What the views show. */
  readonly views: LaneGroup;
  /** The thread that studies are open in. */
  readonly studies: EngineLane;
  private readonly lanes: ReadonlyMap<CallName, EngineLane>;
  private readonly others: EngineLane;

  /** @param begin begins a thread. */
  constructor(begin: () => Thread) {
    const runs = new EngineLane(begin);
    this.studies = new EngineLane(begin, undefined, PROMPT);
    this.others = new EngineLane(begin);
    const long = LONG.map((call) => [call, new EngineLane(begin)] as const);
    this.views = new LaneGroup([this.others, ...long.map(([, lane]) => lane)]);
    this.lanes = new Map([
      ...RUNS.map((call) => [call, runs] as const),
      ...STUDIES.map((call) => [call, this.studies] as const),
      ...long,
      ['optimum', new EngineLane(begin)],
    ]);
  }

  call<Name extends CallName>(
    call: Name,
    argument: Calls[Name]['argument'],
    options?: CallOptions<Name>,
  ): Promise<ValueOf<Name>> {
    return (this.lanes.get(call) ?? this.others).call(call, argument, options);
  }
}
