/** The libraries that every plugin uses, in the versions that pomdp-gym uses. */
export { ContainerModule } from 'inversify';
export { z } from 'zod';
