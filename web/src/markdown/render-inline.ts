import type { Token, Tokens } from 'marked'
import { element } from './dom.ts'
import { decodeEntities } from './entities.ts'
import { safeLink } from './safe-link.ts'

/** Inline tokens as nodes. Text only ever becomes a text node: nothing here can run. */
export function renderInline(tokens: readonly Token[]): Node[] {
  return tokens.flatMap(renderOne)
}

function renderOne(token: Token): Node[] {
  switch (token.type) {
    case 'strong':
      return [element('strong', '', ...inner(token))]
    case 'em':
      return [element('em', '', ...inner(token))]
    case 'del':
      return [element('del', '', ...inner(token))]
    case 'codespan':
      return [element('code', '', (token as Tokens.Codespan).text)]
    case 'br':
      return [element('br')]
    case 'link':
      return link((token as Tokens.Link).href, inner(token), (token as Tokens.Link).title)
    case 'image':
      return image(token as Tokens.Image)
    case 'checkbox':
      return []
    case 'escape':
      return [text((token as Tokens.Escape).text)]
    default:
      return 'tokens' in token && token.tokens ? renderInline(token.tokens) : [text(plain(token))]
  }
}

const inner = (token: Token): Node[] => renderInline(('tokens' in token && token.tokens) || [])
const text = (value: string) => document.createTextNode(value)

function plain(token: Token): string {
  const value = 'text' in token && typeof token.text === 'string' ? token.text : token.raw
  return decodeEntities(value)
}

function link(href: string, children: Node[], title?: string | null): Node[] {
  const safe = safeLink(decodeEntities(href))
  if (!safe) return children
  const made = element('a', 'link', ...children)
  made.href = safe
  made.rel = 'noopener noreferrer'
  made.target = '_blank'
  if (title) made.title = title
  return [made]
}

/** An image would tell its server who reads what and when, so it is a link to it. */
function image(token: Tokens.Image): Node[] {
  const name = token.text || token.href
  return link(token.href, [text(name)], token.title)
}
