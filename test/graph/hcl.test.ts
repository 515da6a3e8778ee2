/** HCL as people write it, held to what real Terraform said of the same files (`test/terraform/record.ts`). */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { runChecks } from '../../lib/checks';
import { buildGraph, Reference, type Resource, Unknown, type Value } from '../../lib/graph';
import { contextOf } from '../checks/support';
import recorded from '../fixtures/terraform/functions.json';

const FIXTURES = 'test/fixtures/terraform';
const read = (name: string) => ({ name, text: readFileSync(`${FIXTURES}/${name}`, 'utf8') });
const hcl = (text: string, ...more: { name: string; text: string }[]) =>
  buildGraph([{ name: 'r/main.tf', text }, ...more]);
/** What an expression is in a root of its own. */
const value = (expression: string, more = ''): Value | undefined =>
  hcl(`${more}\nresource "azurerm_x" "y" {\n value = ${expression}\n}\n`).resources.find(
    ({ address }) => address === 'azurerm_x.y',
  )?.properties['value'];

describe('functions and operators are what Terraform says they are', () => {
  const { text } = read('functions/main.tf');
  const { resources, unreadable } = buildGraph([
    { name: 'main.tf', text: text.replaceAll(/^output /gm, 'resource "azurerm_output" ') },
  ]);
  test.each(Object.entries(recorded.outputs))('%s', (name, expected) => {
    expect(unreadable).toEqual([]);
    const found = resources.find(({ address }) => address === `azurerm_output.${name}`);
    expect(found?.properties['value']).toEqual(expected);
  });
});

describe('a root of its own', () => {
  const files = ['root/main.tf', 'root/terraform.tfvars', 'root/net/main.tf'].map(read);
  const graph = buildGraph(files);
  const at = (address: string): Resource =>
    graph.resources.find((resource) => resource.address === address) as Resource;

  test('resources, their instances and their places', () => {
    expect(graph.unreadable).toEqual([]);
    expect(graph.resources.map(({ address, location }) => [address, location])).toEqual([
      ['azurerm_resource_group.main', 'norwayeast'],
      ['azurerm_storage_account.data["home"]', 'norwayeast'],
      ['azurerm_storage_account.data["away"]', 'westeurope'],
      ['azurerm_user_assigned_identity.reader', 'norwayeast'],
      ['azurerm_log_analytics_workspace.logs', 'norwayeast'],
      ['module.net.azurerm_virtual_network.this', 'norwayeast'],
      ['module.net.azurerm_subnet.this["nodes"]', undefined],
      ['module.net.azurerm_subnet.this["doors"]', undefined],
    ]);
  });

  test('values', () => {
    const { properties } = at('azurerm_storage_account.data["away"]');
    expect(properties).toMatchObject({
      name: 'staway',
      account_replication_type: 'GRS',
      public_network_access_enabled: true,
      resource_group_name: new Reference('root/main.tf#azurerm_resource_group.main', 'name'),
      identity: [{ identity_ids: [new Reference('root/main.tf#azurerm_user_assigned_identity.reader', 'id')] }],
    });
    expect(at('module.net.azurerm_subnet.this["doors"]').properties['address_prefixes']).toEqual(['10.0.1.0/24']);
    expect(at('azurerm_log_analytics_workspace.logs').properties['tags']).toEqual({
      note: 'kept in Norway East\n  as the law says\n',
    });
  });

  test('lines and columns', () => {
    const lineOf = (text: string) => (files[0]?.text ?? '').split('\n').findIndex((line) => line.includes(text)) + 1;
    const home = at('azurerm_storage_account.data["home"]');
    expect(home.place()).toEqual({ line: lineOf('"azurerm_storage_account" "data"'), column: 1 });
    expect(home.place(['account_replication_type'])).toEqual({ line: lineOf('account_replication_type'), column: 3 });
    expect(home.place(['identity', 0, 'identity_ids']).line).toBe(lineOf('identity_ids'));
    expect(home.place(['identity', 'type'])).toEqual({ line: lineOf('"UserAssigned"'), column: 5 });
    expect(at('azurerm_log_analytics_workspace.logs').place(['tags', 'note']).line).toBe(lineOf('note = <<-EOT'));
  });

  test('a switch that closes the accounts writes out the block that does', () => {
    const closed = buildGraph([...files, { name: 'root/closed.auto.tfvars', text: 'open = false # now\n' }]);
    const account = closed.resources.find(({ address }) => address === 'azurerm_storage_account.data["home"]');
    expect(account?.properties['network_rules']).toEqual([
      {
        default_action: 'Deny',
        virtual_network_subnet_ids: [new Reference('root/net/main.tf#module.net.azurerm_subnet.this["nodes"]', 'id')],
      },
    ]);
    expect(account?.place(['network_rules', 0, 'default_action']).line).toBeGreaterThan(account?.place().line ?? 0);
    expect(closed.ofType('azurerm_user_assigned_identity')).toEqual([]);
  });
});

describe('modules', () => {
  const child = {
    name: 'r/net/main.tf',
    text: 'variable "l" {}\nresource "azurerm_public_ip" "p" {\n location = var.l\n}\n',
  };

  test('one made several times has the keys of its instances', () => {
    const graph = hcl(
      'module "net" {\n for_each = toset(["uksouth", "ukwest"])\n source = "./net"\n l = each.key\n}\n',
      child,
    );
    expect(graph.resources.map(({ id, location }) => [id, location])).toEqual([
      ['r/net/main.tf#module.net["uksouth"].azurerm_public_ip.p', 'uksouth'],
      ['r/net/main.tf#module.net["ukwest"].azurerm_public_ip.p', 'ukwest'],
    ]);
  });

  test('one that is not made makes nothing; one that may be leaves it open', () => {
    const made = (count: string) =>
      hcl(`variable "v" {}\nmodule "n" {\n source = "./net"\n count = ${count}\n l = "uksouth"\n}`, child);
    expect(made('0').resources).toEqual([]);
    expect(made('var.v').resources[0]?.presence?.why).toContain('var.v');
  });

  test.each([
    ['terraform-azurerm/net/azurerm', 'its source is not in this folder'],
    ['git::https://example.com/net.git', 'its source is not in this folder'],
    ['./gone', 'is not among the files read'],
    ['./', 'it is made of itself'],
  ])('one that is not at hand is said: %s', (source, why) => {
    const { unreadable, resources } = hcl(
      `module "n" {\n source = "${source}"\n}\nresource "azurerm_x" "y" {\n id = module.n.id\n}`,
    );
    expect(unreadable).toEqual([{ file: 'r/main.tf', message: expect.stringContaining(why) }]);
    expect(resources[0]?.properties['id']).toBeInstanceOf(Unknown);
  });

  test('modules that open each other in a circle', () => {
    const graph = buildGraph([
      { name: 'a/main.tf', text: 'module "b" {\n source = "../b"\n}\nresource "azurerm_x" "a" {}' },
      { name: 'b/main.tf', text: 'module "a" {\n source = "../a"\n}\nresource "azurerm_x" "b" {}' },
    ]);
    expect(graph.resources.length).toBeGreaterThan(0);
    expect(graph.unreadable.map(({ message }) => message)).toContainEqual(expect.stringContaining('made of itself'));
  });

  test('JSON and HCL of one folder are one root', () => {
    const graph = hcl('variable "l" {\n default = "uksouth"\n}', {
      name: 'r/more.tf.json',
      text: JSON.stringify({ resource: { azurerm_public_ip: { p: { location: '${lower(var.l)}' } } } }),
    });
    expect(graph.resources[0]?.location).toBe('uksouth');
  });
});

describe('what is not settled', () => {
  const unsettled = 'variable "v" {}\nresource "azurerm_r" "r" {\n name = "n"\n}\n';
  test.each([
    'var.v',
    'upper(var.v)',
    'var.v ? "a" : "b"',
    'var.v == "a"',
    'var.v + 1',
    '[for x in var.v : x]',
    '{ (var.v) = 1 }',
    'data.azurerm_x.y.id',
    'file("secret")',
    'replace("aaaa", "/(a+)+$/", "")',
    'coalesce(var.v, "a")',
    'try(var.v, "a")',
    'lookup(var.v, "a", "b")',
    'cidrsubnet("fd00::/8", 8, 1)',
    'cidrsubnet("10.0.0.0/30", 8, 1)',
    'range(1000000000)',
    'format("%*d", 1)',
    '"%{ if var.v }a%{ endif }"',
    '1 / 0',
    'path.module',
    'azurerm_r.r.id + 1',
  ])('%s', (expression) => expect(value(expression, unsettled)).toBeInstanceOf(Unknown));

  test.each([
    ['var.v ? "a" : "a"', 'a'],
    ['var.v && false', false],
    ['contains(["a", var.v], "a")', true],
    ['length([var.v, 1])', 2],
    ['try({}.a, "b")', 'b'],
    ['lower(azurerm_r.r.name)', 'n'],
    ['azurerm_r.r.name == "n"', true],
  ])('%s is all the same', (expression, expected) => expect(value(expression, unsettled)).toEqual(expected));

  test('a text known in part keeps what it knows, and what it was drawn from', () => {
    expect(value('"a-${var.v}-${azurerm_r.r.id}"', unsettled)).toMatchObject({
      text: 'a-${var.v}-${azurerm_r.r.id}',
      references: [{ target: 'r/main.tf#azurerm_r.r', attribute: 'id' }],
    });
    expect(value('var.v ? azurerm_r.r.id : null', unsettled)).toMatchObject({ references: [{ attribute: 'id' }] });
  });
});

describe('written to keep a reader busy, or to look like what it is not', () => {
  const soon = (work: () => void) => {
    const started = Date.now();
    work();
    // Far above what an idle machine takes and far below what a blow-up would: a busy machine is no fault.
    expect(Date.now() - started).toBeLessThan(30_000);
  };
  const message = (text: string) => hcl(text).unreadable[0]?.message;

  test.each([
    ['resource "a" {\n x = = 1', 'line 2, column 6'],
    ['a = 1 b = 2', 'expected the end of the line'],
    ['x = "abc\n"', 'the text is not closed'],
    ['x = <<E\nfoo\n', 'E does not come again'],
    [`x = ${'['.repeat(100_000)}`, 'nested deeper'],
    [`x = ${'!'.repeat(100_000)}1`, 'nested deeper'],
    [`x = ${'"${'.repeat(100_000)}`, 'nested deeper'],
    ['a {\n'.repeat(100_000), 'nested deeper'],
    ['a {', 'found the end'],
    ['x = 1\nx = 2', 'x is given twice'],
    ['x = { a = 1 b = 2 }', 'expected a comma or a new line'],
    ['x = "\\q"', 'no such escape'],
    ['x = /* never', 'expected a value'],
  ])('%#', (text, expected) => soon(() => expect(message(text)).toContain(expected)));

  test('chains and sums without end', () => {
    soon(() => {
      expect(value(`a.b${'.c'.repeat(100_000)}`)).toBeInstanceOf(Unknown);
      expect(value(`1${' + 1'.repeat(100_000)}`)).toBeInstanceOf(Unknown);
    });
  });

  test('loops within loops, and modules that multiply', () => {
    soon(() => {
      expect(value('[for a in range(9999) : [for b in range(9999) : [for c in range(9999) : c]]]')).toBeInstanceOf(
        Array,
      );
      const levels = Array.from({ length: 15 }, (_, level) => ({
        name: `r/${level}/main.tf`,
        text: `module "m" {\n count = 100\n i = count.index\n source = "../${level + 1}"\n}\nresource "azurerm_x" "y" {}`,
      }));
      expect(buildGraph(levels).resources.length).toBeLessThan(2_000);
    });
  });

  test('one body that is made hundreds of times: what there is no room for is said', () => {
    const body = Array.from({ length: 6_000 }, (_, i) => `  a${i} = each.key`).join('\n');
    soon(() => {
      const { unreadable, resources } = hcl(
        `resource "azurerm_x" "y" {\n  for_each = toset([for i in range(400) : tostring(i)])\n${body}\n}`,
      );
      expect(resources.length).toBeLessThan(400);
      expect(unreadable).toEqual([
        { file: 'r/main.tf', isPartial: true, message: expect.stringContaining('resources not read: ') },
      ]);
    });
  });

  test('a long text that is said ten thousand times', () => {
    const long = `locals {\n t = join("", [for i in range(9000) : "0123456789"])\n}`;
    const many = '[for i in range(10000) : local.t]';
    soon(() => {
      for (const expression of [`jsonencode(${many})`, `${many} == ${many}`, `length(distinct(${many}))`])
        expect(value(expression, long)).toBeInstanceOf(Unknown);
      const graph = hcl(`${long}\nresource "azurerm_storage_account" "y" {\n location = ${many}\n}`);
      expect(graph.unreadable).toEqual([
        { file: 'r/main.tf', isPartial: true, message: expect.stringContaining('not read: 1') },
      ]);
    });
  });

  test('locals that name each other, and a chain of thousands', () => {
    const chain = Array.from({ length: 5_000 }, (_, i) => `l${i} = local.l${i + 1}`).join('\n');
    soon(() => {
      expect(value('local.a', 'locals {\n a = local.b\n b = "${local.a}x"\n}')).toBeInstanceOf(Unknown);
      expect(value('local.l0', `locals {\n${chain}\n}`)).toBeInstanceOf(Unknown);
    });
  });

  test('prototype names stay data', () => {
    const { resources } = hcl(
      'locals {\n __proto__ = { polluted = true }\n}\nresource "azurerm_x" "__proto__" {\n __proto__ = 1\n constructor = local.toString\n hasOwnProperty = toString(1)\n}',
    );
    expect(resources[0]?.address).toBe('azurerm_x.__proto__');
    expect(Object.keys(resources[0]?.properties ?? {})).toEqual(['__proto__', 'constructor', 'hasOwnProperty']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test.each([
    ['true ? "a" : "b" # why', 'a'],
    ['(true # why\n ? "a" // and\n : "b")', 'a'],
    ['[for v in ["a", "b"] : v if(v == "a")]', ['a']],
    ['{ ("a") = 1, "b" : 2 }', { a: 1, b: 2 }],
  ])('comments and spaces wherever they may stand: %s', (expression, expected) =>
    expect(value(expression)).toEqual(expected),
  );

  test('a byte order mark, carriage returns and comments change neither data nor places', () => {
    const graph = hcl(
      '\uFEFF# one\r\n/* two\r\n three */ resource "azurerm_x" "y" { // four\r\n  a = 1 # five\r\n}\r\n',
    );
    expect(graph.resources[0]?.properties).toEqual({ a: 1 });
    expect(graph.resources[0]?.place(['a'])).toEqual({ line: 4, column: 3 });
  });

  test('whatever is cut, doubled or bent in a file, the answer is a graph or a reason', () => {
    const pieces = [...read('root/main.tf').text.matchAll(/\w+|\s+|[^\w\s]/g)].map(([piece]) => piece);
    const bend = fc.array(
      fc.tuple(
        fc.nat(pieces.length - 1),
        fc.constantFrom('', '{', '}', '"', '${', '[', '<<E\n', '(', '\n', '\\', '...', 'for', '?'),
      ),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(bend, (bends) => {
        const bent = [...pieces];
        for (const [place, piece] of bends) bent[place] = piece;
        const graph = hcl(bent.join(''));
        runChecks(contextOf(graph, 'NO'));
        for (const resource of graph.resources) resource.place(['identity', 0, 'type']);
      }),
      { numRuns: 200, seed: 83 },
    );
  });

  test('a file of ten thousand resources', () => {
    const text = Array.from(
      { length: 10_000 },
      (_, i) => `resource "azurerm_x" "r${i}" {\n  location = var.l\n}\n`,
    ).join('');
    soon(() => expect(hcl(`variable "l" {\n default = "uksouth"\n}\n${text}`).resources).toHaveLength(10_000));
  });
});
