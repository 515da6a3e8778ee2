/** Folders as data: what is in them, links included, and a folder that is gone after the test. */
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Paths and texts of all files below a folder; links as `-> target`, empty folders as `(empty)`. */
export function treeOf(root: string, path = ''): Record<string, string> {
  const entries = readdirSync(join(root, path)).sort();
  if (entries.length === 0 && path !== '') return { [`${path}/`]: '(empty)' };
  return Object.assign(
    {},
    ...entries.map((name) => {
      const at = path === '' ? name : `${path}/${name}`;
      const info = lstatSync(join(root, at));
      if (info.isSymbolicLink()) return { [at]: `-> ${readlinkSync(join(root, at))}` };
      return info.isDirectory() ? treeOf(root, at) : { [at]: readFileSync(join(root, at), 'utf8') };
    }),
  );
}

/** Writes files below a folder. */
export function plant(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** A fresh folder for each test of the file that calls this. */
export function temporaryFolder(): () => string {
  let path = '';
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'sovereign-test-'));
  });
  afterEach(() => rmSync(path, { recursive: true, force: true }));
  return () => path;
}

/** Does something as a user without rights, where the tests run as one who has them all. */
export function withoutRights<T>(action: () => T): T {
  const root = process.getuid?.() === 0;
  if (root) process.seteuid?.(65534);
  try {
    return action();
  } finally {
    if (root) process.seteuid?.(0);
  }
}
