import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { callAdmission } from './call-admission.js';

export { callAdmission, PAPER_RATE } from './call-admission.js';
export { callAdmissionModel, linkStateOf, type LinkState } from './call-admission-model.js';
export { CallAdmissionSimulator } from './call-admission-simulator.js';
export { callAdmissionFrame } from './call-admission-frame.js';
export { thresholdPolicy } from './admission.js';
export default new ContainerModule((module) => contribute(module, 'environment', callAdmission));
