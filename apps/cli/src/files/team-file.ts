import { extname } from 'node:path';
import { type FiniteModel, InputError, type Policy } from '@pomdp-gym/contracts';
import { ModelEnvironment, parseTeam, TeamPolicy, teamSpaces, teamText } from '@pomdp-gym/models';
import { textOfFile } from './pieces-of-file.js';

/** Whether a path names a file of a team: one finite-state controller an agent. */
export function isTeamFile(path: string): boolean {
  return extname(path).toLowerCase() === '.team';
}

/** The text of a team's file. Throws an InputError where the policy is that of one agent. */
export function teamFileText(policy: Policy): string {
  const laws = policy.agents?.();
  if (laws) return teamText(laws);
  throw new InputError(
    'A .team file holds a team with a finite memory, which this policy lacks: name another ending.',
  );
}

/** Reads a team for the agents of a model; throws an InputError with what is wrong. */
export function readTeamFile(path: string, model: FiniteModel): TeamPolicy {
  const laws = parseTeam(textOfFile(path, 'team'), path);
  return new TeamPolicy(laws, teamSpaces(new ModelEnvironment(model)));
}
