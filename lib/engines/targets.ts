/** Paths a person names → the template files behind them. */
import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, normalize, sep } from 'node:path';
import type { SourceFile, Unreadable } from '../graph/model';
import { readAssembly } from './assembly';
import { readTemplate, reason } from './read-file';

export interface Targets {
  readonly files: SourceFile[];
  readonly unreadable: Unreadable[];
}

export interface TargetOptions {
  /** Region of CloudFormation templates that do not say theirs. */
  readonly region?: string;
}

const DEEPEST = 16;
/** Folders that hold no template of the person's own. */
const SKIPPED = new Set(['node_modules', 'cdktf.log', '__pycache__']);

/**
 * Reads templates. A path may be a file, a CDK cloud assembly, a Terraform folder, a country's output, or a folder of
 * any of these. Names are shown as given, with forward slashes. Trouble is an entry of `unreadable`, never an exception.
 */
export function readTargets(paths: readonly string[], options: TargetOptions = {}): Targets {
  const targets: Targets = { files: [], unreadable: [] };
  const seen = new Set<string>();
  for (const path of paths) {
    const name = shown(path);
    try {
      if (!statSync(path).isDirectory()) {
        if (first(seen, path)) addFile(targets, path, name, options);
        continue;
      }
      const before = targets.files.length + targets.unreadable.length;
      readFolder(targets, seen, path, options, 0);
      if (targets.files.length + targets.unreadable.length === before) {
        targets.unreadable.push({
          file: name,
          message: 'a folder without templates (CloudFormation, Terraform *.tf or *.tf.json, or a plan as JSON)',
        });
      }
    } catch (error) {
      targets.unreadable.push({ file: name, message: reason(error) });
    }
  }
  return targets;
}

function addFile(targets: Targets, path: string, name: string, options: TargetOptions, stack?: string): void {
  const read = readTemplate(path);
  if ('text' in read) targets.files.push({ name, text: read.text, stack, region: options.region });
  else targets.unreadable.push({ file: name, message: read.message });
}

function readFolder(targets: Targets, seen: Set<string>, folder: string, options: TargetOptions, depth: number): void {
  if (depth > DEEPEST || !first(seen, folder)) return;
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    targets.unreadable.push({ file: shown(folder), message: reason(error) });
    return;
  }
  const assembly = readAssembly(folder);
  if (assembly) {
    for (const { template, stack, region } of assembly.stacks) {
      const path = join(folder, template);
      if (first(seen, path)) addFile(targets, path, shown(path), { region: region ?? options.region }, stack);
    }
    for (const nested of assembly.nested) readFolder(targets, seen, join(folder, nested), options, depth + 1);
    return;
  }
  const names = entries.map(({ name }) => name).sort();
  // A plan beside the configuration it was made from would say everything twice.
  const isRoot = names.some((name) => CONFIGURATION.test(name));
  for (const name of names) {
    if (name.startsWith('.') || name.startsWith('asset.') || SKIPPED.has(name)) continue;
    const path = join(folder, name);
    if (isFolder(path)) readFolder(targets, seen, path, options, depth + 1);
    else if (mayBeTemplate(name) && first(seen, path)) addIfTemplate(targets, path, options, isRoot);
  }
}

/** In a folder, JSON and YAML that is something else (a package, evidence) is passed over in silence. */
function addIfTemplate(targets: Targets, path: string, options: TargetOptions, isRoot: boolean): void {
  const read = readTemplate(path);
  const name = shown(path);
  if (!('text' in read)) targets.unreadable.push({ file: name, message: read.message });
  else if (
    CONFIGURATION.test(path) ||
    VALUES.test(path) ||
    looksLikeCloudFormation(read.text) ||
    (!isRoot && looksLikePlan(read.text))
  ) {
    targets.files.push({ name, text: read.text, region: options.region });
  }
}

/** Terraform's configuration, in HCL and in JSON. */
const CONFIGURATION = /\.tf(\.json)?$/i;
/** The values it takes from a folder by itself. */
const VALUES = /([\\/]terraform|\.auto)\.tfvars(\.json)?$/i;

const mayBeTemplate = (name: string): boolean => /\.(json|ya?ml|template|tf|tfvars)$/i.test(name);

const looksLikePlan = (text: string): boolean =>
  /^\s*\{/.test(text) && /"(planned_values|resource_changes)"\s*:/.test(text) && /"format_version"\s*:/.test(text);

const looksLikeCloudFormation = (text: string): boolean =>
  /^["']?Resources["']?\s*:/m.test(text)
    ? /["']?Type["']?\s*:\s*["']?(AWS|Custom|Alexa)::/.test(text)
    : /^\s*[{,]?\s*"Resources"\s*:\s*\{/m.test(text) && /"Type"\s*:\s*"(AWS|Custom|Alexa)::/.test(text);

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // a broken link, or gone since it was listed: reading it will say so
  }
}

/** Links may lead to one file twice, or round in a circle. */
function first(seen: Set<string>, path: string): boolean {
  let real = path;
  try {
    real = realpathSync(path);
  } catch {
    // said when it is read
  }
  if (seen.has(real)) return false;
  seen.add(real);
  return true;
}

/** As given, tidied: relative stays relative, and slashes lean forward. */
export function shown(path: string): string {
  const tidy = normalize(path)
    .split(sep)
    .join('/')
    .replace(/(.)\/$/, '$1');
  return isAbsolute(path) ? tidy : tidy.replace(/^\.\/(?=.)/, '');
}
