import { environment, InputError } from '@pomdp-gym/contracts';
import { formatDiagnostic, readModel } from '@pomdp-gym/model-files';
import { bytesOfModelFile } from '@pomdp-gym/model-files/node';
import { ModelEnvironment } from '@pomdp-gym/models';
import { z } from 'zod';

const options = z.strictObject({
  path: z
    .string()
    .default('')
    .describe('The file of the model, in .POMDP or .pomdpx format; it may be compressed (gzip).'),
});

export const file = environment({
  id: 'File',
  summary:
    'The environment of any model file, .POMDP or .pomdpx; the command line takes such a path for an id.',
  options,
  create: ({ path }) => {
    const { model, diagnostics } = readModel(contents(path), path);
    return new ModelEnvironment(model, {
      warnings: diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, path)),
    });
  },
});

function contents(path: string): Uint8Array {
  if (path === '') {
    throw new InputError('The environment File has no path: name a model file, as in File:path=tiger.POMDP.');
  }
  return bytesOfModelFile(path);
}
