import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { acrobotV1, cartPoleV0, cartPoleV1, mountainCarV0, pendulumV1 } from './classic-control.js';

export { acrobotV1, cartPoleV0, cartPoleV1, mountainCarV0, pendulumV1 };
export { ControlEnvironment } from './control-environment.js';

const specs = [acrobotV1, cartPoleV0, cartPoleV1, mountainCarV0, pendulumV1];

export default new ContainerModule((module) => {
  for (const spec of specs) contribute(module, 'environment', spec);
});
