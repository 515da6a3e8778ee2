import { ADDONS, type CellFeatures, endpointsFor } from '../../../lib/plan/aws';
import { awsOnly, planOf } from '../../support/plans';

const BARE: CellFeatures = { addons: [], buckets: false };
const services = (cell: Partial<CellFeatures> = {}): string[] =>
  endpointsFor({ ...BARE, ...cell }).map(({ service }) => service);

describe('endpoints', () => {
  test('a cell without features has what its nodes boot by, and no more', () => {
    expect(services()).toEqual(['ec2', 'ecr.api', 'ecr.dkr', 'eks', 's3']);
  });

  // Each row is read both ways: the feature brings its services, and takes them with it.
  test.each<[string, Partial<CellFeatures>, string[]]>([
    ['pod identity', { addons: ['eks-pod-identity-agent'] }, ['eks-auth', 'sts']],
    ['FSx file systems', { addons: ['aws-fsx-csi-driver'] }, ['fsx']],
    ['EFS file systems', { addons: ['aws-efs-csi-driver'] }, ['elasticfilesystem']],
    ['secrets', { addons: ['aws-secrets-store-csi-driver-provider'] }, ['secretsmanager', 'ssm']],
    ['logging', { addons: ['amazon-cloudwatch-observability'] }, ['logs', 'monitoring']],
    ['autoscaling', { addons: ['cluster-autoscaler'] }, ['autoscaling']],
    ['load balancing', { addons: ['aws-load-balancer-controller'] }, ['elasticloadbalancing']],
    ['sessions of operators', { path: 'session' }, ['ssm', 'ssmmessages']],
    ['a VPN', { path: 'vpn' }, []],
    ['a circuit', { path: 'circuit' }, []],
  ])('%s', (_, feature, brought) => {
    expect(services(feature).filter((service) => !services().includes(service))).toEqual(brought);
    const everything: CellFeatures = {
      addons: [...ADDONS, 'aws-fsx-csi-driver', 'amazon-cloudwatch-observability'],
      buckets: true,
    };
    const withIt: CellFeatures = {
      ...everything,
      ...feature,
      addons: [...new Set([...everything.addons, ...(feature.addons ?? [])])],
    };
    const without: CellFeatures = {
      buckets: true,
      addons: withIt.addons.filter((name) => !feature.addons?.includes(name)),
    };
    for (const service of brought) {
      expect(endpointsFor(withIt).map((endpoint) => endpoint.service)).toContain(service);
      expect(endpointsFor(without).map((endpoint) => endpoint.service)).not.toContain(service);
    }
  });

  test.each<[string, Partial<CellFeatures>, string]>([
    ['the VPC CNI', { addons: ['vpc-cni'] }, 'ec2'],
    ['the EBS driver', { addons: ['aws-ebs-csi-driver'] }, 'ec2'],
    ['buckets', { buckets: true }, 's3'],
    ['the S3 driver', { addons: ['aws-mountpoint-s3-csi-driver'] }, 's3'],
  ])('%s adds its reason to an endpoint that is there already', (_, feature, service) => {
    const reasons = (cell: CellFeatures) =>
      endpointsFor(cell).find((endpoint) => endpoint.service === service)?.reasons ?? [];
    expect(reasons({ ...BARE, ...feature })).toHaveLength(reasons(BARE).length + 1);
  });

  test('each has a reason, and none is there without one', () => {
    for (const endpoint of endpointsFor({ addons: ADDONS, buckets: true, path: 'session' }))
      expect(endpoint.reasons.length).toBeGreaterThan(0);
    expect(endpointsFor(BARE, [])).toEqual([]);
  });

  test('a cell of a document has those of its add-ons and buckets', () => {
    expect(planOf(awsOnly('in')).aws?.cells[0]?.endpoints).toEqual(endpointsFor({ addons: ADDONS, buckets: true }));
  });

  test('S3 comes by gateway, the rest by interface', () => {
    for (const { service, type } of endpointsFor({ addons: ADDONS, buckets: true }))
      expect(type).toBe(service === 's3' ? 'Gateway' : 'Interface');
  });
});
