import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { rememberPlugin } from './loaded-plugins.js';
import { pluginFault } from './plugin-fault.js';

describe('pluginFault', () => {
  let home: string;
  before(() => {
    home = realpathSync(mkdtempSync(join(tmpdir(), 'pomdp-gym-fault-')));
    mkdirSync(join(home, 'lamps', 'dist'), { recursive: true });
    writeFileSync(join(home, 'lamps', 'package.json'), '{}');
    writeFileSync(join(home, 'lamps', 'dist', 'index.js'), '');
    rememberPlugin(addressOf('lamps/dist/index.js'));
  });
  after(() => rmSync(home, { recursive: true }));
  afterEach(() => delete process.env['DEBUG']);

  const addressOf = (path: string) => pathToFileURL(join(home, path)).href;
  /** An error whose frames lie in files, the innermost first. */
  const thrownIn = (...paths: string[]) => {
    const frames = paths.map((path) => `\n    at step (${addressOf(path)}:12:7)`);
    return Object.assign(new TypeError('No lamp.'), { stack: `TypeError: No lamp.${frames.join('')}` });
  };
  const sentence = (path: string) => `A plugin fails at ${join(home, path)}:12: TypeError: No lamp.`;

  it('names the file and line of the plugin, whichever module of its package throws', () => {
    for (const path of ['lamps/dist/index.js', 'lamps/dist/bulb.js', 'lamps/src/deep/wire.js'])
      expect(pluginFault(thrownIn(path, 'gym/main.js')), path).to.equal(
        `${sentence(path)} Set DEBUG=1 to see its stack.`,
      );
  });

  it('names the line of the plugin that calls the module that throws', () => {
    const thrown = thrownIn('lamps/node_modules/zod/index.js', 'lamps/dist/index.js', 'gym/main.js');
    expect(pluginFault(thrown)).to.match(/^A plugin fails at .*lamps.dist.index\.js:12: /);
  });

  it('adds the frames where DEBUG is set', () => {
    process.env['DEBUG'] = '1';
    const path = 'lamps/dist/index.js';
    const frame = `at step (${addressOf(path)}:12:7)`;
    expect(pluginFault(thrownIn(path))).to.equal(`${sentence(path)}\n${frame}`);
  });

  it('leaves an error alone in which no loaded plugin takes part', () => {
    for (const path of ['gym/main.js', 'lamps/node_modules/zod/index.js', 'lamps-of-others/index.js'])
      expect(pluginFault(thrownIn(path)), path).to.equal(undefined);
    expect(pluginFault('a text')).to.equal(undefined);
  });
});
