import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';

/** Passes on the messages that wait in a port: those that a thread posted before it returned or ended. */
export function passOn<Message>(port: MessagePort, onMessage: (message: Message) => void): void {
  for (;;) {
    const received = receiveMessageOnPort(port) as { readonly message: Message } | undefined;
    if (!received) return;
    onMessage(received.message);
  }
}
