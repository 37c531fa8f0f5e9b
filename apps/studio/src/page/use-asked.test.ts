import { expect } from 'chai';
import { parseHTML } from 'linkedom';
import { h, render } from 'preact';
import { act } from 'preact/test-utils';
import { type Asked, useAsked } from './use-asked.js';

/** A computation under way. */
interface Begun {
  readonly question: string;
  readonly signal: AbortSignal;
  readonly end: (value: string) => void;
}

describe('useAsked', () => {
  /** The hook in a component, whose question and computations the test controls. */
  const drawn = () => {
    const { document } = parseHTML('<!doctype html><html><body></body></html>');
    const begun: Begun[] = [];
    let asked: Asked<string> | undefined;
    const Probe = ({ question }: { readonly question: string }) => {
      asked = useAsked(
        question,
        (signal) => new Promise((end) => void begun.push({ question, signal, end })),
      );
      return null;
    };
    const show = (question: string) => act(() => render(h(Probe, { question }), document.body));
    const ask = () => act(() => asked!.ask());
    const end = (place: number, value: string) =>
      act(async () => {
        begun[place]!.end(value);
        await new Promise((resolve) => setImmediate(resolve));
      });
    const state = () => ({ value: asked!.value, busy: asked!.busy, begun: begun.length });
    return { begun, show, ask, end, state };
  };

  it('computes nothing until it is asked, and each question by itself', async () => {
    const { begun, show, ask, state } = drawn();
    await show('a');
    expect(state()).to.deep.equal({ value: undefined, busy: false, begun: 0 });
    await ask();
    expect(state()).to.deep.equal({ value: undefined, busy: true, begun: 1 });
    await show('b');
    expect(begun[0]!.signal.aborted).to.equal(true);
    await show('a');
    expect(state()).to.deep.equal({ value: undefined, busy: false, begun: 1 });
  });

  it('has the last value again with its question, and with no other', async () => {
    const { show, ask, end, state } = drawn();
    await show('a');
    await ask();
    await end(0, 'A');
    expect(state()).to.deep.equal({ value: 'A', busy: false, begun: 1 });
    await show('b');
    expect(state()).to.deep.equal({ value: undefined, busy: false, begun: 1 });
    await show('a');
    expect(state()).to.deep.equal({ value: 'A', busy: false, begun: 1 });
  });
});
