import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'
import solid from 'vite-plugin-solid'

// Started from a test or with NODE_ENV=development around it, `vite build` would bundle Solid's development build.
if (process.argv.includes('build')) process.env['NODE_ENV'] = 'production'

const server = process.env['EDGEWISE_SERVER'] ?? 'http://127.0.0.1:8787'

/** The text's font is wanted before the stylesheet that names it has been read. */
function preloadFont(): Plugin {
  return {
    name: 'edgewise:preload-font',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const font = Object.keys(bundle ?? {}).find((file) => /hanken-grotesk-latin-wght-normal.*\.woff2$/.test(file))
        if (!font) throw new Error('the font to preload is not in the bundle')
        const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${font}`, crossorigin: '' }
        return { html, tags: [{ tag: 'link', attrs, injectTo: 'head-prepend' }] }
      },
    },
  }
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [tailwindcss(), solid(), preloadFont()],
  build: {
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // A data: address would need a hole in the content security policy.
    assetsInlineLimit: 0,
    manifest: true,
    emptyOutDir: true,
    reportCompressedSize: false,
  },
  // One chunk for each grammar of the highlighter, not 2.8 MB at once.
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': { target: server, ws: true },
      '/ws': { target: server, ws: true },
    },
  },
})
