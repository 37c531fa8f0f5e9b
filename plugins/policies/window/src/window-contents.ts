/**
 * The contents of a window of finite observations, numbered: the sequences of at most `places` past steps, a step being an
 * observation, or an observation and an action. Number 0 is the empty one; shorter sequences come before longer ones.
 */
export class WindowContents {
  /** How many contents there are. */
  readonly count: number;
  private readonly steps: number;
  /** The number of the first sequence of each length. */
  private readonly begins: readonly number[];

  /** @param actions how many actions a step may have; 1 where the window does not hold actions. */
  constructor(places: number, observations: number, actions: number) {
    this.steps = observations * actions;
    const begins = [0];
    for (let length = 0; length <= places; length++) begins.push(begins[length]! + this.steps ** length);
    this.count = begins.pop()!;
    this.begins = begins;
  }

  /** The contents once a step has followed: the oldest one is dropped where the window is full. */
  after(contents: number, step: number): number {
    const { begins, steps } = this;
    const longest = begins.length - 1;
    let length = longest;
    while (contents < begins[length]!) length--;
    const sequence = (contents - begins[length]!) * steps + step;
    return length < longest
      ? begins[length + 1]! + sequence
      : begins[longest]! + (sequence % steps ** longest);
  }
}
