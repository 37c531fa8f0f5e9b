import { expect } from 'chai';
import type { CallName, RecipeParts, Reply, Request, RunRecipe } from '../engine/calls.js';
import { EngineClient } from '../engine/engine-client.js';
import { RecipeDraft } from './recipe-draft.js';

const recipe: RunRecipe = {
  ...{ environment: 'Tiger-v0', agent: 'controller:nodes=2' },
  ...{ seed: 1, budget: 10, steps: 5, start: null },
};

const partsOf = (nodes: number): RecipeParts => ({
  ...{ environment: { id: 'Tiger-v0', options: {} }, wrappers: [] },
  agent: { policy: { id: 'controller', options: { nodes } } },
});

/** Text of an agent, for the parts of it. */
const agentOf = (nodes: number) => `controller:nodes=${nodes}`;

/** Lets all promises that are settled come to what depends on them. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A draft whose engine replies when the test does. */
function opened() {
  const calls: Extract<Request, { call: CallName }>[] = [];
  let take: (reply: unknown) => void = () => undefined;
  const engine = new EngineClient({
    postMessage: (message) => calls.push(message as (typeof calls)[number]),
    onMessage: (taken) => (take = taken),
  });
  const draft = new RecipeDraft(engine, recipe);
  const taken = (name: CallName) => {
    const [found] = calls.splice(
      calls.findIndex(({ call }) => call === name),
      1,
    );
    return found!;
  };
  /** Replies to the first call of a name that has no reply yet. */
  const reply = async (name: CallName, value: unknown) => {
    take({ id: taken(name).id, value } satisfies Reply);
    await settle();
  };
  const refuse = async (name: CallName, error: string) => {
    take({ id: taken(name).id, error, isInput: false } satisfies Reply);
    await settle();
  };
  const written = (nodes: number) =>
    reply('write', { environment: recipe.environment, agent: agentOf(nodes) });
  return { draft, reply, refuse, written };
}

describe('RecipeDraft', () => {
  it('is written once the engine has written the change of its parts', async () => {
    const { draft, written } = opened();
    draft.editParts(partsOf(3));
    let ran: string | undefined;
    const run = draft.isWritten().then(() => (ran = draft.recipe.value.agent));
    await settle();
    expect(ran).to.equal(undefined);
    await written(3);
    expect(await run).to.equal(agentOf(3));
  });

  it('waits for the last of the changes of its parts, whichever is written first', async () => {
    const { draft, written } = opened();
    draft.editParts(partsOf(3));
    const run = draft.isWritten().then(() => draft.recipe.value.agent);
    draft.editParts(partsOf(4));
    await written(3);
    expect(draft.recipe.value.agent).to.equal(recipe.agent);
    await written(4);
    expect(await run).to.equal(agentOf(4));
  });

  it('keeps what is changed while a change of its parts is written: another recipe, or the text of the agent', async () => {
    for (const change of [
      (draft: RecipeDraft) => draft.set({ ...recipe, agent: 'uniform' }),
      (draft: RecipeDraft) => draft.edit({ agent: 'uniform' }),
    ]) {
      const { draft, written } = opened();
      draft.editParts(partsOf(3));
      change(draft);
      await written(3);
      expect(draft.recipe.value.agent).to.equal('uniform');
      expect(await draft.isWritten()).to.equal(true);
    }
  });

  it('has both a change of the seed and the change of its parts before it, whose fields stay as they are', async () => {
    const { draft, reply, written } = opened();
    draft.editParts(partsOf(3));
    draft.edit({ seed: 7 });
    await reply('problems', []);
    await reply('parts', { parts: partsOf(2), problems: [] });
    expect(draft.parts.value.parts).to.deep.equal(partsOf(3));
    await written(3);
    expect(draft.recipe.value).to.deep.equal({ ...recipe, agent: agentOf(3), seed: 7 });
  });

  it('is not written where the engine fails, and says why', async () => {
    const { draft, refuse } = opened();
    draft.editParts(partsOf(3));
    const isWritten = draft.isWritten();
    await refuse('write', 'The thread has ended.');
    expect(await isWritten).to.equal(false);
    expect(draft.problems.value).to.deep.equal(['The thread has ended.']);
  });
});
