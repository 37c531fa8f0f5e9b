import {
  createWithEarlierNames,
  type GivenTo,
  InputError,
  isInputError,
  type Kind,
  kindNames,
  kinds,
  kindOfRecipe,
  type KindTable,
  madeProblem,
  type OnEarlierName,
  type PlacedRecipe,
  plainText,
  policyWithEarlierNames,
  recipesIn,
  replaceRecipes,
  shortened,
  type Reference,
  type SpecOf,
  type TabledKind,
  tokenOf,
} from '@pomdp-gym/contracts';
import { Container, type ContainerModule } from 'inversify';
import { describeOptions, withNone } from './describe-options.js';
import { suggestion } from './suggestion.js';
import { type OptionProblem, type ReadOptions, readOptions } from './option-problems.js';
import type { Contribution, PluginOffer } from './plugin-offer.js';
import { contributesNothing, moduleOf, tokenNames } from './module-of.js';
import { isSpec, specProblems } from './spec-problems.js';

/** One contribution: its spec, and the package or path it came from. */
export interface Entry<K extends Kind = Kind> {
  readonly kind: K;
  readonly spec: SpecOf[K];
  readonly source: string;
}

/** What a recipe of this kind makes. */
export type Made<K extends Kind> = ReturnType<SpecOf[K]['create']>;

/** What `create` of this kind is given besides its options. */
export type Given<K extends Kind> = GivenTo<SpecOf[K]>;

/** A module, and the package or path that messages name. */
interface LoadedModule {
  readonly module: ContainerModule;
  readonly source: string;
}

/** The table may be left out unless a package above contracts adds kinds of its own. */
type TableArgument = Kind extends TabledKind ? [table?: KindTable] : [table: KindTable];

/**
 * All that plugins contribute, by kind and id. Holds recipes, never running objects. Everything a person can get wrong
 * (a plugin, an id, an option) is refused with an InputError.
 */
export class Registry {
  /** What an id that names no environment stands for, a file say; undefined where nothing is known of it. */
  protected describeUnknown?(id: string): string | undefined;
  /** Shows a person a warning, one sentence. */
  protected warn?(warning: string): void;
  /** The description of each kind that this registry takes in. */
  readonly table: KindTable;
  private readonly container = new Container();
  private readonly entries = new Map<string, Entry>();
  /** Plugins that are not loaded yet, by what they contribute. */
  private readonly offers = new Map<string, PluginOffer>();
  /** The plugins whose earlier names were reported. */
  private readonly warnedOf = new Set<string>();

  constructor(...[table = kinds]: TableArgument) {
    this.table = table;
  }

  /**
   * Takes in a plugin's module. A plugin that is refused leaves nothing behind.
   * @param plugin what the plugin exports by default: a ContainerModule.
   * @param source the package or path that messages name.
   * @returns what it contributed.
   */
  async load(plugin: unknown, source: string): Promise<readonly Entry[]> {
    const module = moduleOf(plugin, source);
    const before = this.bound();
    try {
      await this.container.loadAsync(module).catch((error: unknown) => throwing(error, source));
      return this.file(before, { module, source });
    } catch (error) {
      await this.container.unloadAsync(module);
      throw error;
    }
  }

  /** Takes in a plugin that is loaded when one of its contributions is asked for. Its module function is synchronous. */
  offer(plugin: PluginOffer): void {
    for (const { kind, id } of plugin.contributes) {
      const earlier = this.sourceOf(kind, id);
      if (earlier !== undefined) throw duplicate(kind, id, plugin.source, earlier);
    }
    for (const { kind, id } of plugin.contributes) this.offers.set(keyOf(kind, id), plugin);
  }

  /** Id, summary and source of everything of a kind, by id. Loads nothing. */
  describe(kind: Kind): readonly (Contribution & { readonly source: string })[] {
    const offered = [...new Set(this.offers.values())].flatMap(({ source, contributes }) =>
      contributes.map((contribution) => ({ ...contribution, source })),
    );
    const loaded = [...this.entries.values()].map(({ spec: { id, summary }, ...entry }) => ({
      kind: entry.kind,
      id,
      summary,
      source: entry.source,
    }));
    return [...offered, ...loaded]
      .filter((contribution) => contribution.kind === kind)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Everything of a kind, or of all kinds, by id. Loads every plugin with something of this kind. */
  list<K extends Kind>(kind: K): readonly Entry<K>[] {
    for (const { id } of this.describe(kind)) this.find(kind, id);
    return [...this.entries.values()]
      .filter((entry): entry is Entry<K> => entry.kind === kind)
      .sort((a, b) => (a.spec.id < b.spec.id ? -1 : 1));
  }

  /** The entry, or undefined. */
  find<K extends Kind>(kind: K, id: string): Entry<K> | undefined {
    const offer = this.offers.get(keyOf(kind, id));
    if (offer) this.accept(offer);
    return this.entries.get(keyOf(kind, id)) as Entry<K> | undefined;
  }

  /** The kinds under which something has this id. */
  kindsOf(id: string): Kind[] {
    return kindNames(this.table).filter((kind) => this.sourceOf(kind, id) !== undefined);
  }

  /** The entry; an id that nothing has is refused with the nearest ones. */
  get<K extends Kind>(kind: K, id: string): Entry<K> {
    const entry = this.find(kind, id);
    if (entry) return entry;
    throw new InputError(this.whyUnknown(kind, id));
  }

  /** What is wrong with these options, and with those of the recipes among them, one sentence each. The id must be known. */
  problems(kind: Kind, reference: Reference): readonly OptionProblem[] {
    return this.read(kind, reference).problems;
  }

  /**
   * The options with those left out at their defaults, where their schema takes these together; else as they
   * are written. So are those of the recipes among them. The id must be known.
   */
  completeOptions(kind: Kind, { id, options }: Reference): Reference['options'] {
    const { spec } = this.get(kind, id);
    const filled = { ...defaultsOf(spec.options), ...withNone(spec.options, options) };
    const { data, success } = spec.options.safeParse(filled);
    if (!success) return options;
    return Object.fromEntries(
      Object.entries(filled).map(([name, value]) => [name, this.completeRecipes(valueOf(data, name), value)]),
    );
  }

  /** Every recipe among the options of another, with those among its own. What is unknown or refused has none. */
  recipesWithin(kind: Kind, reference: Reference): readonly { kind: TabledKind; reference: Reference }[] {
    const entry = this.find(kind, reference.id);
    const { data } = entry?.spec.options.safeParse(reference.options) ?? {};
    return recipesIn(data).flatMap(({ recipe }) => {
      const { id, options } = recipe;
      const inner = { kind: kindOfRecipe(recipe), reference: { id, options } };
      return [inner, ...this.recipesWithin(inner.kind, inner.reference)];
    });
  }

  /**
   * The spec of an entry, whose `create` takes options as the schema alone parses them: the recipes among them are made
   * here, or by `fallback` where they are not known here.
   */
  boundSpec<K extends Kind>({ kind, spec }: Entry<K>, fallback: Registry = this): SpecOf[K] {
    const create = (options: unknown, ...given: Given<K>): Made<K> => {
      const made = createWithEarlierNames<Made<K>>(
        () => Reflect.apply(spec.create, spec, [this.withMakers(options, fallback), ...given]),
        () => undefined,
      );
      return requireSound(kind, made);
    };
    return { ...spec, create };
  }

  /**
   * Makes one, from options that the schema has read. Refuses options that the schema does not take, or that `create` cannot
   * meet (a RangeError). Anything else that `create` throws is a fault of the plugin: the refusal names it and where it came
   * from, and has what was thrown as its `cause`.
   */
  create<K extends Kind>(kind: K, { id, options }: Reference, ...given: Given<K>): Made<K> {
    const entry = this.get(kind, id);
    const read = this.read(kind, { id, options });
    if (!('options' in read)) throw new InputError(read.problems.map(({ message }) => message).join(' '));
    try {
      return this.createFrom(entry, [this.withMakers(read.options, this), ...given]);
    } catch (error) {
      if (isInputError(error)) throw error;
      if (!(error instanceof RangeError)) throw faulty(entry, error);
      throw new InputError(`The ${kind} ${id} cannot be made like this: ${error.message}`, { cause: error });
    }
  }

  private whyUnknown(kind: Kind, id: string): string {
    const { article, plural } = this.table[kind];
    const [other] = this.kindsOf(id);
    if (other) return `${id} is ${this.table[other].article}, where ${article} is expected.`;
    const ids = this.describe(kind).map((contribution) => contribution.id);
    const path = kind === 'environment' ? this.describeUnknown?.(id) : undefined;
    return path ?? `There is no ${kind} ${id}. ${suggestion(id, ids, plural)}`;
  }

  /** Reads options, and looks into the recipes among them. */
  private read(kind: Kind, { id, options }: Reference): ReadOptions {
    const read = readOptions(this.get(kind, id).spec.options, options, `${kind} ${id}`);
    if (!('options' in read)) return read;
    const problems = recipesIn(read.options).flatMap((found) => this.problemsWithin(found));
    return problems.length === 0 ? read : { problems };
  }

  private problemsWithin({ path, recipe }: PlacedRecipe): readonly OptionProblem[] {
    const kind = kindOfRecipe(recipe);
    if (!this.find(kind, recipe.id))
      return [{ path: [...path, 'id'], message: this.whyUnknown(kind, recipe.id) }];
    return this.problems(kind, recipe).map((problem) => ({
      ...problem,
      path: [...path, 'options', ...problem.path],
    }));
  }

  /** Parsed options whose recipes are made here. */
  private withMakers(options: unknown, fallback: Registry): unknown {
    return replaceRecipes(options, options, (recipe) => ({
      ...recipe,
      create: (...given: Given<TabledKind>) =>
        (this.find(kindOfRecipe(recipe), recipe.id) ? this : fallback).create(
          kindOfRecipe(recipe),
          recipe,
          ...given,
        ),
    }));
  }

  /** A written option, the recipes in it with all their options. */
  private completeRecipes(parsed: unknown, writtenValue: unknown): unknown {
    return replaceRecipes(parsed, writtenValue, (recipe) => {
      const kind = kindOfRecipe(recipe);
      const { id, options } = recipe;
      return { id, options: this.find(kind, id) ? this.completeOptions(kind, recipe) : options };
    });
  }

  private createFrom<K extends Kind>({ kind, spec, source }: Entry<K>, given: readonly unknown[]): Made<K> {
    const names = this.earlierNames(source);
    for (const each of given) policyWithEarlierNames(each, names.report);
    const create = (): Made<K> => Reflect.apply(spec.create, spec, given);
    const made = createWithEarlierNames(create, names.report);
    names.warn();
    return requireSound(
      kind,
      made,
      `The ${kind} ${spec.id}, which ${source} contributes, breaks its contract: `,
    );
  }

  /** Gathers the earlier names that a plugin uses while it creates an object; warns once for each plugin. */
  private earlierNames(source: string): { report: OnEarlierName; warn(): void } {
    const found = new Map<string, string>();
    let created = false;
    const warn = () => {
      created = true;
      if (found.size === 0 || this.warnedOf.has(source)) return;
      this.warnedOf.add(source);
      this.warn?.(earlierNamesSentence(source, found));
    };
    const report = (earlier: string, now: string) => {
      found.set(earlier, now);
      if (created) warn();
    };
    return { report, warn };
  }

  /** Loads a plugin that was offered. */
  private accept({ source, contributes, load }: PluginOffer): void {
    for (const { kind, id } of contributes) this.offers.delete(keyOf(kind, id));
    const module = moduleOf(load(), source);
    const before = this.bound();
    try {
      this.container.load(module);
    } catch (error) {
      throwing(error, source);
    }
    this.file(before, { module, source });
  }

  /** Adds what has been bound since `before` to the entries. */
  private file(before: ReadonlyMap<Kind, readonly unknown[]>, loaded: LoadedModule): readonly Entry[] {
    const entries = this.accepted(newOnes(before, this.bound()), loaded);
    for (const entry of entries) this.entries.set(keyOf(entry.kind, entry.spec.id), entry);
    return entries;
  }

  /** Where a contribution comes from, loaded or offered; undefined where nothing has this id. */
  private sourceOf(kind: Kind, id: string): string | undefined {
    const key = keyOf(kind, id);
    return this.entries.get(key)?.source ?? this.offers.get(key)?.source;
  }

  private bound(): Map<Kind, unknown[]> {
    const all = (kind: Kind): unknown[] =>
      this.container.isBound(tokenOf(kind)) ? this.container.getAll(tokenOf(kind)) : [];
    return new Map(kindNames(this.table).map((kind) => [kind, all(kind)]));
  }

  private accepted(
    found: readonly { kind: Kind; value: unknown }[],
    { module, source }: LoadedModule,
  ): Entry[] {
    if (found.length === 0) {
      throw contributesNothing(source, tokenNames(module), kindNames(this.table));
    }
    const own = new Map<string, Entry>();
    for (const { kind, value } of found) {
      if (!isSpec(value)) throw malformed(this.table[kind].article, value, source);
      const entry = { kind, spec: value, source };
      const key = keyOf(kind, entry.spec.id);
      const earlier = own.get(key)?.source ?? this.sourceOf(kind, entry.spec.id);
      if (earlier !== undefined) throw duplicate(kind, entry.spec.id, source, earlier);
      own.set(key, entry);
    }
    return [...own.values()];
  }
}

function earlierNamesSentence(source: string, names: ReadonlyMap<string, string>): string {
  const list = [...names].map(([earlier, now]) => `${earlier} (now ${now})`).join(', ');
  return `The plugin ${source} uses names of an earlier version: ${list}. They still work; docs/renames.md lists all.`;
}

/** What was made, where it has the methods and properties of its kind; kinds of packages above contracts are not looked at. */
function requireSound<K extends Kind>(kind: K, made: Made<K>, subject = ''): Made<K> {
  const problem = isTabled(kind) ? madeProblem(kind, made) : undefined;
  if (problem === undefined) return made;
  throw new InputError(
    subject === '' ? `${problem[0]?.toUpperCase()}${problem.slice(1)}` : subject + problem,
  );
}

function isTabled(kind: Kind): kind is TabledKind {
  return kind in kinds;
}

function defaultsOf(schema: SpecOf[Kind]['options']): Record<string, unknown> {
  const described = describeOptions(schema).filter((option) => option.default !== undefined);
  return Object.fromEntries(described.map((option) => [option.name, option.default]));
}

function valueOf(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined;
}

function keyOf(kind: Kind, id: string): string {
  return `${kind} ${id}`;
}

/** Bindings keep their order, so what came last is what is new. */
function newOnes(
  before: ReadonlyMap<Kind, readonly unknown[]>,
  after: ReadonlyMap<Kind, readonly unknown[]>,
): { kind: Kind; value: unknown }[] {
  return [...after].flatMap(([kind, values]) =>
    values.slice(before.get(kind)?.length ?? 0).map((value) => ({ kind, value })),
  );
}

function throwing(error: unknown, source: string): never {
  throw new InputError(
    `The plugin ${source} throws while contributing (${firstLine(error)}). Its module function ` +
      `should only call contribute(…).`,
    { cause: error },
  );
}

function faulty({ kind, spec, source }: Entry, thrown: unknown): InputError {
  return new InputError(
    `The ${kind} ${spec.id}, which ${source} contributes, throws as it is made (${firstLine(thrown)}): its create is at fault.`,
    { cause: thrown },
  );
}

function malformed(article: string, value: unknown, source: string): InputError {
  const id: unknown = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  const name = typeof id === 'string' && id.trim() !== '' ? ` ${id}` : '';
  return new InputError(
    `The plugin ${source} contributes ${article}${name} that is no spec: ${specProblems(value).join(', ')}. A spec is ` +
      `{ id, summary, options, create }.`,
  );
}

function duplicate(kind: Kind, id: string, source: string, earlier: string): InputError {
  const contributes = `The plugin ${source} contributes the ${kind} ${id}`;
  return new InputError(
    earlier === source
      ? `${contributes} twice. Give each an id of its own.`
      : `${contributes}, which ${earlier} has contributed already. Load only one of them, or give it another id.`,
  );
}

/** The most characters of what was thrown. */
const LONGEST = 1000;

/** The message of whatever was thrown, on one line. */
export function firstLine(thrown: unknown): string {
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return plainText(shortened(text.split('\n', 1)[0] ?? '', LONGEST));
}
