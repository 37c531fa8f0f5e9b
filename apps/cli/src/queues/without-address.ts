import { InputError, isInputError } from '@pomdp-gym/contracts';

/**
 * An error that holds nothing of the address of a queue: the error itself where it holds none, else one with the same sentence in which that
 * is left out, without its cause. A word of the sentence that happens to be the name of the host, the user or the database stays.
 */
export function withoutAddress(error: unknown, address: string): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? hidden(error, address) : error;
  if (![error, error.cause].some((each) => holds(each, address))) return error;
  const { stack = error.message } = error;
  const message = hidden(error.message, address);
  if (isInputError(error)) return new InputError(message);
  // The frames are those of the error, which show whether a plugin threw it.
  return Object.assign(new Error(message), { stack: hidden(stack, address) });
}

function holds(error: unknown, address: string): boolean {
  const text = error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
  return hidden(text, address) !== text;
}

function hidden(text: string, address: string): string {
  const { secrets, names, hosts } = partsOf(address);
  const patterns = [
    ...longestFirst(secrets).map(asWord),
    ...longestFirst(hosts).map(asHost),
    ...longestFirst(names).map(asName),
  ];
  return patterns.reduce((rest, pattern) => rest.replace(pattern, '…'), text.replaceAll(address, '…'));
}

/** Matches a secret where it is no piece of a longer word. */
function asWord(secret: string): RegExp {
  return new RegExp(`(?<![\\w-])${literal(secret)}(?![\\w-])`, 'g');
}

/** Matches a host with a port, and one after the code of a failed call, as in `getaddrinfo ENOTFOUND queue`. */
function asHost(host: string): RegExp {
  const name = literal(host);
  return new RegExp(
    `(?<![\\w-])${name}:\\d+(?![\\w-])|(?<=\\bE[A-Z]{2,}(?:_[A-Z]+)? )${name}(?![\\w-])`,
    'g',
  );
}

/** What stands before a name that is no word of the sentence: a quote, the @ of an address, or a key such as `dbname=`. */
const BEFORE = `["'“‘\`«»„‚‹›@]|\\b(?:user|username|role|db|dbname|database|host|hostname|hostaddr|server|address)=`;

/** Matches a name after one of these, and before an @: elsewhere it may be a word of the sentence, as `redis` and `queue` are. */
function asName(name: string): RegExp {
  return new RegExp(`(?<=${BEFORE})${literal(name)}(?![\\w-])|(?<![\\w-])${literal(name)}(?=@)`, 'g');
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

interface AddressParts {
  /** What no sentence has by itself: passwords, users with passwords, hosts with ports, and hosts that are no plain word. */
  readonly secrets: readonly string[];
  /** Users, databases and hosts. */
  readonly names: readonly string[];
  readonly hosts: readonly string[];
}

/** The parts of an address, those of its query too, as they are written and as they are meant. */
function partsOf(address: string): AddressParts {
  if (!URL.canParse(address)) return { secrets: [], names: [], hosts: [] };
  const { username, password, host, hostname, port, pathname, searchParams } = new URL(address);
  const inQuery = (...names: string[]) => names.flatMap((name) => searchParams.getAll(name));
  const hosts = bothForms([hostname, hostname.replace(/^\[|\]$/g, ''), ...inQuery('host', 'hostaddr')]);
  const ports = [port, ...inQuery('port')].filter((each) => each !== '');
  const passwords = bothForms([password, ...inQuery('password')]);
  return {
    secrets: [
      ...bothForms(username === '' || password === '' ? [] : [`${username}:${password}`]),
      ...[...passwords, ...(port === '' ? [] : [host])],
      ...hosts.flatMap((each) => ports.map((at) => `${each}:${at}`)),
      ...hosts.filter((each) => /[.:]/.test(each)),
    ],
    names: [...bothForms([username, pathname.slice(1), ...inQuery('user', 'db', 'dbname')]), ...hosts],
    hosts,
  };
}

/** Texts as they are written and as they are meant, without those that are empty. */
function bothForms(texts: readonly string[]): string[] {
  return [...new Set([...texts, ...texts.map(decoded)])].filter((text) => text !== '');
}

function longestFirst(texts: readonly string[]): string[] {
  return [...texts].sort((a, b) => b.length - a.length);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
