import { type LoopName, loops } from './gpomdp-loop.js';

// A fresh process for one loop: warms up, then prints nanoseconds of CPU time a step of the fastest of ten stretches.
// What else a machine does can only slow a stretch down, so that the fastest is the least disturbed.
const loop = loops[process.argv[2] as LoopName];
const steps = Number(process.argv[3]);
await loop(steps, 1);
const figures: number[] = [];
for (let stretch = 0; stretch < 10; stretch++) {
  const before = process.cpuUsage();
  await loop(steps, 2 + stretch);
  const { user, system } = process.cpuUsage(before);
  figures.push(((user + system) * 1000) / steps);
}
console.log(Math.min(...figures));
