/** Country documents to break, and what reading them said. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, readCountry } from '../../lib/profile';

const folder = join(__dirname, '../../stacks/countries');
/** The shipped documents. */
export const IN = readFileSync(join(folder, 'in.yaml'), 'utf8');
export const AE = readFileSync(join(folder, 'ae.yaml'), 'utf8');

/** Replaces text once; a test that no longer finds what it breaks must fail. */
export function edit(text: string, ...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((at, [from, to]) => {
    if (!at.includes(from)) throw new Error(`the document has no ${JSON.stringify(from)}`);
    return at.replace(from, () => to);
  }, text);
}

/** Warnings about custody that every document of its level has. */
const CUSTODY = ['custody below the recommended level', 'custody does not reach server access logs'];

/** Problems of a document; what every document of its custody is warned of is left out. */
export function problemsOf(text: string, file = 'in.yaml'): Problem[] {
  return readCountry(file, text).problems.filter(({ title }) => !CUSTODY.includes(title));
}

/** What a problem underlines. */
export const underlined = ({ source = '', column, length }: Problem): string =>
  source.slice(column - 1, column - 1 + length);
