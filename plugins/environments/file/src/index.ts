import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { file } from './file.js';

export { file };
export default new ContainerModule((module) => contribute(module, 'environment', file));
