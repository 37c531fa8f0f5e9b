import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { grow } from './grow.js';
import { plateau } from './plateau.js';
import { restarts } from './restarts.js';

export { grow, plateau, restarts };
export default new ContainerModule((module) => {
  contribute(module, 'optimizer', restarts);
  contribute(module, 'optimizer', plateau);
  contribute(module, 'optimizer', grow);
});
