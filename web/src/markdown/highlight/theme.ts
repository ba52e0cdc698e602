import type { ThemeRegistration } from 'shiki/core'

/** Six rules. The colors are only numbers, which the page turns into classes: one result serves both themes. */
export const RULE_COLORS = ['#000001', '#000002', '#000003', '#000004', '#000005', '#000006'] as const
const [keyword, string, fn, number, comment, punctuation] = RULE_COLORS

const rule = (foreground: string, scope: string[]) => ({ scope, settings: { foreground } })

export const theme: ThemeRegistration = {
  name: 'edgewise',
  type: 'light',
  fg: '#000000',
  bg: '#ffffff',
  colors: { 'editor.foreground': '#000000', 'editor.background': '#ffffff' },
  settings: [
    { settings: { foreground: '#000000', background: '#ffffff' } },
    rule(punctuation, ['punctuation', 'meta.brace', 'keyword.operator', 'storage.type.function.arrow']),
    rule(keyword, [
      'keyword',
      'storage',
      'variable.language',
      'constant.language',
      'entity.name.tag',
      'support.type.property-name.css',
      'markup.heading',
      'markup.inserted',
    ]),
    rule(punctuation, ['keyword.operator.assignment', 'keyword.operator.arithmetic', 'keyword.operator.comparison']),
    rule(keyword, ['keyword.operator.new', 'keyword.operator.expression', 'keyword.operator.logical.python']),
    rule(string, ['string', 'markup.inline.raw', 'constant.other.symbol', 'punctuation.definition.string']),
    rule(fn, [
      'entity.name.function',
      'support.function',
      'entity.name.type',
      'entity.name.class',
      'support.type',
      'support.class',
      'entity.other.inherited-class',
      'entity.other.attribute-name',
      'meta.object-literal.key',
      'support.type.property-name',
    ]),
    rule(number, [
      'constant.numeric',
      'constant.character.escape',
      'keyword.other.unit',
      'constant.other.color',
      'markup.deleted',
    ]),
    rule(comment, ['comment', 'punctuation.definition.comment', 'meta.diff.header']),
  ],
}
