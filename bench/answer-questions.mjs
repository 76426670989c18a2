/** Says in a line of JSON that this process is ready, answers questions by their names over IPC, and ends with whoever started it. */
export function answerQuestions(questions, ready) {
  process.on('message', async ({ id, question, ...rest }) =>
    process.send({ id, answer: await questions[question](rest) }),
  )
  process.once('disconnect', () => process.exit())
  process.stdout.write(`${JSON.stringify(ready)}\n`)
}
