import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { tMaze } from './t-maze.js';

export { tMaze };
export default new ContainerModule((module) => contribute(module, 'environment', tMaze));
