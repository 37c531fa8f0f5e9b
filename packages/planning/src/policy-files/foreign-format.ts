/** What is read, to end a sentence with. */
const READ =
  'Policies are read as α-vectors of pomdp-solve (.alpha) or APPL (.policy, .xml), or as a policy graph of pomdp-solve (.pg).';

/** How far a file is looked into. */
const HEAD = 4000;

/**
 * What a file is that begins like a format other than those read here, in a sentence; undefined for any other text. zmdp
 * writes `{ policyType => "MaxPlanesLowerBound", …`, rl_parsers a controller that begins with `nodes:`.
 */
export function foreignFormat(text: string): string | undefined {
  const head = text.slice(0, HEAD).replace(/#[^\n]*/g, '');
  if (/^\s*\{?\s*policyType\s*=>/.test(head))
    return `This is a policy of zmdp, whose format is not read. ${READ}`;
  if (/^\s*nodes\s*:/.test(head))
    return `This is a controller of rl_parsers (.fsc), which is not read. ${READ}`;
  if (/^\s*(?:discount|values|states|actions|observations)\s*:/.test(head))
    return `This is a model (.POMDP), not a policy: name it with --env. ${READ}`;
  return undefined;
}
