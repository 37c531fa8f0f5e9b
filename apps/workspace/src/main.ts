import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, isInputError } from '@pomdp-gym/contracts';
import { falseAlarms } from './false-alarms.js';
import { newPlugin } from './new-plugin.js';
import { SHIPPED, shippedPlugins, shippedPluginsText } from './shipped-plugins.js';

const root = process.cwd();
const [command = '', ...words] = process.argv.slice(2);

const commands: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  'new-plugin': () => newPlugin(root, ...words),
  'false-alarms': () => falseAlarms(root, words),
  'ship-plugins': async () => {
    writeFileSync(join(root, SHIPPED), await shippedPluginsText(await shippedPlugins(root)));
    return [SHIPPED];
  },
};

try {
  const run = commands[command];
  if (!run)
    throw new InputError(
      `There is no command ${command}; the commands are ${Object.keys(commands).join(', ')}.`,
    );
  for (const path of await run()) process.stdout.write(`${path}\n`);
} catch (error) {
  if (!isInputError(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
