import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { hallway, hallway2 } from './hallway.js';

export { hallway, hallway2 };
export default new ContainerModule((module) => {
  contribute(module, 'environment', hallway);
  contribute(module, 'environment', hallway2);
});
