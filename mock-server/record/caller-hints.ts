import type { Language } from './language.js'

/** How the usual runtimes give a client certificate; whoever was refused is known by its handshake alone, and not by name. */
export const certificateHints: Record<Language, string> = {
  en:
    "Node: axios' http adapter with an https.Agent, or fetch with an undici Agent as dispatcher, fetch and Agent of the same undici; " +
    "global fetch and axios' fetch adapter ignore https.Agent. Bun: fetch(url, { tls: { cert, key, ca } }). Deno: " +
    'Deno.createHttpClient({ cert, key, caCerts }). JVM: a key store in the SSLContext. Go: tls.Config.Certificates. ' +
    'PHP: local_cert and local_pk of the ssl context. Python: cert=(certificate, key), or load_cert_chain().',
  ko:
    'Node: axios는 http 어댑터에 https.Agent를, fetch는 undici의 Agent를 dispatcher로 설정하세요. fetch와 Agent는 같은 undici의 것이어야 해요. ' +
    '전역 fetch와 axios의 fetch 어댑터는 https.Agent를 무시해요. Bun: fetch(url, { tls: { cert, key, ca } }). Deno: ' +
    'Deno.createHttpClient({ cert, key, caCerts }). JVM: SSLContext의 키 스토어. Go: tls.Config.Certificates. ' +
    'PHP: ssl 컨텍스트의 local_cert와 local_pk. Python: cert=(인증서, 키) 또는 load_cert_chain().',
}

/** How they trust one authority more. */
export const trustHints: Record<Language, string> = {
  en:
    'NODE_EXTRA_CA_CERTS (Node, Bun), caCerts or DENO_CERT (Deno), --cacert (curl), verify= or SSL_CERT_FILE (Python), SSL_CERT_FILE or RootCAs (Go), ' +
    'cafile (PHP), a trust store (JVM)',
  ko:
    'NODE_EXTRA_CA_CERTS(Node, Bun), caCerts 또는 DENO_CERT(Deno), --cacert(curl), verify= 또는 SSL_CERT_FILE(Python), SSL_CERT_FILE 또는 RootCAs(Go), ' +
    'cafile(PHP), 트러스트 스토어(JVM)',
}
