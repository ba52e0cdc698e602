/** What the tests inside workerd need outside of it. */
export default async function setup(): Promise<void> {}
