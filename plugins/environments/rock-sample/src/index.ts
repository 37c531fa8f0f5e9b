import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { rockSample } from './rock-sample.js';

export { rockSample };
export { publishedLayout, randomLayout, type Cell, type Layout } from './layout.js';
export { rockSampleModel } from './rock-sample-model.js';
export { rockSampleFrame } from './rock-sample-frame.js';
export default new ContainerModule((module) => contribute(module, 'environment', rockSample));
