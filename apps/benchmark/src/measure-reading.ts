import { parseModel } from '@pomdp-gym/model-files';
import { modelBytes } from './model-text.js';

// A fresh process for one file: prints CPU seconds of the first reading, of the median of seven further ones, and of the
// median of seven times of only cutting the text at blanks and converting what are numbers.
const bytes = modelBytes(process.argv[2] ?? '');

function seconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function median(work: () => void): number {
  return Array.from({ length: 7 }, () => seconds(work)).toSorted((a, b) => a - b)[3]!;
}

const read = () => {
  if (!parseModel(bytes).model) throw new Error('This file does not read: its speed means nothing.');
};
const cut = () => {
  let sum = 0;
  for (const word of new TextDecoder().decode(bytes).split(/\s+/)) sum += Number(word) || 0;
  if (Number.isNaN(sum)) throw new Error('The numbers do not add up.');
};
const figures = { bytes: bytes.length, first: seconds(read), again: median(read), cut: median(cut) };
console.log(JSON.stringify(figures));
