import { isInputError } from '@pomdp-gym/contracts';
import { createPlugin } from './create-plugin.js';

const canAsk = process.stdin.isTTY && process.stdout.isTTY;
const terminal = canAsk ? { terminal: { input: process.stdin, output: process.stdout } } : {};
try {
  const text = await createPlugin(process.argv.slice(2), { from: process.cwd(), ...terminal });
  process.stdout.write(`${text}\n`);
} catch (error) {
  if (!isInputError(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
