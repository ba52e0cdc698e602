import type {
  Candidate,
  Content,
  FunctionCall,
  FunctionCallingConfig,
  FunctionDeclaration,
  FunctionResponse,
  GenerateContentConfig,
  GenerateContentResponse,
  GenerateContentResponsePromptFeedback,
  GenerateContentResponseUsageMetadata,
  GenerationConfig,
  Part,
  PartialArg,
  ThinkingConfig,
} from '@google/genai'
import type { InJson } from '../json.ts'

/**
 * Google's own words for what is asked and answered, as they stand in JSON. Only types: no byte of its package is bundled. Its
 * client knows all but `contents` and `generationConfig` as one `config`.
 */
export interface GeminiBody extends InJson<Pick<GenerateContentConfig, 'toolConfig'>> {
  systemInstruction?: Pick<GeminiContent, 'parts'>
  contents: GeminiContent[]
  tools?: { functionDeclarations: GeminiDeclaration[] }[]
  generationConfig: GeminiGeneration
}
export interface GeminiContent extends InJson<Omit<Content, 'parts'>> {
  role: 'user' | 'model'
  parts: GeminiPart[]
}
export interface GeminiPart extends InJson<Omit<Part, 'functionResponse'>> {
  functionResponse?: InJson<FunctionResponse>
}
export type GeminiDeclaration = InJson<FunctionDeclaration>
export type GeminiCalling = InJson<FunctionCallingConfig>
export interface GeminiGeneration extends InJson<Omit<GenerationConfig, 'thinkingConfig'>> {
  thinkingConfig?: GeminiThinking
}
/** The API takes levels in small letters too. */
export interface GeminiThinking extends InJson<Omit<ThinkingConfig, 'thinkingLevel'>> {
  thinkingLevel?: Lowercase<InJson<NonNullable<ThinkingConfig['thinkingLevel']>>>
}

export type GeminiChunk = GenerateContentResponse | { error: unknown }
export type GeminiCandidate = Candidate
export type GeminiFinish = InJson<NonNullable<Candidate['finishReason']>>
export type GeminiAnswer = Content
export type GeminiAnswerPart = Part
export type GeminiCall = FunctionCall
export type GeminiPartialArg = PartialArg
export type GeminiFeedback = GenerateContentResponsePromptFeedback
/** `responseTokenCount` is Vertex's older name. */
export type GeminiUsage = GenerateContentResponseUsageMetadata | { responseTokenCount: unknown }
