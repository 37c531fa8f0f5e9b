import { type EnvironmentSpec, InputError } from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { readModelFile } from '@pomdp-gym/models/file';
import { z } from 'zod';

const options = z.strictObject({
  path: z.string().default('').describe('The file of the model, in .POMDP or .pomdpx format.'),
});

export const file = {
  id: 'File',
  summary:
    'The environment of any model file, .POMDP or .pomdpx; the command line takes such a path for an id.',
  options,
  create({ path }: z.infer<typeof options>) {
    if (path === '') {
      throw new InputError(
        'The environment File has no path: name a model file, as in File:path=tiger.POMDP.',
      );
    }
    return new ModelEnvironment(readModelFile(path).model);
  },
} satisfies EnvironmentSpec;
