/** Writing one file whole or not at all. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { OutputRefusal, said } from './output';

/**
 * Puts a text in a file's place by one rename; a reader sees the old file or the new one. Folders above it are made,
 * links are followed, and what is no file (`/dev/stdout`, a pipe) is written to as it is.
 *
 * @throws OutputRefusal when it cannot be written, or a folder stands there
 */
export function writeWhole(path: string, text: string): void {
  said(`cannot write ${path}`, () => {
    const there = statSync(path, { throwIfNoEntry: false });
    if (there?.isDirectory()) throw new OutputRefusal(`cannot write ${path}: a folder stands there`);
    if (there && !there.isFile()) return writeFileSync(path, text);
    const place = there ? realpathSync(path) : path;
    mkdirSync(dirname(place), { recursive: true });
    const work = join(dirname(place), `.${basename(place)}.${process.pid}-${randomBytes(4).toString('hex')}`);
    try {
      writeFileSync(work, text, there ? { mode: there.mode } : {});
      renameSync(work, place);
    } finally {
      rmSync(work, { force: true });
    }
  });
}
