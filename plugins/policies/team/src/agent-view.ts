import type { StepBatch } from '@pomdp-gym/contracts';
import type { TeamSpaces, TupleIndex } from '@pomdp-gym/models';

/** The entries of one agent in the columns of a batch: a batch of its own, refilled whenever it is asked for. */
export class AgentView {
  private observations = new Int32Array(0);
  private actions = new Int32Array(0);
  private before = new Int32Array(0);
  private after = new Int32Array(0);

  /** @param remembers whether this agent has a memory. */
  constructor(
    private readonly agent: number,
    private readonly spaces: TeamSpaces,
    private readonly memory: TupleIndex,
    private readonly remembers: boolean,
  ) {}

  /** @param row the one row that is needed; all of them by default. */
  of(batch: StepBatch, row?: number): StepBatch {
    this.makeRoom(batch.length);
    const { agent, spaces } = this;
    const { observations, actions, memory, next } = batch;
    const [begin, end] = row === undefined ? [0, batch.length] : [row, row + 1];
    take(spaces.observations, agent, observations.values, this.observations, begin, end);
    take(spaces.actions, agent, actions.values, this.actions, begin, end);
    if (memory && this.remembers) {
      take(this.memory, agent, memory.before.values, this.before, begin, end);
      take(this.memory, agent, memory.after.values, this.after, begin, end);
    }
    return {
      ...batch,
      observations: { width: 0, values: this.observations },
      actions: { width: 0, values: this.actions },
      memory: this.remembers
        ? { before: { width: 0, values: this.before }, after: { width: 0, values: this.after } }
        : undefined,
      next: typeof next === 'number' ? spaces.observations.entry(next, agent) : next,
    };
  }

  private makeRoom(length: number): void {
    if (this.observations.length >= length) return;
    this.observations = new Int32Array(length);
    this.actions = new Int32Array(length);
    this.before = new Int32Array(length);
    this.after = new Int32Array(length);
  }
}

function take(
  tuples: TupleIndex,
  agent: number,
  from: ArrayLike<number>,
  into: Int32Array,
  begin: number,
  end: number,
): void {
  for (let row = begin; row < end; row++) into[row] = tuples.entry(from[row]!, agent);
}
