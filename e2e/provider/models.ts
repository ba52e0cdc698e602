const thinker = {
  id: 'think-40-10-50',
  name: 'Thinker',
  context_length: 200_000,
  supported_parameters: ['reasoning', 'tools'],
  pricing: { prompt: '0.000003', completion: '0.000015' },
}
const priced = { id: 'flow-0-200-0', name: 'Priced', context_length: 200_000, pricing: thinker.pricing }
const plain = ['flow-50-100-20', 'flow-0-1000-0', 'echo', 'think-5-10']
const windows = [8000].flatMap((limit) => [`window-${limit}-40`, `chatgpt-window-${limit}-40`])
const inSteps = ['steps-3', 'steps-3-think']

const known = [
  thinker,
  priced,
  ...plain.map((id) => ({ id })),
  ...windows.map((id) => ({ id, context_length: Number(/\d+/.exec(id)![0]) })),
  { id: 'stamp-0-2-0', context_length: 8_000 },
  ...inSteps.map((id) => ({ id, context_length: 200_000, supported_parameters: ['tools'] })),
]

/** The list of models as the format at this path has it: all of them for OpenAI's, answers in steps for the others. */
export function modelsAt(path: string): object | undefined {
  if (path.endsWith('/v1beta/models')) {
    return { models: inSteps.map((id) => ({ name: `models/${id}`, supportedGenerationMethods: ['generateContent'] })) }
  }
  if (path.endsWith('/models')) {
    const data = known.map((model) => ({ ...model, object: 'model', created: 1, owned_by: 'tests' }))
    return { object: 'list', data }
  }
  if (path.endsWith('/api/tags')) return { models: inSteps.map((id) => ({ name: id, model: id })) }
  if (path.endsWith('/foundation-models')) return { modelSummaries: inSteps.map(summary) }
  return undefined
}

function summary(modelId: string) {
  return { modelId, modelName: modelId, outputModalities: ['TEXT'], inferenceTypesSupported: ['ON_DEMAND'] }
}
