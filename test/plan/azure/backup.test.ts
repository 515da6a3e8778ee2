import { RESTORE_DAYS } from '../../../lib/plan/restore';
import { COUNTRIES, planOf } from './countries';

test.each(COUNTRIES)(
  'every account of models and data in %s is restorable, from a vault that stays in its region',
  (country) => {
    const { data, notes } = planOf(country);
    expect(data.backup.redundancy).toBe('ZoneRedundant');
    expect(data.backup.name).toMatch(/^[a-z0-9-]{2,50}$/);
    expect(data.backup.classes.flatMap(({ accounts }) => accounts.map(({ id }) => id)).sort()).toEqual(
      data.accounts.map(({ id }) => id).sort(),
    );
    for (const { name, days, accounts } of data.backup.classes) {
      expect(days).toBe(RESTORE_DAYS[name as keyof typeof RESTORE_DAYS]);
      // The account can be restored as far back by itself: Azure Backup then has nothing to change.
      for (const { id } of accounts) expect(data.accounts.find((account) => account.id === id)?.restoreDays).toBe(days);
    }
    // No vault may stand in Singapore, and v4 takes no key of an HSM here.
    expect(data.keys.some(({ purpose }) => purpose === data.backup.key)).toBe(country !== 'SG');
    expect(notes.residualRisks.some((risk) => risk.includes('the backup vault'))).toBe(country === 'SG');
  },
);

test('the plan says what backups do not reach, and where there is no second region', () => {
  const risks = planOf('QA').notes.residualRisks.join('\n');
  expect(risks).toContain('backups that move into a vault ask for an account that other tenants may replicate from');
  expect(risks).toContain('qatarcentral is the only region used');
  expect(planOf('QA').notes.headlines?.join()).toContain('no second Azure region used in Qatar');
  expect(planOf('IN').notes.headlines).toEqual([]);
});
