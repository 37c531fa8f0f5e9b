import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { hidePart } from './hide-part.js';

export { hidePart };
export default new ContainerModule((module) => contribute(module, 'wrapper', hidePart));
