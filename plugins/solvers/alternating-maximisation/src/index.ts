import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { alternatingMaximisation } from './alternating-maximisation.js';

export { alternatingMaximisation };
export default new ContainerModule((module) => contribute(module, 'solver', alternatingMaximisation));
