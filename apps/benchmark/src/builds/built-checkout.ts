import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';

/**
 * The absolute path of another checkout of the project.
 *
 * @param file what its build writes, by its path in the checkout.
 * @throws InputError where it is not there.
 */
export function builtCheckout(path: string, file: string): string {
  if (existsSync(resolve(path, file))) return resolve(path);
  throw new InputError(`${path} is no checkout that is built: it lacks ${join(path, file)}.`);
}
