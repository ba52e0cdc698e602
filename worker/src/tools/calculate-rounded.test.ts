import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calculated } from './testing/calculated.ts'
import {
  absolute,
  inverse,
  isLess,
  isNearest,
  longFloor,
  longPi,
  longRoot,
  negative,
  parsed,
  product,
  sum,
  tenTo,
  type LongRational,
} from './testing/long-rational.ts'

// worked out by mpmath with 25,000 digits
test.each([
  ['pi*1e-99', '3.14159265358979323846264338328e-99'],
  ['pi*1e-150', '3.14159265358979323846264338328e-150'],
  ['pi * 1e9000', '3.14159265358979323846264338328e9000'],
  ['pi / 1e9000', '3.14159265358979323846264338328e-9000'],
  ['sqrt(2e-900)', '1.41421356237309504880168872421e-450'],
  ['sqrt(2e901)', '4.47213595499957939281834733746e450'],
  ['sqrt(3e-1999)', '5.47722557505166113456969782801e-1000'],
  ['sqrt(2) * 1e-99', '1.41421356237309504880168872421e-99'],
  ['sqrt(2)^10', '32'],
  ['sqrt(2)^11', '45.2548339959390415616540391747'],
  ['pi^7', '3020.29322777679206751420649307'],
  ['pi^-7', '0.000331093680177566764325952801253'],
  ['1.5 * pi^8', '14232.7965241058610106928632559'],
  ['pi^1000', '1.41212354451576481231043973288e497'],
  ['(-pi)^1001', '-4.43631695341190609545970110496e497'],
  ['(1 + 0.0425/12)^360', '3.570649472537994199030716104'],
  ['200000 * (0.0425/12) / (1 - (1 + 0.0425/12)^-360)', '983.879782158967286705575984448'],
  ['1.0000001^10000000', '2.71828169254496627119855022578'],
  ['(1 + 1e-9)^(10^9)', '2.71828182709990432237664402386'],
  ['0.999^5000', '0.00672111195986561781180646568012'],
  ['2^5000', '1.41246703213942603683520966702e1505'],
  ['2^-5000', '7.07981126104817289238561515869e-1506'],
  ['(2/3)^4000', '4.31483087088872496389844531727e-705'],
  ['9^9^4', '6.09683485452741112075235500725e6260'],
  ['7^1184 + 1', '3.94529404422450255098751431746e1000'],
  ['1 / 7^1200', '7.62696902985372525546047617905e-1015'],
  ['3^2500 / 7^1500', '1.43244111435980726365264797863e-75'],
  ['floor(pi * 10^250)', '3.14159265358979323846264338328e250'],
  ['ceil(sqrt(2) * 10^220)', '1.41421356237309504880168872421e220'],
  ['round(pi * 1e220, -5)', '3.14159265358979323846264338328e220'],
  ['(10^150 + pi) - 10^150', '3.14159265358979323846264338328'],
  ['floor((10^100 + sqrt(2)) * 10^120) - 10^220', '1.41421356237309504880168872421e120'],
  ['(sqrt(2) * 1e-60)^2 * 1e120', '2'],
  ['sqrt(10^80 + 1) - 10^40', '5e-41'],
  ['1/3 - 1/pi^2', '0.232012149690995561889453870124'],
  ['sqrt(pi)', '1.77245385090551602729816748334'],
  ['sqrt(sqrt(sqrt(5)))', '1.22284454499385184194114436447'],
  ['(1 + sqrt(5)) / 2', '1.61803398874989484820458683437'],
  ['-pi * 1e-20', '-3.14159265358979323846264338328e-20'],
  ['max(pi, sqrt(10))', '3.16227766016837933199889354443'],
  ['min(pi, 22/7, sqrt(10))', '3.14159265358979323846264338328'],
  ['max(pi^2, pi * pi)', '9.86960440108935861883449099988'],
  ['abs(1 - sqrt(3))', '0.732050807568877293527446341506'],
  ['mod(10^20 * pi, 7)', '3.26433832795028841971693993751'],
  ['mod(-pi, 1e-5)', '0.00000734641020676153735661672049712'],
  ['17 % pi', '1.2920367320510338076867830836'],
  ['pi%', '0.0314159265358979323846264338328'],
  ['4/3 * pi * 6371.0088^3', '1083211405419.30638282441760264'],
  ['2 * pi * sqrt(0.35 / 9.80665)', '1.18700774525092244924433659688'],
])('%s is %s, rounded to 30 digits that are all right', async (expression, digits) =>
  expect(await calculated(expression)).toBe(`${digits} (rounded to 30 significant digits)`),
)

test.each([
  ['(10^190 + pi) - 10^190', '3.1415927 (rounded to 8 significant digits)'],
  ['(10^197 + pi) - 10^197', '3 (rounded to 1 significant digit)'],
  ['1e20 * ((10^190 + pi) - 10^190)', '314159270000000000000 (rounded to 8 significant digits)'],
  ['max(10^190 + pi, 10^190) - 10^190', '3.1415927 (rounded to 8 significant digits)'],
])('%s has lost digits on the way, and shows those that are left: %s', async (expression, output) =>
  expect(await calculated(expression)).toBe(output),
)

test.each([
  ['sqrt(2)^2 - 2', 'Too few digits are left: rounded numbers cancel out'],
  ['(10^250 + pi) - 10^250', 'only that it is within 1e52 of 0'],
  ['sqrt(10^300 + 1) - 10^150', 'Too few digits are left: rounded'],
  ['floor(sqrt(2)^2)', 'Too few digits are left: rounded'],
  ['max(pi, 3) - pi', 'Too few digits are left: rounded'],
  ['min(sqrt(2)^2, 2) - 2', 'Too few digits are left: rounded'],
  ['max(3, (10^199 + pi) - 10^199)', 'Too few digits are left: rounded'],
  ['1 / (10^250 + pi - 10^250)', 'Too few digits are left at character 3 to tell whether it is a division by zero'],
  ['(sqrt(2)^2 - 2)^-1', 'Too few digits are left at character 16 to tell whether it is a division by zero'],
  ['sqrt(sqrt(2)^2 - 2)', 'Too few digits are left at character 1 to tell whether the root is of a number below zero'],
  ['floor(pi * 10^205) % 10', 'Too few digits are left at character 20 to tell what is left of a division'],
  ['2^5000 % 7', 'Too few digits are left at character 8 to tell what is left of a division'],
  ['mod(sqrt(2)^2, 2)', 'Too few digits are left at character 1 to tell what is left of a division'],
  ['2^(sqrt(4.5) * sqrt(2))', 'The exponent at character 2 is not a whole number'],
  ['9^9^9', 'The number at character 2 is beyond 10^10000, too large to work with.'],
  ['pi^-99999', 'The number at character 3 is nearer to 0 than 10^-10000, too small to work with.'],
  ['1e10001', 'The number at character 1 is beyond 10^10000'],
  [`1e${'9'.repeat(400)}`, 'The number at character 1 is beyond 10^10000'],
  ['1e-999999999', 'The number at character 1 is nearer to 0 than 10^-10000'],
])('%s is refused with words: %s', async (expression, words) => {
  const output = await calculated(expression)
  expect(output.slice(0, 2)).toBe('! ')
  expect(output).toContain(words)
})

test.each([
  ['floor(pi)', '3'],
  ['floor(-pi)', '-4'],
  ['ceil(pi * 1e-9000)', '1'],
  ['round(sqrt(2)^2)', '2'],
  ['round((1 + 0.0425/12)^360, 2)', '3.57'],
  ['round(200000 * (0.0425/12) / (1 - (1 + 0.0425/12)^-360), 2)', '983.88'],
  ['floor(pi * 10^150) % 1000', '128'],
  ['2^floor(pi)', '8'],
  ['max(pi, 4)', '4'],
  ['min(sqrt(2), 1/4)', '0.25'],
  ['0 * pi', '0'],
  ['0 / sqrt(2)', '0'],
  ['pi^0', '1'],
  ['10^5000 - 10^5000', '0'],
  ['10^5000 / 10^4990', '10000000000'],
  ['10^5000', '1e5000'],
  ['12.5e-4000', '1.25e-3999'],
  ['sqrt(4e-1998)', '2e-999'],
  ['sqrt(4e-1998) * 1e1000', '20'],
  ['7^1183 + 1', String(7n ** 1183n + 1n)],
])('%s is exactly %s', async (expression, output) => expect(await calculated(expression)).toBe(output))

/** An expression beside its value; null where it has none. */
type Valued = [text: string, value: LongRational | null]

function applied(name: string, apply: (...values: LongRational[]) => LongRational | null, ...args: Valued[]): Valued {
  const values = args.map(([, value]) => value)
  const known = values.filter((value) => value !== null)
  const text = args.map(([text]) => text)
  const isSign = !/\w/.test(name)
  return [
    isSign ? `(${text.join(` ${name} `)})` : `${name}(${text.join(', ')})`,
    known.length === values.length ? apply(...known) : null,
  ]
}

const quotient = (a: LongRational, b: LongRational) => (b.n === 0n ? null : product(a, inverse(b)))
const left = (a: LongRational, b: LongRational) => {
  const times = quotient(a, b)
  return times && sum(a, negative(product(b, longFloor(times))))
}
const rounded = (a: LongRational) => {
  const size = longFloor(sum(absolute(a), { n: 1n, d: 2n }))
  return a.n < 0n ? negative(size) : size
}
const binary: [string, (a: LongRational, b: LongRational) => LongRational | null][] = [
  ['+', sum],
  ['-', (a, b) => sum(a, negative(b))],
  ['*', product],
  ['/', quotient],
  ['mod', left],
  ['max', (a, b) => (isLess(a, b) ? b : a)],
  ['min', (a, b) => (isLess(b, a) ? b : a)],
]
const unary: [string, (a: LongRational) => LongRational | null][] = [
  ['abs', absolute],
  ['ceil', (a) => negative(longFloor(negative(a)))],
  ['floor', longFloor],
  ['round', rounded],
  ['sqrt', (a) => (a.n < 0n ? null : longRoot(a))],
]
const number = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 20n }), fc.oneof(fc.constant(0), fc.integer({ min: -300, max: 300 })))
  .map(([units, order]): Valued => [`${units}e${order}`, product({ n: units, d: 1n }, tenTo(order))])
const irrational = fc.oneof(
  fc.constant<Valued>(['pi', longPi]),
  fc.bigInt({ min: 2n, max: 100n }).map((n): Valued => [`sqrt(${n})`, longRoot({ n, d: 1n })]),
)
const valued = fc.letrec<{ node: Valued }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', maxDepth: 4, withCrossShrink: true },
    irrational,
    number,
    fc.tuple(fc.constantFrom(...unary), tie('node')).map(([[name, apply], a]) => applied(name, apply, a)),
    fc
      .tuple(fc.constantFrom(...binary), tie('node'), tie('node'))
      .map(([[name, apply], a, b]) => applied(name, apply, a, b)),
    fc
      .tuple(tie('node'), fc.integer({ min: 2, max: 6 }))
      .map(([[text, value], times]): Valued => [
        `(${text})^${times}`,
        value && { n: value.n ** BigInt(times), d: value.d ** BigInt(times) },
      ]),
  ),
})).node

test('every digit shown is right, beside rationals of 2,000 digits; else words say that too few are known', async () => {
  let numbers = 0
  const numRuns = 400
  await fc.assert(
    fc.asyncProperty(valued, async ([text, value]) => {
      const output = await calculated(text)
      if (output.startsWith('! ')) {
        expect(output).toMatch(/Too few digits are left|Division by zero|below zero|too large|too small/)
        const bound = /within (1e-?\d+) of 0/.exec(output)?.[1]
        if (bound && value) expect(isLess(parsed(bound), absolute(value))).toBe(false)
        return
      }
      numbers++
      const [shown = '', digits] = output.split(/ \(rounded to (\d+)/)
      // what isn't said to be rounded is exact
      expect(value && isNearest(parsed(shown), value, Number(digits ?? 1000))).toBe(true)
    }),
    { numRuns },
  )
  expect(numbers).toBeGreaterThan(numRuns / 2)
}, 60_000)
