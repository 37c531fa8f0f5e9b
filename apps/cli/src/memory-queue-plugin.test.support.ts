const experiment = import.meta.resolve('@pomdp-gym/experiment');
const inProcess = import.meta.resolve('@pomdp-gym/executor-in-process');

/**
 * The source of a plugin with an executor `memory`, whose queues are kept in the process by address. An address with `nowhere` in it cannot be
 * reached, and the error says it whole.
 */
export const memoryQueuePlugin = `import { MemoryStore } from '${experiment}';
  import { inProcess } from '${inProcess}';
  const stores = (globalThis.memoryQueues ??= new Map());
  const connect = async (address) => {
    if (address.includes('nowhere')) throw new Error('cannot connect to ' + address);
    if (!stores.has(address)) stores.set(address, new MemoryStore(() => performance.now() / 1000));
    return stores.get(address);
  };
  const spec = { ...inProcess, id: 'memory', create: () => ({ place: 'queue', connect }) };
  export default { id: 0, load: ({ bind }) => bind(Symbol.for('pomdp-gym/executor')).toConstantValue(spec) };`;
