// Compiles kernel.ts and ascent.ts, which are AssemblyScript, and writes the bytes as a module of the package: src/kernel-bytes.ts. Runs
// before `tsc`, and leaves the module as it is where it is of the same source.
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, URL } from 'node:url';

const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd'];
const target = new URL('../src/kernel-bytes.ts', import.meta.url);
const { version } = createRequire(import.meta.url)('assemblyscript/package.json');
const ENTRIES = ['kernel.ts', 'ascent.ts'];
const sources = [...ENTRIES, 'frame.ts'].map((name) => read(new URL(name, import.meta.url)));
const digest = createHash('sha256')
  .update([...sources, version, ...OPTIONS].join('\n'))
  .digest('hex');
const head = `// Written by assembly/compile.js from assembly/*.ts: ${digest}`;

if (!read(target)?.startsWith(head)) writeFileSync(target, moduleOf(await compiled()));

function moduleOf(bytes) {
  return `${head}

/** The WebAssembly module of the kernels, in base64. */
export const KERNEL_BYTES =
  '${Buffer.from(bytes).toString('base64')}';
`;
}

async function compiled() {
  const { default: asc } = await import('assemblyscript/asc');
  let bytes;
  const { error, stderr } = await asc.main([...ENTRIES, '--outFile', 'kernel.wasm', ...OPTIONS], {
    readFile: (name) => read(new URL(name, import.meta.url)) ?? null,
    writeFile: (_name, contents) => void (bytes = contents),
  });
  if (error) throw new Error(`The kernels do not compile: ${stderr.toString()}`);
  return bytes;
}

function read(url) {
  const path = fileURLToPath(url);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
