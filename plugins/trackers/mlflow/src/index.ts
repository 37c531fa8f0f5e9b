import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { mlflow } from './mlflow.js';

export { mlflow };
export default new ContainerModule((module) => contribute(module, 'tracker', mlflow));
