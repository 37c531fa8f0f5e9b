import { describeChecks, specChecks } from '@pomdp-gym/conformance';
import { InputError } from '@pomdp-gym/contracts';
import {
  cellQueueRules,
  executorChecks,
  isOutOfReach,
  OutOfReach,
  type QueueStore,
  type QueueTrial,
  type StudyPlan,
  trialEntries,
  trialPlan,
  trialResult,
  workedBetweenPieces,
} from '@pomdp-gym/experiment';
import { planCells } from '@pomdp-gym/experiment/node';
import { findRedis, RedisServer } from '@pomdp-gym/test-problems';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import { bullmq } from './bullmq.js';
import { connectRedis } from './redis-connection.js';
import { RedisQueue } from './redis-queue.js';
import { RedisStore } from './redis-store.js';

describeChecks(`${bullmq.id} is an executor`, [...specChecks(bullmq), ...executorChecks(bullmq)]);

type ErrorClasses = readonly (new (message: string) => Error)[];

const planOf = (id: string): StudyPlan => ({ ...trialPlan, id });

const program = findRedis();
const suite = program === undefined ? describe.skip : describe;

suite(
  program === undefined ? 'A queue in Redis is not tested: Redis is not installed' : 'A queue in Redis',
  function () {
    this.timeout(240_000);
    let server: RedisServer;
    let client: Redis;
    const stores: QueueStore[] = [];

    before(async () => {
      server = await RedisServer.start(program!);
      client = new Redis(server.url(), { maxRetriesPerRequest: null }).on('error', () => undefined);
    });
    after(async () => {
      client.disconnect();
      await server.stop();
    });
    // Each test has an empty server, a second try too.
    beforeEach(() => client.flushall());
    const closeAll = async (): Promise<void> => {
      await Promise.all(stores.splice(0).map((store) => store.close()));
    };
    afterEach(closeAll);

    const connect = async (prefix: string, address = server.url()): Promise<QueueStore> => {
      const store = new RedisStore(await connectRedis(address), prefix);
      stores.push(store);
      return store;
    };

    it('leaves a plan out that this version cannot read, and opens the others', async () => {
      const store = await connect('later');
      await store.open(planOf('later'));
      await store.open(planOf('study'));
      await client.hset('later:plans', planOf('later').id, '{}');
      const problems: string[] = [];
      const studies = await store.studies((problem) => problems.push(problem));
      expect(studies.map(({ id }) => id)).to.deep.equal([planOf('study').id]);
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(/^the queue:1:\d+: This is no plan of a study/);
      expect((await (await store.open(planOf('study'))).status()).incidents).to.equal(0);
    });

    describe('keeps the rule:', () => {
      let trials = 0;
      /** A prefix of its own; time passes by moving what the keys hold into the past. */
      const begin = (): Promise<QueueTrial> => {
        const prefix = `trial-${++trials}`;
        const past = `for _, key in ipairs(redis.call('KEYS', ARGV[1] .. ':cells:*')) do
          if string.match(key, ':signs$') or string.match(key, ':recent$') then
            for _, member in ipairs(redis.call('ZRANGE', key, 0, -1)) do redis.call('ZINCRBY', key, -ARGV[2], member) end
          end
        end`;
        return Promise.resolve({
          connect: () => connect(prefix),
          pass: async (seconds) => void (await client.eval(past, 0, prefix, seconds)),
          end: closeAll,
        });
      };
      for (const { name, run } of cellQueueRules(begin)) it(name, run);
    });

    it('keeps what it has through a crash of the server, and what is called meanwhile is done after it', async () => {
      const queue = await (await connect('crash')).open(planOf('study'));
      await queue.add(trialEntries(1, 1, 1));
      const [cell] = await queue.take({ lease: 'before', worker: 'w', weight: 1 });
      await server.crash();
      const error: unknown = await connect('crash').catch((reason: unknown) => reason);
      const outcome = queue.commit(trialResult(cell!, 'w'));
      const taken = queue.take({ lease: 'meanwhile', worker: 'w', weight: 2 });
      await server.resume();
      expect(isOutOfReach(error), String(error)).to.equal(true);
      expect(await outcome).to.equal('kept');
      expect((await taken).map(({ run }) => run)).to.deep.equal([1, 2]);
      expect((await queue.status()).entries).to.deep.include({ waiting: 0, leased: 2, done: 1 });
    });

    it('delivers again what a process had that ended before it leased it', async () => {
      const queue = await (await connect('abandoned')).open(planOf('study'));
      await queue.add(trialEntries(2, 1));
      // What BullMQ has of a job whose process took it and ended half a minute ago: it is active, and has no lock.
      const [id] = await client.zrange('abandoned:study:prioritized', 0, 0);
      await client
        .multi()
        .zrem('abandoned:study:prioritized', id!)
        .lpush('abandoned:study:active', id!)
        .exec();
      const taken = await queue.take({ lease: 'a', worker: 'w', weight: 3 });
      expect(taken.map(({ run }) => run)).to.deep.equal([0, 1]);
    });

    it('has as many connections after fifty looks at the status as after one', async () => {
      const store = await connect('looks');
      await (await store.open(planOf('study'))).add(trialEntries(1, 2));
      const connections = async () => /connected_clients:(\d+)/.exec(await client.info('clients'))?.[1];
      const look = async () => (await (await store.open(planOf('study'))).status()).entries.waiting;
      expect(await look()).to.equal(2);
      const before = await connections();
      for (let i = 0; i < 50; i++) await look();
      expect(await connections()).to.equal(before);
    });

    it('counts an entry once that another process gives back between two replies of the server', async () => {
      const plan = planOf('between');
      const queue = await (await connect('between')).open(plan);
      await queue.add(trialEntries(1));
      await queue.take({ lease: 'a', worker: 'w', weight: 1 });
      /** Gives the entry back after each reply. */
      const slow = new Proxy(client, {
        get: (target, name): unknown => {
          const method: unknown = Reflect.get(target, name);
          if (typeof method !== 'function') return method;
          return async (...given: unknown[]): Promise<unknown> => {
            const reply: unknown = await Reflect.apply(method, target, given);
            await queue.release('a');
            return reply;
          };
        },
      });
      expect(await new RedisQueue(plan, slow, 'between').load()).to.include({ waiting: 0, leased: 1 });
      expect(await queue.load()).to.include({ waiting: 1, leased: 0 });
    });

    it('looks at what waits by as many commands for a thousand entries as for one', async () => {
      /** All commands that the server did, those of scripts too. */
      const commands = async (): Promise<number> =>
        [...(await client.info('commandstats')).matchAll(/:calls=(\d+)/g)].reduce(
          (sum, [, calls]) => sum + Number(calls),
          0,
        );
      const looks: number[] = [];
      for (const count of [1, 1000]) {
        const queue = await (await connect(`look-${count}`)).open(planOf('study'));
        await queue.add(trialEntries(...Array<number>(count).fill(1)));
        await queue.load();
        const before = await commands();
        expect(await queue.load()).to.include({ waiting: count, weight: count });
        looks.push((await commands()) - before);
      }
      // BullMQ keeps its own connections busy with a few commands meanwhile.
      expect(looks[1]!).to.be.below(looks[0]! + 50);
    });

    it('has an entry under way between the pieces of a plan, whatever workers have done, and gives it back at the end', async () => {
      const open = async () => (await connect('pieces')).open(planOf('study'));
      const [queue, worker] = [await open(), await open()];
      const { planned, left } = workedBetweenPieces(queue, worker);
      await planCells(planned, trialEntries(5, 4, 3, 2, 1), { atOnce: 2 });
      expect(left).to.deep.equal([
        [0, 1],
        [0, 1],
      ]);
      expect((await queue.status()).entries).to.deep.include({ waiting: 1, leased: 0, done: 4, lost: 0 });
    });

    it('orders entries that are added later among those that wait', async () => {
      const queue = await (await connect('ranks')).open(planOf('study'));
      const cells = trialEntries(5, 1, 3, 9);
      await queue.add(cells.slice(0, 2));
      await queue.add([...cells, { ...cells[3]!, copy: 1 }]);
      const taken = await queue.take({ lease: 'a', worker: 'w', weight: 100 });
      expect(taken.map(({ run, copy }) => [run, copy])).to.deep.equal([
        [3, 0],
        [0, 0],
        [2, 0],
        [1, 0],
        [3, 1],
      ]);
    });

    it('needs the documented rights alone', async () => {
      const rights = '~pomdp-gym:* &pomdp-gym:* +@all -@admin -@dangerous +info';
      await client.call('ACL', 'SETUSER', 'gym', 'on', '>plays', ...rights.split(' '));
      const queue = await (await connect('pomdp-gym', server.url('plays', 'gym'))).open(planOf('study'));
      await queue.add(trialEntries(3, 2, 1));
      const [cell] = await queue.take({ lease: 'a', worker: 'w', weight: 3 });
      expect(await queue.commit(trialResult(cell!, 'w'))).to.equal('kept');
      const [next] = await queue.take({ lease: 'b', worker: 'w', weight: 2 });
      expect(await queue.beat('b')).to.equal(true);
      expect(await queue.keepCheckpoint(next!, 'one')).to.equal(true);
      expect(await queue.checkpointOf(next!)).to.equal('one');
      expect(await queue.lose(next!, 'It was killed.')).to.equal(true);
      await queue.take({ lease: 'c', worker: 'w', weight: 2 });
      await queue.release('c');
      expect(await queue.reap(60)).to.equal(0);
      expect(await queue.again()).to.equal(0);
      expect(await queue.status()).to.deep.include({ weightLeft: 3, incidents: 0 });
    });

    describe('names no part of an address in its messages:', () => {
      const secret = 'hunter2-the-password';
      for (const [what, address, message, classes] of [
        ['a wrong password', () => server.url(secret), /refuses the user or the password/, [InputError]],
        [
          'no password',
          () => server.url('').replace(':@', ''),
          /refuses the user or the password/,
          [InputError],
        ],
        [
          'a port where nothing listens',
          () => `redis://me:${secret}@127.0.0.1:1`,
          /No Redis server listens/,
          [OutOfReach],
        ],
        [
          'a host that does not exist',
          () => `redis://me:${secret}@nowhere.invalid`,
          /host of the address is not known|name of the host is not resolved/,
          // The name server of this machine may not reply.
          [InputError, OutOfReach],
        ],
        ['no URL', () => `redis://me:${secret}@[bad`, /The address is no URL/, [InputError]],
      ] as const satisfies readonly (readonly [string, () => string, RegExp, ErrorClasses])[]) {
        it(what, async () => {
          const error: unknown = await connect('secrets', address()).then(
            () => undefined,
            (reason: unknown) => reason,
          );
          if (!(error instanceof Error) || !classes.some((each) => error instanceof each))
            throw new Error(`No ${classes.map(({ name }) => name).join(' or ')}: ${String(error)}`);
          expect(error.message).to.match(message);
          for (const part of [secret, 'nowhere', '127.0.0.1', '[bad'])
            expect(`${error.message}\n${error.stack}\n${JSON.stringify(error)}`).not.to.include(part);
          expect(error.cause).to.equal(undefined);
        });
      }
    });
  },
);
