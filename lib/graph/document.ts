/** A template's text as data, with the place of every path in it. The only file that knows JSON from YAML and HCL is this one. */
import { readHcl } from './hcl';
import { readJson } from './json';
import type { Place } from './lines';
import type { SourceFile } from './model';
import { readYaml } from './yaml';

export type Path = readonly (string | number)[];

export interface SourceDocument {
  readonly data: unknown;
  /** Place of the deepest part of `path` that the text has: an intrinsic in the way stands for what is inside it. */
  place(path: Path): Place;
}

/** Reads JSON, YAML or HCL; a string is the reason it could not be read. */
export function readDocument(file: SourceFile): SourceDocument | string {
  const text = file.text.replace(/^\uFEFF/, '');
  if (/\.(tf|tfvars)$/i.test(file.name)) return readHcl(text);
  const first = /^\s*(\S)/.exec(text)?.[1];
  if (first === undefined) return 'the file is empty';
  const isJson = first === '{' || first === '[' || file.name.toLowerCase().endsWith('.json');
  return isJson ? readJson(text) : readYaml(text);
}
