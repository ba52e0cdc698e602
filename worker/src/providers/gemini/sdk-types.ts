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
  Tool,
} from '@google/genai'
import type { InJson, Without } from '../json.ts'

/** Google's own words for what is asked and answered, as they stand in JSON. Only types: no byte of its package is bundled. */

/** Its client knows these and what is in `generationConfig` as one. */
type Config = Pick<GenerateContentConfig, 'systemInstruction' | 'tools' | 'toolConfig'>
export interface GeminiBody extends InJson<Without<Config, 'systemInstruction' | 'tools'>> {
  systemInstruction?: Pick<GeminiContent, 'parts'>
  contents: GeminiContent[]
  tools?: InJson<Pick<Tool, 'functionDeclarations'>>[]
  generationConfig: GeminiGeneration
}
export interface GeminiContent extends InJson<Without<Content, 'parts'>> {
  role: 'user' | 'model'
  parts: GeminiPart[]
}
export interface GeminiPart extends InJson<Without<Part, 'functionResponse'>> {
  functionResponse?: InJson<FunctionResponse>
}
export type GeminiDeclaration = InJson<FunctionDeclaration>
export type GeminiCalling = InJson<FunctionCallingConfig>
export interface GeminiGeneration extends InJson<Without<GenerationConfig, 'thinkingConfig'>> {
  thinkingConfig?: GeminiThinking
}
/** The API takes levels in small letters too. */
export interface GeminiThinking extends InJson<Without<ThinkingConfig, 'thinkingLevel'>> {
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
