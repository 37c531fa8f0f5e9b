import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { automatic } from './automatic.js';

export { automatic };

/** Loads what the experiment is run with. Listing it loads none of it. */
export const loadMachinery = () => import('./machinery.js');

export default new ContainerModule((module) => contribute(module, 'experiment', automatic));
