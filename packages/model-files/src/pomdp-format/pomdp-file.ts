import { type FiniteModel, grouped, type ModelLabels, type SparseRows } from '@pomdp-gym/contracts';
import type { DiagnosticCollector, Passage } from '../diagnostic-collector.js';
import { requireExpandable } from '../expanded-size.js';
import type { UnattainableReward } from '../model-reading.js';
import type { ReadLimits } from '../read-limits.js';
import { readAnnotations } from './annotations.js';
import { FieldReader } from './field-reader.js';
import type { NameTable } from './name-table.js';
import { Preamble, type ValueKind } from './preamble.js';
import { ProbabilitySections } from './probability-sections.js';
import { RewardRules } from './reward-rules.js';
import { RewardSections } from './reward-sections.js';
import { RowAssignments } from './row-assignments.js';
import { complainOfRow } from './row-complaint.js';
import { StartSection, uniformStart } from './start-section.js';
import { TokenReader, type Heading } from './token-reader.js';
import { TooLarge } from './too-large.js';
import { unattainableRewards } from './unattainable-rewards.js';

/** What is needed to read `T:`, `O:` and `R:`: there once the preamble has said how large the model is. */
interface Body {
  readonly transitions: RowAssignments;
  readonly observationTables: RowAssignments;
  readonly rewards: RewardRules;
  readonly readers: {
    readonly T: ProbabilitySections;
    readonly O: ProbabilitySections;
    readonly R: RewardSections;
  };
  readonly observations: NameTable;
}

/** One `.POMDP` file on its way to a model. */
export class PomdpFile {
  /** The rewards of the file that can never be collected, once it is read. */
  unattainable: readonly UnattainableReward[] = [];
  private readonly reader: TokenReader;
  private readonly preamble: Preamble;
  private readonly fields: FieldReader;
  private readonly seen = new Map<string, Heading>();
  private body: Body | undefined;
  private bodyBegun = false;
  private start: Float64Array | undefined;
  private deferredStart: Heading | undefined;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly diagnostics: DiagnosticCollector,
    private readonly limits: ReadLimits,
  ) {
    this.reader = new TokenReader(bytes, diagnostics);
    this.preamble = new Preamble(this.reader, limits);
    this.fields = new FieldReader(this.reader, this.preamble);
  }

  get values(): ValueKind {
    return this.preamble.values ?? 'reward';
  }

  /** Reads the file from end to end; undefined where there are errors. */
  read(): FiniteModel | undefined {
    const { reader } = this;
    while (!reader.atEnd) {
      const heading = reader.heading();
      if (!heading) reader.skipStray();
      else {
        reader.enter(heading);
        this.readPart(heading);
      }
    }
    this.beginBody(reader.here);
    const { body } = this;
    if (!body || !this.isComplete()) return undefined;
    try {
      return this.assemble(body);
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      this.diagnostics.error('too-large', this.seen.get('T') ?? reader.here, error.message);
      return undefined;
    }
  }

  private readPart(heading: Heading): void {
    const { keyword } = heading;
    if (keyword === 'T' || keyword === 'O' || keyword === 'R') this.readSection(keyword, heading);
    else if (keyword.startsWith('start')) this.readStart(heading);
    else this.preamble.read(heading);
  }

  private readSection(letter: 'T' | 'O' | 'R', heading: Heading): void {
    this.beginBody(heading);
    if (!this.seen.has(letter)) {
      this.seen.set(letter, heading);
      if (letter === 'O' && this.observable) {
        this.reader.error(
          'missing',
          '`O:` needs `observations:` above it; a model without them has no `O:`.',
          heading,
        );
      }
    }
    if (this.body && !(letter === 'O' && this.observable)) this.body.readers[letter].read(heading);
    else this.reader.skipToHeading();
  }

  /** An MDP: no observations are declared, so the state is what is seen. */
  private get observable(): boolean {
    return !this.preamble.has('observations');
  }

  private readStart(heading: Heading): void {
    const first = this.preamble.claim(heading, 'start');
    if (!first) this.reader.skipToHeading();
    else if (this.preamble.states.size > 0) this.readStartHere(heading);
    else {
      this.deferredStart = heading;
      this.reader.skipToHeading();
    }
  }

  private readStartHere(heading: Heading): void {
    this.start = new StartSection(this.fields, this.preamble.states, this.observable).read(heading);
  }

  /** Goes back to a start that stood before `states:`. */
  private readDeferredStart(): void {
    const heading = this.deferredStart;
    if (!heading || this.preamble.states.size === 0) return;
    const { scanner } = this.reader;
    const { begin } = scanner;
    scanner.restart(heading.end);
    this.reader.advance();
    this.readStartHere(heading);
    scanner.restart(begin);
  }

  /** At the first `T:`, `O:` or `R:` (or the end): the preamble is over, and says what the rest is about. */
  private beginBody(where: Passage): void {
    if (this.bodyBegun) return;
    this.bodyBegun = true;
    const { preamble, reader, limits } = this;
    for (const keyword of ['states', 'actions'] as const) {
      if (!preamble.has(keyword))
        reader.error('missing', `\`${keyword}:\` is missing: it is due before this.`, where);
    }
    if (!preamble.has('discount')) this.warnMissing(where, 'discount', 'the model is read without one');
    if (!preamble.has('values')) this.warnMissing(where, 'values', 'numbers after `R:` are read as rewards');
    const sized = preamble.states.size > 0 && preamble.actions.size > 0;
    if (!sized || (!this.observable && preamble.observations.size === 0)) return;
    const rows = preamble.states.size * preamble.actions.size;
    if (rows <= limits.rows) this.body = this.newBody();
    else {
      const message = `States times actions are ${grouped(rows)}, more than this reader takes: ${grouped(limits.rows)}.`;
      reader.error('too-large', message, where);
    }
    this.readDeferredStart();
  }

  private warnMissing(where: Passage, keyword: string, reading: string): void {
    this.diagnostics.warning('missing', where, `\`${keyword}:\` is missing; ${reading}.`);
  }

  private newBody(): Body {
    const { fields, preamble, observable } = this;
    const { states, actions } = preamble;
    const observations = observable ? states : preamble.observations;
    const expected = Math.min(Math.max(this.bytes.length >> 6, 1024), 1 << 20);
    const transitions = new RowAssignments(actions.size, states.size, states.size, expected);
    const observationTables = new RowAssignments(actions.size, states.size, observations.size, expected);
    const rewards = new RewardRules();
    const readers = {
      T: new ProbabilitySections(fields, transitions, actions, states, states),
      O: new ProbabilitySections(fields, observationTables, actions, states, observations),
      R: new RewardSections(fields, rewards, actions, states, observations, observable),
    };
    return { transitions, observationTables, rewards, readers, observations };
  }

  /** Whether every part that a model needs is there. */
  private isComplete(): boolean {
    const { reader } = this;
    for (const letter of this.observable ? (['T'] as const) : (['T', 'O'] as const)) {
      if (!this.seen.has(letter)) reader.error('missing', `The file ends without any \`${letter}:\`.`);
    }
    if (!this.seen.has('R')) this.warnMissing(reader.here, 'R', 'every reward is read as 0');
    return this.seen.has('T') && (this.observable || this.seen.has('O'));
  }

  private assemble(body: Body): FiniteModel | undefined {
    const { preamble, limits } = this;
    const { states, actions } = preamble;
    const start = this.start ?? uniformStart(states.size);
    const transitions = this.tables('T', body.transitions, start);
    const seen = this.observable ? identityRows(states.size) : undefined;
    const observationTables = seen
      ? transitions.map(() => seen)
      : this.tables('O', body.observationTables, start);
    const sizes = { states: states.size, actions: actions.size, observations: body.observations.size };
    const annotated = readAnnotations(this.bytes, this.reader.scanner.annotations, sizes, this.diagnostics);
    const annotations = { ...(seen && { initialObservationTable: seen }), ...annotated };
    if (this.diagnostics.errors > 0) return undefined;
    const rewards = body.rewards.build(transitions, observationTables, this.values === 'cost', limits);
    this.unattainable = this.findUnattainable(body);
    return {
      ...sizes,
      labels: { ...this.labels(body.observations), ...annotations.labels },
      transitions,
      observationTables,
      rewards,
      start,
      ...(annotations.initialObservationTable && {
        initialObservationTable: annotations.initialObservationTable,
      }),
      ...(annotations.terminal && { terminal: annotations.terminal }),
      ...(annotations.agents && { agents: annotations.agents }),
      ...(preamble.discount !== undefined && { discount: preamble.discount }),
    };
  }

  private findUnattainable({ rewards, observations }: Body): UnattainableReward[] {
    const { states, actions } = this.preamble;
    const tables = [actions, states, states, ...(this.observable ? [] : [observations])];
    return unattainableRewards(rewards, tables, this.bytes, this.values);
  }

  private labels(observations: NameTable): ModelLabels {
    const named = { states: this.preamble.states.labels(), actions: this.preamble.actions.labels() };
    const seen = observations === this.preamble.states ? named.states : observations.labels();
    return {
      ...(named.states && { states: named.states }),
      ...(named.actions && { actions: named.actions }),
      ...(seen && { observations: seen }),
    };
  }

  private tables(letter: 'T' | 'O', assignments: RowAssignments, start: Float64Array): SparseRows[] {
    const { tables, faults } = assignments.build(start, this.limits);
    requireExpandable(tables, this.limits);
    const { actions, states } = this.preamble;
    const unsaid = this.seen.get(letter) ?? this.reader.here;
    for (const fault of faults)
      complainOfRow({ letter, fault, actions, states, unsaid, units: this.bytes }, this.diagnostics);
    return tables;
  }
}

function identityRows(size: number): SparseRows {
  return {
    rows: size,
    columns: size,
    offsets: Int32Array.from({ length: size + 1 }, (_, row) => row),
    indices: Int32Array.from({ length: size }, (_, row) => row),
    values: new Float64Array(size).fill(1),
  };
}
