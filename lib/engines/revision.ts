/** A folder or file as a git revision has it, laid out apart: the work tree and the index are not touched. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Where a revision's files lie, until they are let go. */
export interface Laid {
  readonly path: string;
  release(): void;
}

/** Together no more than a machine can hold; a single file has a limit of its own where it is read. */
const LARGEST = 512 * 1024 * 1024;
const TEMPLATE = /\.(json|ya?ml|template|tf|tfvars)$/i;

/** Whether a target is written `rev:path`. What is there as a file is a file; a letter before a colon may be a drive. */
export const isRevision = (target: string): boolean => /^[^:]{2,}:|^@:/.test(target) && !existsSync(target);

/**
 * Lays out `rev:path`, a path as git takes it: from the top of the repository, or from here where it begins with `./`.
 * @returns the reason where there is nothing to lay out
 */
export function layOut(target: string, cwd = '.'): Laid | { readonly message: string } {
  const [revision = ''] = target.split(':');
  const given = target.slice(revision.length + 1);
  // A folder may be named with a slash at its end; git takes none.
  const object = git(cwd, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}:${given.replace(/(.)\/+$/, '$1')}`,
  ]);
  if (typeof object !== 'object') return { message: object };
  const id = object.toString('utf8').trim();
  if (id === '') return { message: whyNot(cwd, revision, given) };
  const kind = git(cwd, ['cat-file', '-t', id]).toString().trim();
  const entries = kind === 'blob' ? [{ id, path: basename(given), size: 0 }] : kind === 'tree' ? treeOf(cwd, id) : [];
  if (typeof entries === 'string') return { message: entries };
  const size = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (size > LARGEST)
    return {
      message: `${Math.ceil(size / 1024 / 1024)} MB of templates: more than ${LARGEST / 1024 / 1024} MB are not read`,
    };
  const folder = mkdtempSync(join(tmpdir(), 'sovereign-'));
  const release = () => rmSync(folder, { recursive: true, force: true });
  try {
    const blobs = blobsOf(
      cwd,
      entries.map((entry) => entry.id),
    );
    entries.forEach(({ path }, index) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), blobs[index] ?? '');
    });
  } catch (error) {
    release();
    return { message: `could not be read from git: ${(error as Error).message}` };
  }
  return { path: kind === 'blob' ? join(folder, basename(given)) : folder, release };
}

interface Entry {
  readonly id: string;
  readonly path: string;
  readonly size: number;
}

/** Files of a tree that may be templates: no links, no repositories within, nothing that leads elsewhere. */
function treeOf(cwd: string, tree: string): Entry[] | string {
  const listed = git(cwd, ['ls-tree', '-r', '-z', '-l', tree]);
  if (typeof listed === 'string') return listed;
  return listed
    .toString('utf8')
    .split('\0')
    .flatMap((line): Entry[] => {
      const [, mode = '', id = '', size = '', path = ''] = /^(\d+) \w+ ([0-9a-f]+) +(\S+)\t([\s\S]*)$/.exec(line) ?? [];
      const inside = !path.startsWith('/') && !path.split(/[/\\]/).includes('..');
      return mode.startsWith('100') && inside && TEMPLATE.test(path) ? [{ id, path, size: Number(size) || 0 }] : [];
    });
}

/** All of them in one process. */
function blobsOf(cwd: string, ids: readonly string[]): Buffer[] {
  if (ids.length === 0) return [];
  const output = git(cwd, ['cat-file', '--batch'], `${ids.join('\n')}\n`);
  if (typeof output === 'string') throw new Error(output);
  let at = 0;
  return ids.map(() => {
    const end = output.indexOf(10, at);
    const size = Number(output.toString('utf8', at, end).split(' ')[2]);
    if (!Number.isInteger(size)) throw new Error('an object is missing from the repository');
    const blob = output.subarray(end + 1, end + 1 + size);
    at = end + 1 + size + 1;
    return blob;
  });
}

function whyNot(cwd: string, revision: string, path: string): string {
  const known = git(cwd, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{tree}`]);
  if (typeof known === 'string') return known;
  if (known.length === 0)
    return git(cwd, ['rev-parse', '--git-dir']).length === 0
      ? 'this folder is in no git repository'
      : `there is no revision ${revision} (a shallow clone may lack it: fetch it first)`;
  return `${revision} has no ${path}: a path counts from the top of the repository, or from here as ${revision}:./${path}`;
}

/** Git's output; empty where it refuses; why it could not be asked, as text. */
function git(cwd: string, args: readonly string[], input?: string): Buffer | string {
  const { error, status, stdout } = spawnSync('git', ['-C', cwd, ...args], {
    input,
    maxBuffer: LARGEST + 64 * 1024 * 1024,
    stdio: ['pipe', 'pipe', 'ignore'],
    // Reading asks no one and fetches nothing.
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' },
  });
  if (error)
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
      ? 'git is not installed, and a revision needs it'
      : `git: ${error.message}`;
  return status === 0 ? stdout : Buffer.alloc(0);
}
