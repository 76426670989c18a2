/** What `--help` says, and what the command line answers to a wrong call. */
export const helpTexts = {
  'Usage:': '사용법:',
  'Options:': '옵션:',
  'Arguments:': '인자:',
  'Commands:': '명령:',
  'Exit codes:': '종료 코드:',
  Addresses: '주소',
  'Mini-app and certificates': '미니앱과 인증서',

  Settings: '설정',
  Behaviour: '동작',
  'Toss app': '토스 앱',
  'Log and journal': '로그와 요청 기록',
  Output: '출력',
  'What is done most': '자주 하는 일',
  '{} (default: {})': '{} (기본값: {})',
  '{} (choices: {})': '{} (가능한 값: {})',
  '{} (choices: {}, default: {})': '{} (가능한 값: {}, 기본값: {})',
  '(choices: {}, default: {})': '(가능한 값: {}, 기본값: {})',
  '(choices: {})': '(가능한 값: {})',
  '{}, then the running mock': '{}, 없으면 실행 중인 목 서버',
  '{}, then the mock of --dir': '{}, 없으면 --dir의 목 서버',
  'do not hide tokens, keys and personal data in the journal': '요청 기록에서 토큰, 키, 개인정보를 가리지 않아요',
  'do not limit requests as production does: 3,000 a minute per mini-app, 15,000 more for single messages, 10 per user for messages and promotion':
    '운영 환경의 호출 한도(미니앱마다 1분에 3,000회, 단건 메시지는 따로 15,000회, 메시지와 프로모션은 사용자마다 10회)를 꺼요',

  "error: unknown option '{}'": "오류: 모르는 옵션이에요: '{}'",
  "error: unknown command '{}'": "오류: 모르는 명령이에요: '{}'",
  "error: missing required argument '{}'": "오류: 인자 '{}'를 주세요",
  "error: option '{}' argument missing": "오류: 옵션 '{}'에 값을 주세요",
  "error: option '{}' argument '{}' is invalid. Allowed choices are {}.":
    "오류: 옵션 '{}'에 '{}'는 쓸 수 없어요. 가능한 값은 {}예요.",
  "error: command-argument value '{}' is invalid for argument '{}'. {}": "오류: 인자 '{2}'에 '{1}'는 쓸 수 없어요. {3}",
  "error: required option '{}' not specified": "오류: 옵션 '{}'를 주세요",
  'error: too many arguments. Expected {} argument but got {}.':
    '오류: 인자가 너무 많아요. {}개를 받는데 {}개가 왔어요.',
  'error: too many arguments. Expected {} arguments but got {}.':
    '오류: 인자가 너무 많아요. {}개를 받는데 {}개가 왔어요.',
  'error: too many arguments for {}. Expected {} argument but got {}.':
    '오류: {} 명령에 인자가 너무 많아요. {}개를 받는데 {}개가 왔어요.',
  'error: too many arguments for {}. Expected {} arguments but got {}.':
    '오류: {} 명령에 인자가 너무 많아요. {}개를 받는데 {}개가 왔어요.',
  '(Did you mean {}?)': '({}를 쓰려고 했나요?)',
  '(Did you mean one of {}?)': '({} 중 하나를 쓰려고 했나요?)',
  'Did you mean {}?': '{}를 쓰려고 했나요?',
  "error: '{}' stands behind flags of another command": "오류: '{}' 명령이 다른 명령의 플래그 뒤에 있어요",
  'Put the command before its flags: apps-in-toss-mock {} …': '명령을 플래그보다 먼저 쓰세요: apps-in-toss-mock {} …',
  'There are {}.': '쓸 수 있는 것: {}.',
  '(apps-in-toss-mock --help explains commands and flags)': '(apps-in-toss-mock --help로 명령과 플래그를 볼 수 있어요)',
  '(apps-in-toss-mock {} --help explains what there is)':
    '(apps-in-toss-mock {} --help로 쓸 수 있는 것을 볼 수 있어요)',

  'A mock of the Apps in Toss (앱인토스) partner API: real mTLS, stateful features. Unofficial: not made or endorsed by Toss.':
    '앱인토스 파트너 API의 목(mock) 서버예요. 진짜 mTLS를 쓰고, 기능마다 상태가 있어요. 비공식 도구이고 토스와는 관련이 없어요.',
  'Each of these can also be set in the environment (--control-port is APPS_IN_TOSS_MOCK_CONTROL_PORT, --no-redact is APPS_IN_TOSS_MOCK_REDACT=false) and in a config file ("controlPort": 0). A flag counts before the environment, the environment before the file. docs/cli.md lists them all.':
    '모두 환경 변수(--control-port는 APPS_IN_TOSS_MOCK_CONTROL_PORT, --no-redact는 APPS_IN_TOSS_MOCK_REDACT=false)나 설정 파일("controlPort": 0)로도 정할 수 있어요. 플래그가 환경 변수보다, 환경 변수가 설정 파일보다 우선해요. 전체 목록은 docs/cli.ko.md에 있어요.',
  'print the version': '버전을 출력해요',
  'explain the command and its flags': '명령과 플래그를 설명해요',
  'start the mock (also without a command)': '목 서버를 시작해요(명령 없이 실행해도 같아요)',
  'print the variants with options, default and provenance, and exit':
    '변형(variant)의 선택지, 기본값, 출처를 출력하고 끝내요',
  'print the scenarios of faults, and exit': '장애 시나리오를 출력하고 끝내요',
  'go to the background, and return when the mock answers; then wait, status and stop':
    '백그라운드로 실행하고, 목 서버가 응답하면 명령이 끝나요. 그다음에는 wait, status, stop을 쓰세요',
  'run a command whose calls of the API reach a mock of its own, and say what was called':
    '명령을 실행해 API 호출을 전용 목 서버로 보내고, 무엇을 호출했는지 알려 줘요',
  'the command and its arguments': '명령과 그 인자',
  'fail, with 65, when the command ended with 0, and its calls broke the contract or none came':
    '명령이 0으로 끝났어도 호출이 API 명세를 어겼거나 호출이 없었으면 65로 실패해요',
  'Linux: lead any program, in a namespace with a hosts file of its own, or else with a network of its own':
    'Linux: 어떤 프로그램이든 연결해요. 전용 hosts 파일이 있는 네임스페이스나, 안 되면 전용 네트워크를 써요',
  'The other flags of start work here as well, but for --json, --write-env, --hosts and --watch. Ports are free ones.':
    'start의 다른 플래그도 쓸 수 있어요(--json, --write-env, --hosts, --watch 제외). 포트는 빈 것을 골라요.',
  "serve a mini-app's page with the Toss app of the running mock around it":
    '실행 중인 목 서버의 토스 앱으로 감싼 미니앱 페이지를 열어요',
  'the URL of a dev server, or the folder of a build': '개발 서버의 URL, 또는 빌드한 폴더',
  'the key, 32 bytes in Base64 (default: that of the mock)': '키. 32바이트의 Base64 (기본값: 목 서버의 키)',
  'the additional authenticated data (default: that of the mock)': 'AAD(추가 인증 데이터) (기본값: 목 서버의 AAD)',
  'the mini-app (default: that of the mock)': '미니앱 (기본값: 목 서버의 미니앱)',
  'control API (default: APPS_IN_TOSS_CONTROL_URL, then the running mock)':
    '컨트롤 API (기본값: APPS_IN_TOSS_CONTROL_URL, 없으면 실행 중인 목 서버)',
  'Open the address that it prints in a browser. Vite has a plugin instead: apps-in-toss-mock/vite.':
    '출력된 주소를 브라우저에서 여세요. Vite에서는 플러그인을 쓸 수 있어요: apps-in-toss-mock/vite.',
  'print the lines that point a shell at the running mock: eval "$(apps-in-toss-mock env)"':
    '셸을 실행 중인 목 서버에 연결하는 줄을 출력해요: eval "$(apps-in-toss-mock env)"',
  'whose syntax; github: for the file $GITHUB_ENV': '어느 셸의 문법으로 쓸지. github: $GITHUB_ENV 파일용',
  'own, public (those that public clients read as well), or a list with commas':
    'own, public(공개된 클라이언트들이 읽는 이름까지), 또는 쉼표로 나눈 목록',
  'with --names: certificates and keys themselves, besides their paths':
    '--names와 함께: 경로뿐 아니라 인증서와 키의 내용까지',
  'check the set-up of the calling side: files, dates, trust, connection, clock':
    '호출하는 쪽의 설정을 점검해요: 파일, 날짜, 신뢰, 연결, 시계',
  'where the API is (default: APPS_IN_TOSS_BASE_URL, then the running mock)':
    'API의 주소 (기본값: APPS_IN_TOSS_BASE_URL, 없으면 실행 중인 목 서버)',
  'client certificate (default: APPS_IN_TOSS_CERT, then the running mock)':
    '클라이언트 인증서 (기본값: APPS_IN_TOSS_CERT, 없으면 실행 중인 목 서버)',
  'its key (default: APPS_IN_TOSS_KEY, then the running mock)':
    '인증서의 키 (기본값: APPS_IN_TOSS_KEY, 없으면 실행 중인 목 서버)',
  'authority to trust besides the public ones (default: APPS_IN_TOSS_CA, then the running mock)':
    '공개 인증 기관 말고 더 신뢰할 인증 기관(CA) (기본값: APPS_IN_TOSS_CA, 없으면 실행 중인 목 서버)',
  'print the findings as one line of JSON': '점검 결과를 JSON 한 줄로 출력해요',
  'Of a toss.im host only the TLS handshake is tried, no request is sent.':
    'toss.im 호스트에는 TLS 핸드셰이크만 해 보고 요청은 보내지 않아요.',
  'compare a server with the contract, by requests that change nothing':
    '아무것도 바꾸지 않는 요청으로 서버가 API 명세대로인지 비교해요',
  'where Toss Pay is (default: its production host for production, else --base-url)':
    '토스페이의 주소 (기본값: 운영 환경이면 운영 호스트, 아니면 --base-url)',
  'only these parts': '이 부분만',
  'a user of yours, for what can be asked only in a user’s name; not in the report':
    '특정 사용자로만 조회할 수 있는 것을 확인할 때 쓸 내 사용자. 보고서에는 나오지 않아요',
  'a toss.im host is meant': 'toss.im 호스트로 요청을 보내도 된다고 확인해요',
  'print what would be sent and why it does no harm; send nothing':
    '무엇을 보낼지, 왜 안전한지 출력하고 보내지는 않아요',
  'between two requests (default: 250 for toss.im, else 0)': '요청 사이의 간격 (기본값: toss.im이면 250, 아니면 0)',
  'that a request may take (default: 10000)': '요청 하나에 걸려도 되는 시간 (기본값: 10000)',
  'of the report': '보고서의 형식',
  'write the report to this file, and the table to stdout': '보고서를 이 파일에 쓰고 표는 stdout에 출력해요',
  'write over a file that is not such a report': '보고서가 아닌 파일도 덮어써요',
  'every behaviour, and every request while it is sent': '동작을 모두, 그리고 보내는 요청을 모두 출력해요',
  'It ends with 0: all as the contract says, 1: differences, 3: no answer, or cut short.':
    '종료 코드 0: 모두 API 명세대로, 1: 다른 점이 있음, 3: 응답이 없거나 중간에 끝남.',
  'write the world of the running mock as a seed file, which --seed-file restores':
    '실행 중인 목 서버의 월드를 시드 파일로 써요. --seed-file로 되살릴 수 있어요',
  'the file to write, JSON or YAML by its name (default: JSON on stdout)':
    '쓸 파일. 이름에 따라 JSON이나 YAML (기본값: stdout에 JSON)',
  'YAML, whatever the name of the file': '파일 이름과 상관없이 YAML로',
  'write over a file that is not an export': '내보낸 파일이 아니어도 덮어써요',
  'only the world of this mini-app (default: all)': '이 미니앱의 월드만 (기본값: 전체)',
  'where the clock starts again: as far ahead as now, or at this instant':
    '시계를 어디서 다시 시작할지: 지금처럼 앞선 만큼, 또는 이 시각에서',
  'The file holds tokens, keys and personal data as they are; nobody else may read it (0600).':
    '파일에는 토큰, 키, 개인정보가 그대로 들어 있어요. 다른 사용자는 읽을 수 없어요(0600).',
  'do on the running mock what Toss, its app and its console do: toss login, toss approve …':
    '토스, 토스 앱, 콘솔이 하는 일을 실행 중인 목 서버에서 해요: toss login, toss approve …',
  'do on the running mock what Toss, its app and its console do':
    '토스, 토스 앱, 콘솔이 하는 일을 실행 중인 목 서버에서 해요',
  'read and move the clock of the running mock: clock advance 1h':
    '실행 중인 목 서버의 시계를 보고 옮겨요: clock advance 1h',
  'what was called, refused and sent so far, and, with --follow, what comes':
    '지금까지 호출되고 거절되고 보낸 것. --follow를 주면 앞으로 오는 것까지',
  'what goes wrong with the next calls: faults add-scenario flaky-network':
    '다음 호출에서 일어날 장애: faults add-scenario flaky-network',
  'for every mini-app, and not for one': '미니앱 하나가 아니라 모든 미니앱에',
  'go on with what comes, until Ctrl-C': 'Ctrl-C를 누를 때까지 오는 대로 보여 줘요',
  'of the mock (default: APPS_IN_TOSS_CONTROL_URL, then the mock of --dir)':
    '목 서버의 컨트롤 API (기본값: APPS_IN_TOSS_CONTROL_URL, 없으면 --dir의 목 서버)',
  'print the answer as one line of JSON': '응답을 JSON 한 줄로 출력해요',
  repeatable: '여러 번 쓸 수 있어요',
  'print a personal field of login-me as it is, or all of an answer that is piped in':
    'login-me의 개인정보 필드를 복호화해 출력해요. 파이프로 응답을 넣으면 모두 복호화해요',
  'as login-me gave it (default: what comes from stdin)': 'login-me가 준 값 그대로 (기본값: stdin으로 들어온 것)',
  'whose key and AAD (default: APPS_IN_TOSS_CONTROL_URL, then the mock of --dir)':
    '키와 AAD를 가진 쪽 (기본값: APPS_IN_TOSS_CONTROL_URL, 없으면 --dir의 목 서버)',
  'print the contract as an OpenAPI 3.1 document (JSON)': 'API 명세를 OpenAPI 3.1 문서(JSON)로 출력해요',
  'as YAML': 'YAML로',
  'write it to this file, as JSON or YAML by its name (default: stdout)':
    '이 파일에 써요. 이름에 따라 JSON이나 YAML (기본값: stdout)',
  'write over a file that is not such a document': '그런 문서가 아닌 파일도 덮어써요',
  'print the page of an error of this package: explain ERR_CA_INCOMPLETE':
    '이 패키지의 오류를 설명하는 페이지를 출력해요: explain ERR_CA_INCOMPLETE',
  'its code (default: a list of all)': '오류 코드 (기본값: 전체 목록)',
  'explain a command, as its --help does': '명령을 설명해요. 그 명령의 --help와 같아요',

  'issue, list, revoke and renew client certificates, as in the console':
    '콘솔에서처럼 클라이언트 인증서를 발급, 조회, 폐기, 갱신해요',
  'print one line of JSON': 'JSON 한 줄로 출력해요',
  'print one line of JSON, as status does': 'status처럼 JSON 한 줄로 출력해요',
  'how long it is valid (default: 390)': '유효 기간 (기본값: 390)',
  'issue a certificate besides those there are, and write its files':
    '인증서를 더 발급하고 파일을 써요. 기존 인증서는 그대로예요',
  'list the certificates: validity, days left, last seen, state':
    '인증서 목록: 유효 기간, 남은 일수, 마지막 사용, 상태',
  'revoke a certificate: its next handshake is refused, its connections are closed':
    '인증서를 폐기해요. 다음 핸드셰이크가 거절되고 열린 연결이 끊겨요',
  'as list shows it': 'list에 나오는 값',
  'issue the successor of a certificate, which stays active beside it':
    '인증서를 갱신해 새로 발급해요. 기존 인증서도 계속 쓸 수 있어요',
  'make a certificate that something is wrong with, to see how a client takes it':
    '문제가 있는 인증서를 만들어요. 클라이언트가 어떻게 다루는지 볼 수 있어요',
  'where to write <kind>.crt, <kind>.key and ca.crt': '<kind>.crt, <kind>.key, ca.crt를 쓸 폴더',

  'how long to wait': '기다릴 시간(초)',
  'wait until the mock of this folder answers': '이 폴더의 목 서버가 응답할 때까지 기다려요',
  'say whether a mock runs on this folder, and how to reach it':
    '이 폴더의 목 서버가 실행 중인지, 어떻게 연결하는지 알려 줘요',
  'It ends with 1 when none runs.': '실행 중인 목 서버가 없으면 1로 끝나요.',
  'end the mock of this folder, and wait until it has answered what was in flight':
    '이 폴더의 목 서버를 끝내요. 처리 중이던 요청에 응답할 때까지 기다려요',

  'check recorded traffic (HAR, or the journal of a mock) against the contract':
    '기록한 트래픽(HAR이나 목 서버의 요청 기록)이 API 명세를 지키는지 확인해요',
  'HAR 1.2, or GET /journal.jsonl of a mock; - is stdin': 'HAR 1.2, 또는 목 서버의 GET /journal.jsonl. -는 stdin',
  'where the API is, besides toss.im and this machine; repeatable':
    'toss.im과 이 컴퓨터 말고 API가 있는 주소. 여러 번 쓸 수 있어요',
  'where sources conflict, what to check by; repeatable; see --list-variants':
    '출처가 엇갈리는 곳에서 무엇을 기준으로 할지. 여러 번 쓸 수 있어요. --list-variants를 보세요',
  'write a copy without secrets and personal data, in the same format; - is stdout':
    '비밀과 개인정보를 지운 사본을 같은 형식으로 써요. -는 stdout',
  'write that copy over a file that is not a redacted copy': '비밀을 지운 사본이 아닌 파일도 덮어써요',
  'It ends with 1 when something breaks the contract. No value of the traffic is printed.':
    'API 명세를 어긴 것이 있으면 1로 끝나요. 트래픽의 값은 출력하지 않아요.',
  'compare two versions of the contract: which changes break clients':
    'API 명세의 두 버전을 비교해요: 어떤 변경이 클라이언트를 깨뜨리는지',
  'list the changes between two OpenAPI documents, and say which break clients':
    '두 OpenAPI 문서의 차이를 보여 주고, 어떤 변경이 클라이언트를 깨뜨리는지 알려 줘요',
  'a file (JSON or YAML), or current: the contract of this version':
    '파일(JSON이나 YAML), 또는 current: 이 버전의 API 명세',
  'the same': '위와 같아요',
  'It ends with 1 when a change breaks clients.': '클라이언트를 깨뜨리는 변경이 있으면 1로 끝나요.',

  'done; of start: it was stopped by SIGINT, SIGTERM or SIGHUP, and answered what was in flight':
    '성공. start: SIGINT, SIGTERM, SIGHUP으로 끝났고 처리 중이던 요청에 응답했어요',
  'it failed, and the message says why: a taken port, no running mock, a problem that doctor found, a difference that verify found, traffic that breaks the contract, a change that breaks clients':
    '실패. 이유는 메시지에 있어요: 쓰고 있는 포트, 실행 중인 목 서버 없음, doctor가 찾은 문제, verify가 찾은 다른 점, API 명세를 어긴 트래픽, 클라이언트를 깨뜨리는 변경',
  'the call was wrong: an unknown flag or command, a value that breaks its rule, a file to check that cannot be read; nothing was started':
    '잘못된 호출: 모르는 플래그나 명령, 규칙에 맞지 않는 값, 읽을 수 없는 파일. 아무것도 시작하지 않았어요',
  'of verify: no HTTP answer came, or the run was cut short': 'verify: HTTP 응답이 없거나 중간에 끝났어요',
  'of run --strict: the command ended with 0, and what it called breaks the contract, or nothing reached the mock':
    'run --strict: 명령은 0으로 끝났지만 호출이 API 명세를 어겼거나 목 서버에 아무것도 오지 않았어요',
  'a bug of apps-in-toss-mock itself; the stack is on stderr': 'apps-in-toss-mock의 버그. 스택은 stderr에 있어요',
  'a file or the output cannot be written: a full disk, missing rights':
    '파일이나 출력을 쓸 수 없어요: 디스크가 가득 찼거나 권한이 없어요',
  'of run: the command is not executable': 'run: 명령을 실행할 수 없어요',
  'of run: the command was not found': 'run: 명령을 찾을 수 없어요',
  'start was ended at once by a second SIGINT (143 by SIGTERM, 129 by SIGHUP)':
    'start가 두 번째 SIGINT로 바로 끝났어요 (SIGTERM이면 143, SIGHUP이면 129)',

  'config file (default: apps-in-toss-mock.config.json, .yaml or .yml)':
    '설정 파일 (기본값: apps-in-toss-mock.config.json, .yaml, .yml)',
  'port of the partner API (mTLS); 0 picks a free one': '파트너 API의 포트(mTLS). 0이면 빈 포트를 골라요',
  'port of the control API (plain HTTP); 0 picks a free one': '컨트롤 API의 포트(HTTP). 0이면 빈 포트를 골라요',
  'a loopback address, or 0.0.0.0 or :: for every interface, which lets the network in':
    '루프백 주소. 0.0.0.0이나 ::이면 모든 인터페이스라서 네트워크에서 접속할 수 있어요',
  'a further name by which the control API may be called, such as that of its container; repeatable':
    '컨트롤 API를 호출할 수 있는 이름을 더해요(컨테이너 이름 등). 여러 번 쓸 수 있어요',
  'listen on port 443, for names mapped in the hosts file, and print the lines to add':
    'hosts 파일에 적은 이름을 위해 443 포트를 열고, 추가할 줄을 출력해요',
  'port of a proxy for HTTPS_PROXY that leads the two hosts of the API to the mock; 0 picks a free one':
    'HTTPS_PROXY용 프록시의 포트. API의 두 호스트를 목 서버로 보내요. 0이면 빈 포트를 골라요',
  'no proxy': '프록시 없음',
  'pass or refuse: what that proxy does with every other host':
    'pass나 refuse: 그 프록시가 다른 호스트를 통과시킬지 거절할지',
  'folder of the certificates; made by start, run and certificate issue':
    '인증서 폴더. start, run, certificate issue가 만들어요',
  'the mini-app that the client certificate is issued for': '클라이언트 인증서를 발급받을 미니앱',
  'a further name in the server certificate, below localhost, toss.im or host.docker.internal; repeatable':
    '서버 인증서에 더할 이름. localhost, toss.im, host.docker.internal의 하위 이름이에요. 여러 번 쓸 수 있어요',
  'a bad server certificate, to see whether a client checks it: expired, wrong-host or unknown-ca':
    '잘못된 서버 인증서. 클라이언트가 확인하는지 볼 수 있어요: expired, wrong-host, unknown-ca',
  'derived from the seed': '시드에서 만듦',
  'key of the personal fields: Base64 of 32 bytes': '개인정보 필드의 키: 32바이트의 Base64',
  'additional authenticated data of the personal fields': '개인정보 필드의 AAD(추가 인증 데이터)',
  'same seed, same people, codes and keys': '시드가 같으면 사람, 코드, 키가 같아요',
  'a JSON or YAML file with the world to start with, and to come back to at each reset':
    '처음의 월드를 적은 JSON이나 YAML 파일. 초기화하면 여기로 돌아와요',
  'reset the mock when the seed file changes, as a reset reads it anew':
    '시드 파일이 바뀌면 목 서버를 초기화해서 다시 읽어요',
  'file that keeps the world and the clock beyond restarts, or a Redis in which several mocks share them; without it they are in memory':
    '다시 시작해도 월드와 시계를 남길 파일, 또는 여러 목 서버가 함께 쓰는 Redis. 없으면 메모리에만 있어요',
  'force every change to the disk before it is answered, so that a power cut loses none; slower':
    '응답하기 전에 모든 변경을 디스크에 써서 전원이 끊겨도 잃지 않아요. 더 느려요',
  'what the keys in Redis begin with: mocks with the same one share a world':
    'Redis 키의 접두사: 같은 접두사를 쓰는 목 서버는 월드를 함께 써요',
  'file with the password of the Redis; APPS_IN_TOSS_MOCK_STATE_PASSWORD has the password itself':
    'Redis 비밀번호가 든 파일. 비밀번호 자체는 APPS_IN_TOSS_MOCK_STATE_PASSWORD에 줄 수 있어요',
  'certificate of the authority that vouches for a rediss:// server':
    'rediss:// 서버를 보증하는 인증 기관(CA)의 인증서',
  'keep the certificate authority, its key too, in the Redis, so that mocks with folders of their own accept each other’s clients; only over rediss:// or on this machine':
    '인증 기관(CA)을 키까지 Redis에 두어, 폴더가 다른 목 서버도 서로의 클라이언트를 받아들이게 해요. rediss://이거나 이 컴퓨터일 때만 돼요',
  'let any unknown authorization code log the first user in (production refuses it)':
    '모르는 인가 코드면 첫 번째 사용자를 로그인시켜요(운영 환경에서는 거절돼요)',
  'approve each payment as it is made (production waits for the user)':
    '결제를 만들자마자 승인해요(운영 환경에서는 사용자를 기다려요)',
  'limit requests as production does: 3,000 a minute per mini-app, 15,000 more for single messages, 10 per user for messages and promotion':
    '운영 환경처럼 호출 한도를 둬요: 미니앱마다 1분에 3,000회, 단건 메시지는 따로 15,000회, 메시지와 프로모션은 사용자마다 10회',
  'how long your server may take to answer a callback': '내 서버가 콜백에 응답할 때까지 기다리는 시간',
  'a further host that callbacks may go to, besides this machine, private networks and containers; repeatable':
    '이 컴퓨터, 사설 네트워크, 컨테이너 말고 콜백을 더 보낼 수 있는 호스트. 여러 번 쓸 수 있어요',
  'where sources conflict, the answer to give; repeatable; see --list-variants':
    '출처가 엇갈리는 곳에서 어떤 응답을 줄지. 여러 번 쓸 수 있어요. --list-variants를 보세요',
  'what goes wrong, such as flaky-network; repeatable; see --list-scenarios':
    '일으킬 장애(flaky-network 등). 여러 번 쓸 수 있어요. --list-scenarios를 보세요',
  'what the user answers in the Toss app: ask, approve, cancel or fail:CODE; of one kind purchase=cancel; repeatable':
    '사용자가 토스 앱에서 하는 대답: ask, approve, cancel, fail:CODE. 한 종류만 정하려면 purchase=cancel. 여러 번 쓸 수 있어요',
  'the first user': '첫 번째 사용자',
  'the user who holds the phone': '휴대폰을 들고 있는 사용자',
  'toss or sandbox: the Toss app, or the sandbox app': 'toss나 sandbox: 토스 앱, 또는 샌드박스 앱',
  'android or ios': 'android나 ios',
  'version of the Toss app': '토스 앱의 버전',
  'refuse arguments in the shape of the other major version of the SDK':
    'SDK의 다른 주 버전 형식으로 준 인자를 거절해요',
  'serve this page with the Toss app around it: the URL of a dev server, or the folder of a build':
    '이 페이지를 토스 앱으로 감싸서 열어요: 개발 서버의 URL, 또는 빌드한 폴더',
  'port at which the page is then opened; 0 picks a free one': '그 페이지를 여는 포트. 0이면 빈 포트를 골라요',
  'a loopback address, or 0.0.0.0 or :: to let other machines open the page and use the Toss app':
    '루프백 주소. 0.0.0.0이나 ::이면 다른 기기에서도 페이지를 열고 토스 앱을 쓸 수 있어요',
  'a further name by which the page may be opened; repeatable':
    '페이지를 열 수 있는 이름을 더해요. 여러 번 쓸 수 있어요',
  'silent, error, warn, info (a line per request) or debug; the log goes to stderr':
    'silent, error, warn, info(요청마다 한 줄), debug. 로그는 stderr로 나가요',
  'pretty or json': 'pretty나 json',
  'that of the locale: LC_ALL, LC_MESSAGES, LANG': '로캘을 따름: LC_ALL, LC_MESSAGES, LANG',
  'ko or en: language of what is printed, of the log, and of the page to read':
    'ko나 en: 출력, 로그, API 레퍼런스 페이지의 언어',
  'entries the journal keeps': '요청 기록에 남길 개수',
  'hide tokens, keys and personal data in the journal': '요청 기록에서 토큰, 키, 개인정보를 가려요',
  'print one line of JSON when the mock answers, and nothing else on stdout':
    '목 서버가 응답하면 JSON 한 줄만 stdout에 출력해요',
  'write URLs, certificate paths and decryption key to this dotenv file':
    'URL, 인증서 경로, 복호화 키를 이 dotenv 파일에 써요',
} as const
