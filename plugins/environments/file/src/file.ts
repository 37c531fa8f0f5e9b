import { environment, type FiniteModel, InputError } from '@pomdp-gym/contracts';
import { formatDiagnostic, readModel } from '@pomdp-gym/model-files';
import { bytesOfModelFile } from '@pomdp-gym/model-files/node';
import { ModelEnvironment, observeFirst } from '@pomdp-gym/models';
import { z } from 'zod';

const options = z.strictObject({
  path: z
    .string()
    .default('')
    .describe('The file of the model, in .POMDP, .pomdpx or .dpomdp format; it may be compressed (gzip).'),
  observeFirst: z
    .union([z.boolean(), z.string(), z.int().min(0)])
    .default(false)
    .describe(
      'Whether an observation of the start state is shown before the first action; or the action whose observation function draws it.',
    ),
  discount: z
    .union([z.literal('file'), z.number().min(0).max(1)])
    .default('file')
    .describe('The discount of the model in place of the one that the file states.'),
});

export const file = environment({
  id: 'File',
  summary:
    'The environment of any model file, .POMDP, .pomdpx or .dpomdp; the command line takes such a path for an id.',
  options,
  create: ({ path, observeFirst: first, discount }) => {
    const { model, diagnostics } = readModel(contents(path), path);
    const discounted = discount === 'file' ? model : { ...model, discount };
    return new ModelEnvironment(shown(discounted, first), {
      warnings: diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, path)),
    });
  },
});

function shown(model: FiniteModel, first: boolean | string | number): FiniteModel {
  if (first === false) return model;
  return observeFirst(model, first === true ? undefined : first);
}

function contents(path: string): Uint8Array {
  if (path === '') {
    throw new InputError('The environment File has no path: name a model file, as in File:path=tiger.POMDP.');
  }
  return bytesOfModelFile(path);
}
