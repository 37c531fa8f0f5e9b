import { type LoopName, loops } from './gpomdp-loop.js';

// A fresh process for one loop: warms up, then prints nanoseconds of CPU time a step, the median of five stretches.
const loop = loops[process.argv[2] as LoopName];
const steps = Number(process.argv[3]);
await loop(steps / 4, 1);
const figures: number[] = [];
for (let stretch = 0; stretch < 5; stretch++) {
  const before = process.cpuUsage();
  await loop(steps, 2 + stretch);
  const { user, system } = process.cpuUsage(before);
  figures.push(((user + system) * 1000) / steps);
}
figures.sort((a, b) => a - b);
console.log(figures[2]);
