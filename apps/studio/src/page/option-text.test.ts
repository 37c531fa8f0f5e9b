import { expect } from 'chai';
import { recipeOfValue, textOfValue, valueOfText, withOption } from './option-text.js';

describe('The text of an option', () => {
  it('is a number where it reads as one, and goes to the schema as it is where not', () => {
    const field = { input: 'number', isWhole: false } as const;
    expect([' .5 ', '1e-3', 'half', ''].map((text) => valueOfText(text, field))).to.deep.equal([
      ...[0.5, 0.001, 'half', undefined],
    ]);
  });

  it('is one of the choices with its own type', () => {
    const field = { input: 'choice', choices: [true, false] } as const;
    expect([valueOfText('false', field), valueOfText('maybe', field)]).to.deep.equal([false, 'maybe']);
  });

  it('is written as it is read', () => {
    const field = { input: 'value' } as const;
    for (const value of [3, [1, 2], { a: true }, 'words of a text', undefined])
      expect(valueOfText(textOfValue(value), field)).to.deep.equal(value);
    expect(textOfValue(null)).to.equal('none');
  });
});

describe('recipeOfValue', () => {
  it('takes an id, and a mapping of id and options; nothing else', () => {
    expect(recipeOfValue('grow')).to.deep.equal({ id: 'grow', options: {} });
    expect(recipeOfValue({ id: 'grow', options: { a: 1 } })).to.deep.equal({ id: 'grow', options: { a: 1 } });
    expect([3, null, undefined, {}].map(recipeOfValue)).to.deep.equal([
      ...[undefined, undefined, undefined, undefined],
    ]);
  });
});

describe('withOption', () => {
  it('changes an option at its place, adds one at the end, and leaves one out', () => {
    const part = { id: 'p', options: { a: 1, b: 2 } };
    expect(JSON.stringify(withOption(part, 'a', 3))).to.equal('{"id":"p","options":{"a":3,"b":2}}');
    expect(JSON.stringify(withOption(part, 'c', 3))).to.equal('{"id":"p","options":{"a":1,"b":2,"c":3}}');
    expect(JSON.stringify(withOption(part, 'a', undefined))).to.equal('{"id":"p","options":{"b":2}}');
  });
});
