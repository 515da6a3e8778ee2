/** Splits a Terraform string template into text and `${expressions}`. */
export type Part = { readonly text: string } | { readonly expression: string };

/** The parts of a template; undefined when it has directives (`%{ if … }`) or a hole that never closes. */
export function parts(template: string): Part[] | undefined {
  if (/(^|[^%])%\{/.test(template)) return undefined;
  const found: Part[] = [];
  let text = '';
  for (let at = 0; at < template.length; at++) {
    if (template.startsWith('$${', at)) {
      text += '${';
      at += 2;
    } else if (template.startsWith('${', at)) {
      const end = closing(template, at + 2);
      if (end === -1) return undefined;
      if (text !== '') found.push({ text });
      text = '';
      found.push({ expression: template.slice(at + 2, end).trim() });
      at = end;
    } else text += template[at];
  }
  if (text !== '' || found.length === 0) found.push({ text });
  return found;
}

/** Index of the brace that closes a hole, past nested braces and quoted text. */
function closing(template: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < template.length; at++) {
    const character = template[at];
    if (character === '\\') at++;
    else if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === '{') depth++;
    else if (character === '}' && depth-- === 0) return at;
  }
  return -1;
}
