import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';

/** The folder of the package of Vega-Lite that has its build and its schema. */
const BUILD = dirname(createRequire(import.meta.url).resolve('vega-lite'));

let validate: ValidateFunction | undefined;

/** What is wrong with a specification by the JSON schema of Vega-Lite, which its package has. */
export function schemaProblems(specification: unknown): readonly string[] {
  validate ??= new Ajv({ unknownFormats: ['color-hex'] }).compile(schema());
  if (validate(specification) === true) return [];
  return (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath}: ${message}`);
}

function schema(): object {
  return JSON.parse(readFileSync(join(BUILD, 'vega-lite-schema.json'), 'utf8')) as object;
}
