// What an amount is in things that a person knows. From physics where possible; otherwise with its source.

const JOULES_PER_KWH = 3.6e6;
const LITRES_PER_US_GALLON = 3.785411784;

/** Each: base units of the quantity that one of the thing takes. */
export const COMPARISONS = [
  {
    id: 'kettle',
    kind: 'energy',
    name: 'litres of water brought to the boil',
    takes: 4186 * 85,
    how: 'Water takes 4,186 J per kilogram and kelvin. 1 litre (1 kg) from 15 °C to 100 °C: 85 K × 4,186 J/K = 0.356 MJ ' +
      `= ${(4186 * 85 / JOULES_PER_KWH).toFixed(4)} kWh, at 100 % efficiency. A real kettle takes more.`,
  },
  {
    id: 'lamp',
    kind: 'energy',
    name: 'hours of light from an LED lamp of 8 W',
    takes: 8 * 3600,
    how: '8 W × 3,600 s = 28.8 kJ.',
  },
  {
    id: 'lift',
    kind: 'energy',
    name: 'storeys that a person of 75 kg is lifted',
    takes: 75 * 9.80665 * 3,
    how: '75 kg × 9.80665 m/s² × 3 m = 2.21 kJ, without losses.',
  },
  {
    id: 'glass',
    kind: 'water',
    name: 'glasses of water',
    takes: 0.25,
    how: 'Glasses of 250 mL.',
  },
  {
    id: 'shower',
    kind: 'water',
    name: 'minutes under a shower',
    takes: 2.5 * LITRES_PER_US_GALLON,
    how: 'By volume: 2.5 US gallons (9.46 L) a minute, a standard showerhead according to EPA WaterSense, ' +
      'https://nepis.epa.gov/Exe/ZyPURL.cgi?Dockey=P100WT70.txt. The books count water that is consumed.',
  },
  {
    id: 'petrol',
    kind: 'carbon',
    name: 'litres of petrol burnt',
    takes: 8887 / LITRES_PER_US_GALLON,
    how: '8,887 g of CO₂ per US gallon of petrol, so 2.35 kg a litre, without its production: EPA, Greenhouse Gas ' +
      'Emissions from a Typical Passenger Vehicle, https://nepis.epa.gov/Exe/ZyPURL.cgi?Dockey=P100LQ99.txt.',
  },
  {
    id: 'gas',
    kind: 'carbon',
    name: 'litres of gas, if all of it were CO₂',
    takes: 44.01 / 22.414,
    how: '44.01 g of CO₂ are one mole, which takes 22.414 litres at 0 °C and 101.325 kPa as an ideal gas.',
  },
];
