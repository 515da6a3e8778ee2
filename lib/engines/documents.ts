/** Finds and reads country documents. Nothing a person can name makes it throw. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { countryCodes } from '../catalogue';
import { MAX_BYTES, type Problem, type ReadCountry, readCountry } from '../profile';
import { didYouMean } from '../profile/suggest';

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
  if (names.length > 0) return [...new Set(names.map((name) => pathOf(name, folder)))].map(load);
  const files = listDocuments(folder);
  if (files.length > 0) return files.map(load);
  return [
    unreadable(
      folder,
      'no country documents',
      `no .yaml file in ${folder}`,
      'write one with: sovereign init <country>',
    ),
  ];
}

/** Paths of the documents in a folder, sorted. */
export function listDocuments(folder = COUNTRIES_FOLDER): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => /\.ya?ml$/i.test(file))
      .sort()
      .map((file) => join(folder, file));
  } catch {
    return [];
  }
}

/** `IN` or `in` names the document of that country; anything else is a path. */
export function pathOf(name: string, folder = COUNTRIES_FOLDER): string {
  return /^[A-Za-z]{2}$/.test(name) ? join(folder, `${name.toLowerCase()}.yaml`) : name;
}

function load(path: string): Loaded {
  const file = shown(path);
  let bytes: Buffer;
  try {
    const info = statSync(path);
    if (info.isDirectory())
      return unreadable(file, 'a folder, not a document', file, `name a file, as ${join(file, 'in.yaml')}`);
    if (!info.isFile()) return unreadable(file, 'not a file', file, 'name a YAML file');
    if (info.size > MAX_BYTES)
      return unreadable(
        file,
        'too long',
        `${info.size} bytes`,
        `a country document is a page: at most ${MAX_BYTES} bytes`,
      );
    bytes = readFileSync(path);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return missing
      ? missingDocument(file)
      : unreadable(
          file,
          'not readable',
          (error as Error).message.split(',')[0] ?? '',
          'check the path and its permissions',
        );
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return unreadable(file, 'not UTF-8 text', 'bytes that are no UTF-8', 'save the file as UTF-8');
  }
  const read = readCountry(file, text);
  return { file, read, problems: read.problems };
}

function missingDocument(file: string): Loaded {
  const stem =
    file
      .split('/')
      .at(-1)
      ?.replace(/\.ya?ml$/i, '')
      .toUpperCase() ?? '';
  const known = countryCodes.includes(stem);
  return unreadable(
    file,
    'no such document',
    `${file}${known || !/^[A-Z]{2}$/.test(stem) ? '' : didYouMean(stem, countryCodes)}`,
    known ? `write it with: sovereign init ${stem}` : 'sovereign countries lists the countries of the catalogue',
  );
}

function unreadable(file: string, title: string, found: string, mend: string): Loaded {
  return { file, problems: [{ severity: 'error', file, line: 1, column: 1, length: 1, title, found, mend }] };
}

/** A path as messages show it: relative to the working folder where it lies below it, with forward slashes. */
export function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return (near.startsWith('..') || near === '' ? path : near).split(sep).join('/');
}
