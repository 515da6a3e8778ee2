/**
 * Stands in for what the catalogue does not know yet, so that templates of every region and partition are looked at:
 * countries of regions that no country document can name, and zones of regions whose zones nobody listed. Import this
 * before anything that reads the catalogue.
 */
import awsJson from '../../lib/catalogue/data/aws.json';
import azureJson from '../../lib/catalogue/data/azure.json';
import countriesJson from '../../lib/catalogue/data/countries.json';

const regions: Record<string, { country: string; name: string; zones: string[] }> = awsJson.regions;
const places: Record<string, { country: string }> = azureJson.regions;
const countries: Record<string, unknown> = countriesJson.countries;
const MODEL = countriesJson.countries.NZ;

for (const [region, facts] of Object.entries(regions)) {
  if (facts.zones.length === 0) facts.zones = ['az1', 'az2', 'az3'].map((zone) => `${region}-${zone}`);
  countries[facts.country] ??= {
    ...MODEL,
    name: facts.country,
    aws: {
      ...MODEL.aws,
      regions: Object.keys(regions).filter((name) => regions[name]?.country === facts.country),
    },
  };
}

for (const [place, { country }] of Object.entries(places)) {
  countries[country] ??= { ...MODEL, name: country, azure: { ...MODEL.azure, regions: [] } };
  const { azure } = countries[country] as { azure: { regions: string[] } };
  if (!azure.regions.includes(place)) azure.regions.push(place);
}
