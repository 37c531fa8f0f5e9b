import type { Random } from '@pomdp-gym/contracts';
import { z } from 'zod';

/** Where each stream stands. */
const places = z.array(z.array(z.number()));

export const savedStreams = z.strictObject({
  now: places,
  /** By the name of a request. */
  begun: z.array(z.tuple([z.string(), places])),
});

type Places = readonly (readonly number[])[];

/** Random streams that can be set back to where a request of the same name began. */
export class NamedStreams {
  private readonly begun = new Map<string, Places>();

  constructor(private readonly streams: readonly Random[]) {}

  /** Sets the streams to where the name began, if one is given; returns what sets them to go on with the rest. */
  enter(name: string | undefined): () => void {
    if (name === undefined) return () => undefined;
    const now = this.stand();
    const begin = this.begun.get(name);
    if (begin) this.goTo(begin);
    else this.begun.set(name, now);
    return begin ? () => this.goTo(now) : () => undefined;
  }

  /** All places, as plain data. */
  save(): z.infer<typeof savedStreams> {
    const plain = (all: Places) => all.map((each) => [...each]);
    const begun = [...this.begun].map(([name, all]): [string, number[][]] => [name, plain(all)]);
    return { now: plain(this.stand()), begun };
  }

  /** Goes on from saved places of as many streams. */
  restore({ now, begun }: z.infer<typeof savedStreams>): void {
    this.goTo(now);
    this.begun.clear();
    for (const [name, all] of begun) this.begun.set(name, all);
  }

  private stand(): Places {
    return this.streams.map((stream) => stream.save?.() ?? []);
  }

  private goTo(saved: Places): void {
    this.streams.forEach((stream, i) => stream.restore?.(saved[i]!));
  }
}
