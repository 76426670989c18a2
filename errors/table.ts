/** What the code means, and what to do about it in general. */
interface ErrorEntry {
  readonly meaning: string
  readonly fix: string
}

/** Every error code of this package. Each has a page `docs/errors/<code>.md`; a test keeps the two equal. */
export const errorTable = {
  ERR_UNSUPPORTED_RUNTIME: {
    meaning: 'This part of the package runs in Node only, and was loaded by Bun or Deno.',
    fix: 'Run it with Node 20.19 or newer; docs/runtimes.md says what works in which runtime.',
  },
  ERR_INVALID_OPTION: {
    meaning: 'An option, flag, environment variable or configuration value does not follow its rule.',
    fix: 'Correct the named option; the message says which values are allowed.',
  },
  ERR_CA_FILE_DAMAGED: {
    meaning: 'A certificate or key in the certificate folder cannot be read as what its name says.',
    fix: 'Move the named file away (or restore it) and start again; missing files are made anew.',
  },
  ERR_CA_FOREIGN_FILE: {
    meaning: 'A file in the certificate folder was not made by this certificate authority.',
    fix: 'Choose another folder with --dir, or move the named file away.',
  },
  ERR_CA_INCOMPLETE: {
    meaning: 'Half of a certificate and key pair is missing.',
    fix: 'Restore the missing half, or move the other half away so that both are made anew.',
  },
  ERR_CA_KEY_MISMATCH: {
    meaning: 'A private key in the certificate folder does not belong to the certificate beside it.',
    fix: 'Restore the key and certificate that belong together, or move both away so that they are made anew.',
  },
  ERR_CA_DIRECTORY: {
    meaning: 'The certificate folder cannot be created, locked or written.',
    fix: 'Check that the folder is writable and on a local disk, or choose another one with --dir.',
  },
  ERR_FIXTURE_INVALID: {
    meaning: 'A fixture file is not JSON or does not follow the schema of fixtures.',
    fix: 'Correct the named field; contracts/fixtures/README.md describes the format.',
  },
  ERR_NETWORK: {
    meaning: 'No answer came: the connection, the TLS handshake or the reply failed.',
    fix: 'Look at problem and hint. Most often the client certificate is missing: pass cert and key to createClient.',
  },
  ERR_TIMEOUT: {
    meaning: 'The answer did not come in time.',
    fix: 'When requestSent is maybe, look up what became of the request before repeating it; raise timeout if need be.',
  },
  ERR_BUSINESS_FAILURE: {
    meaning: 'The platform answered, and the answer is no.',
    fix: 'Look at errorCode and reason; the contract lists the codes of each operation.',
  },
  ERR_UNEXPECTED_RESPONSE: {
    meaning: 'The answer is none of those that the contract knows.',
    fix: 'Look at hint and violations, and check that the base URL leads to the partner API. The operation may have taken effect.',
  },
  ERR_INVALID_REQUEST: {
    meaning: 'The arguments of a call break the contract; nothing was sent.',
    fix: 'Correct the named field; the message says what the contract allows.',
  },
  ERR_DECRYPTION: {
    meaning: 'A personal field of login-me cannot be decrypted.',
    fix: 'Compare key and AAD with those mailed from the console for this mini-app.',
  },
  ERR_CLIENT_CLOSED: {
    meaning: 'A call was made on a client that has been closed.',
    fix: 'Create a client once, and close it when the process ends.',
  },
  ERR_NOT_FOUND: {
    meaning: 'The Toss side was asked about a user, payment, order or other thing that this mini-app does not have.',
    fix: 'List what there is, check that it belongs to this mini-app, or create it first.',
  },
  ERR_CONFLICT: {
    meaning: 'The Toss side was asked to do something that the current state does not allow.',
    fix: 'The message names the state and what is possible in it.',
  },
  ERR_FORBIDDEN: {
    meaning:
      'The control API was called by a web page of another origin, by a foreign host name, or with a body that is not JSON.',
    fix: 'Call it from a program or the terminal, by 127.0.0.1 or localhost, with Content-Type: application/json.',
  },
  ERR_INTERNAL: {
    meaning: 'The mock itself failed.',
    fix: 'This is a bug; the log has the details.',
  },
  ERR_CONFIG_FILE: {
    meaning: 'The config file of the command line is not there, cannot be read, or is not JSON or YAML.',
    fix: 'Correct the file at the named line, or name another one with --config.',
  },
  ERR_ENV_FILE: {
    meaning: 'The dotenv file cannot be written, or it is there and was written by somebody else.',
    fix: 'Name another file with --write-env, or move that one away.',
  },
  ERR_NAMESPACE: {
    meaning: 'run --namespace cannot make the namespace that it needs; the command was not started.',
    fix: 'Follow the message: it names what the kernel or this machine lacks. Without --namespace, run leads programs by HTTPS_PROXY.',
  },
  ERR_ALREADY_RUNNING: {
    meaning: 'start --detach found a mock that runs on the certificates of this folder; nothing was started.',
    fix: 'Use that one, end it with apps-in-toss-mock stop, or name another folder with --dir.',
  },
  ERR_STOP: {
    meaning: 'The mock of this folder could not be stopped, or has not ended in time.',
    fix: 'Look into its log, give it longer with --timeout, or end the process by hand.',
  },
  ERR_NOT_RUNNING: {
    meaning: 'No mock is running on the certificates of this folder.',
    fix: 'Start one with apps-in-toss-mock start, or name the folder of the running one with --dir.',
  },
  ERR_SEED_FILE: {
    meaning: 'A seed file or world cannot be read, or something in it is wrong; nothing of it was applied.',
    fix: 'Correct it at the named lines; docs/features/seed-file.md lists every key.',
  },
  ERR_STATE_FILE: {
    meaning:
      'The world cannot be kept in the named state file: it is damaged, or something else, or cannot be written.',
    fix: 'Restore the file from a copy, move it away to begin with a new world, or name another one with --state.',
  },
  ERR_STATE_LOCKED: {
    meaning: 'Another mock that is running keeps its world in the state file.',
    fix: 'End that mock, or give each its own file with --state.',
  },
  ERR_STATE_ENGINE: {
    meaning: 'The package @redis/client, which a world in Redis needs, cannot be loaded.',
    fix: 'Install it beside this package with npm install @redis/client, or keep the world in a file.',
  },
  ERR_STATE_DATABASE: {
    meaning: 'The world cannot be kept in the named database: it cannot be reached, is something else, or refuses.',
    fix: 'Correct the address, or name another database or prefix.',
  },
  ERR_STATE_AWAY: {
    meaning: 'The database that keeps the world is not there, and the call was not done.',
    fix: 'Start the database again; the mock comes back by itself. Then repeat the call.',
  },
  ERR_STATE_UNKNOWN: {
    meaning: 'The database that keeps the world gave no answer in time: whether the call was done is unknown.',
    fix: 'Look up what became of it before repeating it, as after any answer that was lost.',
  },
  ERR_OUTPUT_FILE: {
    meaning:
      'A file to be written is there and was written by somebody else, or is a folder, a device or a link that leads nowhere.',
    fix: 'Name another file, move that one away, or write over it with --force.',
  },
  ERR_WRITE_FAILED: {
    meaning:
      'The system does not let a file or the standard output be written: the disk is full, or rights are missing.',
    fix: 'Make room on the disk, check who may write there, or name another place.',
  },
  ERR_TRAFFIC_FILE: {
    meaning: 'A recording cannot be read, or a record in it is broken.',
    fix: 'Record it anew as HAR 1.2, or write the journal of a mock with GET /journal.jsonl; the message names line and entry.',
  },
  ERR_OPENAPI_FILE: {
    meaning: 'A file cannot be read as an OpenAPI 3 document.',
    fix: 'Name a JSON or YAML file with an OpenAPI 3.0 or 3.1 document, or "current" for the contract of this version.',
  },
  ERR_PORT_TAKEN: {
    meaning: 'Another program listens on the port already.',
    fix: 'Choose another port with --port or --control-port (0 picks a free one), or end the other program.',
  },
  ERR_LISTEN: {
    meaning: 'The server cannot listen on the given host.',
    fix: 'Use a host name or address of this machine; 127.0.0.1 always works.',
  },
  ERR_WAIT_TIMEOUT: {
    meaning: 'The status that a call waits for did not come in time.',
    fix: 'Look at last, and ask again later; raise timeout if the wait was too short.',
  },
  ERR_CALLBACK_UNAUTHORIZED: {
    meaning: 'A callback does not carry the authorization that is set in the console.',
    fix: 'Answer 401. If it came from Toss, compare basicAuth with the value in the console.',
  },
  ERR_CALLBACK_INVALID: {
    meaning: 'A callback is none of those that the contract knows.',
    fix: 'Answer statusCode. Make sure that method, url, headers and the body are handed over as they came.',
  },
  ERR_PRODUCTION_REFUSED: {
    meaning: 'verify was pointed at a toss.im host without saying that production is meant.',
    fix: 'Look at what would be sent with --plan, then run it with --yes-production.',
  },
  ERR_VERIFY_UNREACHABLE: {
    meaning: 'verify got no HTTP answer from the server, so that nothing could be verified.',
    fix: 'Check the base URL, the certificate and the network, for example with doctor.',
  },
  ERR_WEBHOOK_NOT_VERIFIED: {
    meaning: 'The URL given for the subscription webhook did not answer callback.registration_verification with 2xx.',
    fix: 'Start the partner server first, and let it answer that event with 2xx; or set the webhook with verify: false.',
  },
} as const satisfies Record<string, ErrorEntry>

/** A stable error code. */
export type ErrorCode = keyof typeof errorTable
