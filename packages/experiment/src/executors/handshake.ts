/** What a worker and a planned study must have in common, or their results would differ. Plain JSON. */
export interface Handshake {
  /** The version of the queue's contract. */
  readonly protocol: number;
  /** A digest of the modules that do runs. */
  readonly program: string;
  /** A hash of the mathematics of the engine on fixed inputs. Another version of Node.js may have the same. */
  readonly arithmetic: string;
  /** Digests of the plugins that take part, by kind and id: `policy softmax`. */
  readonly modules: Readonly<Record<string, string>>;
}

/** The version of the queue's contract. */
export const PROTOCOL = 1;

/** How a worker differs from what a study was planned with, one sentence; undefined where its results are the same to the bit. */
export function handshakeDifference(planned: Handshake, own: Handshake): string | undefined {
  if (planned.protocol !== own.protocol)
    return `The study is planned with version ${planned.protocol} of the protocol, and this worker speaks version ${own.protocol}: install the same version of pomdp-gym.`;
  if (planned.program !== own.program)
    return `The code that does runs differs: ${short(planned.program)} in the plan, ${short(own.program)} here. Install the same build of pomdp-gym.`;
  const [name] = differingModules(planned.modules, own.modules);
  if (name !== undefined)
    return `The plugin of the ${name} differs: ${short(planned.modules[name])} in the plan, ${short(own.modules[name])} here. Install the same version of it.`;
  if (planned.arithmetic !== own.arithmetic)
    return `The mathematics of this engine rounds otherwise: its numeric fingerprint is ${short(own.arithmetic)}, and that of the plan ${short(planned.arithmetic)}. Use a machine or a version of Node.js with the same fingerprint.`;
  return undefined;
}

function differingModules(planned: Handshake['modules'], own: Handshake['modules']): string[] {
  const names = new Set([...Object.keys(planned), ...Object.keys(own)]);
  return [...names].sort().filter((name) => planned[name] !== own[name]);
}

function short(digest: string | undefined): string {
  return digest === undefined ? 'absent' : digest.slice(0, 12);
}
