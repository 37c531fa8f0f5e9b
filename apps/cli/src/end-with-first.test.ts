import { expect } from 'chai';
import { endWithFirst } from './end-with-first.js';

describe('endWithFirst', () => {
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it('reports the first of two rejections, and ends with its exit code once', async () => {
    const [reported, codes]: [unknown[], number[]] = [[], []];
    let finish: (code: number) => void = () => undefined;
    const handle = endWithFirst(
      (error) => {
        reported.push(error);
        return new Promise((resolve) => (finish = resolve));
      },
      (code) => codes.push(code),
    );
    handle('first');
    handle('second');
    await turn();
    expect([reported, codes]).to.deep.equal([['first'], []]);
    finish(2);
    await turn();
    handle('third');
    await turn();
    expect([reported, codes]).to.deep.equal([['first'], [2]]);
  });

  it('prints the stack of the first where the report fails, and ends with 1', async () => {
    const codes: number[] = [];
    const handle = endWithFirst(
      () => Promise.reject(new Error('No such chunk.')),
      (code) => codes.push(code),
    );
    const { stderr } = process;
    const { write } = stderr;
    let printed = '';
    stderr.write = (text: string | Uint8Array) => {
      printed += String(text);
      return true;
    };
    try {
      handle(Object.assign(new TypeError('No lamp.'), { stack: 'TypeError: No lamp.\n    at lamp.js:5:1' }));
      await turn();
    } finally {
      stderr.write = write;
    }
    expect(printed).to.equal('TypeError: No lamp.\n    at lamp.js:5:1\n');
    expect(codes).to.deep.equal([1]);
  });
});
