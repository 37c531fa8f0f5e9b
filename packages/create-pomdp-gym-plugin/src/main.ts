import { isInputError } from '@pomdp-gym/contracts';
import { createPlugin } from './create-plugin.js';

const interactive = process.stdin.isTTY && process.stdout.isTTY;
try {
  const text = await createPlugin(process.argv.slice(2), { from: process.cwd(), interactive });
  process.stdout.write(`${text}\n`);
} catch (error) {
  if (!isInputError(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
