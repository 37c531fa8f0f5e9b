import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { puckPlane } from './puck-plane.js';

export { puckPlane };
export { PuckPlane } from './puck-plane-environment.js';
export { puckPlaneFrame, type PuckPlaneState } from './puck-plane-frame.js';
export default new ContainerModule((module) => contribute(module, 'environment', puckPlane));
