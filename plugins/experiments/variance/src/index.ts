import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { variance } from './variance.js';

export { variance };

/** Loads what the experiment is run with: the tests hold it to the truth. Listing it loads none of it. */
export const loadMachinery = () => import('./machinery.js');

export default new ContainerModule((module) => contribute(module, 'experiment', variance));
