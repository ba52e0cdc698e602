import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calculated } from './testing/calculated.ts'

test.each([
  ['0.1 + 0.2', '0.3'],
  ['2 / 3 * 3', '2'],
  ['1/8', '0.125'],
  ['-2^2', '-4'],
  ['2^-2', '0.25'],
  ['2^3^2', '512'],
  ['2 ** 10', '1024'],
  ['0^0', '1'],
  ['(1 + 2) * (3 - 4) / 5', '-0.6'],
  ['12.5 × 8 ÷ 2 − 1', '49'],
  ['6.02e23 * 1E-23', '6.02'],
  ['.5 + 5.', '5.5'],
  ['--5', '5'],
  ['2 - -3', '5'],
  ['80 * 15%', '12'],
  ['50% - 3', '-2.5'],
  ['10%%', '0.001'],
  ['17 % 5', '2'],
  ['2^3 % 5', '3'],
  ['mod(-7, 3)', '2'],
  ['abs(-3) + max(1, 2, 3) - min(4, 5)', '2'],
  ['floor(-1.5) + CEIL(1.2)', '0'],
  ['round(2.5) + round(-2.5)', '0'],
  ['round(19.99 * 1.19, 2)', '23.79'],
  ['round(1250, -2)', '1300'],
  ['sqrt(16) + sqrt(0.0625)', '4.25'],
  ['2^200', String(2n ** 200n)],
  ['(-1)^(10^900)', '1'],
])('%s is %s', async (expression, output) => expect(await calculated(expression)).toBe(output))

test.each([
  ['1/3', '0.333333333333333333333333333333'],
  ['2/3', '0.666666666666666666666666666667'],
  ['-1/7e100', '-1.42857142857142857142857142857e-101'],
  ['10^40 / 3', '3.33333333333333333333333333333e39'],
  ['1e30/7', '142857142857142857142857142857'],
  ['sqrt(2)', '1.41421356237309504880168872421'],
  ['sqrt(2)^2', '2'],
  ['2 * pi', '6.28318530717958647692528676656'],
])('%s has no end: %s, and says that it is rounded', async (expression, digits) =>
  expect(await calculated(expression)).toBe(`${digits} (rounded to 30 significant digits)`),
)

test.each([
  ['', 'The expression is empty.'],
  [' \n ', 'The expression is empty.'],
  ['1 / (2 - 2)', 'Division by zero at character 3.'],
  ['0^-1', 'Division by zero at character 2.'],
  ['mod(1, 0)', 'Division by zero at character 1.'],
  ['9^9^9', 'The number at character 2 is beyond 10^10000'],
  ['1e999999999', 'The number at character 1 is beyond 10^10000'],
  ['1,234.5', 'The comma at character 2 means nothing: a number has no thousands separators'],
  ['sqrt(1,234)', 'sqrt at character 1 takes 1 argument, not 2. A comma stands between arguments, never within'],
  ['17 % -5', 'The % at character 4 is per cent or a remainder'],
  ['12 apples', 'An operator is missing at character 4, before "apples".'],
  ['what is 2 + 2', 'Unknown name "what" at character 1. Known are abs, ceil'],
  ['constructor(1)', 'Unknown name "constructor" at character 1'],
  ['2(3)', 'An operator is missing at character 2, before "(".'],
  ['1.2.3', 'An operator is missing at character 4, before ".3".'],
  ['(1 + 2', 'The bracket at character 1 is never closed.'],
  ['1 + 2)', 'The bracket at character 6 closes none.'],
  ['1 +', 'The expression ends where a number is missing, at character 4.'],
  ['3 * / 4', 'A number is missing at character 5, before "/".'],
  ['$5', '"$" at character 1 means nothing here.'],
  ['2 + 😀', '"😀" at character 5 means nothing here.'],
  ['2^0.5', 'The exponent at character 2 is not a whole number.'],
  ['sqrt(-1)', 'The square root at character 1 is of a number below zero.'],
  ['round(1, 0.5)', 'round at character 1 takes a whole number of places'],
  ['abs 3', 'After abs at character 1 comes a bracket: abs(…).'],
])('%j is refused with words: %s', async (expression, words) =>
  expect(await calculated(expression)).toContain(`! ${words}`),
)

test.each([
  ['a million digits', '9'.repeat(1_000_000), 'has 1000000 characters; at most 10000'],
  ['a number of 5,000 digits', '9'.repeat(5000), 'The number at character 1 has more than 1000 digits'],
  ['a hundred nested brackets', `${'('.repeat(100)}7${')'.repeat(100)}`, '7'],
  ['100,000 nested brackets', '('.repeat(100_000), 'has 100000 characters'],
  ['5,000 nested brackets', `${'('.repeat(4999)}1${')'.repeat(4999)}`, 'nested more than 200 deep at character 201'],
  ['10,000 signs', `${'-'.repeat(9999)}1`, '-1'],
  ['5,000 powers of powers', `${'1^'.repeat(4999)}1`, 'nested more than 200 deep'],
  ['a product that grows', `${'9'.repeat(98)}*`.repeat(100).slice(0, -1), '1e9800 (rounded'],
  [
    'fractions that grow',
    Array.from({ length: 1400 }, (_, at) => `1/${2 * at + 1001}`).join('+'),
    '0.66750045580390122635046765491 (rounded',
  ],
  ['many long powers', `${'7^1000+'.repeat(1400)}1`, String(1400n * 7n ** 1000n + 1n)],
  ['many roots', `${'sqrt(2)+'.repeat(499)}1`, '706.692567624174429352042673381 (rounded'],
  ['a root of roots', `${'sqrt('.repeat(190)}2${')'.repeat(190)}`, '1 (rounded'],
  ['a tall stack of %', `1${'%'.repeat(4999)}`, '1e-9998'],
  ['long powers rounded', `${'2^4000+'.repeat(250)}1`, '3.29551023357735775025972448559e1206 (rounded'],
  ['long fractions', `${'7^1000/3^2000+'.repeat(700)}1`, 'too much to work out'],
  ['remainders of long powers', `${'9^1000%7^1000+'.repeat(700)}1`, '8'],
  ['powers of a number beside 1', `${'(1+pi*1e-190)^10^190+'.repeat(400)}1`, 'too much to work out'],
  ['rounding of tiny numbers', `${'ceil(pi*1e-9990)+'.repeat(580)}1`, '581'],
  ['many to compare', `max(${'pi*3,'.repeat(1900)}1)`, '9.42477796076937971538793014984 (rounded'],
  ['a long name', 'a'.repeat(10_000), 'Unknown name'],
])('%s ends fast, with words or a number', async (_, expression, words) => {
  const started = performance.now()
  expect(await calculated(expression)).toContain(words)
  // tens of milliseconds when nobody else wants the machine
  expect(performance.now() - started).toBeLessThan(1000)
})

/** An expression beside its value in whole numbers. */
const whole = fc.letrec<{ node: [text: string, value: bigint] }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.bigInt({ min: 0n, max: 10n ** 30n }).map((value): [string, bigint] => [String(value), value]),
    tie('node').map(([text, value]): [string, bigint] => [`-(${text})`, -value]),
    fc
      .tuple(tie('node'), fc.constantFrom('+', '-', '*'), tie('node'))
      .map(([[left, a], sign, [right, b]]): [string, bigint] => [
        `(${left}) ${sign} (${right})`,
        sign === '+' ? a + b : sign === '-' ? a - b : a * b,
      ]),
  ),
})).node

test('whole numbers are worked out as BigInt does', async () => {
  const short = whole.filter(([text]) => text.length <= 1500)
  await fc.assert(
    fc.asyncProperty(short, async ([text, value]) => {
      const digits = String(value)
      if (digits.length < 200) expect(await calculated(text)).toBe(digits)
    }),
    { numRuns: 300 },
  )
})

const integer = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n })
const positive = fc.bigInt({ min: 1n, max: 10n ** 40n })

test('decimals are exact: what is added is what comes off again, digit by digit', async () => {
  const places = fc.integer({ min: 0, max: 60 })
  await fc.assert(
    fc.asyncProperty(integer, integer, places, async (a, b, places) => {
      const sum = await calculated(`(${a}e-${places}) + (${b}e-${places})`)
      expect(BigInt(await calculated(`(${sum}) * 10^${places}`))).toBe(a + b)
    }),
  )
})

test('fractions are exact: a/b + c/d is (ad + cb) / bd', async () => {
  await fc.assert(
    fc.asyncProperty(integer, positive, integer, positive, async (a, b, c, d) => {
      expect(await calculated(`(${a}/${b} + ${c}/${d}) * ${b} * ${d}`)).toBe(String(a * d + c * b))
    }),
  )
})

test('a rounded quotient is the nearest of 30 digits', async () => {
  await fc.assert(
    fc.asyncProperty(positive, positive, async (a, b) => {
      const [digits = ''] = (await calculated(`${a}/${b}`)).split(' ')
      // half of the 30th digit, as a part of the quotient, is at most 5 in 10^30
      expect(await calculated(`floor(abs((${digits}) * ${b} / ${a} - 1) * 2 * 10^29)`)).toBe('0')
    }),
  )
})

test('the remainder has the sign of what it is left from dividing by', async () => {
  await fc.assert(
    fc.asyncProperty(
      integer,
      integer.filter((b) => b !== 0n),
      async (a, b) => {
        const left = BigInt(await calculated(`mod(${a}, ${b})`))
        expect((a - left) % b).toBe(0n)
        expect(left === 0n || left < 0n === b < 0n).toBe(true)
        expect(left * left < b * b).toBe(true)
      },
    ),
  )
})

test('the root of a square is exact, and of another number its whole part is', async () => {
  await fc.assert(
    fc.asyncProperty(positive, async (n) => {
      expect(await calculated(`sqrt(${n * n})`)).toBe(String(n))
      expect(await calculated(`floor(sqrt(${n * n + 1n}))`)).toBe(String(n))
    }),
  )
})

test('whatever is written ends with a number or words', async () => {
  const parts = '0 1 9 . e E + - * / ^ % ( ) , sqrt( max( mod( round( pi × ÷ 1e9 99 x 🌍'.split(' ')
  const scribble = fc.array(fc.constantFrom(...parts), { maxLength: 60 }).map((all) => all.join(''))
  await fc.assert(
    fc.asyncProperty(fc.oneof(scribble, fc.string({ unit: 'binary' })), async (expression) => {
      expect(await calculated(expression)).toMatch(/^-?\d+(\.\d+)?(e-?\d+)?( \(rounded.*)?$|^! .+\.$/)
    }),
    { numRuns: 500 },
  )
}, 30_000)
