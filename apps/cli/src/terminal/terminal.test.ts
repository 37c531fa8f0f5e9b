import { expect } from 'chai';
import { colorsFor, table, takesCodes } from './terminal.js';

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

  it('gets tables whose cells are plain text, and no longer than can be read', () => {
    const shown = table([{ title: 'name' }], [['a\u001b[2Jb'], ['x'.repeat(1e6)]]);
    expect(shown).to.include('a␛[2Jb').and.have.length.below(2000);
  });
});
