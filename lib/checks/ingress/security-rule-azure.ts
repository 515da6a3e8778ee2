/** Azure: whom a network security rule lets in. */
import { type Graph, Unknown, type Value } from '../../graph/model';
import { isTable, items, select, settle, text, visibleText } from '../../graph/value';
import { isWorld } from '../cidr';
import type { Verdict } from '../model';
import { fail, notApplicable, pass, unsettled } from '../verdicts';

type Path = (string | number)[];

export function securityRule(item: Value, base: Path, graph: Graph): Verdict {
  if (!isTable(item)) return unsettled('a rule', item, base);
  const direction = text(item['direction']);
  const access = text(item['access']);
  if (typeof direction === 'string' && !/^inbound$/i.test(direction)) {
    return notApplicable('is about traffic that leaves', base);
  }
  if (typeof access === 'string' && !/^allow$/i.test(access)) return pass('refuses', base);
  const verdict = admitted(item, base, graph);
  if (verdict.result !== 'fail') return verdict;
  if (direction instanceof Unknown) return unsettled('direction', item['direction'], [...base, 'direction']);
  return access instanceof Unknown ? unsettled('access', item['access'], [...base, 'access']) : verdict;
}

function admitted(item: Value, base: Path, graph: Graph): Verdict {
  const sources = ['source_address_prefix', 'source_address_prefixes.*'].flatMap((pattern) =>
    select(item, pattern).flatMap(({ value, path }) =>
      items(settle(graph, value)).map((source) => ({ source, path: [...base, ...path] })),
    ),
  );
  const verdicts = sources.map(({ source, path }) => sourceVerdict(source, path));
  return (
    verdicts.find(({ result }) => result === 'fail') ??
    verdicts.find(({ result }) => result === 'not-checked') ??
    pass(`admits ${sources.map(({ source }) => visibleText(source)).join(', ') || 'application groups only'}`, base)
  );
}

function sourceVerdict(value: Value, path: Path): Verdict {
  const source = visibleText(value);
  if (source === undefined || source.includes('${')) return unsettled('a rule’s source', value, path);
  if (/^(\*|any|internet)$/i.test(source) || isWorld(source)) return fail(`admits ${source}: anyone`, path);
  return /^azurecloud(\.|$)/i.test(source)
    ? fail(`admits ${source}: every machine any customer runs in Azure`, path)
    : pass(`admits ${source}`, path);
}
