/**
 * A tree of histories: node 0 is the present one, and each other follows its parent by an action and an observation.
 * Entry h·A + u holds what is known of action u in node h. Nodes come after their parents. The arrays are replaced as
 * they grow: read them afresh.
 */
export class SearchTree {
  /** How many nodes there are. */
  count = 0;
  /** N(h): how often a simulation chose an action here. */
  visits: Int32Array = new Int32Array(0);
  /** N(h, u), by entry. */
  actionVisits: Int32Array = new Int32Array(0);
  /** V(h, u): the mean of what simulations earned from here on, by entry. */
  actionValues: Float64Array = new Float64Array(0);
  /** The entry that leads to each node; −1 for node 0. */
  private parent: Int32Array = new Int32Array(0);
  private observation: Int32Array = new Int32Array(0);
  /** The children of an entry are a list: its first, and for each child the next; −1 ends it. */
  private firstChild: Int32Array = new Int32Array(0);
  private nextChild: Int32Array = new Int32Array(0);

  constructor(private readonly actions: number) {}

  /** Makes room for so many more nodes, so that a search need not look. */
  reserve(more: number): void {
    const needed = this.count + more;
    if (needed <= this.visits.length) return;
    const room = Math.max(needed, 2 * this.visits.length);
    this.visits = grown(this.visits, room);
    this.parent = grown(this.parent, room);
    this.observation = grown(this.observation, room);
    this.nextChild = grown(this.nextChild, room);
    this.actionVisits = grown(this.actionVisits, room * this.actions);
    this.firstChild = grown(this.firstChild, room * this.actions);
    this.actionValues = grown(this.actionValues, room * this.actions);
  }

  /** Leaves nothing but a new present. */
  clear(): void {
    this.count = 0;
    this.reserve(1);
    this.add(-1, -1);
  }

  /** The node after an action (by entry) and an observation; −1 where there is none yet. */
  child(entry: number, observation: number): number {
    let node = this.firstChild[entry]!;
    while (node >= 0 && this.observation[node] !== observation) node = this.nextChild[node]!;
    return node;
  }

  /** Adds the node after an action (by entry) and an observation. There must be room for it. */
  add(entry: number, observation: number): number {
    const node = this.count++;
    const begin = node * this.actions;
    this.visits[node] = 0;
    this.actionVisits.fill(0, begin, begin + this.actions);
    this.actionValues.fill(0, begin, begin + this.actions);
    this.firstChild.fill(-1, begin, begin + this.actions);
    this.link(node, entry, observation);
    return node;
  }

  /** Makes a node the present one and forgets all that does not follow it. */
  moveTo(node: number): void {
    if (node === 0) return;
    const { actions, count } = this;
    const moved = new Int32Array(count).fill(-1);
    this.count = 0;
    for (let old = node; old < count; old++) {
      const above = this.parent[old]!;
      const parent = old === node || above < 0 ? -1 : moved[Math.floor(above / actions)]!;
      if (old !== node && parent < 0) continue;
      const to = this.add(old === node ? -1 : parent * actions + (above % actions), this.observation[old]!);
      moved[old] = to;
      this.visits[to] = this.visits[old]!;
      this.actionVisits.copyWithin(to * actions, old * actions, (old + 1) * actions);
      this.actionValues.copyWithin(to * actions, old * actions, (old + 1) * actions);
    }
  }

  /** Counts what a simulation earned from an action (by entry) on. */
  learn(entry: number, earned: number): void {
    const { visits, actionVisits, actionValues } = this;
    visits[Math.floor(entry / this.actions)]! += 1;
    actionVisits[entry]! += 1;
    actionValues[entry]! += (earned - actionValues[entry]!) / actionVisits[entry]!;
  }

  private link(node: number, entry: number, observation: number): void {
    this.parent[node] = entry;
    this.observation[node] = observation;
    this.nextChild[node] = -1;
    if (entry < 0) return;
    this.nextChild[node] = this.firstChild[entry]!;
    this.firstChild[entry] = node;
  }
}

function grown(array: Int32Array, length: number): Int32Array;
function grown(array: Float64Array, length: number): Float64Array;
function grown(array: Int32Array | Float64Array, length: number): Int32Array | Float64Array {
  const larger = array instanceof Int32Array ? new Int32Array(length) : new Float64Array(length);
  larger.set(array);
  return larger;
}
