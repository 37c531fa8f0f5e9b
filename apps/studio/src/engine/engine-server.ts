import { isInputError } from '@pomdp-gym/contracts';
import { firstLine, type Registry } from '@pomdp-gym/registry';
import { nextTurn } from '@pomdp-gym/solving';
import type { CallContext } from './call-context.js';
import { handlers } from './handlers.js';
import type { CallName, Reply, Request } from './calls.js';
import type { Port } from './engine-client.js';

/** Serves calls, as many at a time as are made. */
export class EngineServer {
  private readonly running = new Map<number, AbortController>();
  private readonly opened: CallContext['opened'] = {};
  private readonly optima: CallContext['optima'] = new Map();

  constructor(
    private readonly port: Port,
    private readonly registry: Registry,
  ) {
    port.onMessage((message) => this.take(message as Request));
  }

  private take(request: Request): void {
    if ('cancel' in request) this.running.get(request.id)?.abort();
    else void this.serve(request);
  }

  private async serve({ id, call, argument }: Exclude<Request, { cancel: true }>): Promise<void> {
    const controller = new AbortController();
    this.running.set(id, controller);
    const send = (reply: Reply): void => {
      if (!controller.signal.aborted) this.port.postMessage(reply);
    };
    try {
      // A call that is cancelled while others are computed is not begun.
      await nextTurn();
      if (controller.signal.aborted) return;
      const { registry, opened, optima } = this;
      const emit = (event: unknown) => send({ id, event });
      const context = { registry, opened, optima, emit, signal: controller.signal };
      send({ id, value: await handle(call, argument, context) });
    } catch (error) {
      send({ id, ...failureOf(error) });
    } finally {
      this.running.delete(id);
    }
  }
}

/** The sentence of what was thrown; for the fault of a program its name and its stack too. */
function failureOf(error: unknown): Omit<Extract<Reply, { error: string }>, 'id'> {
  if (isInputError(error)) return { error: error.message, isInput: true };
  const stack = error instanceof Error ? error.stack : undefined;
  return { error: firstLine(error), isInput: false, ...(stack !== undefined && { stack }) };
}

function handle(call: CallName, argument: unknown, context: CallContext): Promise<unknown> {
  const handler = handlers[call] as (argument: unknown, context: CallContext) => Promise<unknown>;
  return handler(argument, context);
}
