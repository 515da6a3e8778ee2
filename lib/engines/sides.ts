/** The two sides of a difference, read so that their files are named alike. */

import { statSync } from 'node:fs';
import { extname } from 'node:path';
import type { SourceFile, Unreadable } from '../graph/model';
import type { Expectation } from '../plan';
import { readPromises } from './promises';
import { isRevision, type Laid, layOut } from './revision';
import { readTargets, type TargetOptions } from './targets';

export interface SideFiles {
  readonly files: readonly SourceFile[];
  readonly unreadable: readonly Unreadable[];
  /** Promises kept beside a country's output. */
  readonly promises?: readonly Expectation[];
  /** Whether a single file was given. */
  readonly single: boolean;
}

/** Name of a single file, whatever it is called: one template is compared with another. */
const ONLY = 'template';

/**
 * Reads a folder, a file or `rev:path`. Names are relative to it; a single file is called the same on either side.
 */
export function readSide(target: string, country: string, options: TargetOptions): SideFiles {
  if (!isRevision(target)) return readFrom(target, country, options);
  const laid = layOut(target);
  if ('message' in laid) return { files: [], unreadable: [{ file: '', message: laid.message }], single: false };
  try {
    return readFrom((laid as Laid).path, country, options);
  } finally {
    laid.release();
  }
}

function readFrom(path: string, country: string, options: TargetOptions): SideFiles {
  const { files, unreadable } = readTargets([path], options);
  const single = isFile(path);
  const prefix = path
    .replace(/^\.\/(?=.)/, '')
    .split('\\')
    .join('/')
    .replace(/\/+$/, '');
  const within = (name: string): string => {
    if (single) return '';
    if (name === prefix) return '';
    return name.startsWith(`${prefix}/`) ? name.slice(prefix.length + 1) : name;
  };
  return {
    files: files.map((file) => ({ ...file, name: single ? `${ONLY}${endingOf(file.name)}` : within(file.name) })),
    unreadable: unreadable.map(({ file, message }) => ({ file: within(file), message })),
    promises: single ? undefined : readPromises(path, country),
    single,
  };
}

/** What tells a dialect apart: `.tf.json`, `.tfvars.json`, `.json`, `.yaml`. */
const endingOf = (name: string): string => /\.(tf|tfvars)\.json$/i.exec(name)?.[0].toLowerCase() ?? extname(name);

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false; // reading it has said so
  }
}
