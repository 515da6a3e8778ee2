/**
 * The two encodings that Terraform and its providers speak to each other in: protocol buffers (only what tfplugin5's
 * messages use), and MessagePack for values, where a value not known yet is an extension.
 */

// ---- protocol buffers

type Field = readonly [number: number, value: number | boolean | string | Buffer | undefined];

/** A message of fields in order; those undefined, zero, false or empty are left out, as the format has it. */
export function message(...fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number' || typeof value === 'boolean')
        return value ? [varint(number << 3), varint(Number(value))] : [];
      if (value === undefined || value.length === 0) return [];
      const bytes = Buffer.from(value as string);
      return [varint((number << 3) | 2), varint(bytes.length), bytes];
    }),
  );
}

/** Fields of a message: numbers as they are, the rest as bytes; a repeated field's last one. */
export function fieldsOf(bytes: Buffer): Map<number, number | Buffer> {
  const fields = new Map<number, number | Buffer>();
  let at = 0;
  const next = (): number => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at] as number;
      at += 1;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = next();
    const value = next();
    if ((tag & 7) === 0) fields.set(tag >> 3, value);
    else if ((tag & 7) === 2) {
      fields.set(tag >> 3, bytes.subarray(at, at + value));
      at += value;
    } else throw new RangeError(`wire type ${tag & 7}`);
  }
  return fields;
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}

// ---- MessagePack

/** A value that is not known before it is made. */
export const UNKNOWN: unique symbol = Symbol('unknown');

export type Value = null | boolean | number | string | typeof UNKNOWN | Value[] | { [key: string]: Value };

export function pack(value: Value): Buffer {
  if (value === UNKNOWN) return Buffer.from([0xd4, 0, 0]);
  if (value === null) return Buffer.from([0xc0]);
  if (typeof value === 'boolean') return Buffer.from([value ? 0xc3 : 0xc2]);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(9);
    bytes[0] = Number.isInteger(value) ? 0xd3 : 0xcb;
    if (Number.isInteger(value)) bytes.writeBigInt64BE(BigInt(value), 1);
    else bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  const sized = (first: number, length: number): Buffer => {
    const bytes = Buffer.alloc(5);
    bytes[0] = first;
    bytes.writeUInt32BE(length, 1);
    return bytes;
  };
  if (typeof value === 'string') {
    const bytes = Buffer.from(value);
    return Buffer.concat([sized(0xdb, bytes.length), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([sized(0xdd, value.length), ...value.map(pack)]);
  const entries = Object.entries(value as { [key: string]: Value });
  return Buffer.concat([sized(0xdf, entries.length), ...entries.flatMap(([key, entry]) => [pack(key), pack(entry)])]);
}

export function unpack(bytes: Buffer): Value {
  let at = 0;
  const read = <T>(length: number, of: (start: number) => T): T => {
    at += length;
    return of(at - length);
  };
  const uint = (length: number): number => read(length, (start) => Number(bytes.readUIntBE(start, length)));
  const text = (length: number): string => read(length, (start) => bytes.toString('utf8', start, start + length));
  const list = (length: number): Value[] => Array.from({ length }, () => next());
  const map = (length: number): Value =>
    Object.fromEntries(Array.from({ length }, () => [String(next() as string), next()]));
  const extension = (length: number): Value => read(length + 1, () => UNKNOWN);
  const next = (): Value => {
    const first = uint(1);
    if (first < 0x80) return first;
    if (first < 0x90) return map(first & 15);
    if (first < 0xa0) return list(first & 15);
    if (first < 0xc0) return text(first & 31);
    if (first >= 0xe0) return first - 256;
    switch (first) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc7:
        return extension(uint(1));
      case 0xca:
        return read(4, (start) => bytes.readFloatBE(start));
      case 0xcb:
        return read(8, (start) => bytes.readDoubleBE(start));
      case 0xcc:
        return uint(1);
      case 0xcd:
        return uint(2);
      case 0xce:
        return uint(4);
      case 0xcf:
        return read(8, (start) => Number(bytes.readBigUInt64BE(start)));
      case 0xd0:
        return read(1, (start) => bytes.readInt8(start));
      case 0xd1:
        return read(2, (start) => bytes.readInt16BE(start));
      case 0xd2:
        return read(4, (start) => bytes.readInt32BE(start));
      case 0xd3:
        return read(8, (start) => Number(bytes.readBigInt64BE(start)));
      case 0xd4:
        return extension(1);
      case 0xd9:
        return text(uint(1));
      case 0xda:
        return text(uint(2));
      case 0xdb:
        return text(uint(4));
      case 0xdc:
        return list(uint(2));
      case 0xdd:
        return list(uint(4));
      case 0xde:
        return map(uint(2));
      case 0xdf:
        return map(uint(4));
      default:
        throw new RangeError(`MessagePack type ${first.toString(16)}`);
    }
  };
  return next();
}
