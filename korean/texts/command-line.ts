/** What the commands print. */
export const commandLineTexts = {
  'unofficial: not made or endorsed by Toss': '비공식 도구예요. 토스와는 관련이 없어요',
  'making a certificate authority and keys in {} …': '{}에 인증 기관과 키를 만들고 있어요 …',
  Control: '컨트롤',
  Proxy: '프록시',
  Phone: '휴대폰',
  Page: '페이지',
  Console: '콘솔',
  'Mini-app': '미니앱',
  State: '월드 저장',
  Log: '로그',
  Process: '프로세스',
  Started: '시작 시각',
  Certificate: '인증서',
  Key: '키',
  'Decryption key': '복호화 키',
  Created: '만든 파일',
  Renewed: '갱신한 파일',
  Warning: '주의',
  password: '비밀번호',
  'mTLS: needs the client certificate': 'mTLS, 클라이언트 인증서가 필요해요',
  'the Toss side: logins, clock, journal': '토스 쪽에서 하는 일: 로그인, 시계, 요청 기록',
  'for HTTPS_PROXY': 'HTTPS_PROXY용',
  'the mini-app, in a browser': '브라우저에서 여는 미니앱',
  'open it in a browser': '브라우저에서 여세요',
  'In another terminal: log a user in, and exchange the code for tokens':
    '다른 터미널에 붙여 넣으세요. 사용자를 로그인시키고 인가 코드를 토큰으로 바꿔요',
  'Point a shell at this mock, and check the set-up of your side': '셸을 이 목 서버에 연결하고, 내 쪽 설정을 점검해요',
  'Ctrl-C stops it': '종료하려면 Ctrl-C를 누르세요',
  'It runs in the background; to stop it:': '백그라운드에서 실행 중이에요. 종료하려면:',
  'it expired on {}': '{}에 만료됐어요',
  'it expires on {}': '{}에 만료돼요',
  'A backend with a list of origins (CORS) needs {} in it.':
    '백엔드가 출처를 검사(CORS)하면 허용 목록에 {}를 추가하세요.',
  'Toss app of {}': '{}의 토스 앱',
  'sandbox app of {}': '{}의 샌드박스 앱',
  'user {}': '사용자 {}',

  '--auto-login is on: any unknown authorization code logs a user in. Production refuses such a code.':
    '--auto-login이 켜져 있어요. 모르는 인가 코드도 사용자를 로그인시켜요. 운영 환경에서는 거절돼요.',
  '--auto-approve is on: payments are approved as they are made. In production the user has to.':
    '--auto-approve가 켜져 있어요. 결제를 만들자마자 승인해요. 운영 환경에서는 사용자가 승인해야 해요.',
  '--server-certificate {} is on: every client that checks the server certificate refuses this mock.':
    '--server-certificate {}가 켜져 있어요. 서버 인증서를 확인하는 클라이언트는 모두 이 목 서버를 거부해요.',
  '--scenario {} is on: calls fail on purpose, for every mini-app. --list-scenarios says how.':
    '--scenario {}가 켜져 있어요. 모든 미니앱의 호출이 일부러 실패해요. --list-scenarios로 내용을 볼 수 있어요.',
  '--no-redact is on: the journal shows tokens, keys and personal data.':
    '--no-redact가 켜져 있어요. 요청 기록에 토큰, 키, 개인정보가 그대로 보여요.',
  '--host {} is not a loopback address: whoever reaches this machine can use the control API.':
    '--host {}는 루프백 주소가 아니에요. 이 컴퓨터에 접속할 수 있으면 누구나 컨트롤 API를 쓸 수 있어요.',
  '{} is not a setting; docs/cli.md lists those there are.':
    '{}라는 설정은 없어요. 전체 목록은 docs/cli.ko.md에 있어요.',
  warning: '주의',
  'note: the lines in the hosts file stay until you remove them':
    '참고: hosts 파일에 넣은 줄은 직접 지울 때까지 남아요',
  'note: {}: env, doctor and stop will not find this mock': '참고: {}. env, doctor, stop이 이 목 서버를 찾지 못해요',
  'note: a mock with these certificates is running already: {}, process {}':
    '참고: 이 인증서로 실행 중인 목 서버가 이미 있어요: {}, 프로세스 {}',
  'note: {} has changed: the mock was reset, and its world is as the file says now':
    '참고: {}가 바뀌어서 목 서버를 초기화했어요. 월드는 이제 파일대로예요',
  'note: {} has changed, and is not used: the mock goes on as it was':
    '참고: {}가 바뀌었지만 적용하지 않았어요. 목 서버는 그대로예요',
  'watch is on, and there is no seed file to be watched': 'watch가 켜져 있는데 지켜볼 시드 파일이 없어요',
  'Name one with --seed-file, or leave --watch out.': '--seed-file로 지정하거나 --watch를 빼세요.',
  'unexpected: this is a bug of apps-in-toss-mock, not yours':
    '예상하지 못한 오류예요. 여러분이 아니라 apps-in-toss-mock의 버그예요',
  'Please report it, with the stack above and what you did': '위의 스택과 무엇을 하고 있었는지 함께 알려 주세요',
  'Use a folder (and AAD) without line breaks, and without \' together with one of " $ ` \\ !':
    '폴더(와 AAD)에는 줄바꿈을 쓰지 말고, \' 를 " $ ` \\ ! 중 하나와 함께 쓰지 마세요',
  '{} cannot be written to a dotenv file so that every reader gets the same: it has several lines':
    '{}는 여러 줄이라서 dotenv 파일에 쓸 수 없어요. 읽는 프로그램마다 값이 달라져요',
  '{} cannot be written to a dotenv file so that every reader gets the same: {}':
    '{}는 dotenv 파일에 쓸 수 없어요. 읽는 프로그램마다 값이 달라져요: {}',
  'Name another file, or put two lines where ours are to stand between them: "{}" and "{}".':
    '다른 파일을 지정하거나, 목 서버가 쓸 자리에 두 줄을 넣으세요: "{}"와 "{}".',

  '--output: {} is there already, and is left as it is': '--output: {}가 이미 있어서 그대로 뒀어요',
  '--output: {} cannot be written ({})': '--output: {}를 쓸 수 없어요 ({})',
  'Name a folder that you may write to.': '쓸 수 있는 폴더를 지정하세요.',
  'The old one stays active. When no client uses it any more: apps-in-toss-mock certificate revoke {}':
    '기존 인증서도 계속 쓸 수 있어요. 쓰는 클라이언트가 없어지면: apps-in-toss-mock certificate revoke {}',
  '{} has no certificate in {}.': '{2}에 {1}의 인증서가 없어요.',
  'revoked  CN={}, serial {}': '폐기함  CN={}, 일련번호 {}',
  'issued   CN={}, serial {}, valid until {}': '발급함  CN={}, 일련번호 {}, {}까지 유효',
  'From now on {} refuses it.': '이제 {}가 이 인증서를 거절해요.',
  'every mock that uses {}': '{}를 쓰는 모든 목 서버',
  'the mock at {}': '{}의 목 서버',
  '{} open connection': '열린 연결 {}개',
  '{} open connections': '열린 연결 {}개',
  '{} days left': '{}일 남음',
  active: '사용 중',
  revoked: '폐기됨',
  expired: '만료됨',
  serial: '일련번호',
  fingerprint: '지문',
  valid: '유효 기간',
  'last seen': '마지막 사용',
  cert: '인증서',
  key: '키',
  'not by a mock that runs now': '지금 실행 중인 목 서버에는 없음',

  'there is nothing to decrypt': '복호화할 것이 없어요',
  'Give a field, or pipe the answer of login-me in.': '필드를 주거나, login-me의 응답을 파이프로 넣으세요.',
  'the answer to decrypt begins as JSON, and is none': '복호화할 응답이 JSON처럼 시작하지만 JSON이 아니에요',
  'Pipe the whole body of login-me in.': 'login-me의 본문 전체를 파이프로 넣으세요.',
  '{} is not an error code of this package': '{}는 이 패키지의 오류 코드가 아니에요',
  'apps-in-toss-mock explain without a code prints all of them. Codes of the API are in docs/failures.md.':
    '코드 없이 apps-in-toss-mock explain을 실행하면 모두 볼 수 있어요. API의 코드는 docs/failures.ko.md에 있어요.',
  'no mini-app has a world yet': '아직 월드가 있는 미니앱이 없어요',
  'It holds tokens, keys and personal data as they are.': '토큰, 키, 개인정보가 그대로 들어 있어요.',
  'Start one in another terminal with apps-in-toss-mock start, or both at once with apps-in-toss-mock start --phone; name the folder of a running one with --dir, or its control port with --control-url.':
    '다른 터미널에서 apps-in-toss-mock start 명령으로 시작하거나, apps-in-toss-mock start --phone 명령으로 한 번에 시작하세요. 실행 중인 목 서버가 있다면 --dir로 폴더를, --control-url로 컨트롤 포트를 지정하세요.',
  'the command is an empty text': '명령이 비어 있어요',
  'Name a command behind --: apps-in-toss-mock run -- npm start':
    '-- 뒤에 명령을 쓰세요: apps-in-toss-mock run -- npm start',
  '--strict: the command ended with 0, and {}': '--strict: 명령은 0으로 끝났지만 {}',
  'what it called breaks the contract': '호출이 API 명세를 어겼어요',
  'nothing that it called reached the mock': '호출이 하나도 목 서버에 오지 않았어요',
  'process {} was told to stop, and has not ended within {} seconds':
    '프로세스 {}에 종료를 요청했지만 {}초 안에 끝나지 않았어요',
  'stopped {}, process {}': '끝냈어요: {}, 프로세스 {}',
  'the mock at {}, process {}, left no secret by which it could be stopped: another version started it':
    '{}의 목 서버(프로세스 {})를 끝낼 비밀 값이 없어요. 다른 버전이 시작했어요',
  'the mock at {}, process {}, did not answer when it was told to stop':
    '{}의 목 서버(프로세스 {})에 종료를 요청했지만 응답하지 않았어요',
  'the mock at {}, process {}, refuses to stop (HTTP {})':
    '{}의 목 서버(프로세스 {})가 종료 요청을 거절했어요 (HTTP {})',
  '--base-url is missing, and no mock is running here': '--base-url이 없고, 여기서 실행 중인 목 서버도 없어요',
  'Name the server: --base-url https://127.0.0.1:8443, or {} for production.':
    '서버를 지정하세요: --base-url https://127.0.0.1:8443, 운영 환경이면 {}.',
  '--{} is missing: without it the server refuses every connection':
    '--{}가 없어요. 없으면 서버가 모든 연결을 거절해요',
  '--timeout must be a number of seconds from 0 to {}, not {}': '--timeout은 0부터 {}까지의 초여야 하는데 {}예요',
  'For example --timeout 30.': '예: --timeout 30.',
  'a mock is running on the certificates in {} already: {}, process {}':
    '{}의 인증서로 실행 중인 목 서버가 이미 있어요: {}, 프로세스 {}',
  done: '완료',

  'Breaks clients': '클라이언트를 깨뜨려요',
  'Breaks nobody': '아무도 깨뜨리지 않아요',
  'For information': '참고',
  'No difference.': '다른 점이 없어요.',
  'No change breaks clients ({} that break nobody, {} for information).':
    '클라이언트를 깨뜨리는 변경이 없어요 (깨뜨리지 않는 것 {}개, 참고 {}개).',
  '{} change breaks clients': '클라이언트를 깨뜨리는 변경 {}개',
  '{} changes break clients': '클라이언트를 깨뜨리는 변경 {}개',
  '(besides {} that break nobody, {} for information).': '(그 밖에 깨뜨리지 않는 것 {}개, 참고 {}개).',

  ok: '정상',
  PROBLEM: '문제',
  'Set-up': '설정 확인',
  'Set-up of {} ({})': '설정 확인: {}',
  'No problem found.': '문제가 없어요.',
  'No problem found, {}.': '문제가 없어요, {}.',
  '1 problem': '문제 1개',
  '{} problems': '문제 {}개',
  '1 warning': '주의 1개',
  '{} warnings': '주의 {}개',
  '{}, {}. The first one may cause the others.': '{}, {}. 첫 번째 문제가 다른 문제의 원인일 수 있어요.',
  '{}. The first one may cause the others.': '{}. 첫 번째 문제가 다른 문제의 원인일 수 있어요.',
  "What cannot be seen from here: Node's global fetch, and axios with its fetch adapter, ignore https.Agent and send no certificate (ERR_NETWORK). Give fetch an Agent as dispatcher, both of the same undici, or axios adapter: 'http' with an httpsAgent.":
    "여기서는 보이지 않는 것: Node의 전역 fetch와 axios의 fetch 어댑터는 https.Agent를 무시하고 인증서를 보내지 않아요(ERR_NETWORK). fetch에는 같은 undici의 Agent를 dispatcher로 넘기고, axios에는 httpsAgent와 함께 adapter: 'http'를 쓰세요.",

  'Unmodified code by the hosts file': 'hosts 파일로 코드를 고치지 않고 연결하기',
  '{} maps both names to this machine already.': '{}에서 두 이름이 이미 이 컴퓨터를 가리키고 있어요.',
  'Add these lines to {}:': '{}에 이 줄을 추가하세요:',
  'Remove them when you are done: as long as they stand, nothing on this machine reaches the real API.':
    '다 쓰면 지우세요. 이 줄이 있는 동안에는 이 컴퓨터에서 실제 API에 연결할 수 없어요.',
  'Lead port 443 to this mock': '443 포트를 이 목 서버로 보내기',
  'A service of docker compose, this mock outside': 'docker compose의 서비스에서, 바깥의 목 서버로',
  'On Linux start the mock with --host 0.0.0.0: a container does not reach 127.0.0.1 of its host.':
    'Linux에서는 --host 0.0.0.0으로 목 서버를 시작하세요. 컨테이너에서는 호스트의 127.0.0.1에 접속할 수 없어요.',
  'A service of docker compose, this mock in another service (start --hosts --host 0.0.0.0)':
    'docker compose의 서비스에서, 다른 서비스의 목 서버로 (start --hosts --host 0.0.0.0)',
  'Let ordinary programs use it (sudo sysctl net.ipv4.ip_unprivileged_port_start=443; until the next boot), or only this Node (sudo setcap cap_net_bind_service=+ep {}), or start with authbind --deep or sudo. Without any of it: {}':
    '일반 프로그램이 쓸 수 있게 하거나(sudo sysctl net.ipv4.ip_unprivileged_port_start=443, 다시 부팅할 때까지), 이 Node에만 허용하거나(sudo setcap cap_net_bind_service=+ep {}), authbind --deep이나 sudo로 시작하세요. 그러지 않으려면: {}',
  'Start with sudo, or without: {}': 'sudo로 시작하세요. 그러지 않으려면: {}',
  'Start as administrator, or without: {}': '관리자로 시작하세요. 그러지 않으려면: {}',
  '--hosts --port {}, with port 443 led there: {}': '--hosts --port {}로 시작하고 443 포트를 그쪽으로 보내세요: {}',

  '--names: {} holds a certificate or key itself, and no path':
    '--names: {}에는 경로가 아니라 인증서나 키의 내용이 들어가요',
  'Add --contents where that is meant.': '그것이 맞다면 --contents를 붙이세요.',
  '--names: {} is not a name that this mock knows': '--names: {}는 모르는 이름이에요',
  'Write own, public, or names out of the table in docs/unmodified-code.md with commas between them.':
    'own, public, 또는 docs/unmodified-code.ko.md의 표에 있는 이름을 쉼표로 나눠 쓰세요.',
  '{}:{} is neither JSON nor YAML: {}': '{}:{}가 JSON도 YAML도 아니에요: {}',
  '{} is neither JSON nor YAML that can be read: {}': '{}를 JSON이나 YAML로 읽을 수 없어요: {}',
  '{} must be ask, approve, cancel or fail:CODE, not {}':
    '{}는 ask, approve, cancel, fail:CODE 중 하나여야 하는데 {}예요',
  'For example --answers approve, --answers purchase=fail:USER_CANCELED.':
    '예: --answers approve, --answers purchase=fail:USER_CANCELED.',
  '{} must be three numbers with dots between, not {}': '{}는 점으로 나눈 숫자 세 개여야 하는데 {}예요',
  'For example 5.300.0.': '예: 5.300.0.',
  '{} must be of one of the kinds {}, not {}': '{}의 종류는 {} 중 하나여야 하는데 {}예요',

  'the command {} was not found': '명령 {}를 찾을 수 없어요',
  'Check its name and PATH. A line for a shell goes in quotes behind a shell: run -- sh -c "…"':
    '이름과 PATH를 확인하세요. 셸 명령은 따옴표로 감싸 셸에 넘기세요: run -- sh -c "…"',
  'the command {} is not executable ({})': '명령 {}를 실행할 수 없어요 ({})',
  'the command {} cannot be started: {}': '명령 {}를 시작할 수 없어요: {}',
  'Name a program that may be executed.': '실행할 수 있는 프로그램을 지정하세요.',
  'the loopback interface cannot be brought up: {}': '루프백 인터페이스를 켤 수 없어요: {}',
  '{} cannot be covered with a file of its own: {}': '{}를 전용 파일로 덮을 수 없어요: {}',
  '{} still leads to {}: this machine does not ask /etc/hosts first':
    '{}가 아직 {}를 가리켜요. 이 컴퓨터는 /etc/hosts를 먼저 보지 않아요',
  'the command sees a hosts file of its own: {} and {} are the mock, all else is as ever':
    '명령은 전용 hosts 파일을 봐요. {}와 {}는 목 서버이고 나머지는 그대로예요',
  'the command has a network of its own: it reaches the mock, and neither other hosts nor services of this machine (a database on localhost)':
    '명령은 전용 네트워크를 써요. 목 서버에만 연결할 수 있고, 다른 호스트나 이 컴퓨터의 서비스(localhost의 데이터베이스)에는 연결할 수 없어요',
  'run --namespace cannot make a namespace: {}': 'run --namespace가 네임스페이스를 만들 수 없어요: {}',
  'namespaces are Linux’s': '네임스페이스는 Linux에만 있어요',
  'Use run without it; --hosts is for every system.':
    '--namespace 없이 run을 쓰세요. --hosts는 어느 시스템에서나 쓸 수 있어요.',
  'port 443 may not be used on a loopback address': '루프백 주소에서 443 포트를 쓸 수 없어요',
  'Use --namespace network, or {}.': '--namespace network를 쓰거나, {}.',
  'allow it: sudo sysctl net.ipv4.ip_unprivileged_port_start=443':
    '허용하세요: sudo sysctl net.ipv4.ip_unprivileged_port_start=443',
  'the program unshare is missing': 'unshare 프로그램이 없어요',
  'Install util-linux.': 'util-linux를 설치하세요.',
  'the kernel refuses it: {}': '커널이 거절했어요: {}',
  'In a container: docker run --cap-add SYS_ADMIN --security-opt apparmor=unconfined. On Ubuntu 24 and Debian, where a user may not make namespaces: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0, or kernel.unprivileged_userns_clone=1. Or start it with sudo.':
    '컨테이너에서는 docker run --cap-add SYS_ADMIN --security-opt apparmor=unconfined. 일반 사용자가 네임스페이스를 만들 수 없는 Ubuntu 24와 Debian에서는 sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0 또는 kernel.unprivileged_userns_clone=1. 아니면 sudo로 시작하세요.',
  'it ended before the command began': '명령이 시작되기 전에 끝났어요',
  'Without --namespace, run leads programs by HTTPS_PROXY.': '--namespace가 없으면 run은 HTTPS_PROXY로 연결해요.',

  'Nothing reached the mock.': '목 서버에 아무것도 오지 않았어요.',
  'The command called nothing, or it finds the names without the system: by DNS over HTTPS, or from a list of its own.':
    '명령이 아무것도 호출하지 않았거나, DNS over HTTPS나 자체 목록처럼 시스템을 거치지 않고 이름을 찾아요.',
  'Either the command called nothing, or it went another way: a program that does not honour HTTPS_PROXY, a script that sets NODE_OPTIONS or clears the environment.':
    '명령이 아무것도 호출하지 않았거나 다른 길로 갔어요. HTTPS_PROXY를 따르지 않는 프로그램이거나, NODE_OPTIONS를 바꾸거나 환경 변수를 비우는 스크립트일 수 있어요.',
  'Either the command called nothing, or it went past the mock, to the real host.':
    '명령이 아무것도 호출하지 않았거나, 목 서버를 지나쳐 실제 호스트로 갔어요.',
  'Or lead it whatever it is: run --namespace.': '어떤 프로그램이든 연결하려면: run --namespace.',
  'Or give it the address: APPS_IN_TOSS_BASE_URL.': '아니면 주소를 주세요: APPS_IN_TOSS_BASE_URL.',
  'What is led here: docs/unmodified-code.md.': '무엇이 연결되는지는 docs/unmodified-code.ko.md에 있어요.',
  'This is Bun: its fetch honours HTTPS_PROXY, and node:https in Bun does not.':
    'Bun이에요. fetch는 HTTPS_PROXY를 따르지만 node:https는 따르지 않아요.',
  'Call with fetch and tls: { cert, key, ca }.': 'fetch와 tls: { cert, key, ca }로 호출하세요.',
  'This is Deno: its fetch honours HTTPS_PROXY, and node:https in Deno does not.':
    'Deno예요. fetch는 HTTPS_PROXY를 따르지만 node:https는 따르지 않아요.',
  'Call with fetch and Deno.createHttpClient.': 'fetch와 Deno.createHttpClient로 호출하세요.',
  'This is a Go program: an http.Transport of its own has no proxy.':
    'Go 프로그램이에요. 직접 만든 http.Transport에는 프록시가 없어요.',
  'Set Proxy: http.ProxyFromEnvironment in it, as http.DefaultTransport has.':
    'http.DefaultTransport처럼 Proxy: http.ProxyFromEnvironment를 넣으세요.',
  'This is a JVM: it reads no HTTPS_PROXY.': 'JVM이에요. HTTPS_PROXY를 읽지 않아요.',
  'It takes -Dhttps.proxyHost and -Dhttps.proxyPort, and a trust store with ca.crt.':
    '-Dhttps.proxyHost와 -Dhttps.proxyPort, 그리고 ca.crt가 든 트러스트 스토어를 주세요.',
  'This is Node: a script that sets NODE_OPTIONS, or clears the environment, drops the redirection.':
    '이 명령은 Node로 실행돼요. 스크립트가 NODE_OPTIONS를 바꾸거나 환경 변수를 비우면 목 서버로 연결되지 않아요.',
  'This is PHP: its streams (file_get_contents, fopen) know no HTTPS_PROXY; libcurl, which Guzzle calls by, honours it.':
    'PHP예요. 스트림(file_get_contents, fopen)은 HTTPS_PROXY를 따르지 않고, Guzzle이 쓰는 libcurl은 따라요.',
  'This is Python: aiohttp honours HTTPS_PROXY only with trust_env=True; a Session with trust_env = False does not either.':
    'Python이에요. aiohttp는 trust_env=True일 때만 HTTPS_PROXY를 따르고, trust_env = False인 Session도 따르지 않아요.',
  '1 call, {} failed': '호출 1번, 실패 {}번',
  '{} calls, {} failed': '호출 {}번, 실패 {}번',
  operation: 'API',
  calls: '호출',
  failures: '실패',
  '{} times': '{}번',
  'Connections refused in the TLS handshake': 'TLS 핸드셰이크에서 거절된 연결',
  'Calls refused, and why': '거절된 호출과 이유',
  'Known, and not mocked': '알려져 있지만 흉내 내지 않는 API',
  'Contract rules broken': '어긴 API 명세 규칙',
  'Callbacks that were not taken': '받지 않은 콜백',
  'Give the HTTP client certificate and key: APPS_IN_TOSS_CERT and APPS_IN_TOSS_KEY name the files.':
    'HTTP 클라이언트에 인증서와 키를 주세요. 파일은 APPS_IN_TOSS_CERT와 APPS_IN_TOSS_KEY에 있어요.',
  'other paths': '다른 경로',
  'further codes': '그 밖의 코드',
  'further callbacks': '그 밖의 콜백',
  'further rules': '그 밖의 규칙',
  'the journal has them': '요청 기록에 있어요',

  'What can be made to go wrong for every mini-app; several can be given. docs/features/faults.md has more.':
    '모든 미니앱에 일으킬 수 있는 장애예요. 여러 개를 줄 수 있어요. 자세한 내용은 docs/features/faults.ko.md에 있어요.',
  'For example: --scenario flaky-network': '예: --scenario flaky-network',
  'Where sources about the real API conflict, the mock follows the most likely one; the others can be switched on by name.':
    '실제 API에 대한 출처가 엇갈리면 목 서버는 가장 그럴듯한 쪽을 따라요. 다른 쪽은 이름으로 켤 수 있어요.',
  'For example: --variant {}': '예: --variant {}',
  default: '기본값',

  '{} and {} are both in {}, and it is unclear which counts':
    '{3}에 {1}와 {2}가 둘 다 있어서 어느 것을 쓸지 알 수 없어요',
  '{} are both in {}, and it is unclear which counts': '{2}에 {1}가 둘 다 있어서 어느 것을 쓸지 알 수 없어요',
  'Remove one, or name one with --config.': '하나를 지우거나 --config로 지정하세요.',
  'the config file {} is not text in UTF-8': '설정 파일 {}가 UTF-8 텍스트가 아니에요',
  'Write it as JSON or YAML in UTF-8; see whether it is the file that was meant.':
    'UTF-8로 된 JSON이나 YAML로 쓰세요. 쓰려던 파일이 맞는지도 확인하세요.',
  'there is no config file {}': '설정 파일 {}가 없어요',
  'Correct --config or {}; a relative path starts from the working directory.':
    '--config나 {}를 고치세요. 상대 경로는 작업 폴더를 기준으로 해요.',
  'the config file {} cannot be read ({})': '설정 파일 {}를 읽을 수 없어요 ({})',
  '{} is not YAML: {}': '{}가 YAML이 아니에요: {}',
  '{} is not YAML that can be read: {}': '{}를 YAML로 읽을 수 없어요: {}',
  '{} must hold keys and values, not {}': '{}에는 키와 값이 있어야 하는데 {}예요',
  '{} settings are wrong:': '설정 {}개가 잘못됐어요:',
  '{} is not a setting': '{}라는 설정은 없어요',
  'a whole number': '정수',
  'a number': '숫자',
  'true or false': 'true나 false',
  'a path': '경로',
  'a list of texts': '문자열 목록',
  'a map of variant ids to options': '변형 id와 선택지의 맵',
  'the name of an option': '선택지의 이름',
  'a list': '목록',
  'a map': '맵',
  'the text "{}"': '문자열 "{}"',
  'Write {}.': '{}라고 쓰세요.',
  'Write the number without quotes.': '숫자를 따옴표 없이 쓰세요.',
  'Write true or false, without quotes.': 'true나 false를 따옴표 없이 쓰세요.',
  'Write the value in quotes.': '값을 따옴표로 감싸세요.',
  'Write the path in quotes; a relative one starts from the folder of the config file.':
    '경로를 따옴표로 감싸세요. 상대 경로는 설정 파일의 폴더를 기준으로 해요.',
  'Write a list of texts, for example ["my-host.localhost"].': '문자열 목록으로 쓰세요. 예: ["my-host.localhost"].',
  'For example { "login.invalidGrant": "oauth-error" }; --list-variants prints them all.':
    '예: { "login.invalidGrant": "oauth-error" }. --list-variants로 모두 볼 수 있어요.',
  'Name a file or folder.': '파일이나 폴더를 지정하세요.',
  '{} must look like id=option, not {}': '{}는 id=option 형식이어야 하는데 {}예요',
  'For example login.invalidGrant=oauth-error; --list-variants prints them all.':
    '예: login.invalidGrant=oauth-error. --list-variants로 모두 볼 수 있어요.',
  "a list in JSON: '[…]'": "JSON 목록('[…]')",
  "an object in JSON: '{…}'": "JSON 객체('{…}')",
  'a number of seconds, or one with s, m, h or d': '초, 또는 s, m, h, d를 붙인 숫자',

  '({} before these are gone: the journal is bounded)':
    '(그 앞의 {}개는 사라졌어요. 요청 기록의 크기에는 한도가 있어요)',
  'nothing yet': '아직 없어요',
  'handshake refused ({}, {} times): {}': '핸드셰이크가 거절됐어요 ({}, {}번): {}',
  'handshake refused ({}): {}': '핸드셰이크가 거절됐어요 ({}): {}',
  'no answer': '응답 없음',

  'line {}': '{}번째 줄',
  '1 entry': '기록 1개',
  '{} entries': '기록 {}개',
  '1 exchange': '호출 1개',
  '{} exchanges': '호출 {}개',
  '1 request': '요청 1개',
  '{} requests': '요청 {}개',
  'The same in {} more: {}': '다른 {}곳에서도 같아요: {}',
  'expected {}; found {}': '{}여야 하는데 {}예요',
  'expected {}; found missing': '{}여야 하는데 없어요',
  journal: '요청 기록',
  'refused handshakes': '거절된 핸드셰이크',
  'no operation': 'API가 아님',
  exchanges: '호출',
  broken: '어김',
  '… and {} more that break the contract.': '… API 명세를 어긴 것이 {}개 더 있어요.',
  '… and {} more that are not an operation.': '… API가 아닌 것이 {}개 더 있어요.',
  'Not checked: {}, in {}.': '확인하지 않음: {} ({}).',
  'Left out: {} of {}, in {}; null was expected, and a lenient reader takes it for null.':
    '빠짐: {2}의 {1} ({3}). null이어야 하는데, 엄격하지 않은 클라이언트는 null로 읽어요.',
  'Ignored: {}, {}; {}.': '건너뜀: {}, {}. {}.',
  'Ignored: {}, {}.': '건너뜀: {}, {}.',
  'Redacted copy: {}, {}; what is not an operation was left out ({}).':
    '비밀을 지운 사본: {}, {}. API가 아닌 것은 뺐어요({}개).',
  'No exchange with the partner API was found.': '파트너 API를 호출한 기록이 없어요.',
  '1 exchange keeps the contract.': '호출 1개가 API 명세를 지켜요.',
  'All {} exchanges keep the contract.': '호출 {}개가 모두 API 명세를 지켜요.',
  '{} of {} breaks the contract': '{2} 중 {1}개가 API 명세를 어겨요',
  '{} of {} break the contract': '{2} 중 {1}개가 API 명세를 어겨요',
  '{} to no operation': 'API가 아닌 {}',

  'as the contract says': 'API 명세대로',
  'as said': 'API 명세대로',
  differs: '다름',
  'not checked': '확인하지 않음',
  together: '합계',
  'No differences.': '다른 점이 없어요.',
  '{} finding, in {} behaviours.': '다른 점 {}개(동작 {}개).',
  '{} findings, in {} behaviours.': '다른 점 {}개(동작 {}개).',
  'Verified {}, {} s': '확인함: {}, {}초',
  'It was cut short: {}.': '중간에 끝났어요: {}.',
  '{} requests and handshakes at most': '요청과 핸드셰이크를 최대 {}번 보내요',
  'harmless: {}': '안전한 이유: {}',
  '{} at most, two repetitions after a lost connection included. Nothing was sent now.':
    '연결이 끊긴 뒤의 재시도 두 번까지 더해 최대 {}번이에요. 지금은 아무것도 보내지 않았어요.',
  'expected {}, got {}': '{}여야 하는데 {}예요',
  expected: '기대한 것',
  got: '받은 것',
  'seen in': '발견한 곳',
  'and {} more': '외 {}개',
  source: '출처',
  seen: '관찰한 것',
  'as assumed': '가정대로',
  'not as assumed': '가정과 다름',
  'Assumptions seen': '확인된 가정',
  Variants: '변형',
  'not seen': '관찰하지 못함',
  'Not checked': '확인하지 않음',
} as const
