import { InputError } from '@pomdp-gym/contracts';
import { Redis } from 'ioredis';
import { redisFault } from './redis-fault.js';

/** Milliseconds between two tries to connect, at most. */
const LONGEST = 2000;

/**
 * Connects to Redis. Calls wait while the server is not reached, and are sent again where their reply was lost.
 *
 * @throws InputError where the address is wrong, or the server refuses the user; OutOfReach where the server is not reached now.
 */
export async function connectRedis(address: string): Promise<Redis> {
  if (!/^rediss?:\/\//.test(address) || !URL.canParse(address))
    throw new InputError(
      'The address is no URL of Redis: it has the form redis://user:password@host:port/database.',
    );
  await probe(address);
  const redis = new Redis(address, {
    maxRetriesPerRequest: null,
    retryStrategy: (tries) => Math.min(50 * 2 ** Math.min(tries, 10), LONGEST),
  });
  // A connection that breaks is made again.
  redis.on('error', () => undefined);
  return redis;
}

/** Connects once. */
async function probe(address: string): Promise<void> {
  const redis = new Redis(address, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  let fault: unknown;
  redis.on('error', (error) => (fault ??= error));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw redisFault(fault ?? error);
  } finally {
    redis.disconnect();
  }
}
