/**
 * Writes countries' trees so that each appears whole or not at all.
 *
 * A run works in a folder of its own beside the output, then swaps each country in with two renames under a lock. What
 * a user keeps in a country's folder (Terraform's `.terraform`, notes) is carried over; only files of the last run's
 * list are ours to remove. A run killed at any point leaves a whole tree, the old or the new; killed between the two
 * renames it leaves the old one in its folder of work, and the next run puts it back.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { lock } from 'proper-lockfile';

/** List of the files a run made, kept with them. */
export const FILES_LIST = 'files.json';
const LOCK = '.sovereign.lock';
/** Names of folders of work: `.sovereign-<host>-<process>-<run>`. */
const WORK = /^\.sovereign-([0-9a-f]{6})-(\d+)-[0-9a-f]{8}$/;
const HOST = createHash('sha256').update(hostname()).digest('hex').slice(0, 6);
/** No run takes longer; what is older was left by one whose process id another program has now. */
const LONGEST_RUN = 60 * 60 * 1000;
/** Folders of work of this process. */
const mine = new Set<string>();

/** Something in the way of writing, said for a person. */
export class OutputRefusal extends Error {
  override name = 'OutputRefusal';
}

/** A run's place of work. Make it, write into {@link directory}, then {@link publish} or {@link discard}. */
export class Output {
  private readonly name = `.sovereign-${HOST}-${process.pid}-${randomBytes(4).toString('hex')}`;
  private readonly work: string;
  private readonly made: boolean;

  /**
   * @param out the output folder; made where it is not there
   * @throws OutputRefusal when it cannot be made or written
   */
  constructor(private readonly out: string) {
    this.work = join(out, this.name);
    mine.add(this.name);
    this.made = said(`cannot write in ${out}`, () => {
      const made = mkdirSync(out, { recursive: true }) !== undefined;
      for (const part of ['new', 'old', 'gone']) mkdirSync(join(this.work, part), { recursive: true });
      return made;
    });
  }

  /** Folder to write a country's tree into. */
  directory(country: string): string {
    const path = join(this.work, 'new', country);
    said(`cannot write in ${this.out}`, () => mkdirSync(path, { recursive: true }));
    return path;
  }

  /** Writes a file of a country; `path` is relative, with forward slashes. */
  write(country: string, path: string, text: string): void {
    const file = join(this.directory(country), path);
    said(`cannot write in ${this.out}`, () => {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    });
  }

  /** Files written so far in one of a country's folders, relative to it. */
  files(country: string, folder: string): string[] {
    return filesIn(join(this.directory(country), folder));
  }

  /**
   * Swaps every country written into place, or none where something is in the way.
   *
   * @returns files per country
   * @throws OutputRefusal when a file that is not ours stands where one of ours goes
   */
  async publish(): Promise<Map<string, number>> {
    const countries = readdirSync(join(this.work, 'new')).sort();
    const counts = new Map<string, number>();
    for (const country of countries) {
      const files = filesIn(this.directory(country)).filter((file) => file !== FILES_LIST);
      this.write(country, FILES_LIST, `${JSON.stringify([...files, FILES_LIST].sort(), null, 1)}\n`);
      counts.set(country, files.length + 1);
    }
    const release = await this.lock();
    try {
      said(`cannot put the output in place in ${this.out}`, () => this.swapAll(countries));
    } finally {
      this.discard();
      await release();
    }
    return counts;
  }

  /** Leaves no trace of the run. */
  discard(): void {
    // What a user keeps in a country's folder may still wait here; the next run brings it home.
    if (readdirOf(join(this.work, 'old')).length > 0) return;
    rmSync(this.work, { recursive: true, force: true });
    mine.delete(this.name);
    if (this.made) removeIfEmpty(this.out);
  }

  private async lock(): Promise<() => Promise<void>> {
    const path = join(this.out, LOCK);
    try {
      const release = await lock(this.out, {
        lockfilePath: path,
        realpath: false,
        stale: 5_000,
        retries: { retries: 300, factor: 1, minTimeout: 50, maxTimeout: 100 },
        // Another run took the lock over while this process was held up. Swaps bear that.
        onCompromised: () => {},
      });
      return () => release().catch(() => {});
    } catch (error) {
      this.discard();
      throw new OutputRefusal(
        `another run holds ${this.out}: ${reason(error)}; wait for it, or remove ${path} if none is running`,
      );
    }
  }

  private swapAll(countries: readonly string[]): void {
    sweep(this.out);
    const inTheWay = countries.flatMap((country) =>
      conflicts(join(this.out, country), filesIn(this.directory(country))).map((file) => join(this.out, country, file)),
    );
    if (inTheWay.length > 0)
      throw new OutputRefusal(`not written by this tool, and in the way: ${inTheWay.join(', ')}; move or remove it`);
    const done: string[] = [];
    try {
      for (const country of countries) {
        swap(this.work, country, join(this.out, country));
        done.push(country);
      }
    } catch (error) {
      for (const country of done) renameSync(join(this.out, country), join(this.work, 'new', country));
      throw error;
    } finally {
      settle(this.out, this.work);
    }
  }
}

/** Moves what stands at the place to `old`, and the new tree there; again where another run was between. */
function swap(work: string, country: string, place: string): void {
  for (let turn = 0; ; turn += 1) {
    const old = join(work, 'old', String(turn));
    mkdirSync(old, { recursive: true });
    if (lstatOf(place)) renameSync(place, join(old, country));
    try {
      renameSync(join(work, 'new', country), place);
      return;
    } catch (error) {
      const code = codeOf(error);
      if ((code !== 'ENOTEMPTY' && code !== 'EEXIST') || turn > 100) throw error;
    }
  }
}

/** Brings home what a run moved out: a country whose place is empty comes back, else the user's files move over. */
function settle(out: string, work: string): void {
  for (const turn of readdirOf(join(work, 'old'))) {
    const old = join(work, 'old', turn);
    for (const country of readdirSync(old)) {
      const place = join(out, country);
      if (!lstatOf(place)) renameSync(join(old, country), place);
      else {
        carry(join(old, country), place);
        // Only what holds nothing of the user's is taken apart file by file.
        renameSync(join(old, country), join(work, 'gone', `${turn}-${country}`));
      }
    }
    rmdirSync(old);
  }
}

/** Finishes what killed runs left. */
function sweep(out: string): void {
  for (const entry of readdirSync(out)) {
    const [name, host, pid] = WORK.exec(entry) ?? [];
    if (!name || mine.has(name)) continue;
    const work = join(out, name);
    const age = Date.now() - (lstatOf(work)?.mtimeMs ?? 0);
    const alive = host !== HOST || (Number(pid) !== process.pid && isAlive(Number(pid)));
    if (alive && age < LONGEST_RUN) continue;
    settle(out, work);
    rmSync(work, { recursive: true, force: true });
  }
}

/** Moves the user's files from an old tree to the one in its place. */
function carry(old: string, place: string): void {
  const own = ownFiles(old);
  const folders = foldersOf(own);
  const walk = (path: string): void => {
    for (const entry of readdirSync(join(old, path), { withFileTypes: true })) {
      const at = path === '' ? entry.name : `${path}/${entry.name}`;
      const target = join(place, at);
      const there = lstatOf(target);
      if (entry.isDirectory() && (folders.has(at) || there?.isDirectory())) walk(at);
      else if (entry.isDirectory() || !own.has(at)) {
        mkdirSync(dirname(target), { recursive: true });
        renameSync(join(old, at), there ? `${target}.before` : target);
      }
    }
  };
  walk('');
}

/** What stands at a place, is not ours, and is in the way of the new tree's files. */
function conflicts(place: string, fresh: readonly string[]): string[] {
  const there = lstatOf(place);
  if (!there) return [];
  if (!there.isDirectory()) return [''];
  const own = ownFiles(place);
  const files = new Set(fresh);
  const folders = foldersOf(files);
  const walk = (path: string, inFile: boolean): string[] =>
    readdirSync(join(place, path), { withFileTypes: true }).flatMap((entry) => {
      const at = path === '' ? entry.name : `${path}/${entry.name}`;
      const meets = inFile || files.has(at);
      if (entry.isDirectory()) return meets || folders.has(at) ? walk(at, meets) : [];
      return !own.has(at) && (meets || folders.has(at)) ? [at] : [];
    });
  return walk('', false);
}

/** Files the last run made. A list that is unreadable or not of our making means that nothing is known to be ours. */
function ownFiles(place: string): Set<string> {
  try {
    const list: unknown = JSON.parse(readFileSync(join(place, FILES_LIST), 'utf8'));
    return new Set(Array.isArray(list) && list.includes(FILES_LIST) ? list.map(String) : []);
  } catch {
    return new Set();
  }
}

/** Folders that hold the files. */
function foldersOf(files: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const file of files)
    for (let at = file.lastIndexOf('/'); at > 0; at = file.lastIndexOf('/', at - 1)) folders.add(file.slice(0, at));
  return folders;
}

function filesIn(root: string, path = ''): string[] {
  return readdirSync(join(root, path), { withFileTypes: true })
    .flatMap((entry) => {
      const at = path === '' ? entry.name : `${path}/${entry.name}`;
      return entry.isDirectory() ? filesIn(root, at) : [at];
    })
    .sort();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: alive, and another user's.
    return codeOf(error) === 'EPERM';
  }
}

/** What stands at a path, links not followed; undefined where nothing does, or a file stands above it. */
function lstatOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

function readdirOf(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** Does it, and says what the file system refuses for a person. */
export function said<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    throw new OutputRefusal(`${what}: ${reason(error)}`);
  }
}

/** The file system's code of an error; undefined where the error is none of its. */
const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;

const WORDS: Record<string, string> = {
  EEXIST: 'a file stands where a folder is needed',
  ENOTDIR: 'a file stands where a folder is needed',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ELOCKED: 'its lock is held',
};

function reason(error: unknown): string {
  const { path, message } = error as NodeJS.ErrnoException;
  const code = codeOf(error);
  return (code && WORDS[code] && `${WORDS[code]}${path ? ` (${path})` : ''}`) || message || String(error);
}

/** Removes an empty folder, and nothing else. */
function removeIfEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // Not empty, or not there: both are fine.
  }
}
