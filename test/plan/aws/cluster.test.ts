import { aws } from '../../../lib/catalogue';
import { planText } from '../../../lib/evidence/plan-text';
import { ADDONS, addonsFor } from '../../../lib/plan/aws';
import { cluster } from '../../../lib/plan/aws/cluster/notes';
import type { AwsTarget } from '../../../lib/profile';
import { awsOnly, planOf } from '../../support/plans';

const plan = planOf(awsOnly('in'));
const { version = '', addons = [] } = plan.aws?.cells[0]?.cluster ?? {};

describe('add-ons', () => {
  test('are what a GPU cell runs, each with its reason and in the version of the catalogue', () => {
    expect(addons.map(({ name }) => name)).toEqual([
      'eks-pod-identity-agent',
      'kube-proxy',
      'vpc-cni',
      'eks-node-monitoring-agent',
      'coredns',
      'metrics-server',
      'aws-ebs-csi-driver',
      'aws-fsx-csi-driver',
    ]);
    for (const { name, version: pinned, confidence, reason } of addons) {
      expect([name, aws.addons[version]?.[name]]).toEqual([
        name,
        expect.objectContaining({ version: pinned, confidence }),
      ]);
      expect(reason.length).toBeGreaterThan(10);
    }
  });

  test('nodes wait for what makes them ready; the rest waits for nodes', () => {
    expect(addons.filter(({ order }) => order === 'before-nodes').map(({ name }) => name)).toEqual([
      'eks-pod-identity-agent',
      'kube-proxy',
      'vpc-cni',
    ]);
  });

  test('the Lustre driver is there where a file system is', () => {
    const names = (lustre: boolean) => addonsFor({ version, cluster: 'c', lustre }).map(({ name }) => name);
    expect(names(false)).toEqual([...ADDONS]);
    expect(names(true)).toEqual([...ADDONS, 'aws-fsx-csi-driver']);
  });

  test('the catalogue has every add-on of every Kubernetes version it holds', () => {
    for (const kubernetes of Object.keys(aws.addons))
      expect(
        addonsFor({ version: kubernetes, cluster: 'c', lustre: true })
          .map(({ name }) => name)
          .sort(),
      ).toEqual(Object.keys(aws.addons[kubernetes] ?? {}).sort());
  });

  test('kube-proxy is of the minor version of its cluster', () => {
    for (const kubernetes of Object.keys(aws.addons))
      expect(aws.addons[kubernetes]?.['kube-proxy']?.version).toMatch(new RegExp(`^v${kubernetes}\\.`));
  });

  test('roles are named by cell, or by cluster where a construct is used alone', () => {
    expect(addons.flatMap(({ role }) => (role ? [role.name] : []))).toEqual([
      'sovereign-in-mumbai-a-cni',
      'sovereign-in-mumbai-a-ebs-csi',
      'sovereign-in-mumbai-a-fsx-csi',
    ]);
    expect(addonsFor({ version, cluster: 'c' }).flatMap(({ role }) => (role ? [role.name] : []))).toEqual([
      'c-cni',
      'c-ebs-csi',
    ]);
  });

  test('each version is a fact with a date and a source; a person reads its mark', () => {
    for (const { name, version: pinned, confidence } of addons)
      expect(plan.aws?.notes.facts).toContainEqual(
        expect.objectContaining({
          statement: `Add-on: ${name} ${pinned} for Kubernetes ${version}`,
          confidence,
          asOf: expect.stringMatching(/^2026/),
        }),
      );
    expect(planText(plan)).toMatch(/\| aws-ebs-csi-driver \| v[\d.]+-eksbuild\.\d+ \(secondary\) \| 1\.35 \|/);
  });

  test('what nobody confirmed is for the operator to confirm', () => {
    const unsure = Object.entries(aws.addons[version] ?? {}).filter(
      ([, { confidence }]) => confidence === 'unverified',
    );
    expect(unsure.map(([name]) => name)).toEqual(['aws-fsx-csi-driver']);
    expect(plan.aws?.notes.preconditions.flatMap(({ id }) => (id.startsWith('addon-') ? [id] : []))).toEqual([
      'addon-aws-fsx-csi-driver',
    ]);
  });

  test('a version the catalogue does not hold is refused with those it does', () => {
    for (const wrong of ['1.12', 'constructor'])
      expect(() => addonsFor({ version: wrong, cluster: 'c' })).toThrow(
        `The catalogue holds no add-on versions for Kubernetes ${wrong}, only for 1.35`,
      );
  });
});

test('more node groups than a cluster has by default are asked for', () => {
  const cells = (pools: number) =>
    (plan.aws?.cells ?? []).map((cell) => ({ ...cell, pools: Array(pools).fill(cell.pools[0]) }));
  const quotas = (pools: number) =>
    plan.aws && cluster.notes?.({ ...plan.aws, cells: cells(pools) }, plan.intent, {} as AwsTarget).quotas;
  expect(quotas(29)).toEqual([]);
  expect(quotas(30)).toEqual([
    expect.objectContaining({
      name: 'Managed node groups per cluster',
      amount: 31,
      unit: 'node groups',
      reason: '30 pools of mumbai-a and its system pool; 30 by default',
    }),
  ]);
});
