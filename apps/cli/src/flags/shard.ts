import { InvalidArgumentError } from 'commander';

/** One part of a study, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Reads `2/4`: the second of four. */
export function parseShard(text: string): Shard {
  const [, index = '', count = ''] = /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (index !== '' && shard.index >= 1 && shard.index <= shard.count) return shard;
  throw new InvalidArgumentError('It must be a shard and how many there are, such as 1/4 to 4/4.');
}
