/** What `doctor` says. */
export const doctorTexts = {
  'time over': '시간 초과',
  'no base URL is configured, and no mock is running here':
    '기본 URL이 설정되지 않았고, 여기서 실행 중인 목 서버도 없어요',
  'Start a mock in this folder, set APPS_IN_TOSS_BASE_URL, or pass --base-url.':
    '이 폴더에서 목 서버를 시작하거나, APPS_IN_TOSS_BASE_URL을 설정하거나, --base-url을 주세요.',
  '{} is production: only the handshake is tried ({})': '{}는 운영 환경이라 핸드셰이크만 해 봐요 ({})',
  '{}: it has the path {}, so that calls go to {}; production and the mock have nothing there':
    '{}: 경로 {}가 붙어 있어서 호출이 {}로 가요. 운영 환경과 목 서버에는 그런 경로가 없어요',
  'Write {}, unless a gateway of yours takes that path away.':
    '{}라고 쓰세요. 그 경로를 떼어 주는 게이트웨이가 있다면 그대로 두세요.',
  '{}: baseUrl must start with https://, not {}.': '{}: 기본 URL은 {2}가 아니라 https://로 시작해야 해요.',
  'A client certificate only exists in TLS: use the https address.':
    '클라이언트 인증서는 TLS에만 있어요. https 주소를 쓰세요.',
  '{}: baseUrl must not contain {}: the client adds it.': '{}: 기본 URL에 {}를 넣지 마세요. 클라이언트가 붙여요.',
  '{}: baseUrl is not a URL: {}': '{}: 기본 URL이 올바른 URL이 아니에요: {}',
  '{}: baseUrl must not have credentials, a query or a fragment.':
    '{}: 기본 URL에는 계정 정보, 쿼리, 프래그먼트가 없어야 해요.',
  'Write it like {}.': '{}처럼 쓰세요.',
  'Write {}.': '{}라고 쓰세요.',
  'no client certificate is configured; without certificate and key the platform refuses every connection (ERR_NETWORK)':
    '클라이언트 인증서가 설정되지 않았어요. 인증서와 키가 없으면 플랫폼이 모든 연결을 거절해요(ERR_NETWORK)',
  'the certificate is not configured; without certificate and key the platform refuses every connection (ERR_NETWORK)':
    '인증서가 설정되지 않았어요. 인증서와 키가 없으면 플랫폼이 모든 연결을 거절해요(ERR_NETWORK)',
  'the key is not configured; without certificate and key the platform refuses every connection (ERR_NETWORK)':
    '키가 설정되지 않았어요. 인증서와 키가 없으면 플랫폼이 모든 연결을 거절해요(ERR_NETWORK)',
  'Pass --cert and --key, set APPS_IN_TOSS_CERT and APPS_IN_TOSS_KEY, or start a mock in this folder.':
    '--cert와 --key를 주거나, APPS_IN_TOSS_CERT와 APPS_IN_TOSS_KEY를 설정하거나, 이 폴더에서 목 서버를 시작하세요.',
  'of mini-app {}, issued by {} ({})': '미니앱 {}의 인증서, 발급자 {} ({})',
  '{} cannot be read ({})': '{}를 읽을 수 없어요 ({})',
  'There is no such file: correct the path in {}.': '그런 파일이 없어요. {}의 경로를 고치세요.',
  'Let this user read it (chmod, chown), or run as its owner.':
    '이 사용자가 읽을 수 있게 하거나(chmod, chown), 파일의 소유자로 실행하세요.',
  'It is a folder: name the file in {}.': '폴더예요. {}에 파일을 적으세요.',
  'Check the path in {}.': '{}의 경로를 확인하세요.',
  '{} is empty.': '{}가 비어 있어요.',
  'Check the variable or file that it comes from.': '값이 들어 있는 변수나 파일을 확인하세요.',
  '{} is neither PEM nor Base64 of a certificate or key, and no path: {} characters, which are not shown.':
    '{}는 PEM도, 인증서나 키의 Base64도, 경로도 아니에요. {}자이고 내용은 표시하지 않아요.',
  'Give the whole PEM text, from -----BEGIN to -----END with its line ends, or the path of its file.':
    '-----BEGIN부터 -----END까지 줄바꿈이 있는 PEM 전체나 파일 경로를 주세요.',
  '{} holds a private key, not a certificate.': '{}에 인증서가 아니라 개인 키가 들어 있어요.',
  '{} holds a certificate, not a private key.': '{}에 개인 키가 아니라 인증서가 들어 있어요.',
  'Swap cert and key.': '인증서와 키를 서로 바꾸세요.',
  '{} is encrypted.': '{}가 암호화되어 있어요.',
  'Decrypt it first: {}': '먼저 복호화하세요: {}',
  '{} has the certificate of {} before the one that belongs to the key.':
    '{}에서 키와 짝인 인증서보다 {}의 인증서가 앞에 있어요.',
  'Put the certificate of the mini-app first in the file, and its authority behind it or nowhere.':
    '파일의 맨 앞에 미니앱 인증서를 두고, 인증 기관(CA)의 인증서는 그 뒤에 두거나 빼세요.',
  '{} does not belong to the certificate (CN {}, serial {}).': '{}는 이 인증서의 키가 아니에요(CN {}, 일련번호 {}).',
  'Use the certificate and the key that were downloaded together.': '함께 내려받은 인증서와 키를 쓰세요.',
  '{} cannot be read as a private key.': '{}를 개인 키로 읽을 수 없어요.',
  '{} cannot be read as an X.509 certificate.': '{}를 X.509 인증서로 읽을 수 없어요.',
  'Download the key again from the console.': '콘솔에서 키를 다시 내려받으세요.',
  'Check that the file is complete.': '파일이 잘리지 않았는지 확인하세요.',
  'Give the PEM file, which starts with -----BEGIN; this one may be PKCS#12 (.p12) or DER.':
    '-----BEGIN으로 시작하는 PEM 파일을 주세요. 이 파일은 PKCS#12(.p12)나 DER일 수 있어요.',
  '{}: its line ends are written out as \\n; this package reads it, your own client will not repair this':
    '{}: 줄바꿈이 \\n이라는 글자로 쓰여 있어요. 이 패키지는 읽지만, 여러분의 클라이언트는 고쳐 주지 않아요',
  "Where your program reads it: value.replaceAll('\\\\n', '\\n'). Or give the path of the file.":
    "프로그램에서 읽을 때 value.replaceAll('\\\\n', '\\n')으로 바꾸거나, 파일 경로를 주세요.",
  '{}: quotation marks stand around it and are part of it; this package reads it, your own client will not repair this':
    '{}: 따옴표가 값에 포함되어 있어요. 이 패키지는 읽지만, 여러분의 클라이언트는 고쳐 주지 않아요',
  'Remove them: docker --env-file, CI secrets and some .env loaders keep quotation marks.':
    '따옴표를 지우세요. docker --env-file, CI 시크릿, 일부 .env 로더는 따옴표를 그대로 둬요.',
  '{}: its line ends are lost; this package reads it, your own client will not repair this':
    '{}: 줄바꿈이 사라졌어요. 이 패키지는 읽지만, 여러분의 클라이언트는 고쳐 주지 않아요',
  'Quote the variable where it is set ("$(cat FILE)"), or give the path of the file.':
    '변수를 설정할 때 따옴표로 감싸거나("$(cat FILE)"), 파일 경로를 주세요.',
  '{}: the lines -----BEGIN or -----END are indented; this package reads it, your own client will not repair this':
    '{}: -----BEGIN이나 -----END 줄이 들여쓰기되어 있어요. 이 패키지는 읽지만, 여러분의 클라이언트는 고쳐 주지 않아요',
  'Remove the blanks before its lines: they came from a YAML block or a here document.':
    '줄 앞의 공백을 지우세요. YAML 블록이나 히어 도큐먼트에서 들어온 거예요.',
  '{}: it is Base64 of a PEM file; this package reads it, your own client will not repair this':
    '{}: PEM 파일을 Base64로 인코딩한 값이에요. 이 패키지는 읽지만, 여러분의 클라이언트는 고쳐 주지 않아요',
  "Where your program reads it: Buffer.from(value, 'base64'). Or give the path of the file.":
    "프로그램에서 읽을 때 Buffer.from(value, 'base64')로 디코딩하거나, 파일 경로를 주세요.",
  '{}: it is the Base64 between -----BEGIN and -----END without these two lines; this package reads it, your own client will not repair this':
    '{}: -----BEGIN과 -----END 줄이 빠진 Base64 본문이에요. 이 패키지는 읽지만, 여러분의 클라이언트는 고쳐 주지 않아요',
  'Give the whole file, with its first and its last line.': '첫 줄과 마지막 줄까지 파일 전체를 주세요.',
  'it has {} bits, and 2048 are the least that TLS stacks accept': '{}비트예요. TLS 구현은 2048비트 이상만 받아요',
  'Issue anew.': '새로 발급받으세요.',
  'it belongs to the certificate, but is PKCS#1; JVM clients read PKCS#8 only':
    '인증서의 키가 맞지만 PKCS#1 형식이에요. JVM 클라이언트는 PKCS#8만 읽어요',
  'For a JVM: {}': 'JVM에서 쓰려면: {}',
  'belongs to the certificate ({})': '인증서의 키가 맞아요 ({})',
  'the client certificate expired on {}': '클라이언트 인증서가 {}에 만료됐어요',
  'Issue a new one in the console now: both may be active at once. The mock renews its own when it starts.':
    '지금 콘솔에서 새로 발급받으세요. 두 인증서를 함께 쓸 수 있어요. 목 서버는 시작할 때 자기 인증서를 갱신해요.',
  'the client certificate is valid only from {}, and it is {}': '클라이언트 인증서는 {}부터 유효한데, 지금은 {}예요',
  'Check the clock of this machine.': '이 컴퓨터의 시계를 확인하세요.',
  'the client certificate expires on {}: {} days left': '클라이언트 인증서가 {}에 만료돼요. {}일 남았어요',
  'the client certificate expires on {}: 1 day left': '클라이언트 인증서가 {}에 만료돼요. 1일 남았어요',
  'valid until {}: {} days left': '{}까지 유효해요. {}일 남았어요',
  'meant for client authentication': '클라이언트 인증용이에요',
  'the certificate is not meant for client authentication: servers refuse it':
    '클라이언트 인증용 인증서가 아니라서 서버가 거절해요',
  'Use the mini-app certificate (<appName>_public.crt), not the certificate of a server.':
    '서버 인증서가 아니라 미니앱 인증서(<appName>_public.crt)를 쓰세요.',
  'the key is not a file': '키가 파일이 아니에요',
  'not looked at on Windows': 'Windows에서는 확인하지 않아요',
  'only its owner can read the key ({})': '소유자만 키를 읽을 수 있어요 ({})',
  'others on this machine can read the key ({})': '이 컴퓨터의 다른 사용자도 키를 읽을 수 있어요 ({})',
  'chmod 600 {}. A key that leaked has to be revoked in the console.':
    'chmod 600 {}. 유출된 키는 콘솔에서 폐기해야 해요.',
  'not a certificate of this mock, but of {}': '이 목 서버가 아니라 {}의 인증서예요',
  'the certificate was made by this mock; production does not know it':
    '이 목 서버가 만든 인증서라서 운영 환경에서는 쓸 수 없어요',
  'Use the two files downloaded from the console ("mTLS 인증서" tab) for production.':
    '운영 환경에서는 콘솔("mTLS 인증서" 탭)에서 내려받은 두 파일을 쓰세요.',
  'the client certificate was issued by the authority of this mock':
    '이 목 서버의 인증 기관(CA)이 발급한 클라이언트 인증서예요',
  'the client certificate was issued by {}, not by {}: the mock refuses it':
    '클라이언트 인증서를 {2}가 아니라 {1}가 발급해서 목 서버가 거절해요',
  'For the mock, use the certificate and key in its own folder; those of the console are for production.':
    '목 서버에는 목 서버 폴더의 인증서와 키를 쓰세요. 콘솔의 인증서는 운영 환경용이에요.',
  'none configured, and none needed: the certificate of production is publicly trusted':
    '설정되지 않았고 필요하지도 않아요. 운영 환경의 인증서는 공개적으로 신뢰받아요',
  'none configured: only servers with a publicly trusted certificate can be reached':
    '설정되지 않았어요. 공개적으로 신뢰받는 인증서를 쓰는 서버에만 연결할 수 있어요',
  '{} is the certificate of {}, not of an authority': '{}는 인증 기관(CA)이 아니라 {}의 인증서예요',
  'Name the certificate of the authority: ca.crt in the folder of the mock.':
    '인증 기관(CA)의 인증서를 지정하세요. 목 서버 폴더의 ca.crt예요.',
  '{} is valid from {} to {} only': '{}의 유효 기간은 {}부터 {}까지예요',
  'Check the clock of this machine; the mock renews its own when it starts.':
    '이 컴퓨터의 시계를 확인하세요. 목 서버는 시작할 때 자기 인증서를 갱신해요.',
  'NODE_EXTRA_CA_CERTS is not set, and not needed': 'NODE_EXTRA_CA_CERTS가 설정되지 않았고 필요하지도 않아요',
  'NODE_EXTRA_CA_CERTS is not set: a Node program that does not pass the authority itself refuses the mock (SELF_SIGNED_CERT_IN_CHAIN)':
    'NODE_EXTRA_CA_CERTS가 설정되지 않았어요. ca를 직접 넘기지 않는 Node 프로그램은 목 서버를 거부해요(SELF_SIGNED_CERT_IN_CHAIN)',
  'Pass ca to the HTTP client, or export NODE_EXTRA_CA_CERTS={} before Node starts; set by the program itself it comes too late.':
    'HTTP 클라이언트에 ca를 넘기거나, Node를 시작하기 전에 export NODE_EXTRA_CA_CERTS={}를 실행하세요. 프로그램 안에서 설정하면 늦어요.',
  'NODE_EXTRA_CA_CERTS names {}, which cannot be read ({}): Node ignores it':
    'NODE_EXTRA_CA_CERTS의 {}를 읽을 수 없어서({}) Node가 무시해요',
  'Correct the path; the shell does not expand ~ in quotes.': '경로를 고치세요. 따옴표 안의 ~는 셸이 펼치지 않아요.',
  'NODE_EXTRA_CA_CERTS adds {}': 'NODE_EXTRA_CA_CERTS가 {}를 추가해요',
  'NODE_EXTRA_CA_CERTS holds the authority ({})': 'NODE_EXTRA_CA_CERTS에 인증 기관(CA)이 있어요 ({})',
  'NODE_EXTRA_CA_CERTS names {}, which does not hold the authority {}: a Node program that does not pass it itself refuses the mock':
    'NODE_EXTRA_CA_CERTS의 {}에 인증 기관(CA) {}가 없어요. ca를 직접 넘기지 않는 Node 프로그램은 목 서버를 거부해요',
  'Pass ca to the HTTP client, or name that file, or one that holds both, in NODE_EXTRA_CA_CERTS; then start Node anew.':
    'HTTP 클라이언트에 ca를 넘기거나, NODE_EXTRA_CA_CERTS에 그 CA 파일(또는 둘 다 들어 있는 파일)을 지정하고 Node를 다시 시작하세요.',
  'Node checks whom it talks to': 'Node가 통신 상대를 확인해요',
  'NODE_TLS_REJECT_UNAUTHORIZED=0 makes Node trust every server: in production, anybody in between could read the tokens':
    'NODE_TLS_REJECT_UNAUTHORIZED=0이라 Node가 모든 서버를 신뢰해요. 운영 환경에서는 중간에 있는 누구나 토큰을 읽을 수 있어요',
  'Unset it, and trust the authority of the mock instead (NODE_EXTRA_CA_CERTS, or ca in the HTTP client).':
    '이 변수를 지우고, 대신 목 서버의 인증 기관(CA)을 신뢰하게 하세요(NODE_EXTRA_CA_CERTS 또는 HTTP 클라이언트의 ca).',
  'no proxy in the environment': '환경 변수에 프록시가 없어요',
  '{} is set, and NO_PROXY leaves {} out': '{}가 설정되어 있지만 NO_PROXY가 {}를 제외해요',
  '{} is set: clients that honour it send their calls through that proxy, which must let TLS pass untouched':
    '{}가 설정되어 있어요. 이를 따르는 클라이언트는 그 프록시를 거쳐 호출하고, 프록시는 TLS를 그대로 통과시켜야 해요',
  'For the mock: NO_PROXY={}. A proxy that opens TLS cannot forward the client certificate.':
    '목 서버에는 NO_PROXY={}. TLS를 여는 프록시는 클라이언트 인증서를 전달할 수 없어요.',
  'none configured: the personal fields of login-me stay encrypted':
    '설정되지 않았어요. login-me의 개인정보 필드는 암호화된 채로 있어요',
  '{}: decryption.key must be 32 bytes in Base64; this one has {} bytes.':
    '{}: 복호화 키는 32바이트를 Base64로 나타낸 값이어야 하는데, {}바이트예요.',
  'It is written in hexadecimal; the console mails it in Base64, 44 characters.':
    '16진수로 쓰여 있어요. 콘솔은 Base64 44자로 메일을 보내요.',
  'Compare the key with the one mailed from the console for this mini-app.':
    '콘솔에서 이 미니앱에 대해 메일로 받은 키와 비교하세요.',
  '{}: blanks or quotation marks stand around the AAD and are part of it: no field can be decrypted':
    '{}: AAD 앞뒤에 공백이나 따옴표가 포함되어 있어서 어떤 필드도 복호화할 수 없어요',
  'Remove them: the AAD has to be byte for byte the one that was mailed.':
    '지우세요. AAD는 메일로 받은 값과 한 바이트도 다르면 안 돼요.',
  'Base64 of 32 bytes ({}); whether it is the right one, and the AAD, only the decryption of a field shows':
    '32바이트의 Base64예요 ({}). 키와 AAD가 맞는지는 필드를 복호화해 봐야 알 수 있어요',
  'the key in {} is not that of the running mock': '{}의 키가 실행 중인 목 서버의 키와 달라요',
  'Take the key that the mock prints, or start the mock with --decryption-key.':
    '목 서버가 출력하는 키를 쓰거나, --decryption-key로 목 서버를 시작하세요.',
  'the AAD in {} is not that of the running mock': '{}의 AAD가 실행 중인 목 서버의 AAD와 달라요',
  'Take the AAD that the mock prints, or start the mock with --aad.':
    '목 서버가 출력하는 AAD를 쓰거나, --aad로 목 서버를 시작하세요.',
  'that of the running mock, and so is the AAD ({})': '실행 중인 목 서버의 키이고, AAD도 맞아요 ({})',
  'somebody listens on port {} of {}': '{2}의 {1} 포트가 열려 있어요',
  'the server accepted the client certificate': '서버가 클라이언트 인증서를 받아들였어요',
  'it answered': '응답했어요',
  'it answered an invented access token with {}, as it should': '임의의 액세스 토큰에 {}로 올바르게 응답했어요',
  'the server does not know the paths below {} (HTTP 404)': '서버에 {} 아래의 경로가 없어요 (HTTP 404)',
  'The base URL is the origin alone: {}.': '기본 URL에는 오리진만 쓰세요: {}.',
  'nothing to connect to': '연결할 대상이 없어요',
  'no request can be sent': '요청을 보낼 수 없어요',
  'no usable client certificate': '쓸 수 있는 클라이언트 인증서가 없어요',
  'no request is sent to production': '운영 환경에는 요청을 보내지 않아요',
  'done ({}), and the server kept the connection: it accepted the client certificate':
    '완료됐고({}) 서버가 연결을 유지했어요. 클라이언트 인증서를 받아들였어요',
  'Try again; if it stays so, ask whoever runs the network in between.':
    '다시 시도하고, 계속되면 중간 네트워크의 관리자에게 문의하세요.',
  'Check the base URL.': '기본 URL을 확인하세요.',
  'The server demands a client certificate, and none was sent.':
    '서버가 클라이언트 인증서를 요구했는데 보내지 않았어요.',
  'The server refused the client certificate.': '서버가 클라이언트 인증서를 거절했어요.',
  '{} closed the connection in the TLS handshake: it likely refused the client certificate.':
    '{}가 TLS 핸드셰이크 중에 연결을 끊었어요. 클라이언트 인증서를 거절한 것 같아요.',
  '{} closed the connection right after the TLS handshake, without an answer: it likely refused the client certificate.':
    '{}가 TLS 핸드셰이크 직후 응답 없이 연결을 끊었어요. 클라이언트 인증서를 거절한 것 같아요.',
  'Check in the console that this certificate is active, belongs to this mini-app, and is meant for this server.':
    '이 인증서가 유효한지, 이 미니앱의 것인지, 이 서버용인지 콘솔에서 확인하세요.',
  'Check in the console that this certificate is active, belongs to this mini-app, and is meant for this server. Look up what became of the request if it can matter.':
    '이 인증서가 유효한지, 이 미니앱의 것인지, 이 서버용인지 콘솔에서 확인하세요. 중요한 요청이라면 어떻게 처리됐는지도 확인하세요.',
  'The server refused the client certificate: it expired at {}.':
    '서버가 클라이언트 인증서를 거절했어요. {}에 만료됐어요.',
  'Issue a new certificate in the console and put its two files in place of the old ones.':
    '콘솔에서 새 인증서를 발급받아 두 파일을 바꾸세요.',
  'The TLS handshake failed: {}.': 'TLS 핸드셰이크에 실패했어요: {}.',
  '{} does not speak TLS on this port.': '{}의 포트는 TLS를 쓰지 않아요.',
  'Check the port of the base URL: a plain HTTP server, such as the control port of the mock, listens there.':
    '기본 URL의 포트를 확인하세요. 그 포트에는 목 서버의 컨트롤 포트 같은 일반 HTTP 서버가 있어요.',
  'The certificate of {} was not issued by an authority that this client trusts.':
    '{}의 인증서를 발급한 인증 기관(CA)을 이 클라이언트가 신뢰하지 않아요.',
  'For a mock or a proxy, pass its CA certificate as ca, or name the file in NODE_EXTRA_CA_CERTS.':
    '목 서버나 프록시라면 CA 인증서를 ca로 넘기거나, NODE_EXTRA_CA_CERTS에 파일을 지정하세요.',
  "The server's certificate is not for the host name in {}.": '서버 인증서의 호스트 이름이 {}의 호스트 이름과 달라요.',
  'Use a base URL with a name that is in the certificate.': '인증서에 있는 이름으로 기본 URL을 쓰세요.',
  'The certificate of {} has expired, or the clock of this machine is wrong.':
    '{}의 인증서가 만료됐거나, 이 컴퓨터의 시계가 틀려요.',
  'Nothing listens at {}.': '{}에서 실행 중인 서버가 없어요.',
  'Check that the server is running, and the port of the base URL.':
    '서버가 실행 중인지, 기본 URL의 포트가 맞는지 확인하세요.',
  'The host name in {} does not exist.': '{}의 호스트 이름이 없어요.',
  'Check the spelling of the base URL, and the name server of this machine.':
    '기본 URL의 철자와 이 컴퓨터의 네임 서버를 확인하세요.',
  '{} closed the connection before its answer was complete.': '{}가 응답을 마치기 전에 연결을 끊었어요.',
  'The connection to {} broke off before its answer was complete: {}.':
    '{}와의 연결이 응답을 마치기 전에 끊어졌어요: {}.',
  'no control URL is configured (APPS_IN_TOSS_CONTROL_URL)':
    '컨트롤 URL이 설정되지 않았어요 (APPS_IN_TOSS_CONTROL_URL)',
  '{} does not answer as a control API ({})': '{}는 컨트롤 API가 아니에요 ({})',
  'Check the URL: the control port speaks plain HTTP, and is not the port of the API.':
    'URL을 확인하세요. 컨트롤 포트는 일반 HTTP를 쓰고, API 포트와 달라요.',
  "the mock's clock stands still at {}": '목 서버의 시계가 {}에 멈춰 있어요',
  'POST /clock/resume. POST /reset on the control port sets it back (and drops all users), or start the mock again.':
    'POST /clock/resume으로 다시 가게 하세요. 컨트롤 포트의 POST /reset은 시계를 되돌리고 사용자를 모두 지워요. 목 서버를 다시 시작해도 돼요.',
  "the mock's clock is {} s ahead: what it issued before may have expired":
    '목 서버의 시계가 {}초 앞서 있어요. 그전에 발급한 것은 만료됐을 수 있어요',
  'POST /reset on the control port sets it back (and drops all users), or start the mock again.':
    '컨트롤 포트의 POST /reset으로 되돌리거나(사용자가 모두 지워져요) 목 서버를 다시 시작하세요.',
  'the machine of the mock and this one are {} s apart: dates of tokens will not fit':
    '목 서버의 컴퓨터와 이 컴퓨터의 시계가 {}초 달라요. 토큰의 시각이 맞지 않을 거예요',
  'Set both clocks (NTP); containers take the time of their host.':
    '두 시계를 맞추세요(NTP). 컨테이너는 호스트의 시간을 써요.',
  "the mock's clock and this machine's agree": '목 서버의 시계와 이 컴퓨터의 시계가 같아요',
  '{}, as in the certificate': '인증서와 같은 {}예요',
  'the certificate is for {}, the mock was started for {}: each has users and orders of its own':
    '인증서는 {}의 것이고 목 서버는 {}로 시작됐어요. 사용자와 주문이 따로예요',
  'Log users in at {}, or start the mock with --app-name {}.':
    '{}에서 사용자를 로그인시키거나, --app-name {}로 목 서버를 시작하세요.',
} as const
