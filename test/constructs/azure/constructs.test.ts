/** Each construct alone, in an app that is not ours: its defaults are those of a sovereign region. */
import { Construct } from 'constructs';
import { SovereignGroup, SovereignRoot } from '../../../constructs/azure';
import type { Resources } from '../../support/terraform';

describe('SovereignRoot', () => {
  test('names its elements after their constructs, and refuses ids that could meet', () => {
    const root = new SovereignRoot(undefined, 'mine', { description: 'A root.' });
    new SovereignGroup(new Construct(root, 'inner'), 'group', { name: 'g', location: 'centralindia' });
    const text = JSON.parse(root.toText()) as { '//': string; resource: Resources };
    expect(text['//']).toBe('A root.');
    expect(Object.keys(text.resource['azurerm_resource_group'] ?? {})).toEqual(['inner_group']);
    const bad = new SovereignRoot(undefined, 'bad');
    expect(() => new SovereignGroup(bad, 'a_b', { name: 'g', location: 'centralindia' })).toThrow('a_b');
  });

  test('says explicitly what the provider would do by itself', () => {
    const root = JSON.parse(new SovereignRoot(undefined, 'mine').toText());
    expect(root.provider.azurerm[0]).toEqual({
      features: [{ storage: [{ data_plane_available: false }] }],
      resource_provider_registrations: 'none',
      storage_use_azuread: true,
      subscription_id: '${var.subscription_id}',
    });
  });
});
