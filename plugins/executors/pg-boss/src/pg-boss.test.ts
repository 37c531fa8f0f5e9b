import { describeChecks, specChecks } from '@pomdp-gym/conformance';
import { InputError } from '@pomdp-gym/contracts';
import {
  type CellQueue,
  cellQueueRules,
  executorChecks,
  isOutOfReach,
  OutOfReach,
  type LeasedCell,
  type QueueStore,
  type QueueTrial,
  type StoredResult,
  type StudyPlan,
  trialEntries,
  trialPlan,
  trialResult,
  workedBetweenPieces,
} from '@pomdp-gym/experiment';
import { planCells } from '@pomdp-gym/experiment/node';
import { findPostgres, PostgresServer } from '@pomdp-gym/test-problems';
import { expect } from 'chai';
import pg from 'pg';
import { pgBoss } from './pg-boss.js';
import { connectPostgres } from './postgres-store.js';

describeChecks(`${pgBoss.id} is an executor`, [...specChecks(pgBoss), ...executorChecks(pgBoss)]);

/** Drops what tests made: each has an empty database, a second try too. */
const NO_SCHEMAS = `DO $$ DECLARE made text; BEGIN
  FOR made IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('public', 'information_schema')
  LOOP EXECUTE format('DROP SCHEMA %I CASCADE', made); END LOOP; END $$`;

const planOf = (id: string): StudyPlan => ({ ...trialPlan, id });

const program = findPostgres();
const suite = program === undefined ? describe.skip : describe;
const name =
  program === undefined
    ? 'A queue in PostgreSQL is not tested: PostgreSQL is not installed'
    : 'A queue in PostgreSQL';

suite(name, function () {
  this.timeout(240_000);
  let server: PostgresServer;
  const stores: QueueStore[] = [];

  before(async () => {
    server = await PostgresServer.start(program!);
  });
  after(() => server.stop());
  beforeEach(() => asOwner(NO_SCHEMAS));
  afterEach(() => Promise.all(stores.splice(0).map((store) => store.close())));

  const connect = async (schema: string, address = server.url()): Promise<QueueStore> => {
    const store = await connectPostgres(address, {
      schema,
      patience: 600,
      clock: () => performance.now() / 1000,
    });
    stores.push(store);
    return store;
  };

  const openIn = async (schema: string): Promise<CellQueue> => (await connect(schema)).open(planOf('study'));

  /** Runs statements as the user who may do everything. */
  const asOwner = async (...statements: readonly string[]): Promise<void> => {
    const client = new pg.Client(server.url());
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };

  const all = async (queue: CellQueue): Promise<StoredResult[]> => {
    const results: StoredResult[] = [];
    for await (const result of queue.results()) results.push(result);
    return results;
  };

  const runs = (cells: readonly LeasedCell[]): readonly number[] => cells.map(({ run }) => run);

  it('leaves a plan out that this version cannot read, and opens the others', async () => {
    const store = await connect('later');
    await store.open(planOf('later'));
    await store.open(planOf('study'));
    await asOwner(`UPDATE later.studies SET plan = '{}' WHERE study = '${planOf('later').id}'`);
    const problems: string[] = [];
    const studies = await store.studies((problem) => problems.push(problem));
    expect(studies.map(({ id }) => id)).to.deep.equal([planOf('study').id]);
    expect(problems).to.have.length(1);
    expect(problems[0]).to.match(/^the queue:1:\d+: This is no plan of a study/);
    expect((await (await store.open(planOf('study'))).status()).incidents).to.equal(0);
    expect((await (await store.open(planOf('new'))).status()).incidents).to.equal(0);
  });

  describe('keeps the rule:', () => {
    let trials = 0;
    /** A schema of its own; time passes by moving what the tables hold into the past. */
    const begin = async (): Promise<QueueTrial> => {
      const schema = `trial_${++trials}`;
      const past = (table: string, column: string, seconds: number): string =>
        `UPDATE ${schema}.${table} SET ${column} = ${column} - make_interval(secs => ${seconds})`;
      return {
        connect: () => connect(schema),
        pass: (seconds) => asOwner(past('leases', 'sign', seconds), past('commits', 'committed', seconds)),
        end: async () => {
          await Promise.all(stores.splice(0).map((store) => store.close()));
          await asOwner(`DROP SCHEMA ${schema} CASCADE`);
        },
      };
    };
    for (const { name: rule, run } of cellQueueRules(begin)) it(rule, run);
  });

  it('leases every entry once, whoever asks at the same time', async () => {
    const queues = await Promise.all([1, 2, 3, 4].map(() => openIn('at_once')));
    await Promise.all(
      queues.map((queue) => queue.add(trialEntries(...Array.from({ length: 60 }, (_, i) => 1 + (i % 5))))),
    );
    const leased: LeasedCell[] = [];
    await Promise.all(
      queues.map(async (queue, worker) => {
        for (let i = 0; ; i++) {
          const cells = await queue.take({ lease: `${worker} ${i}`, worker: `${worker}`, weight: 7 });
          if (cells.length === 0) return;
          leased.push(...cells);
        }
      }),
    );
    expect(runs(leased).toSorted((a, b) => a - b)).to.deep.equal(Array.from({ length: 60 }, (_, i) => i));
  });

  it('gives two requests of the same id, sent at once, the same cells', async () => {
    const queue = await openIn('twice');
    await queue.add(trialEntries(3, 2, 1));
    const request = { lease: 'l', worker: 'w', weight: 3 };
    const [first, second] = await Promise.all([queue.take(request), queue.take(request)]);
    expect(runs(first)).to.deep.equal([0]);
    expect(second).to.deep.equal(first);
  });

  it('keeps no row of a lease that ended, or that never had cells', async () => {
    const queue = await openIn('rows');
    await queue.add(trialEntries(1));
    const [cell] = await queue.take({ lease: 'a', worker: 'w', weight: 1 });
    await queue.commit(trialResult(cell!, 'w'));
    await queue.release('a');
    for (let i = 0; i < 5; i++) await queue.take({ lease: `${i}`, worker: 'w', weight: 1 });
    const client = new pg.Client(server.url());
    await client.connect();
    const { rows } = await client.query('SELECT lease FROM rows.leases');
    await client.end();
    expect(rows).to.deep.equal([]);
  });

  it('orders weights that single precision keeps apart, of any size', async () => {
    const queue = await openIn('weights');
    const weights = [1e-30, 0, 3.5, 1e30, 7e-3, 1, 1.000001];
    await queue.add(trialEntries(...weights));
    const taken: number[] = [];
    for (const lease of weights.keys())
      taken.push(...runs(await queue.take({ lease: `${lease}`, worker: 'w', weight: 0 })));
    expect(taken).to.deep.equal([3, 2, 6, 5, 4, 0, 1]);
  });

  it('has an entry under way between the pieces of a plan, whatever workers have done, and gives it back at the end', async () => {
    const [queue, worker] = [await openIn('pieces'), await openIn('pieces')];
    const { planned, left } = workedBetweenPieces(queue, worker);
    await planCells(planned, trialEntries(5, 4, 3, 2, 1), { atOnce: 2 });
    expect(left).to.deep.equal([
      [0, 1],
      [0, 1],
    ]);
    expect((await queue.status()).entries).to.deep.include({ waiting: 1, leased: 0, done: 4, lost: 0 });
  });

  it('returns more results than one statement brings, in their order', async () => {
    const queue = await openIn('pages');
    const cells = trialEntries(...Array.from({ length: 1203 }, () => 1));
    await queue.add(cells);
    const leased = await queue.take({ lease: 'l', worker: 'w', weight: 1203 });
    expect(leased).to.have.length(1203);
    await Promise.all(leased.toReversed().map((cell) => queue.commit(trialResult(cell, 'w'))));
    const results = await all(queue);
    expect(results.map(({ run }) => run)).to.deep.equal(cells.map(({ run }) => run));
    expect((await queue.status()).entries).to.deep.equal({
      waiting: 0,
      leased: 0,
      done: 1203,
      failed: 0,
      lost: 0,
    });
  });

  it('keeps what it has through a crash of the server, and what is called meanwhile is done after it', async () => {
    const queue = await openIn('crash');
    await queue.add(trialEntries(1, 1, 1));
    const [cell] = await queue.take({ lease: 'before', worker: 'w', weight: 1 });
    await server.crash();
    await refused(connect('crash'), /No PostgreSQL server listens at the address/, [OutOfReach]).catch(
      async (error: unknown) => {
        await server.resume();
        throw error;
      },
    );
    const [outcome, taken, beat] = [
      queue.commit(trialResult(cell!, 'w')),
      queue.take({ lease: 'meanwhile', worker: 'w', weight: 2 }),
      queue.beat('before'),
    ];
    await server.resume();
    expect(await outcome).to.equal('kept');
    expect(await queue.commit(trialResult(cell!, 'w')), 'its reply lost').to.equal('kept');
    expect(runs(await taken)).to.deep.equal([1, 2]);
    await beat;
    expect((await queue.status()).entries).to.deep.include({ waiting: 0, leased: 2, done: 1 });
    expect(await all(queue)).to.have.length(1);
  });

  it('tries again for as long as its patience lasts by the clock, of which failed calls take most', async () => {
    const another = await PostgresServer.start(program!);
    let now = 0;
    let looks = 0;
    const clock = () => (looks++, (now += 400));
    const store = await connectPostgres(another.url(), { schema: 'patience', patience: 600, clock });
    stores.push(store);
    const queue = await store.open(planOf('study'));
    await another.stop();
    [now, looks] = [0, 0];
    await refused(queue.beat('lease'), /is not reached|No PostgreSQL server listens/);
    expect(looks, 'at the beginning, and after each of two tries of 400 seconds').to.equal(3);
  });

  it('reports at once what no other try corrects', async () => {
    const queue = await openIn('dropped');
    await asOwner('DROP SCHEMA dropped CASCADE');
    const error: unknown = await queue.beat('lease').catch((reason: unknown) => reason);
    expect(isOutOfReach(error)).to.equal(false);
    expect(String(error)).to.match(/PostgreSQL reports 42P01: relation "dropped\.\w+" does not exist/);
  });

  describe('needs rights to its schema alone:', () => {
    const grants = [
      `DROP ROLE IF EXISTS planner, worker, stranger`,
      `CREATE ROLE stranger LOGIN PASSWORD 'strange'`,
      `CREATE ROLE planner LOGIN PASSWORD 'plans'`,
      `CREATE ROLE worker LOGIN PASSWORD 'works'`,
      `CREATE SCHEMA ours AUTHORIZATION planner`,
      `GRANT USAGE ON SCHEMA ours TO worker`,
      `ALTER DEFAULT PRIVILEGES FOR ROLE planner IN SCHEMA ours
         GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO worker`,
      `ALTER DEFAULT PRIVILEGES FOR ROLE planner IN SCHEMA ours GRANT USAGE ON SEQUENCES TO worker`,
    ];
    beforeEach(() => asOwner(...grants));
    const openAsPlanner = async () =>
      (await connect('ours', server.url('planner', 'plans'))).open(planOf('study'));

    it('its owner plans a study, and a user with the documented grants does everything that workers do', async () => {
      const early = await connect('ours', server.url('worker', 'works'));
      expect(await early.studies()).to.deep.equal([]);
      const planner = await openAsPlanner();
      await planner.add(trialEntries(4, 3, 2, 1));
      const queue = await (await connect('ours', server.url('worker', 'works'))).open(planOf('study'));
      const [cell] = await queue.take({ lease: 'a', worker: 'w', weight: 4 });
      expect(await queue.commit(trialResult(cell!, 'w'))).to.equal('kept');
      const [next] = await queue.take({ lease: 'b', worker: 'w', weight: 3 });
      for (const text of ['one', 'two']) expect(await queue.keepCheckpoint(next!, text)).to.equal(true);
      expect(await queue.checkpointOf(next!)).to.equal('two');
      expect(await queue.lose(next!, 'It was killed.')).to.equal(true);
      await queue.take({ lease: 'c', worker: 'w', weight: 3 });
      await queue.release('c');
      await queue.take({ lease: 'd', worker: 'w', weight: 3 });
      expect(await queue.reap(0)).to.equal(1);
      expect(await queue.again()).to.equal(0);
      expect((await queue.status()).entries).to.deep.include({ waiting: 3, done: 1 });
      expect(await all(queue)).to.have.length(1);
      expect(await queue.lost()).to.deep.equal([]);
    });

    it('who may not make tables is refused with a sentence', async () => {
      await openAsPlanner();
      const store = await connect('ours', server.url('worker', 'works'));
      await refused(store.open(planOf('another')), /may not use the schema ours .* README/);
    });

    it('who has no rights to the schema is refused with a sentence', async () => {
      await openAsPlanner();
      await refused(connect('ours', server.url('stranger', 'strange')), /may not use the schema ours/);
      const store = await connect('elsewhere', server.url('stranger', 'strange'));
      await refused(store.open(planOf('study')), /may not use the schema elsewhere/);
    });
  });

  it('refuses a study that was planned by other code', async () => {
    await openIn('handshakes');
    const plan = planOf('study');
    const other = { ...plan, handshake: { ...plan.handshake, program: 'q' } };
    await refused((await connect('handshakes')).open(other), /The code that does runs differs/);
  });

  it('refuses tables of another version', async () => {
    await openIn('versions');
    await asOwner('UPDATE versions.layout SET version = 99');
    await refused(connect('versions'), /has version 99 of the tables/);
  });

  describe('names no part of an address in its messages:', () => {
    const secret = 'hunter2-the-password';
    for (const [what, address, message, classes] of [
      [
        'a wrong password',
        () => server.url('postgres', secret),
        /refuses the user or the password/,
        [InputError],
      ],
      [
        'an unknown user',
        () => server.url('nobody-of-note', secret),
        /refuses the user or the password/,
        [InputError],
      ],
      [
        'an unknown database',
        () => server.url(undefined, undefined, 'no-such-data'),
        /no database of the name/,
        [InputError],
      ],
      [
        'a port where nothing listens',
        () => `postgres://me:${secret}@127.0.0.1:1/there`,
        /No PostgreSQL server listens/,
        [OutOfReach],
      ],
      [
        'a host that does not exist',
        () => `postgres://me:${secret}@nowhere.invalid/there`,
        /host of the address is not known|name of the host is not resolved/,
        // The name server of this machine may not reply.
        [InputError, OutOfReach],
      ],
      ['no URL', () => `postgres://me:${secret}@[bad/there`, /The address is no URL/, [InputError]],
      [
        'another protocol',
        () => `http://me:${secret}@nowhere.invalid/there`,
        /The address is no URL/,
        [InputError],
      ],
    ] as const satisfies readonly (readonly [string, () => string, RegExp, ErrorClasses])[]) {
      it(what, async () => {
        const error = await refused(connect('secrets', address()), message, classes);
        const written = `${error.message}\n${error.stack}\n${JSON.stringify(error)}`;
        for (const part of [secret, 'nobody-of-note', 'no-such-data', 'nowhere', '127.0.0.1', '[bad'])
          expect(written).not.to.include(part);
        expect(error.cause).to.equal(undefined);
      });
    }
  });
});

type ErrorClasses = readonly (new (message: string) => Error)[];

/** Expects an error of one of these classes whose message matches, and returns it. */
async function refused(
  promise: Promise<unknown>,
  message: RegExp,
  classes: ErrorClasses = [InputError],
): Promise<Error> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error) || !classes.some((each) => error instanceof each))
    throw new Error(`No ${classes.map(({ name }) => name).join(' or ')}: ${String(error)}`);
  expect(error.message).to.match(message);
  return error;
}
