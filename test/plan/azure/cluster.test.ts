import { azure } from '../../../lib/catalogue';
import { KUBERNETES_VERSION } from '../../../lib/plan/azure';
import { readCountry } from '../../../lib/profile';
import { DOCUMENTS, planOf } from './countries';

const NET = '  network: 10.80.0.0/12\n';
const says = (line: string) => (text: string) => text.replace(NET, `${NET}  ${line}\n`);
const behindFirewall = (text: string): string =>
  text
    .replace('egress: isolated ', 'egress: firewall ')
    .replace(NET, `${NET}  firewall: { nextHop: 10.200.0.4 }\n`)
    .replace(/^aws:[\s\S]*?(?=^azure:)/m, '');
const clusterOf = (edit?: (text: string) => string) => planOf('IN', edit).cells[0]?.cluster;

describe('a region without API server VNet integration', () => {
  const plan = planOf('QA');

  test('keeps its API server behind Private Link, and etcd without a key of its own', () => {
    const [cell] = plan.cells;
    expect(cell?.cluster).toMatchObject({ apiServer: 'private-link', customerEtcdKey: false });
    expect(cell?.vnet.subnets.map(({ tier }) => tier)).not.toContain('apiserver');
    expect(cell?.keys.map(({ purpose, store }) => [purpose, store])).toEqual([
      ['etcd', 'vendor'],
      ['disks', 'vault'],
    ]);
  });

  test('says so as an exception that someone answers for', () => {
    expect(plan.notes.headlines).toEqual([
      expect.stringMatching(/^exception to custody cmk on Azure: etcd is held at vendor/),
      'no second Azure region used in Qatar: backups and copies stay in qatarcentral',
    ]);
    expect(planOf('IN').notes.headlines).toEqual([]);
  });
});

describe('maintenance', () => {
  test('has a window of its own where nobody chose one', () => {
    expect(clusterOf()?.maintenance).toEqual({ day: 'Saturday', start: '00:00', utcOffset: '+00:00', hours: 8 });
  });

  test('is when the document says, and keeps what it does not say', () => {
    expect(clusterOf(says('maintenance: { day: Friday, utcOffset: "+05:30" }'))?.maintenance).toEqual({
      day: 'Friday',
      start: '00:00',
      utcOffset: '+05:30',
      hours: 8,
    });
  });

  test.each(['{ day: Someday }', '{ start: "22:30" }', '{ start: "24:00" }', '{ utcOffset: IST }'])(
    'refuses %s',
    (window) => {
      expect(readCountry('in.yaml', says(`maintenance: ${window}`)(DOCUMENTS.IN)).profile).toBeUndefined();
    },
  );
});

describe('the threat sensor', () => {
  test('is not there unless it is asked for', () => {
    expect(clusterOf()?.sensorWorkspaceId).toBeUndefined();
    expect(planOf('IN').notes.preconditions.map(({ id }) => id)).not.toContain('defender-plan');
  });

  test('reports to the workspace in the country, and what it sends elsewhere is said', () => {
    const plan = planOf('IN', (text) => says('sensor: defender')(behindFirewall(text)));
    expect(plan.cells[0]?.cluster.sensorWorkspaceId).toBe(plan.foundation.workspace.id);
    expect(plan.notes.preconditions.map(({ id }) => id)).toContain('defender-plan');
    expect(plan.notes.residualRisks.join('\n')).toContain('outside the region');
  });

  test('is refused where nothing leaves', () => {
    const { problems } = readCountry('in.yaml', says('sensor: defender')(DOCUMENTS.IN));
    expect(problems.filter(({ severity }) => severity === 'error')).toMatchObject([
      { title: 'a sensor without a way out', found: 'sensor: defender, and egress: isolated' },
    ]);
  });
});

test('the version of Kubernetes is one AKS supports, and the plan says until when', () => {
  expect(clusterOf()?.version).toBe(KUBERNETES_VERSION);
  const until = azure.kubernetes[KUBERNETES_VERSION];
  expect(until).toMatch(/^20\d\d-\d\d$/);
  const facts = planOf('IN').notes.facts.map(({ statement }) => statement);
  expect(facts).toContain(`AKS supports Kubernetes ${KUBERNETES_VERSION} until ${until}`);
});
