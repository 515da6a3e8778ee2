/** What a subscription has once, in an app that is not ours. */
import { TerraformStack, Testing } from 'cdktf';
import { SubscriptionBaseline } from '../../../constructs/azure';

type Resources = Record<string, Record<string, Record<string, unknown>>>;

const made = (props: ConstructorParameters<typeof SubscriptionBaseline>[2]): Resources => {
  const stack = new TerraformStack(Testing.app({ stackTraces: false }), 'foreign');
  new SubscriptionBaseline(stack, 'baseline', props);
  return (JSON.parse(Testing.synth(stack)) as { resource: Resources }).resource;
};

test('registers providers, with the features asked for turned on', () => {
  const { azurerm_resource_provider_registration: registered = {} } = made({
    providers: [
      { namespace: 'Microsoft.Compute', features: ['EncryptionAtHost'] },
      { namespace: 'Microsoft.Network', features: [] },
    ],
  });
  expect(Object.values(registered)).toEqual([
    expect.objectContaining({
      name: 'Microsoft.Compute',
      feature: [{ name: 'EncryptionAtHost', registered: true }],
    }),
    expect.not.objectContaining({ feature: expect.anything() }),
  ]);
});

test('pays for the plans of Defender that are asked for, and for none otherwise', () => {
  expect(made({ providers: [{ namespace: 'Microsoft.Network', features: [] }] })).not.toHaveProperty(
    'azurerm_security_center_subscription_pricing',
  );
  const { azurerm_security_center_subscription_pricing: plans = {} } = made({
    providers: [],
    defender: [{ resourceType: 'Arm', subplan: 'PerSubscription' }, { resourceType: 'Containers' }],
  });
  expect(Object.values(plans)).toEqual([
    expect.objectContaining({ tier: 'Standard', resource_type: 'Arm', subplan: 'PerSubscription' }),
    expect.objectContaining({ tier: 'Standard', resource_type: 'Containers' }),
  ]);
});
