import type { Random } from '@pomdp-gym/contracts';

/** Random streams that can be set back to where a request of the same name began. */
export class NamedStreams {
  private readonly begun = new Map<string, readonly (readonly number[])[]>();

  constructor(private readonly streams: readonly Random[]) {}

  /** Sets the streams to where the name began, if one is given; returns what sets them to go on with the rest. */
  enter(name: string | undefined): () => void {
    if (name === undefined) return () => undefined;
    const now = this.save();
    const begin = this.begun.get(name);
    if (begin) this.restore(begin);
    else this.begun.set(name, now);
    return begin ? () => this.restore(now) : () => undefined;
  }

  private save(): readonly (readonly number[])[] {
    return this.streams.map((stream) => stream.save?.() ?? []);
  }

  private restore(saved: readonly (readonly number[])[]): void {
    this.streams.forEach((stream, i) => stream.restore?.(saved[i]!));
  }
}
