import { expect } from 'chai';
import { colorsFor, shown, table, takesCodes } from './terminal.js';

describe('the terminal', () => {
  const { TERM, NO_COLOR } = process.env;
  afterEach(() => {
    delete process.env['TERM'];
    delete process.env['NO_COLOR'];
    Object.assign(process.env, TERM !== undefined && { TERM }, NO_COLOR !== undefined && { NO_COLOR });
  });

  it('gets codes where it is one that takes them: no file, and not a dumb one', () => {
    const stream = (isTTY: boolean) =>
      Object.assign(Object.create(process.stderr), { isTTY }) as typeof process.stderr;
    delete process.env['NO_COLOR'];
    process.env['TERM'] = 'xterm';
    expect(takesCodes(stream(true))).to.equal(true);
    expect(takesCodes(stream(false))).to.equal(false);
    expect(colorsFor(stream(true)).red('a')).not.to.equal('a');
    process.env['TERM'] = 'dumb';
    expect(takesCodes(stream(true))).to.equal(false);
    expect(colorsFor(stream(true)).red('a')).to.equal('a');
    process.env['TERM'] = 'xterm';
    process.env['NO_COLOR'] = '1';
    expect(colorsFor(stream(true)).red('a')).to.equal('a');
    expect(takesCodes(stream(true)), 'a bar needs no colour').to.equal(true);
  });

  it('gets the colours of this program, and none that a text from a file brings along', () => {
    const terminal = Object.assign(Object.create(process.stderr), { isTTY: true }) as typeof process.stderr;
    delete process.env['NO_COLOR'];
    process.env['TERM'] = 'xterm';
    const { red, bold, dim } = colorsFor(terminal);
    const escape = String.fromCharCode(27);
    const file = `${escape}[31mfile${escape}[39m`;
    expect(shown(file)).to.equal('␛[31mfile␛[39m');
    expect(shown(red(file))).to.equal(`${escape}[31m␛[31mfile␛[39m${escape}[39m`);
    expect(shown(`${dim('a')} ${bold(`b ${dim('c')} d`)}`)).to.equal(
      `${escape}[2ma${escape}[22m ${escape}[1mb ${escape}[2mc${escape}[22m${escape}[1m d${escape}[22m`,
    );
    const cells = table(
      [{ title: 'name' }, { title: 'next' }],
      [
        [red('x'), '1'],
        [file, '2'],
      ],
    );
    expect(shown(cells).split('\n').slice(1)).to.deep.equal([
      `${escape}[31mx${escape}[39m               1`,
      '␛[31mfile␛[39m  2',
    ]);
  });

  it('gets tables whose cells are plain text, and no longer than can be read', () => {
    const shown = table([{ title: 'name' }], [['a\u001b[2Jb'], ['x'.repeat(1e6)]]);
    expect(shown).to.include('a␛[2Jb').and.have.length.below(2000);
  });
});
