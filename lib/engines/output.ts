/**
 * Writes countries' trees so that each appears whole or not at all.
 *
 * A run works in a folder of its own beside the output, then swaps each country in with two renames under a lock. What
 * a user keeps in a country's folder (Terraform's `.terraform`, notes) is carried over; only files of the last run's
 * list are ours to remove. A run killed at any point leaves yesterday's tree, or a note from which the next run
 * restores it.
 */
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { lock } from 'proper-lockfile';

/** List of the files a run made, kept with them. */
export const FILES_LIST = 'files.json';
const WORK = '.sovereign-';
const LOCK = '.sovereign.lock';

/** Something in the way of writing, said for a person. */
export class OutputRefusal extends Error {
  override name = 'OutputRefusal';
}

/** A run's place of work. Make it, write into {@link directory}, then {@link publish} or {@link discard}. */
export class Output {
  private readonly work: string;

  /**
   * @param out the output folder; made where it is not there
   * @throws OutputRefusal when it cannot be made or written
   */
  constructor(private readonly out: string) {
    this.work = join(out, `${WORK}${process.pid}-${randomBytes(4).toString('hex')}`);
    try {
      mkdirSync(join(this.work, 'new'), { recursive: true });
      mkdirSync(join(this.work, 'old'));
    } catch (error) {
      throw new OutputRefusal(`cannot write in ${out}: ${reason(error)}`);
    }
  }

  /** Folder to write a country's tree into. */
  directory(country: string): string {
    const path = join(this.work, 'new', country);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** Writes a file of a country; `path` is relative, with forward slashes. */
  write(country: string, path: string, text: string): void {
    const file = join(this.directory(country), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
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
      const files = listFiles(this.directory(country));
      this.write(country, FILES_LIST, `${JSON.stringify([...files, FILES_LIST].sort(), null, 1)}\n`);
      counts.set(country, files.length + 1);
    }
    const release = await lock(this.out, {
      lockfilePath: join(this.out, LOCK),
      realpath: false,
      stale: 20_000,
      retries: { retries: 200, factor: 1, minTimeout: 50, maxTimeout: 100 },
    }).catch((error: unknown) => {
      throw new OutputRefusal(
        `another run holds ${this.out}: ${reason(error)}; wait for it, or remove ${join(this.out, LOCK)} if none is running`,
      );
    });
    try {
      sweep(this.out, this.work);
      const inTheWay = countries.flatMap((country) =>
        conflicts(join(this.out, country), this.directory(country)).map((file) => join(this.out, country, file)),
      );
      if (inTheWay.length > 0)
        throw new OutputRefusal(`not written by this tool, and in the way: ${inTheWay.join(', ')}; move or remove it`);
      for (const country of countries)
        swap(join(this.out, country), join(this.work, 'old', country), this.directory(country));
    } finally {
      this.discard();
      await release();
    }
    return counts;
  }

  /** Leaves no trace of the run. */
  discard(): void {
    rmSync(this.work, { recursive: true, force: true });
  }
}

function swap(place: string, old: string, fresh: string): void {
  if (existsSync(place)) renameSync(place, old);
  renameSync(fresh, place);
  if (existsSync(old)) carry(old, place);
}

/** Finishes what killed runs left: a country moved out and not replaced comes back; foreign files follow their tree. */
function sweep(out: string, mine: string): void {
  for (const entry of readdirSync(out)) {
    const work = join(out, entry);
    if (!entry.startsWith(WORK) || work === mine || isAlive(Number(entry.slice(WORK.length).split('-')[0]))) continue;
    const old = join(work, 'old');
    for (const country of existsSync(old) ? readdirSync(old) : []) {
      const place = join(out, country);
      if (existsSync(place)) carry(join(old, country), place);
      else renameSync(join(old, country), place);
    }
    rmSync(work, { recursive: true, force: true });
  }
}

/** Files in `old` that its list does not name belong to the user, and move to `place`. */
function carry(old: string, place: string): void {
  const own = new Set(ownFiles(old));
  const walk = (path: string): void => {
    for (const entry of readdirSync(join(old, path), { withFileTypes: true })) {
      const at = path === '' ? entry.name : `${path}/${entry.name}`;
      if (own.has(at)) continue;
      const holdsOurs = entry.isDirectory() && [...own].some((file) => file.startsWith(`${at}/`));
      if (holdsOurs || (entry.isDirectory() && existsSync(join(place, at)))) walk(at);
      else {
        mkdirSync(dirname(join(place, at)), { recursive: true });
        renameSync(join(old, at), join(place, at));
      }
    }
  };
  if (own.size > 0 || existsSync(old)) walk('');
  rmSync(old, { recursive: true, force: true });
}

/** Files that stand at `place`, are not ours, and that the new tree would write over. */
function conflicts(place: string, fresh: string): string[] {
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return ['.'];
  const own = new Set(ownFiles(place));
  return listFiles(fresh).filter((file) => !own.has(file) && existsSync(join(place, file)));
}

/** Files the last run made. An unreadable list means that nothing is known to be ours. */
function ownFiles(place: string): string[] {
  try {
    const list: unknown = JSON.parse(readFileSync(join(place, FILES_LIST), 'utf8'));
    return Array.isArray(list) ? list.filter((file): file is string => typeof file === 'string') : [];
  } catch {
    return [];
  }
}

function listFiles(root: string, path = ''): string[] {
  return readdirSync(join(root, path), { withFileTypes: true })
    .flatMap((entry) => {
      const at = path === '' ? entry.name : `${path}/${entry.name}`;
      return entry.isDirectory() ? listFiles(root, at) : [at];
    })
    .sort();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: alive, and another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Removes an empty folder, and nothing else. */
export function removeIfEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // Not empty, or not there: both are fine.
  }
}
