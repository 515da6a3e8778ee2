/**
 * A provider that serves only a schema: real Terraform holds a configuration to it, plans it and makes it in memory,
 * with no cloud behind. It speaks tfplugin5 over HTTP/2 and keeps nothing: what a resource is, is what Terraform says.
 *
 * It proves wiring: references, cycles, types, required arguments, what a change makes anew. Azure's own rules, and
 * choices among words, it does not know.
 */
import { createHash } from 'node:crypto';
import { createServer, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { Attribute, Block, ProviderSchema, Type } from '../azurerm/conforms';
import { fieldsOf, message, pack, UNKNOWN, unpack, type Value } from './wire';

/** What Terraform needs in `TF_REATTACH_PROVIDERS` to speak to a provider that runs already. */
export interface Served {
  readonly reattach: string;
  close(): void;
}

/** Serves a schema until closed. */
export async function serve(schema: ProviderSchema): Promise<Served> {
  const answers = answersOf(schema);
  const server: Http2Server = createServer();
  server.on('stream', (stream, headers) => {
    const [, service, call = ''] = String(headers[':path']).split('/');
    const answer = service === 'tfplugin5.Provider' ? answers[call] : undefined;
    const heads = { ':status': 200, 'content-type': 'application/grpc' };
    stream.on('error', () => {});
    // 12: not implemented. Terraform asks for more than a provider must have.
    if (!answer) {
      stream.respond({ ...heads, 'grpc-status': 12 }, { endStream: true });
      return;
    }
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      if (stream.destroyed) return;
      const body = answer(fieldsOf(Buffer.concat(chunks).subarray(5)));
      const frame = Buffer.alloc(5);
      frame.writeUInt32BE(body.length, 1);
      stream.respond(heads, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.end(Buffer.concat([frame, body]));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const sessions = new Set<{ destroy(): void }>();
  server.on('session', (session) => sessions.add(session));
  return {
    reattach: JSON.stringify({
      'hashicorp/azurerm': {
        Protocol: 'grpc',
        ProtocolVersion: 5,
        Pid: process.pid,
        Test: true,
        Addr: { Network: 'tcp', String: `127.0.0.1:${port}` },
      },
    }),
    close() {
      for (const session of sessions) session.destroy();
      server.close();
    },
  };
}

type Fields = Map<number, number | Buffer>;
const text = (fields: Fields, number: number): string => String(fields.get(number) ?? '');

/** A value in a message, which Terraform sends as MessagePack. */
const valueAt = (fields: Fields, number: number): Value => {
  const bytes = fieldsOf(fields.get(number) as Buffer).get(1) as Buffer | undefined;
  return bytes ? unpack(bytes) : null;
};
const value = (of: Value): Buffer => message([1, pack(of)]);

function answersOf(schema: ProviderSchema): Readonly<Record<string, (request: Fields) => Buffer>> {
  const whole = message(
    [1, schemaMessage(schema.config.block)],
    ...Object.entries(schema.resources).map(
      ([type, { block }]) =>
        [2, message([1, type], [2, schemaMessage({ ...block, attributes: withId(block) })])] as const,
    ),
  );
  const blockOf = (request: Fields): Block => {
    const { block } = schema.resources[text(request, 1)] as { block: Block };
    return { ...block, attributes: withId(block) };
  };
  return {
    GetSchema: () => whole,
    GetResourceIdentitySchemas: () => message(),
    PrepareProviderConfig: (request) => message([1, request.get(1) as Buffer]),
    Configure: () => message(),
    ValidateResourceTypeConfig: () => message(),
    Stop: () => message(),
    UpgradeResourceState: (request) => {
      const raw = fieldsOf(request.get(3) as Buffer).get(1) as Buffer;
      return message([1, value(knownOf(blockOf(request), JSON.parse(raw.toString())))]);
    },
    ReadResource: (request) => message([1, request.get(2) as Buffer]),
    PlanResourceChange: (request) => {
      const prior = valueAt(request, 2);
      const proposed = valueAt(request, 3);
      if (proposed === null) return message([1, value(null)]);
      const block = blockOf(request);
      const replaced = prior === null ? [] : replacements(block, prior, proposed);
      const planned = plannedBlock(block, proposed, replaced.length > 0 ? null : prior);
      return message([1, value(planned)], ...replaced.map((path) => [2, path] as const), [5, true]);
    },
    ApplyResourceChange: (request) => {
      const planned = valueAt(request, 3);
      const seed = `${text(request, 1)} ${JSON.stringify(planned)}`;
      return message([1, value(planned === null ? null : madeBlock(blockOf(request), planned, seed))], [4, true]);
    },
  };
}

// ---- the schema, as Terraform reads it

const NESTING: Readonly<Record<string, number>> = { single: 1, list: 2, set: 3, map: 4 };

const withId = ({ attributes }: Block): Record<string, Attribute> => ({
  id: { type: 'string', optional: true, computed: true },
  ...attributes,
});

const schemaMessage = (block: Block): Buffer => message([2, blockMessage(block)]);

const blockMessage = ({ attributes = {}, block_types = {} }: Block): Buffer =>
  message(
    ...Object.entries(attributes).map(
      ([name, { type, required, optional, computed, write_only }]) =>
        [
          2,
          message([1, name], [2, JSON.stringify(type)], [4, required], [5, optional], [6, computed], [10, write_only]),
        ] as const,
    ),
    ...Object.entries(block_types).map(
      ([name, { nesting_mode, block, min_items, max_items }]) =>
        [
          3,
          message([1, name], [2, blockMessage(block)], [3, NESTING[nesting_mode]], [4, min_items], [5, max_items]),
        ] as const,
    ),
  );

// ---- plan and apply, in memory

type Entries = { [key: string]: Value };

/** What of a state the schema knows: another version of it may have written the state. */
function knownOf({ attributes = {}, block_types = {} }: Block, state: Value): Value {
  const map = state as Entries;
  return Object.fromEntries([
    ...Object.keys(attributes).map((name) => [name, map[name] ?? null]),
    ...Object.entries(block_types).map(([name, { nesting_mode, block }]) => [
      name,
      inBlocks(map[name] ?? (nesting_mode === 'single' ? null : []), (entry) => knownOf(block, entry)),
    ]),
  ]);
}

/** What is proposed, with what is computed and not yet there as unknown, in blocks too. */
function plannedBlock({ attributes = {}, block_types = {} }: Block, proposed: Value, prior: Value): Value {
  const map = proposed as Entries;
  const before = prior as Entries | null;
  return Object.fromEntries([
    ...Object.entries(attributes).map(([name, { computed, write_only }]) => [
      name,
      write_only ? null : (map[name] ?? (computed ? (before?.[name] ?? UNKNOWN) : null)),
    ]),
    ...Object.entries(block_types).map(([name, { block }]) => [
      name,
      inBlocks(map[name], (entry, index) => plannedBlock(block, entry, entryAt(before?.[name], index))),
    ]),
  ]);
}

/** What is planned, with a value for all that was unknown: the same plan, the same values. */
function madeBlock({ attributes = {}, block_types = {} }: Block, planned: Value, seed: string): Value {
  const map = planned as Entries;
  return Object.fromEntries([
    ...Object.entries(attributes).map(([name, { type }]) => [
      name,
      map[name] === UNKNOWN ? made(type, `${seed} ${name}`) : (map[name] ?? null),
    ]),
    ...Object.entries(block_types).map(([name, { block }]) => [
      name,
      inBlocks(map[name], (entry, index) => madeBlock(block, entry, `${seed} ${name} ${index}`)),
    ]),
  ]);
}

const inBlocks = (blocks: Value | undefined, each: (entry: Value, index: number) => Value): Value =>
  Array.isArray(blocks) ? blocks.map(each) : (blocks ?? null);
const entryAt = (blocks: Value | undefined, index: number): Value =>
  Array.isArray(blocks) ? (blocks[index] ?? null) : null;

function made(type: Attribute['type'], seed: string): Value {
  if (type === 'number') return 0;
  if (type === 'bool') return false;
  if (type === 'string') return createHash('sha256').update(seed).digest('hex').slice(0, 32);
  const [kind, inner] = type;
  if (kind === 'object')
    return Object.fromEntries(
      Object.entries(inner as Record<string, Type>).map(([name, part]) => [name, made(part, `${seed} ${name}`)]),
    );
  return kind === 'map' ? {} : [];
}

/** Paths of the arguments whose change makes a resource anew. */
function replacements(block: Block, prior: Value, proposed: Value, steps: readonly Buffer[] = []): Buffer[] {
  const [before, after] = [prior as Entries, proposed as Entries];
  const step = (name: string): Buffer[] => [...steps, message([1, message([1, name])])];
  const differs = (name: string): boolean => comparable(before[name]) !== comparable(after[name]);
  return [
    ...Object.entries(block.attributes ?? {}).flatMap(([name, { replaces, computed }]) =>
      replaces && differs(name) && !(computed && (after[name] ?? null) === null) ? [Buffer.concat(step(name))] : [],
    ),
    ...Object.entries(block.block_types ?? {}).flatMap(([name, { replaces, nesting_mode, block: inner }]) => {
      const [old, now] = [before[name], after[name]];
      if (replaces && differs(name)) return [Buffer.concat(step(name))];
      if (nesting_mode !== 'list' || !Array.isArray(old) || !Array.isArray(now)) return [];
      return now.flatMap((entry, index) =>
        old[index] === undefined
          ? []
          : replacements(inner, old[index] as Value, entry, [
              ...step(name),
              // An index of zero must be there: field 3, a number.
              message([1, Buffer.from([0x18, index])]),
            ]),
      );
    }),
  ];
}

const comparable = (of: Value | undefined): string =>
  JSON.stringify(of ?? null, (_, each) => (each === UNKNOWN ? '?' : each));
