import { expect, test } from 'vitest'
import { csv } from './csv.ts'

test('a table as RFC 4180 has it', () => {
  const rows = [
    { name: 'plain', calls: 3, cost: '0.100000000' },
    { name: 'a "quoted", long\nname', calls: -1, cost: null },
  ]
  expect(csv(['name', 'calls', 'cost'], rows)).toBe(
    'name,calls,cost\r\nplain,3,0.100000000\r\n"a ""quoted"", long\nname",-1,\r\n',
  )
  expect(csv(['name'], [])).toBe('name\r\n')
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\r=1', ' =1'])('%j is no formula in a spreadsheet', (name) => {
  expect(csv(['name'], [{ name }]).split('\r\n').slice(1).join('\r\n')).toMatch(/^"?'/)
})
