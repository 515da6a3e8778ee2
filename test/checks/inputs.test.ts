/** The same checks on every form a template comes in: what violates does so, and what complies does so too. */
import { readFileSync } from 'node:fs';
import { type Result, runChecks } from '../../lib/checks';
import { buildGraph, type SourceFile } from '../../lib/graph';
import { contextOf } from './support';

/** Address → the worst that a check says of it. */
function outcomes(check: string, files: readonly SourceFile[], country = 'NO'): Record<string, Result> {
  const worst: Record<string, Result> = {};
  const order: readonly Result[] = ['fail', 'not-checked', 'pass', 'not-applicable'];
  for (const { check: id, resource, result } of runChecks(contextOf(buildGraph(files), country))) {
    const before = worst[resource.address];
    if (id === check && (!before || order.indexOf(result) < order.indexOf(before))) worst[resource.address] = result;
  }
  return worst;
}
const hcl = (text: string, values = ''): SourceFile[] => [
  { name: 'r/main.tf', text },
  { name: 'r/terraform.tfvars', text: values },
];

const ACCOUNT = `
variable "open" {
  default = true
}
resource "azurerm_storage_account" "data" {
  name                            = "data"
  location                        = "Norway East"
  account_replication_type        = "LRS"
  public_network_access_enabled   = var.open
  allow_nested_items_to_be_public = var.open
}`;

test.each([
  ['the default of a variable', '', 'fail'],
  ['a value given in a file', 'open = false', 'pass'],
])('a public account in HCL, by %s', (_name, values, expected) => {
  expect(outcomes('ingress/public-storage', hcl(ACCOUNT, values))).toEqual({
    'azurerm_storage_account.data': expected,
  });
});

test.each([
  ['lower("WESTEUROPE")', 'fail'],
  ['var.away ? "westeurope" : "norwayeast"', 'pass'],
  ['local.places[local.here]', 'pass'],
  ['module.place.name', 'fail'],
  ['var.open', 'not-checked'],
])('a place in HCL: %s', (location, expected) => {
  const files = [
    ...hcl(`
variable "open" {}
variable "away" {
  default = false
}
locals {
  here   = "no"
  places = { no = "norwayeast", eu = "westeurope" }
}
module "place" {
  source = "./place"
}
resource "azurerm_log_analytics_workspace" "logs" {
  location = ${location}
}`),
    { name: 'r/place/main.tf', text: 'output "name" {\n  value = "westeurope"\n}' },
  ];
  expect(outcomes('residency/location', files)).toEqual({ 'azurerm_log_analytics_workspace.logs': expected });
});

test('of the instances of a loop, each is judged by what it is', () => {
  const text = `
resource "azurerm_storage_account" "data" {
  for_each                 = { home = "LRS", away = "GRS" }
  location                 = "westeurope"
  account_replication_type = each.value
}
resource "azurerm_storage_account" "off" {
  count                    = false ? 1 : 0
  account_replication_type = "GRS"
}`;
  const found = outcomes('residency/replica', hcl(text));
  expect(found).toEqual({
    'azurerm_storage_account.data["home"]': 'pass',
    'azurerm_storage_account.data["away"]': 'fail',
  });
});

const vault = (values: object, unknown: object = {}): SourceFile[] => {
  const resource = {
    address: 'azurerm_recovery_services_vault.v',
    mode: 'managed',
    type: 'azurerm_recovery_services_vault',
    name: 'v',
  };
  return [
    {
      name: 'plan.json',
      text: JSON.stringify({
        format_version: '1.2',
        planned_values: {
          root_module: { resources: [{ ...resource, values: { location: 'uaenorth', sku: 'Standard', ...values } }] },
        },
        resource_changes: [{ ...resource, change: { actions: ['create'], after_unknown: { id: true, ...unknown } } }],
        configuration: {
          root_module: {
            resources: [{ ...resource, expressions: { storage_mode_type: { references: ['var.mode'] } } }],
          },
        },
      }),
    },
  ];
};

test.each([
  ['left out: the provider copies it to the pair', vault({}), 'fail'],
  ['kept in the region', vault({ storage_mode_type: 'LocallyRedundant' }), 'pass'],
  ['known only when it is made', vault({}, { storage_mode_type: true }), 'not-checked'],
])('the copies of a vault in a plan, %s', (_name, files, expected) => {
  expect(outcomes('residency/replica', files, 'QA')).toMatchObject({ 'azurerm_recovery_services_vault.v': expected });
});

test('a plan that Terraform made is judged as its configuration is', () => {
  const read = (name: string) => ({ name, text: readFileSync(`test/fixtures/terraform/${name}`, 'utf8') });
  const plan = [read('root.json')];
  const root = ['root/main.tf', 'root/terraform.tfvars', 'root/net/main.tf'].map(read);
  for (const check of ['residency/location', 'residency/replica', 'ingress/public-storage', 'audit/log-retention']) {
    const planned = Object.entries(outcomes(check, plan)).map(([address, result]) => [
      address.replace(/\[0\]$/, ''),
      result,
    ]);
    expect([check, Object.fromEntries(planned)]).toEqual([check, outcomes(check, root)]);
  }
  expect(outcomes('residency/location', plan)).toMatchObject({
    'azurerm_storage_account.data["away"]': 'fail',
    'azurerm_storage_account.data["home"]': 'pass',
  });
});
