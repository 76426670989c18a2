/** How the usual runtimes give a client certificate; whoever was refused is known by its handshake alone, and not by name. */
export const certificateHints =
  "Node: axios' http adapter with an https.Agent, or fetch with an undici Agent as dispatcher, fetch and Agent of the same undici; " +
  "global fetch and axios' fetch adapter ignore https.Agent. Bun: fetch(url, { tls: { cert, key, ca } }). Deno: " +
  'Deno.createHttpClient({ cert, key, caCerts }). JVM: a key store in the SSLContext. Go: tls.Config.Certificates. ' +
  'PHP: local_cert and local_pk of the ssl context. Python: cert=(certificate, key), or load_cert_chain().'

/** How they trust one authority more. */
export const trustHints =
  'NODE_EXTRA_CA_CERTS (Node, Bun), caCerts or DENO_CERT (Deno), --cacert (curl), verify= or SSL_CERT_FILE (Python), SSL_CERT_FILE or RootCAs (Go), ' +
  'cafile (PHP), a trust store (JVM)'
