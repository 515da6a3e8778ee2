/** Terraform roots to hold an engine to: the golden trees, and of the matrix each root that says something new. */
import '../matrix/stand-ins';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { planCountry } from '../../lib/plan';
import type { AzureDialect } from '../../lib/plan/azure';
import { readCountry } from '../../lib/profile';
import { azureRoots } from '../../stacks/azure';
import { AZURE_MATRIX } from '../matrix/azure-documents';
import type { Row } from '../matrix/rows';

export interface RootFile {
  /** Document and root: `options 3/data`. */
  readonly name: string;
  readonly dialect: AzureDialect;
  readonly text: string;
}

const shipped = readdirSync('stacks/countries').map(
  (file): Row => ({ name: file, text: readFileSync(join('stacks/countries', file), 'utf8') }),
);

/**
 * What of a root an engine can see: with literals a part of it, or only their types.
 *
 * Names, digests, places, ids and blocks of addresses are none: one is judged as the other.
 */
export const shapeOf = (text: string, literal: (word: string) => string): string =>
  JSON.stringify(JSON.parse(text), (key, value) =>
    key === '//' || key === 'tags'
      ? undefined
      : typeof value !== 'string'
        ? value
        : value.includes('${')
          ? value.replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'id')
          : literal(value),
  );

/** Every root of the shipped countries in both dialects, and of the matrix, those whose shape is new. */
export function roots(literal: (word: string) => string): { files: RootFile[]; of: number } {
  const files = new Map<string, RootFile>();
  let of = 0;
  for (const { name, text } of [...shipped, ...AZURE_MATRIX]) {
    // A document that is refused is for the matrix's own test to report.
    const { profile } = readCountry(name, text);
    const azure = profile && planCountry(profile).azure;
    if (!azure) continue;
    const country = shipped.some((row) => row.name === name);
    for (const dialect of country ? (['v4', 'v5'] as const) : [azure.dialect])
      for (const [root, json] of Object.entries(azureRoots({ azure: { ...azure, dialect } }))) {
        of += 1;
        const shape = `${dialect} ${shapeOf(json, literal)}`;
        const file = { name: `${name}/${root}`, dialect, text: json };
        if (country) files.set(`${dialect} ${file.name}`, file);
        else if (!files.has(shape)) files.set(shape, file);
      }
  }
  return { files: [...files.values()], of };
}
