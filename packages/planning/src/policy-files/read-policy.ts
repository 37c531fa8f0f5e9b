import type { AlphaVectorPolicy } from '../alpha-vector-policy.js';
import type { PlanningModel } from '../planning-model.js';
import { parseAlphaFile } from './alpha-file.js';
import { parsePolicyXml } from './policy-xml.js';

/** Reads a policy in either format, told apart by how the text begins; throws an InputError for what is neither. */
export function readPolicy(text: string, filename: string, model: PlanningModel): AlphaVectorPolicy {
  return /^\s*(?:\ufeff)?\s*</.test(text)
    ? parsePolicyXml(text, filename, model)
    : parseAlphaFile(text, filename, model);
}
