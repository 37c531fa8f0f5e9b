import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { fourByThree } from './four-by-three.js';

export { fourByThree };
export default new ContainerModule((module) => contribute(module, 'environment', fourByThree));
