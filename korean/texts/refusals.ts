/** Why a handshake was refused, and what is told of certificates that expire: journal, log and mails have these in both languages. */
export const refusalTextsInKorean = {
  'the client sent no certificate: it has none, or has one of another authority, which Java, Go, Netty, wget and NSS do not send; axios and browsers show this as ERR_NETWORK':
    '클라이언트가 인증서를 보내지 않았어요. 인증서가 없거나, 다른 인증 기관의 인증서예요. Java, Go, Netty, wget, NSS는 그런 인증서를 보내지 않아요. axios와 브라우저에서는 ERR_NETWORK로 보여요',
  "Give the HTTP client the certificate and key files of this mock. Node: axios' http adapter with an https.Agent, or fetch with an undici Agent as dispatcher, fetch and Agent of the same undici; global fetch and axios' fetch adapter ignore https.Agent. Bun: fetch(url, { tls: { cert, key, ca } }). Deno: Deno.createHttpClient({ cert, key, caCerts }). JVM: a key store in the SSLContext. Go: tls.Config.Certificates. PHP: local_cert and local_pk of the ssl context. Python: cert=(certificate, key), or load_cert_chain().":
    'HTTP 클라이언트에 이 목 서버의 인증서와 키 파일을 설정하세요. Node: axios는 http 어댑터에 https.Agent를, fetch는 undici의 Agent를 dispatcher로 설정하세요. fetch와 Agent는 같은 undici의 것이어야 해요. 전역 fetch와 axios의 fetch 어댑터는 https.Agent를 무시해요. Bun: fetch(url, { tls: { cert, key, ca } }). Deno: Deno.createHttpClient({ cert, key, caCerts }). JVM: SSLContext의 키 스토어. Go: tls.Config.Certificates. PHP: ssl 컨텍스트의 local_cert와 local_pk. Python: cert=(인증서, 키) 또는 load_cert_chain().',
  'the client certificate was not issued by the certificate authority of this mock':
    '클라이언트 인증서를 발급한 곳이 이 목 서버의 인증 기관(CA)이 아니에요',
  'Use the certificate that this mock wrote into its folder. A certificate of the real console, or of another folder, is refused here.':
    '이 목 서버가 폴더에 만든 인증서를 쓰세요. 실제 콘솔이나 다른 폴더에서 받은 인증서는 여기서 거절돼요.',
  'the client certificate has expired': '클라이언트 인증서가 만료됐어요',
  'Start the mock again: it renews an expired certificate. In production, issue a new one in the console before the 390 days are over.':
    '목 서버를 다시 시작하면 만료된 인증서를 갱신해요. 운영 환경에서는 390일이 지나기 전에 콘솔에서 새 인증서를 발급받으세요.',
  'the client certificate is not valid yet': '클라이언트 인증서의 유효 기간이 아직 시작되지 않았어요',
  'Check the clock of the machine that made the certificate.': '인증서를 만든 컴퓨터의 시계를 확인하세요.',
  'the client certificate was revoked': '클라이언트 인증서가 폐기됐어요',
  'Issue a new certificate (apps-in-toss-mock certificate issue, or mock.toss.certificates.issue()) and give it to the HTTP client. In production, issue it in the console before the old one is revoked.':
    '새 인증서를 발급하고(apps-in-toss-mock certificate issue 또는 mock.toss.certificates.issue()) HTTP 클라이언트에 설정하세요. 운영 환경에서는 기존 인증서를 폐기하기 전에 콘솔에서 새로 발급받으세요.',
  'the certificate is not meant for client authentication': '클라이언트 인증용으로 발급된 인증서가 아니에요',
  'Use the mini-app certificate (<appName>_public.crt), not the server certificate.':
    '서버 인증서가 아니라 미니앱 인증서(<appName>_public.crt)를 쓰세요.',
  'the key of the client certificate is shorter than 2048 bits': '클라이언트 인증서의 키가 2048비트보다 짧아요',
  'Use a certificate with an RSA key of 2048 bits or more, such as the one in the folder of this mock.':
    '이 목 서버의 폴더에 있는 인증서처럼 2048비트 이상의 RSA 키로 발급된 인증서를 쓰세요.',
  'the client signed with a private key that does not belong to its certificate':
    '클라이언트가 인증서와 짝이 맞지 않는 개인 키로 서명했어요',
  'Use the certificate and key that were issued together: <appName>_public.crt and <appName>_private.key.':
    '함께 발급된 인증서와 키(<appName>_public.crt와 <appName>_private.key)를 쓰세요.',
  'the client certificate does not verify': '클라이언트 인증서를 검증할 수 없어요',
  'Use the certificate and key that this mock wrote into its folder, both of the same mini-app.':
    '이 목 서버가 폴더에 만든, 같은 미니앱의 인증서와 키를 쓰세요.',
  "the client does not trust the mock's server certificate": '클라이언트가 목 서버의 서버 인증서를 신뢰하지 않아요',
  'Make the client trust ca.crt: NODE_EXTRA_CA_CERTS (Node, Bun), caCerts or DENO_CERT (Deno), --cacert (curl), verify= or SSL_CERT_FILE (Python), SSL_CERT_FILE or RootCAs (Go), cafile (PHP), a trust store (JVM). Production needs none of this.':
    '클라이언트가 ca.crt를 신뢰하게 하세요. NODE_EXTRA_CA_CERTS(Node, Bun), caCerts 또는 DENO_CERT(Deno), --cacert(curl), verify= 또는 SSL_CERT_FILE(Python), SSL_CERT_FILE 또는 RootCAs(Go), cafile(PHP), 트러스트 스토어(JVM)를 쓰면 돼요. 운영 환경에서는 필요 없어요.',
  'the client offers only TLS versions before 1.2': '클라이언트가 TLS 1.2보다 낮은 버전만 지원해요',
  'Allow TLS 1.2 or 1.3 in the client.': '클라이언트에서 TLS 1.2나 1.3을 허용하세요.',
  'plain HTTP arrived at the TLS port': 'TLS 포트로 암호화되지 않은 HTTP 요청이 왔어요',
  'Use https:// in the base URL. The control API is plain HTTP, on its own port.':
    '기본 URL에 https://를 쓰세요. 컨트롤 API는 별도 포트에서 일반 HTTP로 동작해요.',
  'what arrived is not TLS': 'TLS가 아닌 데이터가 왔어요',
  'Check which program connects to this port, and that no proxy stands in between.':
    '어떤 프로그램이 이 포트에 연결하는지, 중간에 프록시가 없는지 확인하세요.',
  'the TLS handshake failed': 'TLS 핸드셰이크가 실패했어요',
  'Compare what the client allows with TLS 1.2 or 1.3, its usual ciphers and the names of the server certificate. A client that finds no IP address in a certificate (Erlang, BearSSL, mbedTLS) calls https://localhost, not 127.0.0.1.':
    '클라이언트가 허용하는 것을 TLS 1.2나 1.3, 일반적인 암호 스위트, 서버 인증서의 이름과 비교하세요. 인증서의 IP 주소를 확인하지 못하는 클라이언트(Erlang, BearSSL, mbedTLS)는 127.0.0.1이 아니라 https://localhost를 호출해야 해요.',
  'the client opened a connection and did not finish the handshake in time':
    '클라이언트가 연결만 열고 제시간에 핸드셰이크를 끝내지 않았어요',
  'If this is a health check that only opens a TCP connection, point it at the control port: GET /health.':
    'TCP 연결만 여는 상태 확인이라면 컨트롤 포트의 GET /health를 쓰세요.',
  'the client closed the connection during the handshake': '클라이언트가 핸드셰이크 도중에 연결을 끊었어요',
  'Most often the client does not trust ca.crt of this mock, or the connection was only a port probe (point health checks at the control port: GET /health).':
    '대개 클라이언트가 이 목 서버의 ca.crt를 신뢰하지 않거나, 포트만 확인하는 연결이에요. 상태 확인에는 컨트롤 포트의 GET /health를 쓰세요.',
  'client and server have no cipher in common': '클라이언트와 서버가 함께 쓸 수 있는 암호 스위트가 없어요',
  'Allow the usual TLS 1.2 and 1.3 cipher suites in the client. One that allows ECDSA suites or signatures alone finds none: the certificate of this mock is an RSA one.':
    '클라이언트에서 일반적인 TLS 1.2, 1.3 암호 스위트를 허용하세요. 이 목 서버의 인증서는 RSA라서 ECDSA 스위트나 서명만 허용하면 맞는 것이 없어요.',
  'the client accepts no RSA signature, only others such as ECDSA; the certificates of this mock are RSA ones':
    '클라이언트가 RSA 서명 없이 ECDSA 같은 다른 서명만 허용해요. 이 목 서버의 인증서는 RSA예요',
  'Allow RSA signatures in the client, such as rsa_pss_rsae_sha256: the client certificates of the console have RSA keys as well.':
    '클라이언트에서 rsa_pss_rsae_sha256 같은 RSA 서명을 허용하세요. 콘솔의 클라이언트 인증서도 RSA 키를 써요.',
  'the client offers HTTP/2 alone, or another protocol (ALPN), and this mock speaks HTTP/1.1':
    '클라이언트가 HTTP/2 같은 다른 프로토콜만 제안했어요(ALPN). 이 목 서버는 HTTP/1.1을 써요',
  'Let the client offer http/1.1 as well, as clients of both do by default.':
    '클라이언트가 http/1.1도 제안하게 하세요. 두 프로토콜을 지원하는 클라이언트는 보통 둘 다 제안해요.',
  'a fault rule of this mock refused the connection': '이 목 서버의 장애 규칙이 연결을 거절했어요',
  'Nothing is wrong with the certificate. toss.faults.list(), or GET /mini-apps/<miniApp>/faults and GET /faults, show the rules.':
    '인증서에는 문제가 없어요. 규칙은 toss.faults.list() 또는 GET /mini-apps/<miniApp>/faults, GET /faults로 볼 수 있어요.',
  'the client certificate has no common name (CN), so that it belongs to no mini-app':
    '클라이언트 인증서에 CN(common name)이 없어서 어느 미니앱의 인증서인지 알 수 없어요',
  'Use a certificate whose subject has one CN, the appName, as the real ones have: apps-in-toss-mock certificate issue --app-name <appName>.':
    '실제 인증서처럼 주체(subject)에 appName이 CN으로 하나 있는 인증서를 쓰세요: apps-in-toss-mock certificate issue --app-name <appName>.',
  'the client certificate has more than one common name (CN), so that it is not clear to which mini-app it belongs':
    '클라이언트 인증서에 CN(common name)이 둘 이상이라 어느 미니앱의 인증서인지 알 수 없어요',
  'the client certificate has expired on the clock of this mock, which is ahead of real time':
    '실제 시간보다 앞선 목 서버의 시계에서 클라이언트 인증서가 만료됐어요',
  'Renew it (apps-in-toss-mock certificate renew, or mock.toss.certificates.renew(serialNumber)), or issue one with many validDays before moving the clock far. In production, issue a new one in the console before the 390 days are over.':
    '인증서를 갱신하거나(apps-in-toss-mock certificate renew 또는 mock.toss.certificates.renew(serialNumber)), 시계를 멀리 옮기기 전에 validDays를 길게 잡아 발급하세요. 운영 환경에서는 390일이 지나기 전에 콘솔에서 새 인증서를 발급받으세요.',
  'a connection was opened and closed without a byte: a probe of the port, such as a load balancer’s':
    '데이터를 보내지 않고 연결만 열었다가 끊었어요. 로드 밸런서처럼 포트만 확인하는 연결이에요',
  'Nothing is wrong. A health check that is to know whether the mock answers asks the control port: GET /health.':
    '문제가 없어요. 목 서버가 응답하는지 확인하려면 컨트롤 포트의 GET /health를 쓰세요.',
  'a connection was opened, and not a byte came over it in time': '연결을 연 뒤 제시간에 데이터를 보내지 않았어요',
  'the client finished the handshake and closed the connection without sending a request':
    '클라이언트가 핸드셰이크를 마친 뒤 요청을 보내지 않고 연결을 끊었어요',
  'Most often the client does not trust ca.crt of this mock: Node checks the server certificate only after the handshake. A probe of the port looks the same.':
    '대개 클라이언트가 이 목 서버의 ca.crt를 신뢰하지 않는 경우예요. Node는 핸드셰이크가 끝난 뒤에 서버 인증서를 확인해요. 포트만 확인하는 연결도 이렇게 보여요.',
  'the client refused the bad server certificate, as it should':
    '클라이언트가 잘못된 서버 인증서를 올바르게 거부했어요',
  'Nothing is wrong with this client: the mock was started with a bad server certificate on purpose (serverCertificate, --server-certificate).':
    '클라이언트에는 문제가 없어요. 목 서버가 일부러 잘못된 서버 인증서로 시작됐어요(serverCertificate, --server-certificate).',
  'the client sent a request although the server certificate has expired':
    '서버 인증서가 만료됐는데도 클라이언트가 요청을 보냈어요',
  'the client sent a request although the server certificate is for another host name':
    '서버 인증서의 호스트 이름이 다른데도 클라이언트가 요청을 보냈어요',
  'the client sent a request although the server certificate is of an authority that it has no reason to trust':
    '신뢰할 수 없는 인증 기관(CA)의 서버 인증서인데도 클라이언트가 요청을 보냈어요',
  'It does not check the server certificate, so that anybody in between could read and change what it sends. Remove rejectUnauthorized: false, NODE_TLS_REJECT_UNAUTHORIZED=0, --insecure, verify=False or their like.':
    '서버 인증서를 확인하지 않으면 중간에 있는 누구나 통신 내용을 보고 바꿀 수 있어요. rejectUnauthorized: false, NODE_TLS_REJECT_UNAUTHORIZED=0, --insecure, verify=False 같은 설정을 지우세요.',
  "Node: axios' http adapter with an https.Agent, or fetch with an undici Agent as dispatcher, fetch and Agent of the same undici; global fetch and axios' fetch adapter ignore https.Agent. Bun: fetch(url, { tls: { cert, key, ca } }). Deno: Deno.createHttpClient({ cert, key, caCerts }). JVM: a key store in the SSLContext. Go: tls.Config.Certificates. PHP: local_cert and local_pk of the ssl context. Python: cert=(certificate, key), or load_cert_chain().":
    'Node: axios는 http 어댑터에 https.Agent를, fetch는 undici의 Agent를 dispatcher로 설정하세요. fetch와 Agent는 같은 undici의 것이어야 해요. 전역 fetch와 axios의 fetch 어댑터는 https.Agent를 무시해요. Bun: fetch(url, { tls: { cert, key, ca } }). Deno: Deno.createHttpClient({ cert, key, caCerts }). JVM: SSLContext의 키 스토어. Go: tls.Config.Certificates. PHP: ssl 컨텍스트의 local_cert와 local_pk. Python: cert=(인증서, 키) 또는 load_cert_chain().',

  'CN={}, issued by {}, serial {}, valid {} to {}': 'CN={}, 발급자 {}, 일련번호 {}, 유효 기간 {} ~ {}',
  'The mTLS certificate of {} expires in {} day': '{}의 mTLS 인증서가 {}일 뒤에 만료돼요',
  'The mTLS certificate of {} expires in {} days': '{}의 mTLS 인증서가 {}일 뒤에 만료돼요',
  'The certificate with serial number {} is valid until {}. Issue a new one in the console and replace the files before then: several may be active at once.':
    '일련번호 {} 인증서의 유효 기간은 {}까지예요. 그 전에 콘솔에서 새 인증서를 발급받아 교체하세요. 여러 인증서를 동시에 쓸 수 있어요.',
  'the client certificate CN={}, serial {} expires in {} day, at {}. Renew it with: {}':
    '클라이언트 인증서(CN={}, 일련번호 {})의 만료까지 {}일 남았어요({}). 갱신 명령: {}',
  'the client certificate CN={}, serial {} expires in {} days, at {}. Renew it with: {}':
    '클라이언트 인증서(CN={}, 일련번호 {})의 만료까지 {}일 남았어요({}). 갱신 명령: {}',
  'the client certificate CN={}, serial {} was revoked at {}, and is refused. Issue a new one with: {}':
    '클라이언트 인증서(CN={}, 일련번호 {})는 폐기돼서({}) 거절돼요. 새로 발급하는 명령: {}',
  'the client certificate CN={}, serial {} has expired on the clock of this mock, at {}. Renew it with: {}':
    '클라이언트 인증서(CN={}, 일련번호 {})가 목 서버의 시계로 만료됐어요({}). 갱신 명령: {}',
} as const
