import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { adam } from './adam.js';
import { gradientAscent } from './gradient-ascent.js';
import { naturalGradient } from './natural-gradient.js';

export { adam, gradientAscent, naturalGradient };
export default new ContainerModule((module) => {
  contribute(module, 'optimizer', gradientAscent);
  contribute(module, 'optimizer', adam);
  contribute(module, 'optimizer', naturalGradient);
});
