/**
 * Writes the table that the residency checks read, lib/catalogue/data/residency.json: the first pass of `rules.js` over the
 * types that `keep.js` kept, corrected by the review.
 *
 *     npm run classify
 */
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const rules = require('./rules');
const { readReview } = require('./review');

const OUTPUT = join(__dirname, '../../lib/catalogue/data/residency.json');
const readKept = (cloud) => JSON.parse(readFileSync(join(__dirname, `kept-${cloud}.json`), 'utf8'));

/** `copy id to azurerm_x wide ^geo$ of server_id says …` */
function directive(text) {
  const [, kind, form, rest = ''] = /^(\w+) (\w+)(.*)$/.exec(text) ?? [];
  if (!kind) throw new Error(`not a directive: ${text}`);
  const part = (word) =>
    new RegExp(` ${word} (.+?)(?= (?:to|wide|of|when|unless) |$)`).exec(rest.split(' says ')[0])?.[1];
  return {
    kind,
    form,
    says: / says (.+)$/.exec(rest)?.[1],
    to: part('to')?.split(' '),
    wide: part('wide'),
    of: part('of'),
    when: part('when'),
    unless: part('unless'),
  };
}

const matcher = (pattern) => {
  const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
  return (type) => expression.test(type);
};

function classify(cloud) {
  const kept = readKept(cloud);
  const review = readReview(cloud);
  const classes = review.classes.map(({ types, ...more }) => ({ fits: matcher(types), pattern: types, ...more }));
  const groups = new Map();
  const places = {};
  for (const [type, text] of Object.entries(kept.types)) {
    const found = text === '' ? [] : text.split(' ');
    const judged = classes.findLast(({ fits }) => fits(type));
    const named = review.types[type];
    const group = {
      class: judged?.class ?? rules.classOf(cloud, type, found.includes('location')),
      reviewed: Boolean(judged ?? named),
      ...(judged?.residual && { residual: judged.residual }),
      ...(judged?.chosen && { chosen: judged.chosen }),
      ...(judged?.why && { why: judged.why }),
    };
    const key = JSON.stringify(group);
    groups.set(key, [...(groups.get(key) ?? []), type]);
    const paths = [...new Set([...Object.keys(named ?? {}), ...found])].flatMap((path) => {
      const said = named?.[path];
      if (said?.startsWith('- ') || said === 'owned') return [];
      const place = said ? directive(said) : rules[cloud](path);
      if (!place) return [];
      const { kind, form, ...rest } = place;
      const more = JSON.parse(JSON.stringify(rest));
      const tail = Object.keys(more).length > 0 ? [said ? 1 : 0, more] : said ? [1] : [];
      return [[path, kind, form, ...tail]];
    });
    if (paths.length > 0) places[type] = paths;
  }
  const unused = classes
    .filter(({ fits }) => !Object.keys(kept.types).some(fits))
    .map(({ class: kind, pattern, residual, chosen, why }) => ({ pattern, class: kind, residual, chosen, why }));
  return { source: kept.source, asOf: kept.asOf, groups, places, unused };
}

/** Names of a service's types behind the part they share: `AWS::IAM:: Group Role User`. */
function packed(types) {
  const byPrefix = new Map();
  for (const type of types) {
    const prefix = /^(\w+::\w+::|azurerm_)/.exec(type)?.[0] ?? '';
    byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), type.slice(prefix.length)]);
  }
  return [...byPrefix].map(([prefix, names]) => `${prefix} ${names.join(' ')}`);
}

/** The table as it is written: one line a group, one line a type with properties. */
function tableText() {
  const clouds = ['aws', 'azure'].map((cloud) => {
    const { source, asOf, groups, places, unused } = classify(cloud);
    const patterns = unused.map((group) => `      ${JSON.stringify({ ...group, reviewed: true })}`);
    const lines = [...groups].map(
      ([group, types]) => `      ${JSON.stringify({ ...JSON.parse(group), types: packed(types) })}`,
    );
    const placed = Object.entries(places).map(
      ([type, paths]) => `      ${JSON.stringify(type)}: ${JSON.stringify(paths)}`,
    );
    return `  ${JSON.stringify(cloud)}: {
    "source": ${JSON.stringify(source)},
    "asOf": ${JSON.stringify(asOf)},
    "groups": [\n${lines.join(',\n')}\n    ],
    "patterns": [\n${patterns.join(',\n')}\n    ],
    "places": {\n${placed.join(',\n')}\n    }
  }`;
  });
  return `{\n${clouds.join(',\n')}\n}\n`;
}

module.exports = { OUTPUT, tableText, readKept };
if (require.main === module) writeFileSync(OUTPUT, tableText());
