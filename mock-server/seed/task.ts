import { isCodedError } from '../../errors/index.js'
import { type Issue, issueFrom, type Path, pathText } from '../world/checks/issue.js'

/** One thing to do, and the place in the seed that asks for it. */
export interface Task {
  readonly path: Path
  run(): Promise<unknown>
}

/** A step that is not possible, and the place in the seed that asked for it. */
export class Refusal extends Error {
  readonly issue: Issue

  constructor(issue: Issue) {
    super(issue.message)
    this.issue = issue
  }
}

/** A task whose refusal is about `path`, unless one of its steps has a path of its own. */
export function task(path: Path, run: () => Promise<unknown>): Task {
  return { path, run: () => at(path, run) }
}

/** Takes a step that the Toss side may refuse; then the refusal is about `path`. */
export async function at<Result>(path: Path, step: () => Promise<Result>): Promise<Result> {
  try {
    return await step()
  } catch (error) {
    throw isCodedError(error) ? new Refusal(issueFrom(error, path)) : error
  }
}

/** A refusal in our own words. */
export function refusal(path: Path, what: string, fix?: string): Refusal {
  return new Refusal({ path, rule: 'refused', message: `${pathText(path)}: ${what}`, fix })
}

/** Does everything, one after the other. What was refused is skipped, and told. */
export async function runAll(tasks: readonly Task[]): Promise<Issue[]> {
  const issues: Issue[] = []
  for (const { run } of tasks) {
    try {
      await run()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      issues.push(error.issue)
    }
  }
  return issues
}
