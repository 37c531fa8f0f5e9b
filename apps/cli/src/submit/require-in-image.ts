import { isAbsolute } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import type { Study } from '@pomdp-gym/experiment';
import { provenanceOf } from '../files/provenance.js';

/**
 * Throws an InputError where pods would need a file that is named from the folder of the command: an image has files under absolute
 * paths, and plugins that are packages.
 */
export function requireInImage(study: Study, plugins: readonly string[]): void {
  const [file] = Object.keys(provenanceOf(study, [], process.cwd()).files).filter(
    (path) => !isAbsolute(path),
  );
  if (file !== undefined)
    throw new InputError(
      `The study reads the file ${file}, which pods do not have: put it into the image, and name it by its absolute path there.`,
    );
  const plugin = plugins.find((name) => /^\.{1,2}(\/|$)/.test(name));
  if (plugin !== undefined)
    throw new InputError(
      `Pods do not have the plugin ${plugin}: put it into the image, and name its package or its absolute path there.`,
    );
}
