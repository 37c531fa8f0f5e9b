import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { blind } from './blind.js';
import { fib } from './fib.js';
import { qmdp } from './qmdp.js';

export { blind, fib, qmdp };
export default new ContainerModule((module) => {
  for (const spec of [blind, qmdp, fib]) contribute(module, 'solver', spec);
});
