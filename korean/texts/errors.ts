/** The meanings and fixes of `errors/table.ts`, and what errors say of a case. */
export const errorTexts = {
  'the mock does not answer': '목 서버가 응답하지 않아요',
  'See whether it still runs.': '아직 실행 중인지 확인하세요.',

  '{}: the request breaks the contract: {}': '{}: 요청이 API 명세를 어겼어요: {}',
  '{} → {} ({}, {} ms): {}': '{} → {} ({}, {} ms): {}',
  '{} → {}: {}': '{} → {}: {}',
  'auto-login: an authorization code that nobody issued logged user {} in; production answers OAUTH_ISSUE_TOKEN_ERROR':
    'auto-login: 발급하지 않은 인가 코드로 사용자 {}를 로그인시켰어요. 운영 환경에서는 OAUTH_ISSUE_TOKEN_ERROR로 응답해요',
  'auto-approve: the payment of order {} was approved as it was made; in production user {} approves it in checkoutPayment':
    'auto-approve: 주문 {}의 결제를 만들자마자 승인했어요. 운영 환경에서는 사용자 {}가 checkoutPayment에서 승인해요',
  'the client certificate CN={}, serial {} was revoked; {} connection closed':
    '클라이언트 인증서(CN={}, 일련번호 {})를 폐기했고 연결 {}개를 끊었어요',
  'the client certificate CN={}, serial {} was revoked; {} connections closed':
    '클라이언트 인증서(CN={}, 일련번호 {})를 폐기했고 연결 {}개를 끊었어요',
  'a connection was closed, since its handling failed. This is a bug of apps-in-toss-mock: {}':
    '연결을 처리하지 못해 닫았어요. apps-in-toss-mock의 버그예요: {}',
  '{}: {} → {}. {}': '{}: {} → {}. {}',
  'the answer to the request goes out': '앞 요청의 응답은 나가요',
  'a request that is no HTTP ({})': 'HTTP가 아닌 요청이 왔어요 ({})',
  'bytes came behind the end of a request that are no further one ({})':
    '요청이 끝난 뒤에 새 요청이 아닌 데이터가 왔어요 ({})',
  'The request did not come to an end: send as many bytes as Content-Length says, and end a chunked body with an empty chunk.':
    '요청이 끝나지 않았어요. Content-Length만큼 보내고, chunked 본문은 빈 청크로 끝내세요.',
  'Send headers of 16 KB together at most.': '헤더는 모두 합쳐 16KB까지만 보내세요.',
  'Let the client speak HTTP/1.1: it began with HTTP/2 unasked (prior knowledge).':
    '클라이언트가 HTTP/1.1을 쓰게 하세요. 협상 없이 HTTP/2(prior knowledge)로 시작했어요.',
  'Content-Length is most likely too small: it counts the bytes of the body, not its characters (Buffer.byteLength in Node).':
    'Content-Length가 작을 거예요. 글자 수가 아니라 본문의 바이트 수예요(Node에서는 Buffer.byteLength).',
  'Check what is written to the connection: a request behind a body whose Content-Length is too small looks so as well.':
    '연결에 무엇을 쓰는지 확인하세요. Content-Length가 작은 본문 뒤의 요청도 이렇게 보여요.',
  'control: {} {} was refused: {}': 'control: {} {} 요청을 거절했어요: {}',
  'proxy: {} {} was refused: {}': 'proxy: {} {} 요청을 거절했어요: {}',
  'the last change was not written to its end, and is left out ({} bytes)':
    '마지막 변경이 끝까지 쓰이지 않아서 뺐어요({}바이트)',
  'the connection to {} is lost; calls wait for it for up to {} s': '{} 연결이 끊겼어요. 호출은 최대 {}초 기다려요',
  'the connection to {} is back': '{} 연결이 돌아왔어요',
  '{}: appendonly is off: when that Redis ends, what was answered since its last snapshot is lost':
    '{}: appendonly가 꺼져 있어요. 그 Redis가 끝나면 마지막 스냅샷 뒤에 응답한 것을 잃어요',
  '{}: maxmemory-policy is {}: with a maxmemory, parts of the world would be dropped':
    '{}: maxmemory-policy가 {}예요. maxmemory가 있으면 월드의 일부가 버려질 수 있어요',

  'Check the clock of this machine, or wait until then.': '이 컴퓨터의 시계를 확인하거나, 그때까지 기다리세요.',
  'Check that client and server have a TLS version (1.2 or 1.3) and a cipher in common, and that the certificate is accepted.':
    '클라이언트와 서버가 함께 쓰는 TLS 버전(1.2나 1.3)과 암호 스위트가 있는지, 인증서가 받아들여지는지 확인하세요.',
  'Check the host and port of the base URL.': '기본 URL의 호스트와 포트를 확인하세요.',
  'Look up what became of the request if it can matter.': '중요한 요청이라면 어떻게 됐는지 조회하세요.',
  'Find out what became of the request before repeating it, unless it only reads.':
    '조회만 하는 요청이 아니라면, 다시 보내기 전에 어떻게 됐는지 확인하세요.',
  'Check the host and port of the base URL, and what stands in front of the API.':
    '기본 URL의 호스트와 포트, 그리고 API 앞에 있는 것을 확인하세요.',
  'Check the clock of this machine; a mock makes itself a new certificate when it is started again.':
    '이 컴퓨터의 시계를 확인하세요. 목 서버는 다시 시작하면 새 인증서를 만들어요.',
  'Check the network and the name server of this machine.': '이 컴퓨터의 네트워크와 네임 서버를 확인하세요.',
  'Check the network of this machine.': '이 컴퓨터의 네트워크를 확인하세요.',
  'Check that the firewall lets this machine out to the host and port of the base URL.':
    '방화벽이 기본 URL의 호스트와 포트로 나가는 연결을 허용하는지 확인하세요.',
  'Send Content-Type: application/json.': 'Content-Type: application/json을 보내세요.',
  'Call the control API by 127.0.0.1 or localhost; further names are allowed with --control-allow-host.':
    '컨트롤 API는 127.0.0.1이나 localhost로 호출하세요. 다른 이름은 --control-allow-host로 허용할 수 있어요.',
  'a web page of another origin ({}) may not use the control API':
    '다른 출처({})의 웹 페이지는 컨트롤 API를 쓸 수 없어요',
  'Call it from a program or from the terminal.': '프로그램이나 터미널에서 호출하세요.',
  'the body came as {}': '본문이 {}로 왔어요',
  'no Content-Type': 'Content-Type 없음',
  "Send Content-Type: application/json (curl: -H 'content-type: application/json').":
    "Content-Type: application/json을 보내세요 (curl: -H 'content-type: application/json').",
  'a bug of this mock: {}': '이 목 서버의 버그예요: {}',
  'This is a bug of the mock; please report it.': '목 서버의 버그예요. 알려 주세요.',
  '{} is switched off for this mini-app on the Toss side': '토스 쪽에서 이 미니앱의 {} 기능을 껐어요',
  '{} is down for this mini-app on the Toss side': '토스 쪽에서 이 미니앱의 {} 기능이 고장 났어요',
  'fault {}: {}; {}': '장애 {}: {}. {}',
  'fault {}: {}': '장애 {}: {}',
  'the operation ran': 'API는 처리됐어요',
  'the operation did not run': 'API는 처리되지 않았어요',
  'the operation ran and was refused with {} ({})': 'API는 처리됐고 {}로 거절됐어요 ({})',
  'the operation ran and was refused with {}': 'API는 처리됐고 {}로 거절됐어요',
  'the order is {}, its grant {}': '주문이 {}이고 지급은 {}예요',
  'no grant was executed with this key: it is of the mini-app {}, and the client certificate of {}':
    '이 키로 실행한 지급이 없어요. 미니앱 {}의 키인데, 클라이언트 인증서는 {}의 것이에요',
  'the key was used for promotion {}': '이 키는 프로모션 {}에 썼어요',
  'the key granted points to user {}': '이 키는 사용자 {}에게 지급했어요',
  'both x-toss-user-key and x-anon-key were sent; {} is allowed':
    'x-toss-user-key와 x-anon-key를 둘 다 보냈어요. {}만 보낼 수 있어요',
  'no user of this mini-app has the userKey {}: it is of the mini-app {}, and the client certificate of {}':
    '이 미니앱에 userKey가 {}인 사용자가 없어요. 미니앱 {}의 사용자인데, 클라이언트 인증서는 {}의 것이에요',
  'no user of this mini-app has the userKey {}': '이 미니앱에 userKey가 {}인 사용자가 없어요',
  'no user of this mini-app has this anonymous key': '이 미니앱에 이 익명 키의 사용자가 없어요',
  'no user of this mini-app has this anonymous key: it is of the mini-app {}, and the client certificate of {}':
    '이 미니앱에 이 익명 키의 사용자가 없어요. 미니앱 {}의 키인데, 클라이언트 인증서는 {}의 것이에요',
  'the user of this anonymous key left Toss': '이 익명 키의 사용자는 토스를 탈퇴했어요',
  'the test laid this answer ready: {}': '테스트가 미리 준비한 응답이에요: {}',
  'mini-app {} made more than {} calls in a minute; wait {} s':
    '미니앱 {}가 1분에 {}번 넘게 호출했어요. {}초 기다리세요',
  'mini-app {} made more than {} calls of {} in a minute; wait {} s':
    '미니앱 {}가 1분에 {3}를 {2}번 넘게 호출했어요. {4}초 기다리세요',
  '{} was called more than {} times in a minute for user {}; wait {} s':
    '사용자 {3}에게 1분에 {1}를 {2}번 넘게 호출했어요. {4}초 기다리세요',
  '{} is not UTF-8 (encoding): encode it as UTF-8, not as EUC-KR (CP949) or another charset':
    '{}가 UTF-8이 아니에요(encoding). EUC-KR(CP949) 같은 다른 문자 집합이 아니라 UTF-8로 인코딩하세요',
  '{} is more than this mock reads (size), {}: no operation needs as much, send less':
    '{}가 이 목 서버가 읽는 크기를 넘어요(size). {}. 이만큼 필요한 API는 없으니 줄이세요',
  '{} is not JSON (json): send a JSON object, for example with JSON.stringify':
    '{}가 JSON이 아니에요(json). JSON.stringify 등으로 만든 JSON 객체를 보내세요',
  '{} is too small (contentLength): {}; {}': '{}가 너무 작아요(contentLength). {}. {}',
  'the JSON ends in the middle at the {} bytes that Content-Length gives':
    'JSON이 Content-Length의 {}바이트에서 잘렸어요',
  'it is of the mini-app {}, and the client certificate of {}': '미니앱 {}의 것인데, 클라이언트 인증서는 {}의 것이에요',
  'the mock was closed': '목 서버가 닫혔어요',
  'Look at the promotion, or choose another code or amount.': '프로모션을 확인하거나, 다른 코드나 금액을 고르세요.',
  'no such code was issued to this mini-app': '이 미니앱에 발급한 코드가 아니에요',
  'no such code was issued to this mini-app: {}': '이 미니앱에 발급한 코드가 아니에요. {}',
  'the code was used already, at {}; it works once': '이 코드는 {}에 이미 썼어요. 한 번만 쓸 수 있어요',
  'the code expired at {}; it lives 300 seconds': '이 코드는 {}에 만료됐어요. 300초 동안만 쓸 수 있어요',
  'the user of the code is gone': '이 코드의 사용자가 없어졌어요',
  'the user of the code left Toss': '이 코드의 사용자는 토스를 탈퇴했어요',
  'user {} left Toss, and gets no points': '사용자 {}는 토스를 탈퇴해서 포인트를 받지 못해요',
  'no such authorization code was issued to this mini-app': '이 미니앱에 발급한 인가 코드가 아니에요',
  'no such authorization code was issued to this mini-app: {}': '이 미니앱에 발급한 인가 코드가 아니에요. {}',
  'the authorization code was used already, at {}; it works once':
    '이 인가 코드는 {}에 이미 썼어요. 한 번만 쓸 수 있어요',
  'the authorization code expired at {}; it lives 10 minutes':
    '이 인가 코드는 {}에 만료됐어요. 10분 동안만 쓸 수 있어요',
  'the user removed the link to the mini-app after the authorization code was issued':
    '인가 코드를 발급한 뒤에 사용자가 미니앱 연결을 끊었어요',
  'no such access token was issued to this mini-app': '이 미니앱에 발급한 액세스 토큰이 아니에요',
  'no such access token was issued to this mini-app: {}': '이 미니앱에 발급한 액세스 토큰이 아니에요. {}',
  'no such refresh token was issued to this mini-app': '이 미니앱에 발급한 리프레시 토큰이 아니에요',
  'no such refresh token was issued to this mini-app: {}': '이 미니앱에 발급한 리프레시 토큰이 아니에요. {}',
  'the refresh token was used already, at {}; the mock rotates it':
    '이 리프레시 토큰은 {}에 이미 썼어요. 목 서버는 쓸 때마다 새로 발급해요',
  'the {} expired at {}': '{}가 {}에 만료됐어요',
  'access token': '액세스 토큰',
  'refresh token': '리프레시 토큰',
  "the user's link to the mini-app was removed, and the {} with it": '미니앱 연결이 끊기면서 {}도 없어졌어요',

  '{}: 1 problem, and nothing was seeded': '{}: 문제 1개. 아무것도 만들지 않았어요',
  '{}: {} problems, and nothing was seeded': '{}: 문제 {}개. 아무것도 만들지 않았어요',
  '1 problem, and nothing was seeded': '문제 1개. 아무것도 만들지 않았어요',
  '{} problems, and nothing was seeded': '문제 {}개. 아무것도 만들지 않았어요',
  '… and {} more': '… 외 {}개',
  'there is nothing in it': '비어 있어요',
  'Write at least miniApps: {}.': '적어도 miniApps: {}.라고 쓰세요.',
  'it must hold keys and values, not {}': '키와 값이 있어야 하는데 {}예요',
  '{} is not known (additionalProperties)': '{}라는 키는 없어요(additionalProperties)',
  '{} is not known ({})': '{}라는 키는 없어요({})',
  'There are no keys here.': '여기에는 키가 없어요.',
  'The keys here are {}.': '여기서 쓸 수 있는 키: {}.',
  'a mini-app’s name is 1 to 64 letters, digits, dots, underscores or hyphens, and begins with a letter or digit':
    '미니앱 이름은 글자, 숫자, 점, 밑줄, 하이픈 1~64자이고 글자나 숫자로 시작해요',
  'there can be {} rules, and there are {}': '규칙은 {}개까지인데 {}개예요',
  '{} cannot go with the fault refuse-handshake: a connection comes before any user':
    '{}는 장애 refuse-handshake와 함께 쓸 수 없어요. 연결은 사용자가 정해지기 전의 일이에요',
  'format is required beside snapshot: it must be {}': 'snapshot에는 format이 필요해요. {}여야 해요',
  'format is {}, and this version reads {}': 'format이 {}인데 이 버전은 {}를 읽어요',
  'give one or the other': '둘 중 하나만 주세요',
  'clock.instant and clock.aheadBySeconds: give one or the other':
    'clock.instant와 clock.aheadBySeconds 중 하나만 주세요',
  '{} and {}: give one or the other': '{}와 {} 중 하나만 주세요',
  'the instant {}': '시각이 {}',
  'clock.instant: {} {}': 'clock.instant: {} {}',
  '{} does not go with linked: false': '{}는 linked: false와 함께 쓸 수 없어요',
  '{} does not go with the status {}, only with {}': '{}는 상태 {}와 함께 쓸 수 없고 {}와만 쓸 수 있어요',
  'this is not JSON: {}': 'JSON이 아니에요: {}',
  'this is not YAML: {}': 'YAML이 아니에요: {}',
  '{} is there twice in the same object': '{}가 같은 객체에 두 번 있어요',
  'the key {} is there twice in the same map': '키 {}가 같은 맵에 두 번 있어요',
  'Keep one of them.': '하나만 남기세요.',
  'there is no anchor &{} before this': '이 앞에 &{} 앵커가 없어요',
  'the file cannot be read ({})': '파일을 읽을 수 없어요 ({})',
  'the file is not UTF-8': '파일이 UTF-8이 아니에요',
  'Save it as UTF-8.': 'UTF-8로 저장하세요.',
  'world cannot be written as JSON: {}': 'world를 JSON으로 쓸 수 없어요: {}',
  'processProductGrant has 30 seconds: give an earlier at, or secondsAgo: 30.':
    'processProductGrant는 30초까지예요. at을 더 앞으로 하거나 secondsAgo: 30을 주세요.',
  'processProductGrant has 30 seconds: give a later at, or a smaller secondsAgo.':
    'processProductGrant는 30초까지예요. at을 더 뒤로 하거나 secondsAgo를 줄이세요.',
  '{} is there already, as {}': '{}는 이미 {}에 있어요',
  'Give {} a userKey.': '{}에 userKey를 주세요.',
  'the user {} has no userKey in this file': '사용자 {}의 userKey가 이 파일에 없어요',
  'There is none in this mini-app.': '이 미니앱에는 하나도 없어요.',
  'this mini-app has no {} {}': '이 미니앱에 {} {}가 없어요',
  'this mini-app has no user with the id {}': '이 미니앱에 id가 {}인 사용자가 없어요',
  'this mini-app has no user with the userKey {}': '이 미니앱에 userKey가 {}인 사용자가 없어요',
  'this mini-app has no product with the id {}': '이 미니앱에 id가 {}인 상품이 없어요',
  'this mini-app has no product with the SKU {}': '이 미니앱에 SKU가 {}인 상품이 없어요',
  'List the products to see the SKUs there are, or create one.': '상품 목록에서 SKU를 확인하거나 상품을 만드세요.',
  'the product {} is not on sale': '상품 {}는 판매 중이 아니에요',
  'Put it back on sale first.': '먼저 다시 판매 중으로 바꾸세요.',
  'order {} of user {} for {} is in progress': '사용자 {2}가 {3}를 사는 주문 {1}이 진행 중이에요',
  'Pay or fail that order first.': '먼저 그 주문을 결제하거나 실패시키세요.',
  'Refund that order first, or let another user buy.': '먼저 그 주문을 환불하거나, 다른 사용자가 사게 하세요.',
  '{} is no subscription (assumed)': '{}는 구독 상품이 아니에요(가정)',
  'Buy it with createOneTimePurchaseOrder, or choose a subscription.':
    'createOneTimePurchaseOrder로 사거나, 구독 상품을 고르세요.',
  '{} is in miniApps as well': '{}가 miniApps에도 있어요',

  'the page was away: what it listened to has ended': '페이지의 연결이 끊겨서 받던 이벤트가 끝났어요',
  'Load the page again.': '페이지를 다시 여세요.',
  'the server of the page is gone': '페이지의 서버가 꺼졌어요',
  'a page sends no {}': '페이지는 {}를 보내지 않아요',
  '{} is given, and stateFile is no rediss:// and no redis:// on this machine: a private key would go over the network in the clear':
    '{}를 줬는데 stateFile이 rediss://도, 이 컴퓨터의 redis://도 아니에요. 개인 키가 네트워크에 그대로 드러나요',
  'Use rediss:// (TLS), or leave stateKeys (--state-keys) out and let the mocks share a folder (--dir).':
    'rediss://(TLS)를 쓰거나, stateKeys(--state-keys)를 빼고 목 서버들이 폴더(--dir)를 함께 쓰게 하세요.',
  'dir {} has another certificate authority than the world in the database':
    '폴더 {}의 인증 기관(CA)이 데이터베이스에 있는 월드의 것과 달라요',
  'Name an empty folder (--dir), or begin a world of its own with statePrefix (--state-prefix).':
    '빈 폴더(--dir)를 지정하거나, statePrefix(--state-prefix)로 별도의 월드를 시작하세요.',

  'error:': '오류:',
  'fix:': '해결:',
  'docs:': '문서:',

  'This part of the package runs in Node only, and was loaded by Bun or Deno.':
    '이 부분은 Node에서만 동작하는데 Bun이나 Deno가 불러왔어요.',
  'Run it with Node 20.19 or newer; docs/runtimes.md says what works in which runtime.':
    'Node 20.19 이상으로 실행하세요. 런타임마다 무엇이 되는지는 docs/runtimes.md에 있어요.',
  'An option, flag, environment variable or configuration value does not follow its rule.':
    '옵션, 플래그, 환경 변수, 설정값이 규칙에 맞지 않아요.',
  'Correct the named option; the message says which values are allowed.':
    '메시지에 나온 옵션을 고치세요. 쓸 수 있는 값도 메시지에 있어요.',
  'A certificate or key in the certificate folder cannot be read as what its name says.':
    '인증서 폴더의 인증서나 키를 이름에 맞는 내용으로 읽을 수 없어요.',
  'Move the named file away (or restore it) and start again; missing files are made anew.':
    '메시지에 나온 파일을 옮기거나 복구하고 다시 시작하세요. 없는 파일은 새로 만들어요.',
  'A file in the certificate folder was not made by this certificate authority.':
    '인증서 폴더에 이 인증 기관(CA)이 만들지 않은 파일이 있어요.',
  'Choose another folder with --dir, or move the named file away.':
    '--dir로 다른 폴더를 쓰거나, 메시지에 나온 파일을 옮기세요.',
  'Half of a certificate and key pair is missing.': '인증서와 키 중 한쪽이 없어요.',
  'Restore the missing half, or move the other half away so that both are made anew.':
    '없는 쪽을 복구하거나, 남은 쪽도 옮겨서 둘 다 새로 만들게 하세요.',
  'A private key in the certificate folder does not belong to the certificate beside it.':
    '인증서 폴더의 개인 키가 옆에 있는 인증서의 키가 아니에요.',
  'Restore the key and certificate that belong together, or move both away so that they are made anew.':
    '짝이 맞는 키와 인증서를 복구하거나, 둘 다 옮겨서 새로 만들게 하세요.',
  'The certificate folder cannot be created, locked or written.': '인증서 폴더를 만들거나 잠그거나 쓸 수 없어요.',
  'Check that the folder is writable and on a local disk, or choose another one with --dir.':
    '폴더가 로컬 디스크에 있고 쓸 수 있는지 확인하거나, --dir로 다른 폴더를 쓰세요.',
  'A fixture file is not JSON or does not follow the schema of fixtures.':
    '픽스처 파일이 JSON이 아니거나 픽스처 스키마에 맞지 않아요.',
  'Correct the named field; contracts/fixtures/README.md describes the format.':
    '메시지에 나온 필드를 고치세요. 형식은 contracts/fixtures/README.md에 있어요.',
  'No answer came: the connection, the TLS handshake or the reply failed.':
    '응답이 오지 않았어요. 연결, TLS 핸드셰이크, 응답 중 하나가 실패했어요.',
  'Look at problem and hint. Most often the client certificate is missing: pass cert and key to createClient.':
    'problem과 hint를 보세요. 대개 클라이언트 인증서가 없는 경우예요. createClient에 cert와 key를 넘기세요.',
  'The answer did not come in time.': '제시간에 응답이 오지 않았어요.',
  'When requestSent is maybe, look up what became of the request before repeating it; raise timeout if need be.':
    'requestSent가 maybe면 다시 보내기 전에 요청이 어떻게 됐는지 조회하세요. 필요하면 timeout을 늘리세요.',
  'The platform answered, and the answer is no.': '플랫폼이 응답했는데, 실패 응답이에요.',
  'Look at errorCode and reason; the contract lists the codes of each operation.':
    'errorCode와 reason을 보세요. API마다 어떤 코드가 있는지는 API 명세에 있어요.',
  'The answer is none of those that the contract knows.': 'API 명세에 없는 응답이에요.',
  'Look at hint and violations, and check that the base URL leads to the partner API. The operation may have taken effect.':
    'hint와 violations를 보고, 기본 URL이 파트너 API를 가리키는지 확인하세요. 요청은 이미 처리됐을 수도 있어요.',
  'The arguments of a call break the contract; nothing was sent.':
    '호출의 인자가 API 명세에 어긋나서 아무것도 보내지 않았어요.',
  'Correct the named field; the message says what the contract allows.':
    '메시지에 나온 필드를 고치세요. API 명세가 허용하는 값도 메시지에 있어요.',
  'A personal field of login-me cannot be decrypted.': 'login-me의 개인정보 필드를 복호화할 수 없어요.',
  'Compare key and AAD with those mailed from the console for this mini-app.':
    '키와 AAD를 콘솔에서 이 미니앱에 대해 메일로 받은 값과 비교하세요.',
  'A call was made on a client that has been closed.': '이미 닫은 클라이언트로 호출했어요.',
  'Create a client once, and close it when the process ends.':
    '클라이언트는 한 번만 만들고, 프로세스가 끝날 때 닫으세요.',
  'The Toss side was asked about a user, payment, order or other thing that this mini-app does not have.':
    '이 미니앱에 없는 사용자, 결제, 주문 등을 찾았어요.',
  'List what there is, check that it belongs to this mini-app, or create it first.':
    '목록을 보고 이 미니앱의 것인지 확인하거나, 먼저 만드세요.',
  'The Toss side was asked to do something that the current state does not allow.':
    '지금 상태에서는 할 수 없는 일이에요.',
  'The message names the state and what is possible in it.': '지금 상태와 할 수 있는 일은 메시지에 있어요.',
  'The control API was called by a web page of another origin, by a foreign host name, or with a body that is not JSON.':
    '다른 출처의 웹 페이지나 허용하지 않은 호스트 이름으로, 또는 JSON이 아닌 본문으로 컨트롤 API를 호출했어요.',
  'Call it from a program or the terminal, by 127.0.0.1 or localhost, with Content-Type: application/json.':
    '프로그램이나 터미널에서 127.0.0.1이나 localhost로, Content-Type: application/json을 붙여 호출하세요.',
  'The mock itself failed.': '목 서버 자체가 실패했어요.',
  'This is a bug; the log has the details.': '버그예요. 자세한 내용은 로그에 있어요.',
  'The config file of the command line is not there, cannot be read, or is not JSON or YAML.':
    '설정 파일이 없거나, 읽을 수 없거나, JSON이나 YAML이 아니에요.',
  'Correct the file at the named line, or name another one with --config.':
    '메시지에 나온 줄을 고치거나, --config로 다른 파일을 지정하세요.',
  'The dotenv file cannot be written, or it is there and was written by somebody else.':
    'dotenv 파일을 쓸 수 없거나, 다른 프로그램이 쓴 파일이 이미 있어요.',
  'Name another file with --write-env, or move that one away.':
    '--write-env로 다른 파일을 지정하거나, 그 파일을 옮기세요.',
  'run --namespace cannot make the namespace that it needs; the command was not started.':
    'run --namespace에 필요한 네임스페이스를 만들 수 없어서 명령을 시작하지 않았어요.',
  'Follow the message: it names what the kernel or this machine lacks. Without --namespace, run leads programs by HTTPS_PROXY.':
    '커널이나 이 컴퓨터에 무엇이 부족한지 메시지에 있으니 따라 하세요. --namespace가 없으면 run은 HTTPS_PROXY로 연결해요.',
  'start --detach found a mock that runs on the certificates of this folder; nothing was started.':
    '이 폴더의 인증서로 실행 중인 목 서버가 있어서 start --detach가 아무것도 시작하지 않았어요.',
  'Use that one, end it with apps-in-toss-mock stop, or name another folder with --dir.':
    '그 목 서버를 쓰거나, apps-in-toss-mock stop 명령으로 끝내거나, --dir로 다른 폴더를 쓰세요.',
  'The mock of this folder could not be stopped, or has not ended in time.':
    '이 폴더의 목 서버를 끝낼 수 없거나, 제시간에 끝나지 않았어요.',
  'Look into its log, give it longer with --timeout, or end the process by hand.':
    '로그를 보거나, --timeout으로 더 기다리거나, 프로세스를 직접 끝내세요.',
  'No mock is running on the certificates of this folder.': '이 폴더의 인증서로 실행 중인 목 서버가 없어요.',
  'Start one with apps-in-toss-mock start, or name the folder of the running one with --dir.':
    'apps-in-toss-mock start 명령으로 시작하거나, 실행 중인 목 서버의 폴더를 --dir로 지정하세요.',
  'A seed file or world cannot be read, or something in it is wrong; nothing of it was applied.':
    '시드 파일이나 월드를 읽을 수 없거나 잘못된 곳이 있어서 아무것도 적용하지 않았어요.',
  'Correct it at the named lines; docs/features/seed-file.md lists every key.':
    '메시지에 나온 줄을 고치세요. 쓸 수 있는 키는 docs/features/seed-file.ko.md에 모두 있어요.',
  'The world cannot be kept in the named state file: it is damaged, or something else, or cannot be written.':
    '상태 파일에 월드를 저장할 수 없어요. 파일이 손상됐거나, 다른 파일이거나, 쓸 수 없어요.',
  'Restore the file from a copy, move it away to begin with a new world, or name another one with --state.':
    '사본에서 복구하거나, 파일을 옮겨 새 월드로 시작하거나, --state로 다른 파일을 지정하세요.',
  'Another mock that is running keeps its world in the state file.':
    '실행 중인 다른 목 서버가 그 상태 파일을 쓰고 있어요.',
  'End that mock, or give each its own file with --state.': '그 목 서버를 끝내거나, --state로 서로 다른 파일을 쓰세요.',
  'The package @redis/client, which a world in Redis needs, cannot be loaded.':
    '월드를 Redis에 두려면 필요한 @redis/client 패키지를 불러올 수 없어요.',
  'Install it beside this package with npm install @redis/client, or keep the world in a file.':
    'npm install @redis/client 명령으로 함께 설치하거나, 월드를 파일에 두세요.',
  'The world cannot be kept in the named database: it cannot be reached, is something else, or refuses.':
    '데이터베이스에 월드를 저장할 수 없어요. 연결할 수 없거나, 다른 데이터가 있거나, 거부했어요.',
  'Correct the address, or name another database or prefix.':
    '주소를 고치거나, 다른 데이터베이스나 접두사를 지정하세요.',
  'The database that keeps the world is not there, and the call was not done.':
    '월드를 저장하는 데이터베이스에 연결할 수 없어서 호출을 처리하지 않았어요.',
  'Start the database again; the mock comes back by itself. Then repeat the call.':
    '데이터베이스를 다시 시작하면 목 서버가 저절로 돌아와요. 그다음 다시 호출하세요.',
  'The database that keeps the world gave no answer in time: whether the call was done is unknown.':
    '월드를 저장하는 데이터베이스가 제시간에 응답하지 않아서 호출이 처리됐는지 알 수 없어요.',
  'Look up what became of it before repeating it, as after any answer that was lost.':
    '응답을 잃어버렸을 때처럼, 다시 호출하기 전에 어떻게 됐는지 조회하세요.',
  'A file to be written is there and was written by somebody else, or is a folder, a device or a link that leads nowhere.':
    '쓰려는 파일을 다른 프로그램이 썼거나, 폴더나 장치, 끊어진 링크예요.',
  'Name another file, move that one away, or write over it with --force.':
    '다른 파일을 지정하거나, 그 파일을 옮기거나, --force로 덮어쓰세요.',
  'The system does not let a file or the standard output be written: the disk is full, or rights are missing.':
    '파일이나 표준 출력을 쓸 수 없어요. 디스크가 가득 찼거나 권한이 없어요.',
  'Make room on the disk, check who may write there, or name another place.':
    '디스크 공간을 비우거나, 쓰기 권한을 확인하거나, 다른 곳을 지정하세요.',
  'A recording cannot be read, or a record in it is broken.':
    '기록한 트래픽을 읽을 수 없거나, 그 안의 기록 하나가 깨졌어요.',
  'Record it anew as HAR 1.2, or write the journal of a mock with GET /journal.jsonl; the message names line and entry.':
    'HAR 1.2로 다시 기록하거나, GET /journal.jsonl로 목 서버의 요청 기록을 받으세요. 몇 번째 줄과 기록인지는 메시지에 있어요.',
  'A file cannot be read as an OpenAPI 3 document.': '파일을 OpenAPI 3 문서로 읽을 수 없어요.',
  'Name a JSON or YAML file with an OpenAPI 3.0 or 3.1 document, or "current" for the contract of this version.':
    'OpenAPI 3.0이나 3.1 문서가 든 JSON이나 YAML 파일을 지정하거나, 이 버전의 API 명세라면 "current"라고 쓰세요.',
  'Another program listens on the port already.': '다른 프로그램이 이미 그 포트를 쓰고 있어요.',
  'Choose another port with --port or --control-port (0 picks a free one), or end the other program.':
    '--port나 --control-port로 다른 포트를 고르거나(0이면 빈 포트를 골라요), 그 프로그램을 끝내세요.',
  'The server cannot listen on the given host.': '그 호스트에서 포트를 열 수 없어요.',
  'Use a host name or address of this machine; 127.0.0.1 always works.':
    '이 컴퓨터의 호스트 이름이나 주소를 쓰세요. 127.0.0.1은 언제나 돼요.',
  'The status that a call waits for did not come in time.': '기다리던 상태가 제시간에 오지 않았어요.',
  'Look at last, and ask again later; raise timeout if the wait was too short.':
    'last를 보고 나중에 다시 물어보세요. 너무 짧게 기다렸다면 timeout을 늘리세요.',
  'A callback does not carry the authorization that is set in the console.': '콜백에 콘솔에서 정한 인증 정보가 없어요.',
  'Answer 401. If it came from Toss, compare basicAuth with the value in the console.':
    '401로 응답하세요. 토스가 보낸 콜백이라면 basicAuth를 콘솔의 값과 비교하세요.',
  'A callback is none of those that the contract knows.': 'API 명세에 없는 콜백이에요.',
  'Answer statusCode. Make sure that method, url, headers and the body are handed over as they came.':
    'statusCode로 응답하세요. method, url, headers, 본문을 받은 그대로 넘겼는지 확인하세요.',
  'verify was pointed at a toss.im host without saying that production is meant.':
    '운영 환경에 보내도 된다고 확인하지 않고 verify에 toss.im 호스트를 줬어요.',
  'Look at what would be sent with --plan, then run it with --yes-production.':
    '--plan으로 무엇을 보낼지 먼저 보고, --yes-production을 붙여 실행하세요.',
  'verify got no HTTP answer from the server, so that nothing could be verified.':
    '서버가 HTTP 응답을 하지 않아서 아무것도 확인하지 못했어요.',
  'Check the base URL, the certificate and the network, for example with doctor.':
    '기본 URL, 인증서, 네트워크를 확인하세요. doctor로 점검할 수 있어요.',
  'The URL given for the subscription webhook did not answer callback.registration_verification with 2xx.':
    '구독 웹훅 URL이 callback.registration_verification에 2xx로 응답하지 않았어요.',
  'Start the partner server first, and let it answer that event with 2xx; or set the webhook with verify: false.':
    '파트너 서버를 먼저 시작하고 그 이벤트에 2xx로 응답하게 하세요. 아니면 verify: false로 웹훅을 설정하세요.',
  "{} needs Node, and this is {}, whose TLS does not behave like Node's":
    '{}는 Node가 필요한데, 지금은 {}예요. TLS가 Node와 다르게 동작해요',
  "the mock needs Node, and this is {}, whose TLS does not behave like Node's":
    '목 서버는 Node가 필요한데, 지금은 {}예요. TLS가 Node와 다르게 동작해요',
  'Start it with Node 20.19 or newer. A backend in Bun or Deno calls the mock in a process of its own; docs/runtimes.md says how.':
    'Node 20.19 이상으로 시작하세요. Bun이나 Deno로 만든 백엔드는 별도 프로세스의 목 서버를 호출해요. 방법은 docs/runtimes.md에 있어요.',

  'There are {}': '쓸 수 있는 것: {}',
  'Choose among {}': '{} 중에서 고르세요',
  'Choose among {}.': '{} 중에서 고르세요.',
  'Use one of {}.': '{} 중 하나를 쓰세요.',
  'Possible: {}.': '가능한 것: {}.',
  'possible: {}': '가능한 일: {}',
  'Possible now: {}.': '지금 할 수 있는 일: {}.',
  'Options: {}.': '쓸 수 있는 옵션: {}.',
  'Settings: {}.': '쓸 수 있는 설정: {}.',
  'Known options: {}.': '쓸 수 있는 옵션: {}.',
  'For example: {}.': '예: {}.',
  'Name another file.': '다른 파일을 지정하세요.',
  'Name another folder.': '다른 폴더를 지정하세요.',
  'Name a file.': '파일을 지정하세요.',
  'Name a file in it.': '그 안의 파일을 지정하세요.',
  'Move it away.': '옮기세요.',
  'Move that away.': '옮기세요.',
  'Leave {} out.': '{}를 빼세요.',
  'Choose another one, or leave it out.': '다른 값을 고르거나 빼세요.',
  '{} must be a whole number from {} to {}, not {}': '{}는 {}부터 {}까지의 정수여야 하는데 {}예요',
  '{} must be a whole number, not {}': '{}는 정수여야 하는데 {}예요',
  '{} must be a whole number of milliseconds, not {}': '{}는 밀리초 단위의 정수여야 하는데 {}예요',
  '{} must be a whole number of at least 0, not {}': '{}는 0 이상의 정수여야 하는데 {}예요',
  '{} must be true or false, not {}': '{}는 true나 false여야 하는데 {}예요',
  '{} must be one of {}, not {}': '{}는 {} 중 하나여야 하는데 {}예요',
  '{} must be one of the bad certificates, not {}': '{}는 문제가 있는 인증서의 종류여야 하는데 {}예요',
  '{} must be {} or {}, not {}': '{}는 {}나 {}여야 하는데 {}예요',
  '{} must be {}, not {}': '{}는 {}여야 하는데 {}예요',
  '{} must not be empty': '{}가 비어 있어요',
  '{} must not have credentials, a query or a fragment': '{}에는 계정 정보, 쿼리, 프래그먼트가 없어야 해요',
  '{} must not have credentials, a query or a fragment.': '{}에는 계정 정보, 쿼리, 프래그먼트가 없어야 해요.',
  '{} must start with https://, not {}': '{}는 {}가 아니라 https://로 시작해야 해요',
  '{} must be a URL that starts with https://, not {}': '{}는 https://로 시작하는 URL이어야 하는데 {}예요',
  '{} must not contain {}: the client adds it': '{}에 {}를 넣지 마세요. 클라이언트가 붙여요',
  '{} must not contain {}: it is added': '{}에 {}를 넣지 마세요. 저절로 붙어요',
  '{} is not a URL: {}': '{}가 URL이 아니에요: {}',
  '{} is not JSON: {}': '{}가 JSON이 아니에요: {}',
  '{} is not an option': '{}라는 옵션은 없어요',
  '{} cannot be written ({})': '{}를 쓸 수 없어요 ({})',
  '{} cannot be reached: {}': '{}에 연결할 수 없어요: {}',
  'no mock answers at {}': '{}에서 응답하는 목 서버가 없어요',
  'Unset APPS_IN_TOSS_CONTROL_URL, which leads nowhere any more, or set it anew: apps-in-toss-mock env prints it for a running mock.':
    'APPS_IN_TOSS_CONTROL_URL이 이미 끝난 목 서버를 가리켜요. unset하거나, 실행 중인 목 서버가 있으면 apps-in-toss-mock env 명령이 출력하는 값으로 다시 설정하세요.',
  'no mock answers at {}: {}': '{}에서 응답하는 목 서버가 없어요: {}',
  'no mock is running on the certificates in {}': '{}의 인증서로 실행 중인 목 서버가 없어요',
  'no mock is running on the certificates in {} after {} seconds':
    '{2}초를 기다렸지만 {1}의 인증서로 실행 중인 목 서버가 없어요',
  'no mock is running on the certificates in {}: {}, and left running.json behind':
    '{}의 인증서로 실행 중인 목 서버가 없어요. {}. running.json만 남아 있어요',
  '{} now belongs to another process': '{}는 이제 다른 프로세스의 것이에요',
  '{} does not answer as the mock with process id {} would': '{}가 프로세스 {}의 목 서버처럼 응답하지 않아요',
  'process {} is gone': '프로세스 {}가 없어졌어요',

  'appName must be 1 to 64 letters, digits, dots, underscores or hyphens, starting with a letter or digit; got {}':
    'appName은 글자, 숫자, 점, 밑줄, 하이픈 1~64자이고 글자나 숫자로 시작해야 하는데 {}예요',
  '{} must be 1 to 64 letters, digits, dots, underscores or hyphens, starting with a letter or digit; got {}':
    '{}는 글자, 숫자, 점, 밑줄, 하이픈 1~64자이고 글자나 숫자로 시작해야 하는데 {}예요',
  'Use the appName of your mini-app as the console shows it, for example my-mini-app.':
    '콘솔에 나오는 미니앱의 appName을 쓰세요. 예: my-mini-app.',
  'hostNames must have a name that is not a default one': 'hostNames에는 기본 이름이 아닌 것이 있어야 해요',
  'The certificate folder {} cannot be used: {}': '인증서 폴더 {}를 쓸 수 없어요: {}',
  'its files keep changing while they are being renewed': '갱신하는 동안 파일이 계속 바뀌어요',
  'its files keep changing while a certificate is being written': '인증서를 쓰는 동안 파일이 계속 바뀌어요',
  'its files keep changing while a certificate is being revoked': '인증서를 폐기하는 동안 파일이 계속 바뀌어요',
  'it has no certificate authority yet': '아직 인증 기관(CA)이 없어요',
  'a part of its path is a file, not a folder': '경로 중간에 폴더가 아니라 파일이 있어요',
  'there is a file of that name': '같은 이름의 파일이 있어요',
  'permission denied': '권한이 없어요',
  'permission denied at {}': '권한이 없어요: {}',
  'the file system is read-only': '파일 시스템이 읽기 전용이에요',
  'the file system is read-only at {}': '파일 시스템이 읽기 전용이에요: {}',
  'the disk is full': '디스크가 가득 찼어요',
  'the disk is full at {}': '디스크가 가득 찼어요: {}',
  'another process has been writing to it for more than 20 seconds': '다른 프로세스가 20초 넘게 쓰고 있어요',
  '{} is a link to {}, which is not there': '{}는 없는 {}를 가리키는 링크예요',
  'Remove the link, or make the file that it names.': '링크를 지우거나, 가리키는 파일을 만드세요.',
  '{} is not an authority that was made here, but "{}"': '{}는 여기서 만든 인증 기관(CA)이 아니라 "{}"예요',
  '{} bears the name of this mock, but not the name constraints of an authority made here':
    '{}는 이 목 서버의 이름이지만, 여기서 만든 인증 기관(CA)의 이름 제약이 없어요',
  '{} was issued for "{}"': '{}는 "{}"에 발급됐어요',
  '{} is not a PKCS#12 file, or was cut off': '{}는 PKCS#12 파일이 아니거나 잘렸어요',
  '{} was not issued by {} beside it (its issuer: "{}")': '{}는 옆에 있는 {}가 발급하지 않았어요 (발급자: "{}")',
  '{} is not an X.509 certificate in PEM': '{}는 PEM 형식의 X.509 인증서가 아니에요',
  '{} is not an unencrypted private key in PEM': '{}는 PEM 형식의 암호화되지 않은 개인 키가 아니에요',
  '{} is not an RSA key but {}': '{}는 RSA 키가 아니라 {}예요',
  '{} is there, but {}, which belongs to it, is not': '{}는 있는데 짝인 {}가 없어요',
  '{} is there, but {} with its password is not': '{}는 있는데 비밀번호가 든 {}가 없어요',
  '{} does not open with the password in {}': '{}가 {}의 비밀번호로 열리지 않아요',
  '{} holds a certificate that was not issued by {} beside it':
    '{}에 옆에 있는 {}가 발급하지 않은 인증서가 들어 있어요',
  '{} is not JSON': '{}는 JSON이 아니에요',
  '{} is not a list of revoked certificates': '{}는 폐기된 인증서 목록이 아니에요',
  'Restore it. Without it, every certificate that was revoked would be accepted again: to want that, delete it.':
    '복구하세요. 이 파일이 없으면 폐기한 인증서가 모두 다시 받아들여져요. 그래도 좋다면 지우세요.',
  '{} may be yours, and the mock leaves it alone. Give the mock a folder of its own: --dir .apps-in-toss-mock-2.':
    '{}는 여러분의 파일일 수 있어서 건드리지 않아요. 목 서버에 전용 폴더를 주세요: --dir .apps-in-toss-mock-2.',
  'Restore {} from a copy; or delete exactly these files in {}, and no others, and start again: {}. They are made anew. Clients then have to trust the new ca.crt.':
    '{}를 사본에서 복구하세요. 아니면 {}에서 정확히 이 파일들만 지우고 다시 시작하세요: {}. 새로 만들어져요. 그러면 클라이언트가 새 ca.crt를 신뢰해야 해요.',
  'Restore {} from a copy; or delete exactly these files in {}, and no others, and start again: {}. They are made anew.':
    '{}를 사본에서 복구하세요. 아니면 {}에서 정확히 이 파일들만 지우고 다시 시작하세요: {}. 새로 만들어져요.',
  'hostNames: the certificate authority does not vouch for {}, only for {}, names below these, 127.0.0.0/8 and ::1, so that trusting it gives away nothing else':
    'hostNames: 인증 기관(CA)은 {}를 보증하지 않아요. 신뢰해도 다른 것이 노출되지 않도록 {}와 그 하위 이름, 127.0.0.0/8, ::1만 보증해요',
  'Use localhost, 127.0.0.1, ::1, or a name below localhost such as my-host.localhost.':
    'localhost, 127.0.0.1, ::1, 또는 my-host.localhost처럼 localhost 아래의 이름을 쓰세요.',
  'certificate is not an X.509 certificate in PEM': 'certificate가 PEM 형식의 X.509 인증서가 아니에요',
  'pkcs12 does not open with this password, or is no PKCS#12 file':
    'pkcs12가 이 비밀번호로 열리지 않거나 PKCS#12 파일이 아니에요',
  'bits must be a whole number from 512 to 16384, not {}': 'bits는 512부터 16384까지의 정수여야 하는데 {}예요',
  'key is not an unencrypted private key in PEM': 'key가 PEM 형식의 암호화되지 않은 개인 키가 아니에요',
  'key must be a private RSA key: the real certificates are RSA': 'key는 RSA 개인 키여야 해요. 실제 인증서가 RSA예요',
  'notBefore must be a date before notAfter': 'notBefore는 notAfter보다 이른 날짜여야 해요',
  'notAfter must be before the year 10000, which no certificate can say':
    'notAfter는 10000년보다 앞이어야 해요. 인증서가 나타낼 수 없어요',

  'basicAuth must be the value set in the console, and is empty':
    'basicAuth는 콘솔에서 정한 값이어야 하는데 비어 있어요',
  'Pass that value, or null where the console has none: then anybody can call the URL.':
    '그 값을 넘기거나, 콘솔에 값이 없으면 null을 넘기세요. null이면 누구나 URL을 호출할 수 있어요.',
  'Check that the file exists and that this process may read it. PEM text must contain -----BEGIN.':
    '파일이 있고 이 프로세스가 읽을 수 있는지 확인하세요. PEM 텍스트에는 -----BEGIN이 있어야 해요.',
  'decryption.aad must be a string, not {}': 'decryption.aad는 문자열이어야 하는데 {}예요',
  '{} is missing: cert and key only work together': '{}가 없어요. cert와 key는 함께 써야 해요',
  'Pass {} as well, as PEM text, Buffer or file path.': '{}도 PEM 텍스트, Buffer, 파일 경로로 넘기세요.',
  '{} must be whole won, 0 or more, not {}': '{}는 0 이상의 원 단위 정수여야 하는데 {}예요',
  '{} together exceed total ({})': '{}의 합이 total({})보다 커요',
  '{} must be PEM text, a Buffer or a file path, not {}': '{}는 PEM 텍스트, Buffer, 파일 경로여야 하는데 {}예요',
  'Pass one of the three.': '셋 중 하나를 넘기세요.',
  '{} holds no PEM block': '{}에 PEM 블록이 없어요',
  'Pass the bytes of a PEM file; one starts with -----BEGIN.': 'PEM 파일의 바이트를 넘기세요. -----BEGIN으로 시작해요.',
  'Decrypt it first: openssl pkcs8 -in encrypted.key -out plain.key':
    '먼저 복호화하세요: openssl pkcs8 -in encrypted.key -out plain.key',
  'The server refused the client certificate: it has been revoked':
    '서버가 클라이언트 인증서를 거절했어요. 폐기된 인증서예요',
  'The server refused the client certificate: it does not know the authority that issued it':
    '서버가 클라이언트 인증서를 거절했어요. 발급한 인증 기관(CA)을 몰라요',
  '{}: the client has been closed': '{}: 클라이언트가 이미 닫혔어요',
  'The client has been closed': '클라이언트가 이미 닫혔어요',
  'the {} document is no OpenAPI 3.0 or 3.1 document: openapi must be 3.x':
    '{} 문서가 OpenAPI 3.0이나 3.1 문서가 아니에요. openapi가 3.x여야 해요',
  'the {} document has neither paths nor webhooks': '{} 문서에 paths도 webhooks도 없어요',
  '{} is not a fixture: {} {} {}': '{}는 픽스처가 아니에요: {} {} {}',
  '{} is a device or a pipe, and no file': '{}는 파일이 아니라 장치나 파이프예요',
  '{} is a folder': '{}는 폴더예요',
  '{} was not written by apps-in-toss-mock, and is left as it is':
    '{}는 apps-in-toss-mock이 쓴 파일이 아니라서 그대로 뒀어요',

  'start prints it; mock.controlUrl has it.': 'start가 출력하고, mock.controlUrl에도 있어요.',
  'what answers at {} is no mock': '{}에서 응답하는 것은 목 서버가 아니에요',
  'Give the tests the controlUrl of the mock: start prints it; mock.controlUrl has it.':
    '테스트에 목 서버의 controlUrl을 주세요. start가 출력하고, mock.controlUrl에 있어요.',
  'what answers at the control address is no mock: HTTP {}':
    '컨트롤 주소에서 응답하는 것이 목 서버가 아니에요: HTTP {}',
  'the request came from {}, another machine': '다른 기기({})에서 온 요청이에요',
  'Set lan: true to let other machines in.': '다른 기기에서도 접속하게 하려면 lan: true를 주세요.',
  'Call it by 127.0.0.1 or localhost, or name it in allowedHosts.':
    '127.0.0.1이나 localhost로 호출하거나, allowedHosts에 이름을 더하세요.',
  'a page of another origin ({}) may not use it': '다른 출처({})의 페이지는 쓸 수 없어요',
  'Only pages of this server may.': '이 서버의 페이지만 쓸 수 있어요.',
  'page is neither one of Playwright nor one of Puppeteer': 'page가 Playwright의 것도 Puppeteer의 것도 아니에요',
  'Hand over the page of a test, before its first goto.': '테스트의 page를 첫 goto 전에 넘기세요.',
  'the page script is not there': '페이지 스크립트가 없어요',
  'In the sources: npm run build.': '소스에서는 npm run build를 실행하세요.',
  'the page {} must begin with http:// or https://': '페이지 {}는 http://나 https://로 시작해야 해요',
  'the page {} is no URL': '페이지 {}는 URL이 아니에요',
  'the page {} must not hold a user or a password': '페이지 {}에 사용자나 비밀번호를 넣지 마세요',
  'the page {} is neither the URL of a server nor a folder': '페이지 {}는 서버의 URL도 폴더도 아니에요',
  'the page {} is a folder without index.html': '페이지 {}는 index.html이 없는 폴더예요',
  'Build the mini-app first, and name the folder of its build, such as dist.':
    '미니앱을 먼저 빌드하고, dist처럼 빌드한 폴더를 지정하세요.',
  'Give the URL of the dev server, such as http://127.0.0.1:5173, or the folder of a build, such as dist.':
    'http://127.0.0.1:5173 같은 개발 서버의 URL이나 dist처럼 빌드한 폴더를 주세요.',
  '{} is not built': '{}가 빌드되지 않았어요',
  'Build the package: npm run build.': '패키지를 빌드하세요: npm run build.',
  '{} readers follow the events already': '이미 {}곳에서 이벤트를 받고 있어요',
  'Close a page of the console, or another program that reads /events.':
    '콘솔 페이지나 /events를 읽는 다른 프로그램을 닫으세요.',
  'the journal has no entry {}': '요청 기록에 {}번이 없어요',
  'It keeps the newest entries only, and none from before it was emptied.': '최근 것만 남고, 비우기 전의 것은 없어요.',
  'this mock is part of another program, which ends it': '이 목 서버는 다른 프로그램의 일부라서 그 프로그램이 끝내요',
  'End it where it was started: only apps-in-toss-mock start can be ended so.':
    '시작한 곳에서 끝내세요. 이렇게 끝낼 수 있는 것은 apps-in-toss-mock start뿐이에요.',
  'the secret is not that of this mock; it goes on': '이 목 서버의 비밀 값이 아니라서 끝내지 않고 계속 실행해요',
  'Call apps-in-toss-mock stop with the --dir of this mock.':
    '이 목 서버의 폴더를 --dir로 주고 apps-in-toss-mock stop 명령을 쓰세요.',
  'userKey must be an integer up to 2^53 - 1, and is {}': 'userKey는 2^53 - 1까지의 정수여야 하는데 {}예요',
  'the body is more than the control API reads: {}': '본문이 컨트롤 API가 읽는 크기를 넘어요: {}',
  'the body is not JSON: {}': '본문이 JSON이 아니에요: {}',
  'there is no {} {}': '{} {}는 없어요',
  'The control API is described at {}/control.openapi.json; the partner API itself is at {}.':
    '컨트롤 API의 설명은 {}/control.openapi.json에 있고, 파트너 API의 주소는 {}예요.',
  'there are {} rules, and no more are possible': '규칙이 이미 {}개라서 더 만들 수 없어요',
  'Remove some, or clear them all.': '몇 개를 지우거나 모두 비우세요.',
  'there is no fault {}. Choose among {}.': '{}라는 장애는 없어요. {} 중에서 고르세요.',
  'the value must be a whole number in digits, not {}': '값은 숫자로 쓴 정수여야 하는데 {}예요',
  'For example: 503.': '예: 503.',
  '{}.when.until must be after {}.when.from': '{}.when.until은 {}.when.from보다 뒤여야 해요',
  'Give a later end, or leave it out.': '끝나는 시각을 더 늦게 정하거나 빼세요.',
  '{}.{} cannot go with the fault refuse-handshake: a connection comes before any operation and user':
    '{}.{}는 장애 refuse-handshake와 함께 쓸 수 없어요. 연결은 API와 사용자가 정해지기 전의 일이에요',
  '{}.fault.effect cannot be true with the status 429: a limit is checked before the operation':
    '{}.fault.effect는 상태 코드 429와 함께 true일 수 없어요. 한도는 API를 처리하기 전에 확인해요',
  'Leave effect out, or choose among {}.': 'effect를 빼거나 {} 중에서 고르세요.',
  '{} is no date: {}': '{}가 날짜가 아니에요: {}',
  '{}.operation must be an operation, a feature or *, not {}': '{}.operation은 API, 기능, * 중 하나여야 하는데 {}예요',
  '{}.kind must be a kind of fault, not {}': '{}.kind는 장애의 종류여야 하는데 {}예요',
  '{} must be a failure code {}, not {}': '{}는 {} 실패 코드여야 하는데 {}예요',
  'there is no scenario {}': '{}라는 시나리오는 없어요',
  '{} must not be empty: that would be every interface of this machine':
    '{}가 비어 있으면 안 돼요. 이 컴퓨터의 모든 인터페이스라는 뜻이 돼요',
  '{} must be an address, not the URL {}': '{}는 URL {}가 아니라 주소여야 해요',
  '{} must be an address without brackets, not {}': '{}는 대괄호 없는 주소여야 하는데 {}예요',
  '{} must be an address or localhost, not {}': '{}는 주소나 localhost여야 하는데 {}예요',
  '{} must be a loopback address, or 0.0.0.0 or :: for every interface, not {}':
    '{}는 루프백 주소, 또는 모든 인터페이스를 뜻하는 0.0.0.0이나 ::이어야 하는데 {}예요',
  'Write 127.0.0.1 or another 127.x.x.x, ::1 or localhost; 0.0.0.0 or :: where other machines are to reach it, by a name that the certificate has.':
    '127.0.0.1이나 다른 127.x.x.x, ::1, localhost를 쓰세요. 다른 기기에서 접속해야 하면 0.0.0.0이나 ::를 쓰고, 인증서에 있는 이름으로 호출하세요.',
  'port {} on {} is taken': '{2}의 {1} 포트를 다른 프로그램이 쓰고 있어요',
  'Choose another one with {} ({} 0 picks a free one), or end the program that uses it.':
    '{}로 다른 포트를 고르거나({} 0이면 빈 포트를 골라요), 그 포트를 쓰는 프로그램을 끝내세요.',
  'port {} may not be used without more rights': '{} 포트를 쓸 권한이 없어요',
  'Choose a port above 1023 with {}.': '{}로 1023보다 큰 포트를 고르세요.',
  'cannot listen on {}:{}: {}': '{}:{} 포트를 열 수 없어요: {}',
  'there is no operation {}': '{}라는 API는 없어요',
  '{} cannot answer {}: {}': '{}는 {}로 응답할 수 없어요: {}',
  'Take an answer that the contract allows, for example one of those that explore gives.':
    'API 명세가 허용하는 응답을 쓰세요. explore가 알려 주는 것 중 하나면 돼요.',
  'a web page may not use this proxy': '웹 페이지는 이 프록시를 쓸 수 없어요',
  'CONNECT needs host:port, not {}': 'CONNECT에는 host:port가 필요한데 {}예요',
  'proxyUpstream must be a URL that begins with http:// or https://':
    'proxyUpstream은 http://나 https://로 시작하는 URL이어야 해요',
  'Write http://host:port, or http://user:password@host:port.':
    'http://host:port나 http://user:password@host:port로 쓰세요.',
  'there is no variant {}': '{}라는 변형은 없어요',
  '{} has no option {}': '{}에 {}라는 선택지는 없어요',
  'variants: {} has no option {}': 'variants: {}에 {}라는 선택지는 없어요',
  '{} answers {}: {}': '{}가 {}로 응답해요: {}',
  'it is {} at {}, not {}': '{2}에는 {3}가 아니라 {1}예요',
  'nothing has happened in a mini-app {} yet': '미니앱 {}에서는 아직 아무 일도 없었어요',
  'List the mini-apps to see which there are.': '미니앱 목록을 보세요.',
  '{} is after the clock’s {}': '{}는 시계의 {}보다 뒤예요',
  '{} must differ from port, and both are {}': '{}는 port와 달라야 하는데 둘 다 {}예요',
  '{} and world are both given': '{}와 world를 둘 다 줬어요',
  'Give one or the other.': '둘 중 하나만 주세요.',
  '{} must be text': '{}는 문자열이어야 해요',
  '{} must be 1 to 100 letters, digits and . _ : -': '{}는 글자, 숫자, . _ : - 1~100자여야 해요',
  '{} is given without stateFile': 'stateFile 없이 {}를 줬어요',
  'Name the file as well (--state), or leave it out.': '파일도 지정하거나(--state) 빼세요.',
  '{} must be Base64 of 32 bytes': '{}는 32바이트의 Base64여야 해요',
  'Make one with: openssl rand -base64 32': '만들기: openssl rand -base64 32',
  'statePasswordFile cannot be read ({}): {}': 'statePasswordFile을 읽을 수 없어요 ({}): {}',
  '{} is another one than that of the world in the database': '{}가 데이터베이스에 있는 월드의 것과 달라요',
  'All who share a world have the same: leave the option out, or begin a world of its own with statePrefix (--state-prefix).':
    '월드를 함께 쓰면 값이 같아야 해요. 옵션을 빼거나, statePrefix(--state-prefix)로 별도의 월드를 시작하세요.',
  'there is no open prompt {}': '대기 중인 질문 {}가 없어요',
  'List the prompts: each is decided once.': '대기 중인 질문의 목록을 보세요. 질문마다 한 번만 결정할 수 있어요.',
  'only where a payment is approved': '결제를 승인할 때만 쓸 수 있어요',
  '{} cannot come here': '여기서는 {}가 나올 수 없어요',
  'there is no call {}': '{}라는 호출은 없어요',
  'the Toss side has no method {}': '토스 쪽에 {}라는 메서드는 없어요',
  '{} did not take callback.registration_verification: {}':
    '{}가 callback.registration_verification을 받지 않았어요: {}',
  'subscription.basicAuth cannot be sent with callbacks.webhookAuthorization=bearer: a header holds only Latin-1, without control characters':
    'subscription.basicAuth를 callbacks.webhookAuthorization=bearer로 보낼 수 없어요. 헤더에는 제어 문자 없는 Latin-1만 들어가요',
  'Give a value of ASCII characters, or use the variant basic.': 'ASCII 문자로 된 값을 주거나, 변형 basic을 쓰세요.',
  '{} must be a URL, and is {}': '{}는 URL이어야 하는데 {}예요',
  '{} must not hold a user and password': '{}에 사용자와 비밀번호를 넣지 마세요',
  'Give them as basicAuth: user:password.': 'basicAuth: user:password로 주세요.',
  '{} leads to {}, which is production: the mock never calls it':
    '{1}의 {2} 호스트는 운영 환경이에요. 목 서버는 운영 환경을 호출하지 않아요',
  'Name your own server, which is to take the callback.': '콜백을 받을 내 서버를 쓰세요.',
  '{} leads to {}, which is neither this machine nor in a private network, and would take made-up events for real ones':
    '{1}의 {2} 호스트는 이 컴퓨터도 사설 네트워크도 아니에요. 지어낸 이벤트를 진짜로 받아들일 수 있어요',
  'Name a server on this machine. If the events may go to {}, allow it: --callback-allow-host {}, or callbackAllowHosts in process.':
    '이 컴퓨터에 있는 서버를 쓰세요. {1} 호스트로 이벤트를 보내도 된다면 --callback-allow-host {2} 또는 callbackAllowHosts로 허용하세요.',
  'there are no certificates in {}': '{}에 인증서가 없어요',
  'Name the folder of the mock with --dir, or issue a certificate: that makes the folder.':
    '--dir로 목 서버의 폴더를 지정하거나, 인증서를 발급하세요. 발급하면 폴더가 생겨요.',
  'there is no certificate authority here': '여기에는 인증 기관(CA)이 없어요',
  'serialNumber: {} has no certificate {}': 'serialNumber: {}에 {} 인증서가 없어요',
  'List the certificates to see their serial numbers.': '인증서 목록에서 일련번호를 확인하세요.',
  'certificate {} was revoked already, at {}': '인증서 {}는 이미 {}에 폐기됐어요',
  'Nothing is left to do with it; issue a new one.': '더 할 수 있는 일이 없어요. 새로 발급하세요.',
  'certificate {} was revoked at {}, and is not renewed': '인증서 {}는 {}에 폐기돼서 갱신하지 않아요',
  'Issue a new one.': '새로 발급하세요.',
  'there is no fault rule {}': '{}라는 장애 규칙은 없어요',
  'There are none; a rule whose calls or time are over is gone.': '규칙이 없어요. 횟수나 시간이 끝난 규칙은 사라져요.',
  '{} is not an isolated mini-app': '{}는 격리된 미니앱이 아니에요',
  'Only mini-apps that were opened by POST /isolated-mini-apps are released, and each once.':
    'POST /isolated-mini-apps로 연 미니앱만, 한 번씩 닫을 수 있어요.',
  'unlink: user {} left Toss already; nothing more is possible':
    'unlink: 사용자 {}는 이미 토스를 탈퇴해서 할 수 있는 일이 없어요',
  'unlink: user {} is not linked; possible: WITHDRAWAL_TOSS':
    'unlink: 사용자 {}는 연결되어 있지 않아요. 가능한 일: WITHDRAWAL_TOSS',
  'Log the user in first, or let the user leave Toss with referrer WITHDRAWAL_TOSS.':
    '먼저 로그인시키거나, referrer WITHDRAWAL_TOSS로 토스를 탈퇴하게 하세요.',
  'userKey and profile: give one or the other, not both': 'userKey와 profile 중 하나만 주세요',
  'userKey logs an existing user in, profile makes a new one.':
    'userKey는 있는 사용자를 로그인시키고, profile은 새로 만들어요.',
  'user {} left Toss and cannot log in any more': '사용자 {}는 토스를 탈퇴해서 더 로그인할 수 없어요',
  'user {} left Toss and buys nothing any more': '사용자 {}는 토스를 탈퇴해서 더 구매하지 않아요',
  'there is an order {} already, of the mini-app {}': '주문 {}가 이미 있어요. 미니앱 {}의 주문이에요',
  'Choose another orderId, or leave it out.': '다른 orderId를 고르거나 빼세요.',
  'this mini-app has no order {}': '이 미니앱에 주문 {}가 없어요',
  'List the orders to see which there are, or start one.': '주문 목록을 보거나, 주문을 시작하세요.',
  '{}: order {} is {} and processProductGrant did not answer within 30 seconds; {}':
    '{}: 주문 {}는 {}예요. processProductGrant가 30초 안에 응답하지 않았어요. {}',
  '{}: order {} is {} and processProductGrant answered false; {}':
    '{}: 주문 {}는 {}예요. processProductGrant가 false로 응답했어요. {}',
  '{}: order {} is {}; {}': '{}: 주문 {}는 {}예요. {}',
  'that is final': '더 바뀌지 않아요',
  '{} must be 0, or a whole number from 2 to 24, not 1': '{}는 0이거나 2부터 24까지의 정수여야 하는데 1이에요',
  '{} together with points is {}, more than the amount of {} won': '{}와 포인트의 합이 {}라서 결제 금액 {}원보다 커요',
  '{} must be left out or false: {}': '{}는 빼거나 false여야 해요: {}',
  '{} does not go with a card': '{}는 카드와 함께 쓸 수 없어요',
  '{} does not go with TOSS_MONEY': '{}는 TOSS_MONEY와 함께 쓸 수 없어요',
  '{} must be {}: make-payment was sent with enablePayMethods so':
    '{}는 {}여야 해요. make-payment의 enablePayMethods가 그래요',
  '{} must be 0: {}': '{}는 0이어야 해요: {}',
  '{} needs installmentMonths of at least 2': '{}에는 2 이상의 installmentMonths가 필요해요',
  'approve: user {} left Toss; possible: cancel': 'approve: 사용자 {}는 토스를 탈퇴했어요. 가능한 일: cancel',
  'payment: this mini-app has none with payToken or orderNo {}':
    'payment: 이 미니앱에 payToken이나 orderNo가 {}인 결제가 없어요',
  'List the payments to see which there are; make-payment creates them.':
    '결제 목록을 보세요. 결제는 make-payment가 만들어요.',
  'cancel by TOSS': 'TOSS의 cancel',
  'it is final for the Toss side': '토스 쪽에서는 더 할 수 있는 일이 없어요',
  '{}: the payment of order {} is {} (cancelled by {}); {}': '{}: 주문 {}의 결제는 {}예요(취소한 쪽: {}). {}',
  '{}: the payment of order {} is {}; {}': '{}: 주문 {}의 결제는 {}예요. {}',
  'this mini-app sells nothing of type {}': '이 미니앱은 {} 상품을 팔지 않아요',
  'Create such a product first.': '그런 상품을 먼저 만드세요.',
  'this mini-app has {}, and the console allows no more': '이 미니앱에 이미 {}개가 있고 콘솔은 더 허용하지 않아요',
  'Replace the products, or take the place of one by its SKU.': '상품 전체를 교체하거나, 같은 SKU로 하나를 바꾸세요.',
  'promotion.endsAt must be after promotion.startsAt': 'promotion.endsAt은 promotion.startsAt보다 뒤여야 해요',
  'Give a later end, or null for none.': '끝나는 시각을 더 늦게 정하거나, 정하지 않으려면 null을 주세요.',
  'promotion.code must not start with {}': 'promotion.code는 {}로 시작하면 안 돼요',
  'Leave the prefix out: each promotion has a twin whose code starts with {} and which grants nothing.':
    '접두사를 빼세요. 프로모션마다 코드가 {}로 시작하고 지급하지 않는 테스트용이 하나씩 있어요.',
  '{} is registered already': '{}는 이미 등록되어 있어요',
  'Update it, or choose another code.': '바꾸거나, 다른 코드를 고르세요.',
  'result must be SUCCESS or FAILED, not {}': 'result는 SUCCESS나 FAILED여야 하는데 {}예요',
  'this mini-app has no promotion {}': '이 미니앱에 프로모션 {}가 없어요',
  'List the promotions to see the codes there are, or create one. A TEST_ twin is named without its prefix here.':
    '프로모션 목록에서 코드를 보거나 만드세요. TEST_가 붙는 테스트용은 여기서 접두사 없이 써요.',
  'no grant was executed with this key': '이 키로 실행한 지급이 없어요',
  'List the grants to see the keys there are.': '지급 목록에서 키를 확인하세요.',
  'the grant is {}; only PENDING can be settled': '지급이 {}예요. PENDING일 때만 결정할 수 있어요',
  'Give the promotion payoutDelaySeconds: null, so that its grants wait for settle.':
    '프로모션에 payoutDelaySeconds: null을 주면 지급이 settle을 기다려요.',
  '{}: promotion {} is {}': '{}: 프로모션 {}는 {}예요',
  'Nothing is possible any more; create another one.': '더 할 수 있는 일이 없어요. 새로 만드세요.',
  'promotion {} is ENDED': '프로모션 {}는 ENDED예요',
  'promotion.budget cannot be lowered: it is {}': 'promotion.budget은 줄일 수 없어요. 지금 {}예요',
  'Give a higher budget, or end the promotion.': '예산을 더 크게 주거나, 프로모션을 끝내세요.',
  'key must be the nextKey of an earlier page, and is {}': 'key는 앞 페이지의 nextKey여야 하는데 {}예요',
  'this mini-app has no subscription that order {} began': '이 미니앱에 주문 {}로 시작한 구독이 없어요',
  'List the subscriptions to see which there are, or create one.': '구독 목록을 보거나, 구독을 만드세요.',
  '{} is {}, not SUBSCRIPTION': '{}는 SUBSCRIPTION이 아니라 {}예요',
  'sku: {} is {}, not SUBSCRIPTION': 'sku: {}는 SUBSCRIPTION이 아니라 {}예요',
  'Choose a subscription product, or buy this one with orders.purchase.':
    '구독 상품을 고르거나, 이 상품은 orders.purchase로 사세요.',
  '{}: {} (subscription of order {}); {}': '{}: {} (주문 {}의 구독). {}',
  'ITEM_ALREADY_OWNED: user {} has {} by order {}':
    'ITEM_ALREADY_OWNED: 사용자 {}는 주문 {3}로 {2}를 이미 가지고 있어요',
  '{} is there without set-up': '{}는 설정 없이 등록되어 있어요',
  'Set approved to false: messages with it answer 5004 then.':
    'approved를 false로 하세요. 그러면 이 템플릿을 쓴 메시지가 5004로 응답해요.',
  'this mini-app has no template set {}': '이 미니앱에 템플릿 {}가 없어요',
  'List the template sets to see the codes there are, or create one.': '템플릿 목록에서 코드를 보거나 만드세요.',
  'template.{} has a {} that belongs to no variable': 'template.{}에 변수의 것이 아닌 {}가 있어요',
  'unlink.url is not set': 'unlink.url이 설정되지 않았어요',
  'Set it first, with callbacks.setUnlink.': '먼저 callbacks.setUnlink로 설정하세요.',
  'this mini-app has no user {}': '이 미니앱에 사용자 {}가 없어요',
  'List the users to see the keys there are, or create one.': '사용자 목록에서 키를 보거나 만드세요.',
  'the clock cannot be moved so far: {} {}': '시계를 그렇게 멀리 옮길 수 없어요: {} {}',
  'Certificates and tokens could not say when they end. Move it less; to start again, reset the mock.':
    '인증서와 토큰이 끝나는 때를 나타낼 수 없게 돼요. 더 짧게 옮기세요. 처음으로 돌아가려면 목 서버를 초기화하세요.',
  'The clock only moves forward; to start again, reset the mock.':
    '시계는 앞으로만 가요. 처음으로 돌아가려면 목 서버를 초기화하세요.',
  'instant must be a valid date': 'instant는 올바른 날짜여야 해요',
  'instant {} is before {}': 'instant {}는 {}보다 앞이에요',

  'every bank is in maintenance until {}': '{}까지 모든 은행이 점검 중이에요',
  'no payment of this mini-app has the payToken or orderNo that was sent':
    '보낸 payToken이나 orderNo의 결제가 이 미니앱에 없어요',
  'no payment of this mini-app has the payToken or orderNo that was sent: it is of the mini-app {}, and the client certificate of {}':
    '보낸 payToken이나 orderNo의 결제가 이 미니앱에 없어요. 미니앱 {}의 결제인데, 클라이언트 인증서는 {}의 것이에요',
  "the Toss side set the mini-app's merchant key to INVALID": '토스 쪽에서 미니앱의 상점 키를 INVALID로 정했어요',
  'orderNo {} was used: a payment with it was {} before': 'orderNo {}는 이미 썼어요. 이 번호의 결제가 {}예요',
  '{} is in maintenance until {}': '{}가 {}까지 점검 중이에요',
  '{}: the user has not approved it in checkoutPayment': '{}: 사용자가 checkoutPayment에서 승인하지 않았어요',
  '{}: it was executed before': '{}: 이미 실행했어요',
  '{}: it was made at {}, and waits 15 minutes': '{}: {}에 만들었고 15분 동안만 기다려요',
  '{}: cancelled by {}': '{}: {}가 취소했어요',
  '{}: nothing was paid yet': '{}: 아직 결제되지 않았어요',
  '{}: it was refunded before': '{}: 이미 환불했어요',
  'the key was used at {} for {} points of {}': '이 키는 {}에 {3} 프로모션의 {2}포인트에 썼어요',
  'the Toss side asked for this fault; {} more to come': '토스 쪽에서 정해 둔 실패예요. {}번 더 남았어요',
  'promotion {} is not approved yet': '프로모션 {}가 아직 승인되지 않았어요',
  'promotion {} starts at {}': '프로모션 {}는 {}에 시작해요',
  'promotion {} was stopped in the console': '프로모션 {}가 콘솔에서 중지됐어요',
  'promotion {} ended by itself: its budget was spent': '프로모션 {}는 예산을 다 써서 저절로 끝났어요',
  'promotion {} ended at {}': '프로모션 {}는 {}에 끝났어요',
  'the budget of promotion {} is promised to the last point': '프로모션 {}의 예산이 모두 지급 예정이에요',
  '{} is above the budget of promotion {}, {}': '{}는 프로모션 {}의 예산 {}보다 커요',
  '{} is above what promotion {} gives at one time, {}': '{}는 프로모션 {}의 1회 지급 한도 {}보다 커요',
  'user {} has {} points of promotion {}; at most {}':
    '사용자 {}는 프로모션 {3}에서 이미 {2}포인트를 받았어요. 최대 {4}예요',
  'promotion {} has {} points left, not {}': '프로모션 {}에 {}포인트만 남아서 {}를 지급할 수 없어요',

  'state file {} {}; nothing was changed': '상태 파일 {}: {}. 아무것도 바꾸지 않았어요',
  'state file {} is in use by process {}; nothing was changed':
    '상태 파일 {}를 프로세스 {}가 쓰고 있어요. 아무것도 바꾸지 않았어요',
  'state file {} is in use by process {} on {} (if that was killed, try again in 10 seconds); nothing was changed':
    '상태 파일 {}를 {3}의 프로세스 {2}가 쓰고 있어요(강제로 끝난 프로세스라면 10초 뒤에 다시 해 보세요). 아무것도 바꾸지 않았어요',
  'state file {} is in use by another mock in this process; nothing was changed':
    '상태 파일 {}를 이 프로세스의 다른 목 서버가 쓰고 있어요. 아무것도 바꾸지 않았어요',
  'state file {} is in use by {}; nothing was changed': '상태 파일 {}를 {}가 쓰고 있어요. 아무것도 바꾸지 않았어요',
  'the database {} is not there; nothing was changed': '데이터베이스 {}에 연결할 수 없어요. 아무것도 바꾸지 않았어요',
  'the database {} {}': '데이터베이스 {}: {}',
  '{} calls wait for the database already; nothing was changed':
    '이미 호출 {}개가 데이터베이스를 기다리고 있어요. 아무것도 바꾸지 않았어요',
  'outcome unknown: the database gave no answer in time, and the call may have been done':
    '결과를 알 수 없어요. 데이터베이스가 제시간에 응답하지 않았고, 호출은 처리됐을 수 있어요',
  'is not a state file of this mock': '이 목 서버의 상태 파일이 아니에요',
  'has a damaged beginning': '앞부분이 손상됐어요',
  'has a damaged beginning: something else has changed it, or a disk has':
    '앞부분이 손상됐어요. 다른 프로그램이 바꿨거나 디스크 문제예요',
  'is damaged at byte {}, and goes on behind it: something else has changed it, or a disk has':
    '{}바이트에서 손상됐고 그 뒤로 데이터가 더 있어요. 다른 프로그램이 바꿨거나 디스크 문제예요',
  'Use that version or a later one, or move the file away to begin with a new world.':
    '그 버전이나 더 새 버전을 쓰거나, 파일을 옮겨 새 월드로 시작하세요.',
  'lies in a folder that is not there': '없는 폴더에 있어요',
  'is a folder': '폴더예요',
  'is not a regular file': '일반 파일이 아니에요',
  'is empty, which a state file never is': '비어 있어요. 상태 파일은 비어 있을 수 없어요',
  'cannot be read ({})': '읽을 수 없어요 ({})',
  'cannot be written ({})': '쓸 수 없어요 ({})',
  'Check who may read and write it.': '읽기와 쓰기 권한을 확인하세요.',
  'was closed': '닫혔어요',
  'was removed or replaced while the mock runs': '목 서버가 실행되는 동안 지워지거나 바뀌었어요',
  'needs {}, and that is something else': '{}가 필요한데 다른 파일이에요',
  'Check the space on the disk and the permissions.': '디스크 공간과 권한을 확인하세요.',
  'is an LMDB file of another program': '다른 프로그램의 LMDB 파일이에요',
  'Name another file with --state; this one belongs to something else.':
    '--state로 다른 파일을 지정하세요. 이 파일은 다른 프로그램의 것이에요.',
  'has format {}, written by version {}; this version reads {}':
    '{2} 버전이 쓴 형식 {1}인데, 이 버전은 형식 {3}를 읽어요',
  'is of the LMDB format, which this version does not read; commit {} of apps-in-toss-mock still does':
    'LMDB 형식인데 이 버전은 읽지 못해요. apps-in-toss-mock의 커밋 {}까지는 읽을 수 있어요',
  'To take the world over: in a clone, git checkout {} and npm ci, then npm start -- --state with a copy of the file, and beside it node dist/cli/main.js export -o world.json; start this version with another --state and --seed-file world.json. Worlds and clock come along. Seed, decryption key and AAD have to be given again, and the key that signs access tokens is that of the folder of --dir, or a new one.':
    '월드를 옮기려면: 복제한 저장소에서 git checkout {}와 npm ci를 하고, 파일의 사본을 --state로 주어 npm start를 실행한 다음, 다른 터미널에서 node dist/cli/main.js export -o world.json을 실행하세요. 이 버전은 다른 --state와 --seed-file world.json으로 시작하세요. 월드와 시계가 옮겨져요. 시드, 복호화 키, AAD는 다시 줘야 하고, 액세스 토큰에 서명하는 키는 --dir 폴더의 것이나 새것이에요.',
  'a mock that is starting': '시작하고 있는 목 서버',
  'cannot be locked ({})': '잠글 수 없어요 ({})',
  'Name a file in a folder that can be written.': '쓸 수 있는 폴더의 파일을 지정하세요.',
  'needs {} for a lock, and that is something else': '잠금에 {}가 필요한데 다른 파일이에요',
  'is a link that leads nowhere': '끊어진 링크예요',
  'Remove the link, or name the file itself.': '링크를 지우거나, 파일을 직접 지정하세요.',
  'cannot be used ({})': '쓸 수 없어요 ({})',
  'was written by version {}, and this version does not know all that is in it: {}':
    '{} 버전이 썼고, 이 버전이 모르는 내용이 있어요: {}',
  'Use that version, or move the file away to begin with a new world.':
    '그 버전을 쓰거나, 파일을 옮겨 새 월드로 시작하세요.',
  '{} is no URL of a Redis': '{}가 Redis의 URL이 아니에요',
  'stateFile (--state) is no URL of a Redis': 'stateFile(--state)이 Redis의 URL이 아니에요',
  'stateFile (--state) has a % in its user or password that encodes nothing':
    'stateFile(--state)의 사용자나 비밀번호에 아무것도 인코딩하지 않는 %가 있어요',
  'Write %25 for it, or give the password with --state-password-file.':
    '%25로 쓰거나, 비밀번호를 --state-password-file로 주세요.',
  '{} must be a path, and is a URL': '{}에는 경로를 써야 하는데 URL이에요',
  'Name a file or folder. The one URL that is taken is that of a Redis, by --state.':
    '파일이나 폴더를 쓰세요. URL은 --state에 쓰는 Redis의 URL뿐이에요.',
  '{} must be a path or the URL of a Redis, and is another URL':
    '{}에는 경로나 Redis의 URL을 써야 하는데 다른 URL이에요',
  '{} must be names of hosts, without scheme, port and path, not {}':
    '{1}에는 스킴, 포트, 경로가 없는 호스트 이름을 써야 해요. {2}는 안 돼요',
  '{} must be a list of texts, not {}': '{1}에는 문자열 목록을 써야 해요. {2}는 안 돼요',
  '{} must be a URL that begins with http://, without user and password':
    '{}에는 http://로 시작하고 사용자와 비밀번호가 없는 URL을 써야 해요',
  'Write it as start prints it: http://127.0.0.1:8444.': 'start가 알려 주는 대로 쓰세요: http://127.0.0.1:8444.',
  'Write redis://host:port, rediss:// for TLS, with a user and the number of a database if need be: redis://user@host:6379/1.':
    'redis://host:port로 쓰세요. TLS면 rediss://예요. 필요하면 사용자와 데이터베이스 번호를 붙이세요: redis://user@host:6379/1.',
  'has decided under a number of this process that was not its last':
    '이 프로세스의 마지막 번호가 아닌 번호로 결정했어요',
  'refuses a turn: {}': '거부했어요: {}',
  'gave no answer': '응답하지 않았어요',
  'belongs to a mock with another {} now': '이제 {}가 다른 목 서버의 것이에요',
  'Restart this mock, or give it a prefix of its own (--state-prefix).':
    '이 목 서버를 다시 시작하거나, 별도의 접두사를 주세요(--state-prefix).',
  'a world in Redis needs the package @redis/client, which cannot be loaded: {}':
    '월드를 Redis에 두려면 @redis/client 패키지가 필요한데 불러올 수 없어요: {}',
  'is a replica, which cannot be written to': '쓸 수 없는 복제본이에요',
  'Name the one that it follows.': '원본을 지정하세요.',
  'drops keys when it is full (maxmemory-policy {}), and with them parts of the world':
    '가득 차면 키를 버리고(maxmemory-policy {}), 월드의 일부도 함께 사라져요',
  'Set maxmemory-policy noeviction, or name a database that is not a cache.':
    'maxmemory-policy를 noeviction으로 하거나, 캐시가 아닌 데이터베이스를 지정하세요.',
  'has a world of format {} under {}; this version reads {}':
    '{2} 아래에 형식 {1}의 월드가 있는데, 이 버전은 {3}를 읽어요',
  'Use the version that wrote it, or give this one a prefix of its own (--state-prefix).':
    '그것을 쓴 버전을 쓰거나, 별도의 접두사를 주세요(--state-prefix).',
  'stateCa cannot be read ({}): {}': 'stateCa를 읽을 수 없어요 ({}): {}',
  'has something else under {}': '{} 아래에 다른 데이터가 있어요',
  'Give the mock a prefix of its own (--state-prefix), or another database (redis://host:port/1).':
    '목 서버에 별도의 접두사(--state-prefix)나 다른 데이터베이스(redis://host:port/1)를 주세요.',
  'refuses the user or the password ({})': '사용자나 비밀번호를 거부했어요 ({})',
  'cannot be reached ({})': '연결할 수 없어요 ({})',
  'Give the password in APPS_IN_TOSS_MOCK_STATE_PASSWORD or --state-password-file, and the user in the URL.':
    '비밀번호는 APPS_IN_TOSS_MOCK_STATE_PASSWORD나 --state-password-file로, 사용자는 URL로 주세요.',
  'Start it, or correct the address; for a certificate of your own, name its authority with --state-ca.':
    '시작하거나 주소를 고치세요. 직접 만든 인증서라면 --state-ca로 인증 기관(CA)을 지정하세요.',

  'connections to the Apps in Toss API are redirected, and no mock is running on the certificates in {}':
    '앱인토스 API로 가는 연결을 목 서버로 돌리고 있는데, {}의 인증서로 실행 중인 목 서버가 없어요',
  'Start one with apps-in-toss-mock start, or say where it is with APPS_IN_TOSS_MOCK_DIR or APPS_IN_TOSS_BASE_URL. APPS_IN_TOSS_REDIRECT=off switches the redirection off.':
    'apps-in-toss-mock start로 시작하거나, APPS_IN_TOSS_MOCK_DIR이나 APPS_IN_TOSS_BASE_URL로 어디에 있는지 알려 주세요. APPS_IN_TOSS_REDIRECT=off면 연결을 돌리지 않아요.',
  '{} takes no request body': '{}는 요청 본문을 받지 않아요',
  'a response to compare is { status, body }, with status a number':
    '비교할 응답은 { status, body }이고 status는 숫자예요',
  'part must be success, request or response, not {}': 'part는 success, request, response 중 하나여야 하는데 {}예요',
  'Start the mock before the tests, in globalSetup for example, and give the tests its controlUrl.':
    '테스트 전에 globalSetup 같은 곳에서 목 서버를 시작하고, controlUrl을 테스트에 넘기세요.',
  '{} {} was answered with HTTP {}': '{} {}에 HTTP {}로 응답했어요',
  'controlUrl must be a URL like http://127.0.0.1:8444, not {}':
    'controlUrl은 http://127.0.0.1:8444 같은 URL이어야 하는데 {}예요',
  'a function cannot be handed to a mock in another process': '다른 프로세스의 목 서버에는 함수를 넘길 수 없어요',
  '{}: a function cannot be handed to a mock in another process':
    '{}: 다른 프로세스의 목 서버에는 함수를 넘길 수 없어요',
  'Give this test a server of its own (ownServer: true), or call the steps one by one: orders.start, pay, answerGrant.':
    '이 테스트에 전용 서버를 주거나(ownServer: true), 단계를 하나씩 호출하세요: orders.start, pay, answerGrant.',
  '{} is not an option of {}': '{2}에 {1}라는 옵션은 없어요',
  'server and ownServer: give one or the other, not both': 'server와 ownServer 중 하나만 주세요',
  'ownServer starts a server for this test alone; server shares one.':
    'ownServer는 이 테스트만의 서버를 시작하고, server는 함께 써요.',
  'the clock of a shared server belongs to every test on it': '함께 쓰는 서버의 시계는 모든 테스트의 것이에요',
  'Give this test a server of its own with ownServer: true.': 'ownServer: true로 이 테스트에 전용 서버를 주세요.',
  '{} is for the mock of a test, and was given something else': '{}는 테스트의 목 서버에 쓰는데 다른 것을 받았어요',
  'Write expect(mock).{}(…), with the fixture mock or what createTestMock gives.':
    'expect(mock).{}(…)로 쓰세요. mock은 픽스처이거나 createTestMock이 준 것이에요.',
  'no recording was named': '기록한 파일을 지정하지 않았어요',
  'Name a HAR file, or - for the standard input.': 'HAR 파일을 지정하거나, 표준 입력이면 -를 쓰세요.',
  'a redacted copy can be made of one recording at a time': '비밀을 지운 사본은 기록 하나씩만 만들 수 있어요',
  'Name one recording.': '기록 하나만 지정하세요.',
  'it is empty': '비어 있어요',
  'it is JSON, and has no log.entries as a HAR has': 'JSON이지만 HAR처럼 log.entries가 없어요',
  'it is not a HAR entry: {} must be {}': 'HAR 항목이 아니에요. {}는 {}여야 해요',
  'it is not a journal entry: kind must be a string': '요청 기록의 항목이 아니에요. kind는 문자열이어야 해요',
  'it is not a journal entry: {} must be {}': '요청 기록의 항목이 아니에요. {}는 {}여야 해요',
  'it is longer than {} MiB': '{}MiB보다 길어요',
  'it is not JSON': 'JSON이 아니에요',
  '{}, entry {}: it is not JSON': '{}, {}번째 항목: JSON이 아니에요',
  'there is something after the end of the HAR': 'HAR이 끝난 뒤에 무언가가 더 있어요',
  'it is not a HAR: it does not begin with {': 'HAR이 아니에요. {로 시작하지 않아요',
  'an entry of a HAR is an object': 'HAR의 항목은 객체여야 해요',
  'its brackets do not match': '괄호의 짝이 맞지 않아요',
  'it is larger than {} MiB': '{}MiB보다 커요',
  'the file ends in the middle of it': '항목 중간에서 파일이 끝났어요',
  'the file ends before the HAR does': 'HAR이 끝나기 전에 파일이 끝났어요',
  'it is a zip: unzip it and name the .har inside, or record with bodies embedded (Playwright: content: "embed")':
    'zip 파일이에요. 압축을 풀어 안에 있는 .har를 지정하거나, 본문을 포함해서 기록하세요(Playwright: content: "embed")',
  'it cannot be read ({})': '읽을 수 없어요 ({})',
  '{}, entry {}: {}': '{}, {}번째 항목: {}',
  'a base URL must be an http or https URL, not {}': '기본 URL은 http나 https URL이어야 하는데 {}예요',
  'Give the part of the URL before /api-partner, for example https://gateway.example.com/toss.':
    '/api-partner 앞의 URL을 주세요. 예: https://gateway.example.com/toss.',
  'the redacted copy cannot be written to {}: it is the original':
    '비밀을 지운 사본을 {}에 쓸 수 없어요. 원본 파일이에요',
  'userKey must be 1 to 19 digits, as login-me gives it': 'userKey는 login-me가 주는 대로 숫자 1~19자리여야 해요',
  'there is no part {}': '{}라는 부분은 없어요',
  'only: there is no part {}': 'only: {}라는 부분은 없어요',
  '{} ({}) is gone with the full set of verify: {}': '{}({}) 옵션은 verify의 전체 검사와 함께 없어졌어요: {}',
  'Leave {} out. This project runs the full set as its own test, test/conformance.':
    '{}를 빼세요. 전체 검사는 이 프로젝트의 테스트 test/conformance가 해요.',
  '{} is production: {} requests at most would be sent with your certificate':
    '{}는 운영 환경이에요. 여러분의 인증서로 요청을 최대 {}개 보내게 돼요',
  'Look at them with --plan, then run it again with --yes-production.':
    '--plan으로 먼저 보고, --yes-production을 붙여 다시 실행하세요.',
  'nothing could be verified. {}': '아무것도 확인하지 못했어요. {}',
  'nothing else is served here': '여기에는 다른 것이 없어요',
  'a page has no {} {}': '페이지에 {} {}는 없어요',
  'Correct {}.': '{}를 고치세요.',
} as const
