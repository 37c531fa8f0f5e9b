import { InvalidArgumentError } from 'commander';
import type { Memory } from '../submit/submitted-work.js';

/** Reads an amount of memory: `500M` or `4G`. */
export function memoryAmount(text: string): Memory {
  const [, amount = '', unit] = /^\s*(\d+)\s*([MG])i?B?\s*$/i.exec(text) ?? [];
  if (Number(amount) > 0) return { amount: Number(amount), unit: unit?.toUpperCase() === 'M' ? 'M' : 'G' };
  throw new InvalidArgumentError('It must be an amount of memory, such as 500M or 4G.');
}

/** Reads a time as Slurm writes it, `[days-]hours:minutes:seconds`, in seconds. */
export function timeLimit(text: string): number {
  const [, days = '0', hours, minutes, seconds] =
    /^\s*(?:(\d+)-)?(\d+):([0-5]\d):([0-5]\d)\s*$/.exec(text) ?? [];
  const limit = Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (limit > 0) return limit;
  throw new InvalidArgumentError('It must be a time such as 04:00:00, or 2-00:00:00 for two days.');
}
