import {
  type Check,
  type CheckResult,
  problemOf,
  runChecks,
  specChecks,
  type Verdict,
} from '@pomdp-gym/conformance';
import { pluginFrames } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import { type CheckedSubject, checkedSubjects, isOf } from './checked-subjects.js';
import { firstStepsCheck } from './first-steps-check.js';
import { freeIdCheck } from './free-id-check.js';

/** What is held to its rules: a plugin, or the id of something registered, with options or without. */
export interface CheckQuestion {
  readonly name: string;
  /** The first seed of the rules that draw samples and count, and how many there are. */
  readonly seed: number;
  readonly seeds: number;
  /** The folder in which the plugin is looked up. */
  readonly from: string;
}

/** One rule, held against one contribution. */
export interface Outcome {
  readonly kind: string;
  readonly id: string;
  readonly rule: string;
  readonly verdict: Verdict;
  /** How the rule is broken, where it is. */
  readonly problem: string | null;
  /** Why the rule is not decided, where it is not. */
  readonly reason: string | null;
}

/** What a check says as it goes: a contribution whose rules follow, a remark on it, or an outcome with the stack of what was thrown. */
export type CheckMessage =
  | { readonly head: string }
  | { readonly remark: string }
  | { readonly outcome: Outcome; readonly stack: string };

type Post = (message: CheckMessage) => void;

/** Holds everything of a plugin to its rules, and posts each outcome as it is known. */
export async function postOutcomes(question: CheckQuestion, registry: Registry, post: Post): Promise<void> {
  const { name, from } = question;
  for (const subject of await checkedSubjects(name, registry, from)) {
    const { entry, title } = subject;
    post({ head: `${entry.kind} ${title}` });
    if (isOf('solver', entry) && entry.spec.takes === 'fully observed')
      post({ remark: `${entry.spec.id} takes fully observed problems only, and is tried on one.` });
    for await (const result of resultsOf(subject, question, registry)) {
      const { rule, verdict, problem = null, thrown, reason = null } = result;
      const outcome = { kind: entry.kind, id: entry.spec.id, rule, verdict, problem, reason };
      post({ outcome, stack: pluginFrames(thrown) });
    }
  }
}

/** The results of every rule. Rules on what a plugin does are not decided where it cannot be made, or its first steps are no steps. */
async function* resultsOf(
  subject: CheckedSubject,
  { seed, seeds, from }: CheckQuestion,
  registry: Registry,
): AsyncGenerator<CheckResult, void, undefined> {
  const { entry, create, isAside, title } = subject;
  if (isAside) yield* runChecks([freeIdCheck(entry, registry, from)]);
  const all = Array.from({ length: seeds }, (_, i) => seed + i).map((each) => subject.checks(each));
  const ofSpec = specRules(all[0]!, specChecks(entry.spec).length);
  yield* runChecks(all[0]!.slice(0, ofSpec));
  const behaviour = all.map((checks) => checks.slice(ofSpec));
  let obstacle = optionsObstacle(subject);
  if (create && obstacle === undefined) {
    const check = firstStepsCheck(create, `${entry.kind} ${title}`);
    const broken = (await problemOf(check)) !== undefined;
    yield* runChecks([check]);
    if (broken) obstacle = `It fails under “${check.name}”: correct that first.`;
  }
  if (obstacle === undefined) yield* overSeeds(behaviour, seed);
  else for (const { name: rule } of behaviour[0]!) yield { rule, verdict: 'not decided', reason: obstacle };
}

/** How many of the rules, in their order, are about the spec alone: those that every kind shares, and those on its id. */
function specRules(checks: readonly Check[], shared: number): number {
  const next = checks.findIndex(({ name }, i) => i >= shared && !name.startsWith('The id '));
  return next < 0 ? checks.length : next;
}

/** Why it cannot be made with the options that are given, and the defaults of the others; undefined where it can. */
function optionsObstacle({ entry, options }: CheckedSubject): string | undefined {
  const { error } = entry.spec.options.safeParse(options);
  if (!error) return undefined;
  const names = [...new Set(error.issues.map(({ path }) => String(path[0])))].join(', ');
  return `It cannot be made without its options (${names}): give each a default, or a value here, as in ${entry.spec.id}:${names.split(', ')[0]}=….`;
}

/** The result of each rule over several seeds: broken where it is with any of them, and not decided where it is with none. */
async function* overSeeds(
  checks: readonly (readonly Check[])[],
  first: number,
): AsyncGenerator<CheckResult, void, undefined> {
  const runs = checks.map((each) => runChecks(each));
  for (;;) {
    const results: CheckResult[] = [];
    for (const run of runs) {
      const step = await run.next();
      if (step.done) return;
      results.push(step.value);
    }
    yield merged(results, first);
  }
}

function merged(results: readonly CheckResult[], first: number): CheckResult {
  const broken = results.filter(({ verdict }) => verdict === 'broken');
  const result = broken[0] ?? results.find(({ verdict }) => verdict === 'passed') ?? results[0]!;
  if (broken.length === 0 || results.length === 1) return result;
  const of = `with ${broken.length} of ${results.length} seeds, ${first + results.indexOf(result)} first`;
  return { ...result, problem: `${result.problem} (${of})` };
}
