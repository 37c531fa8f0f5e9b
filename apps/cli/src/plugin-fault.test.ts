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

  it('names the line of the plugin and what it calls, where that throws: either may have the fault', () => {
    const plugin = 'lamps/dist/index.js';
    const callees = ['gym/packages/numerics/dist/solve.js', 'lamps/node_modules/zod/index.js'];
    for (const callee of callees)
      for (const deeper of [[], ['gym/packages/numerics/dist/pivot.js']])
        expect(pluginFault(thrownIn(...deeper, callee, plugin, 'gym/main.js'))).to.equal(
          `A plugin fails at ${join(home, plugin)}:12, in its call of step (${join(home, callee)}:12): ` +
            'TypeError: No lamp. Set DEBUG=1 to see its stack.',
        );
  });

  it('names what a plugin calls by its file alone where it has no name', () => {
    const [callee, plugin] = ['gym/solve.js', 'lamps/dist/index.js'];
    const stack = `TypeError: No lamp.\n    at ${addressOf(callee)}:3:7\n    at async new Lamp (${addressOf(plugin)}:12:7)`;
    const thrown = Object.assign(new TypeError('No lamp.'), { stack });
    expect(pluginFault(thrown)).to.include(`in its call of a function (${join(home, callee)}:3): TypeError`);
  });

  it('names the plugin alone where the project calls back a function of it that throws', () => {
    const thrown = thrownIn(
      'lamps/dist/bulb.js',
      'gym/packages/numerics/dist/solve.js',
      'lamps/dist/index.js',
    );
    expect(pluginFault(thrown)).to.equal(`${sentence('lamps/dist/bulb.js')} Set DEBUG=1 to see its stack.`);
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
