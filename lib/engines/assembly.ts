/** A CDK cloud assembly: which files are templates, and where each stack goes. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readTemplate } from './read-file';

export interface AssemblyStack {
  /** Template file, relative to the assembly's folder. */
  readonly template: string;
  readonly stack: string;
  readonly region: string | undefined;
}

export interface Assembly {
  readonly stacks: readonly AssemblyStack[];
  /** Assemblies inside this one (stages), relative to its folder. */
  readonly nested: readonly string[];
}

type Json = { readonly [key: string]: unknown };

/** The assembly in a folder; undefined where its `manifest.json` is missing or of another kind (CDKTF writes one too). */
export function readAssembly(folder: string): Assembly | undefined {
  const manifest = readTemplate(join(folder, 'manifest.json'));
  if (!('text' in manifest)) return undefined;
  const artifacts = table(parsed(manifest.text), 'artifacts');
  if (!artifacts) return undefined;
  const stacks: AssemblyStack[] = [];
  const nested: string[] = [];
  for (const [id, artifact] of Object.entries(artifacts)) {
    if (!isTable(artifact)) continue;
    const properties = table(artifact, 'properties') ?? {};
    if (artifact['type'] === 'cdk:cloud-assembly') {
      const name = properties['directoryName'];
      if (typeof name === 'string' && isInside(name)) nested.push(name);
    }
    if (artifact['type'] !== 'aws:cloudformation:stack') continue;
    const template = properties['templateFile'];
    if (typeof template !== 'string' || !isInside(template)) continue;
    const stackName = properties['stackName'];
    const region = regionOf(artifact['environment']);
    stacks.push({ template, stack: typeof stackName === 'string' ? stackName : id, region });
    stacks.push(...nestedStacks(folder, id, region));
  }
  return { stacks, nested };
}

/** Nested stacks are assets, not artifacts; their files carry the parent's id, and they go where the parent goes. */
function nestedStacks(folder: string, parent: string, region: string | undefined): AssemblyStack[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith(parent) && name.endsWith('.nested.template.json'))
    .sort()
    .map((template) => ({ template, stack: template.slice(0, -'.nested.template.json'.length), region }));
}

function regionOf(environment: unknown): string | undefined {
  const region = /^aws:\/\/[^/]+\/([^/]+)$/.exec(String(environment))?.[1];
  return region === undefined || region === 'unknown-region' ? undefined : region;
}

/** A manifest names files beside it; one that points elsewhere is not followed. */
const isInside = (name: string): boolean => !name.startsWith('/') && !name.split(/[/\\]/).includes('..');

const isTable = (value: unknown): value is Json => value !== null && typeof value === 'object' && !Array.isArray(value);

function table(value: unknown, key: string): Json | undefined {
  const found = isTable(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isTable(found) ? found : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
