/**
 * The address book's grammar. Names are computed from country, cell and purpose, never looked up, so that one stack can
 * name what another owns and templates deploy alone.
 */
import { createHash } from 'node:crypto';

/** First part of every name. */
export const PREFIX = 'sovereign';

/** Lower-case hexadecimal digest of the parts: the same parts, the same name, on every machine. */
export function digest(parts: readonly string[], length = 8): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, length);
}

/** `sovereign-in-mumbai-a-cluster`: parts joined, cut to `most` characters with a digest where they are too long. */
export function name(parts: readonly string[], most = 63): string {
  const full = [PREFIX, ...parts].join('-').toLowerCase();
  return full.length <= most ? full : `${full.slice(0, most - 9)}-${digest(parts)}`;
}

/** A name of letters and digits only (storage accounts, registries), made globally unique by a digest of `seed`. */
export function compactName(parts: readonly string[], seed: readonly string[], most = 24): string {
  const stem = parts
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  return `${stem.slice(0, most - 8)}${digest([...seed, ...parts])}`;
}

/** Namespace of {@link nameUuid}: version 5 of `sovereign-ai-region` under the namespace of URLs. */
const NAMESPACE = '9c94bd2f-143f-56a8-99ec-934759f68307';

/** A UUID of the parts, in version 5 (RFC 9562): where a format takes no other that can be computed. */
export function nameUuid(parts: readonly string[]): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex'))
    .update(parts.join('\u0000'))
    .digest();
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A UUID of the parts, in version 8 (a digest of one's own): the same parts, the same UUID. */
export function guid(parts: readonly string[]): string {
  const hex = digest(parts, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}
