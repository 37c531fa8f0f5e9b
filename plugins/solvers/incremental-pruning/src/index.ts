import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { incrementalPruning } from './incremental-pruning.js';

export { incrementalPruning };
export default new ContainerModule((module) => contribute(module, 'solver', incrementalPruning));
