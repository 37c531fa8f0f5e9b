import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { cheeseMaze } from './cheese-maze.js';

export { cheeseMaze };
export default new ContainerModule((module) => contribute(module, 'environment', cheeseMaze));
