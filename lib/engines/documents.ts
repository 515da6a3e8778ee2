/** Finds and reads country documents. Nothing a person can name makes it throw. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { countryCodes } from '../catalogue';
import { MAX_BYTES, type Problem, type ReadCountry, type ReadWaivers, readCountry, readWaivers } from '../profile';
import { didYouMean } from '../profile/suggest';
import { reason } from './read-file';

/** Where a project keeps its documents. */
export const COUNTRIES_FOLDER = 'stacks/countries';

/** A document read, or why it could not be. */
export type Loaded = { readonly file: string } & (
  | { readonly read: ReadCountry; readonly problems: readonly Problem[] }
  | { readonly read?: undefined; readonly problems: readonly Problem[] }
);

/**
 * Reads the documents named, by country code or path; all of {@link COUNTRIES_FOLDER} where none is named.
 *
 * @param names codes (`IN`, `in`) or paths
 * @param folder where documents are looked up by code
 */
export function loadDocuments(names: readonly string[], folder = COUNTRIES_FOLDER): Loaded[] {
  if (names.length > 0) {
    const paths = names.map((name) => pathOf(name, folder));
    return paths
      .filter((path, index) => paths.findIndex((other) => resolve(other) === resolve(path)) === index)
      .map(load);
  }
  try {
    const files = documentsIn(folder);
    if (files.length > 0) return files.map(load);
    return [unreadable(shown(folder), 'no country documents', 'no .yaml file in it', FIRST)];
  } catch (error) {
    return [unreadable(shown(folder), 'no country documents', reason(error), FIRST)];
  }
}

const FIRST = 'write one with: sovereign init <country>';

/** Paths of the documents in a folder, sorted. */
export function listDocuments(folder = COUNTRIES_FOLDER): string[] {
  try {
    return documentsIn(folder);
  } catch {
    return [];
  }
}

/**
 * Editors keep files of their own beside a document (`.#in.yaml`, `._in.yaml`); names with a dot first are theirs. Its
 * waivers are no document.
 */
const documentsIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => /^[^.].*\.ya?ml$/i.test(file) && !WAIVERS.test(file))
    .sort()
    .map((file) => join(folder, file));

/** `IN` or `in` names the document of that country; anything else is a path. */
export function pathOf(name: string, folder = COUNTRIES_FOLDER): string {
  if (!/^[A-Za-z]{2}$/.test(name)) return name;
  const [yaml, yml] = ['yaml', 'yml'].map((ending) => join(folder, `${name.toLowerCase()}.${ending}`)) as [
    string,
    string,
  ];
  return !existsSync(yaml) && existsSync(yml) ? yml : yaml;
}

function load(path: string): Loaded {
  const file = shown(path);
  const content = readText(path);
  if (content === undefined) return missingDocument(path, file);
  if ('problem' in content) return { file, problems: [content.problem] };
  const read = readCountry(file, content.text);
  return { file, read, problems: read.problems };
}

/** The text of a document; why it cannot be read; undefined where there is no such file. */
function readText(path: string): { readonly text: string } | { readonly problem: Problem } | undefined {
  const file = shown(path);
  const refused = (title: string, found: string, mend: string) => ({ problem: problemOf(file, title, found, mend) });
  let bytes: Buffer;
  try {
    const info = statSync(path);
    if (info.isDirectory())
      return refused('a folder, not a document', file, `name a file in it, as ${join(file, 'in.yaml')}`);
    if (!info.isFile()) return refused('not a file', 'a device, pipe or socket', 'name a YAML file');
    // What the system says of a file's size need not be so (/proc says 0).
    bytes = info.size > MAX_BYTES ? Buffer.alloc(0) : readFileSync(path);
    const size = Math.max(info.size, bytes.length);
    if (size > MAX_BYTES)
      return refused('too long', `${size} bytes`, `a document is a page or two: keep it below ${MAX_BYTES} bytes`);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
      ? undefined
      : refused('not readable', reason(error), 'check the path and its permissions');
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return refused('not UTF-8 text', notUtf8(bytes), 'save the file as UTF-8');
  }
}

/** Waivers lie beside the document they belong to: `in.yaml`, `in.waivers.yaml`. */
const WAIVERS = /\.waivers\.ya?ml$/i;

/**
 * Reads the waivers of a country.
 *
 * @param named file a person named; where there is none, the one beside the document, which need not be there
 * @param document path of the country's document, which need not be there either
 * @param meant country judged for, and ids of the checks there are
 */
export function loadWaivers(
  named: string | undefined,
  document: string,
  meant: Parameters<typeof readWaivers>[2],
): ReadWaivers {
  const stem = document.replace(/\.ya?ml$/i, '');
  const candidates = named === undefined ? ['yaml', 'yml'].map((ending) => `${stem}.waivers.${ending}`) : [named];
  const path = candidates.find((candidate) => existsSync(candidate)) ?? named;
  if (path === undefined) return { waivers: [], problems: [] };
  const file = shown(path);
  const content = readText(path);
  if (content && 'text' in content) return readWaivers(file, content.text, meant);
  const missing = () => problemOf(file, 'no such file of waivers', file, 'docs/check.md shows the form');
  return { waivers: [], problems: [content?.problem ?? missing()] };
}

/** Where the first byte stands that is no UTF-8, as an editor counts. */
function notUtf8(bytes: Buffer): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return 'UTF-16 text';
  const text = new TextDecoder().decode(bytes);
  return `a byte on line ${text.slice(0, text.indexOf('\ufffd')).split('\n').length} that is no UTF-8`;
}

function missingDocument(path: string, file: string): Loaded {
  const name = basename(path);
  const code = name.replace(/\.ya?ml$/i, '').toUpperCase();
  const beside = listDocuments(dirname(path)).map((other) => basename(other));
  const known = countryCodes.includes(code);
  const hint = didYouMean(name, beside) || (/^[A-Z]{2}$/.test(code) ? didYouMean(code, countryCodes) : '');
  return unreadable(
    file,
    'no such document',
    `${name || 'an empty name'}${known ? '' : hint}`,
    known ? `write it with: sovereign init ${code}` : 'sovereign countries lists the countries of the catalogue',
  );
}

function unreadable(file: string, title: string, found: string, mend: string): Loaded {
  return { file, problems: [problemOf(file, title, found, mend)] };
}

const problemOf = (file: string, title: string, found: string, mend: string): Problem => ({
  severity: 'error',
  file,
  line: 1,
  column: 1,
  length: 1,
  title,
  found,
  mend,
});

/** A path as messages show it: relative to the working folder where it lies below it, with forward slashes. */
export function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return (near.startsWith('..') || near === '' ? path : near).split(sep).join('/');
}
