import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { rewardScale } from './reward-scale.js';

export { rewardScale };
export default new ContainerModule((module) => contribute(module, 'wrapper', rewardScale));
