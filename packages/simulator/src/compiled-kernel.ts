import { KERNEL_BYTES } from './kernel-bytes.js';

/** What the module exports: see assembly/kernel.ts and assembly/ascent.ts. */
export interface KernelExports {
  onePath(lane: number, begin: number, end: number): number;
  fourPaths(begin: number, end: number): void;
  ascend(end: number): number;
}

/** A memory, which never grows: that would detach its buffer, and once one is detached V8 checks every read of every array for it. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer;
}

/** The part of WebAssembly that the kernel needs. TypeScript knows it as a part of browsers, where not all of this project runs. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { readonly initial: number }) => KernelMemory;
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: KernelMemory } },
  ) => { readonly exports: KernelExports };
}

declare const WebAssembly: WebAssemblyApi | undefined;

/** Compiled once a thread. */
let compiled: object | undefined;

/**
 * The kernel in a memory of its own, of so many pages of 64 KiB; undefined where WebAssembly is missing, lacks vectors, or has no such
 * memory left.
 */
export function instantiateKernel(
  pages: number,
): { memory: KernelMemory; exports: KernelExports } | undefined {
  if (typeof WebAssembly === 'undefined') return undefined;
  try {
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(KERNEL_BYTES), (each) => each.charCodeAt(0)));
    const memory = new WebAssembly.Memory({ initial: pages });
    return { memory, exports: new WebAssembly.Instance(compiled, { env: { memory } }).exports };
  } catch {
    return undefined;
  }
}
