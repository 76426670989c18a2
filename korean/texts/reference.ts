/** The page at `/`: its own words, and all that the contract says of operations, fields, failures, limits and variants. */
export const referenceTexts = {
  'Apps in Toss partner API: reference (unofficial)': '앱인토스 파트너 API 레퍼런스 (비공식)',
  Reference: '레퍼런스',
  Callbacks: '콜백',
  'Control API': '컨트롤 API',
  'Apps in Toss partner API': '파트너 API',
  'Unofficial.': '비공식 문서예요.',
  'What is publicly known of the API, and what this mock assumes. Not made or endorsed by Toss; nobody of this project has called the live service.':
    'API에 대해 공개된 내용과 이 목 서버가 가정한 내용이에요. 토스가 만들거나 보증하지 않았고, 이 프로젝트는 실제 서비스를 호출해 본 적이 없어요.',
  'This mock serves the API at': '이 목 서버의 API 주소는',
  'for the mini-app': ', 미니앱은',
  '. The same as OpenAPI 3.1:': '예요. OpenAPI 3.1 문서:',
  '; what calls it, and what Toss and its app do, live:': '. 들어오는 호출과 토스 쪽에서 하는 일을 실시간으로 보려면:',
  '. Every response is JSON:': '. 모든 응답은 JSON이에요:',
  or: '또는',
  ', a business failure with HTTP 200.': '. 업무상 실패도 HTTP 200이에요.',
  'Every fact says how it is known:': '사실마다 어떻게 알게 됐는지 적혀 있어요:',
  documented: '문서',
  observed: '관찰',
  'relied-on': '의존',
  assumed: '가정',
  'partly assumed': '일부 가정',
  'the official developer centre states it ({})': '공식 개발자 센터에 있어요 ({})',
  'a public report of somebody running against production shows it ({})':
    '운영 환경에서 실행한 사람의 공개된 보고에 나와요 ({})',
  'several independent public clients depend on it ({})': '서로 다른 공개 클라이언트 여럿이 여기에 의존해요 ({})',
  'nothing public says; a decision of this project ({})': '공개된 내용이 없어서 이 프로젝트가 정했어요 ({})',
  'stands where the source covers a part of the fact only, and says which.':
    '출처가 사실의 일부만 말하는 곳에 붙고, 어느 부분인지 적혀 있어요.',
  'marks what has to be there.': '표시는 꼭 있어야 하는 값이에요.',
  ', at {}. {}': ', {}. {}',
  'No user.': '사용자를 지정하지 않아요.',
  'The user is the one of the access token.': '액세스 토큰의 사용자예요.',
  'Exactly one of x-toss-user-key and x-anon-key names the user.':
    'x-toss-user-key와 x-anon-key 중 정확히 하나로 사용자를 지정해요.',
  'At most one of x-toss-user-key and x-anon-key names the user.':
    'x-toss-user-key와 x-anon-key 중 최대 하나로 사용자를 지정해요.',
  'Exactly one of x-toss-user-key and x-anon-key is sent.': 'x-toss-user-key와 x-anon-key 중 정확히 하나를 보내요.',
  'At most one of x-toss-user-key and x-anon-key is sent.': 'x-toss-user-key와 x-anon-key 중 최대 하나를 보내요.',
  "The user's userKey in decimal digits.": '사용자의 userKey(숫자).',
  "The hash of the SDK's getAnonymousKey().": 'SDK의 getAnonymousKey()가 준 해시.',
  'Request body': '요청 본문',
  Headers: '헤더',
  header: '헤더',
  field: '필드',
  type: '타입',
  what: '내용',
  'how it is known': '출처',
  string: '문자열',
  integer: '정수',
  boolean: '불리언',
  object: '객체',
  number: '숫자',
  any: '아무 값',
  'string or null': '문자열이나 null',
  'integer or null': '정수나 null',
  'boolean or null': '불리언이나 null',
  'object or null': '객체나 null',
  'integer or string': '정수나 문자열',
  'string or integer': '문자열이나 정수',
  'list of strings': '문자열 목록',
  'list of objects': '객체 목록',
  'list of {}': '{} 목록',
  'None.': '없음.',
  'May be left out.': '뺄 수 있어요.',
  'No other fields.': '다른 필드는 없어요.',
  'Exactly one of {}': '{} 중 정확히 하나',
  'At least one of {}': '{} 중 하나 이상',
  'at least 1 character': '1자 이상',
  'at least {} characters': '{}자 이상',
  'at most {} characters': '{}자 이하',
  '1 to {} characters': '1~{}자',
  '{} to {} items': '{}~{}개',
  'at least 1': '1 이상',
  'at least 0': '0 이상',
  '0 to {}': '0~{}',
  '1 to {}': '1~{}',
  'for example': '예:',
  always: '언제나',
  matches: '형식:',
  'format {}': '형식 {}',
  encrypted: '암호화됨',
  with: '함께:',
  Success: '성공 응답',
  'SUCCESS; in': 'SUCCESS,',
  Failures: '실패 응답',
  'reason, and when': '이유와 조건',
  Limits: '한도',
  'Where sources conflict': '출처가 엇갈리는 곳',
  '{} (': '{} (',
  '(default)': '(기본값)',
  ': {}': ': {}',
  '{} examples': '예시 {}개',
  '1 example': '예시 1개',
  'Answer: {}, HTTP {}': '응답: {}, HTTP {}',
  'Request: {}': '요청: {}',
  Example: '예시',
  Answer: '응답',
  'The API has these operations. What they answer is unpublished, so this mock answers 404 and says in its log which one was called.':
    'API에는 있지만 응답이 공개되지 않은 것들이에요. 이 목 서버는 404로 응답하고 무엇을 호출했는지 로그에 남겨요.',
  'what it does': '하는 일',
  'what is known': '알려진 내용',
  route: '경로',
  'Callbacks: what Toss sends to the partner': '콜백: 토스가 파트너에게 보내는 것',
  ", from Toss to the partner's server.": ', 토스가 파트너 서버로 보내요.',
  'Settings in the console': '콘솔의 설정',
  'GET, in the query': 'GET, 쿼리',
  'POST, in the body': 'POST, 본문',
  'Any HTTP status from {} to {}.': 'HTTP 상태 코드 {}~{}.',
  'Control API: what the Toss app and the console do': '컨트롤 API: 토스 앱과 콘솔이 하는 일',
  "The mock's own, at": '목 서버에만 있어요. 주소는',
  '; production has nothing like it. With schemas:': '이고 운영 환경에는 없어요. 스키마까지 보려면:',
  'What the operation takes': 'API가 받는 것',
  'What the operation answers': 'API의 응답',

  'Exchange an authorization code for tokens': '인가 코드를 토큰으로 바꾸기',
  'Exchange a refresh token for new tokens': '리프레시 토큰으로 새 토큰 받기',
  'Read the logged-in user': '로그인한 사용자 조회',
  'Remove the link of the logged-in user': '로그인한 사용자의 연결 끊기',
  'Remove the link of a user': '사용자의 연결 끊기',
  'Verify an anonymous key': '익명 키 확인',
  'Exchange a code for an anonymous key': '코드를 익명 키로 바꾸기',
  'Make a payment': '결제 만들기',
  'Execute a payment that the user approved': '사용자가 승인한 결제 실행',
  'Refund a payment in full': '결제 전액 환불',
  'Read the status of a payment': '결제 상태 조회',
  'Read the status of an order': '주문 상태 조회',
  'Send a message to a user': '사용자에게 메시지 보내기',
  'Send a test message to a user': '사용자에게 테스트 메시지 보내기',
  'Send a message to many users': '여러 사용자에게 메시지 보내기',
  'Get a key for one grant of points': '포인트 지급 키 발급',
  'Grant points to a user': '사용자에게 포인트 지급',
  'Read what became of a grant': '지급 결과 조회',
  'Create a key for recurring billing': '자동 결제 키 만들기',
  'Bill a user by such a key': '자동 결제 키로 결제하기',
  'Read the status of such a key': '자동 결제 키의 상태 조회',
  'Remove such a key': '자동 결제 키 지우기',
  'productDesc and isTestPayment give a wrappedToken, for requestTossPayPaysBilling of the SDK (2.5.0 or newer).':
    'productDesc와 isTestPayment를 보내면 SDK(2.5.0 이상)의 requestTossPayPaysBilling에 쓸 wrappedToken을 줘요.',
  'It takes wrappedToken, orderNo, productDesc, amount, spreadOut and more.':
    'wrappedToken, orderNo, productDesc, amount, spreadOut 등을 받아요.',
  'Nothing but its path.': '경로만 알려져 있어요.',
  'A user ended the link with the mini-app': '사용자가 미니앱 연결을 끊음',
  'A subscription changed': '구독이 바뀜',

  "The code from the SDK's appLogin().": 'SDK의 appLogin()이 준 코드.',
  'DEFAULT from the Toss app, SANDBOX from the sandbox app; any non-empty string is accepted.':
    '토스 앱에서는 DEFAULT, 샌드박스 앱에서는 SANDBOX. 비어 있지 않은 문자열이면 받아요.',
  'RS256 JWT: sub, aud, nbf, scope[], iss https://cert.toss.im, iat, exp = iat + 3600, jti.':
    'RS256 JWT: sub, aud, nbf, scope[], iss https://cert.toss.im, iat, exp = iat + 3600, jti.',
  'Opaque; 128 url-safe characters in the sample.': '내용을 알 수 없는 값. 예시에서는 URL에 쓸 수 있는 128자.',
  'Seconds until the access token expires: 3599 just after issue.':
    '액세스 토큰이 만료될 때까지의 초. 발급 직후에는 3599.',
  'Granted scopes, lower case, separated by one space.': '동의한 스코프. 소문자이고 공백 하나로 나눠요.',
  'The authorization code is unknown, used, older than 10 minutes, or belongs to another mini-app.':
    '인가 코드가 없거나, 이미 썼거나, 10분이 지났거나, 다른 미니앱의 것이에요.',
  'A field or header is missing, malformed or out of range, or the body is not JSON.':
    '필드나 헤더가 없거나 형식이나 범위가 틀렸거나, 본문이 JSON이 아니에요.',
  'The platform failed in a way that it does not classify.': '플랫폼에서 분류하지 않은 오류가 났어요.',
  'The certificate is good, but the mini-app is not registered for this feature.':
    '인증서는 맞지만 미니앱이 이 기능에 등록되지 않았어요.',
  'More calls than the limit allows: 3,000 a minute per mini-app.': '한도(미니앱마다 1분에 3,000회)를 넘었어요.',
  'An authorization code works once.': '인가 코드는 한 번만 쓸 수 있어요.',
  'The access token is an RS256 JWT with kid "cert".': '액세스 토큰은 kid가 "cert"인 RS256 JWT예요.',
  'Authorization, Idempotency-Key and X-App-Key headers are ignored.':
    'Authorization, Idempotency-Key, X-App-Key 헤더는 무시해요.',
  'An authorization code lives 10 minutes.': '인가 코드는 10분 동안 유효해요.',
  'An access token lives 1 hour.': '액세스 토큰은 1시간 동안 유효해요.',
  'A refresh token lives 14 days.': '리프레시 토큰은 14일 동안 유효해요.',
  'What a bad authorization code or refresh token is answered with': '잘못된 인가 코드나 리프레시 토큰에 대한 응답',
  'HTTP 200, FAIL envelope, OAUTH_ISSUE_TOKEN_ERROR.': 'HTTP 200, FAIL 응답, OAUTH_ISSUE_TOKEN_ERROR.',
  'HTTP 400, {"error":"invalid_grant"} at top level.': 'HTTP 400, 최상위에 {"error":"invalid_grant"}.',
  'What a body is answered with that is not UTF-8, such as EUC-KR': 'EUC-KR처럼 UTF-8이 아닌 본문에 대한 응답',
  'HTTP 400, INVALID_PARAMETER.': 'HTTP 400, INVALID_PARAMETER.',
  'It is read, with U+FFFD in place of each byte that is not UTF-8.': 'UTF-8이 아닌 바이트를 U+FFFD로 바꿔 읽어요.',
  'The HTTP status of 4050, where the mini-app is not set up for the feature':
    '미니앱이 기능을 설정하지 않았을 때(4050)의 HTTP 상태 코드',
  'The HTTP status of 4010, where the user header is missing or names nobody':
    '사용자 헤더가 없거나 없는 사용자일 때(4010)의 HTTP 상태 코드',
  'HTTP 200, as for every failure of business.': '다른 업무상 실패처럼 HTTP 200.',
  'HTTP 403, FAIL envelope, 4050.': 'HTTP 403, FAIL 응답, 4050.',
  'HTTP 401, FAIL envelope, 4010.': 'HTTP 401, FAIL 응답, 4010.',
  'HTTP 200, FAIL envelope, 4010.': 'HTTP 200, FAIL 응답, 4010.',
  'a body that cannot be read: nothing can be quoted': '읽을 수 없는 본문: 인용할 것이 없음',
  'title may be present': 'title이 있을 수 있음',
  'Toss did not finish in time': '토스가 제시간에 끝내지 못함',
  'A field that the platform does not know is ignored': '플랫폼이 모르는 필드는 무시함',
  'Headers that some clients send and the platform ignores': '일부 클라이언트가 보내지만 플랫폼이 무시하는 헤더',
  'From the sandbox app': '샌드박스 앱에서',
  'Lower-case referrer, as live clients send it': '실제 클라이언트가 보내는 소문자 referrer',
  'Content type with a charset': 'charset이 있는 Content-Type',
  'error may be null on success': '성공이면 error가 null일 수 있음',
  'One scope alone has no separator': '스코프가 하나면 구분자가 없음',
  'A bad code answered in the way of OAuth': '잘못된 코드에 OAuth 방식으로 응답',
  'The refresh token is unknown, used, older than 14 days, revoked, or belongs to another mini-app.':
    '리프레시 토큰이 없거나, 이미 썼거나, 14일이 지났거나, 폐기됐거나, 다른 미니앱의 것이에요.',
  'The answer carries a new refresh token and the old one dies.':
    '응답에 새 리프레시 토큰이 오고 이전 것은 쓸 수 없어요.',
  'A bad refresh token answered in the way of OAuth': '잘못된 리프레시 토큰에 OAuth 방식으로 응답',
  'The user, unique per mini-app (int64); there whatever the scopes.':
    '사용자. 미니앱마다 다른 값(int64)이고 스코프와 상관없이 와요.',
  'Granted scopes separated by commas; user_key among them since 2026-01-02.':
    '동의한 스코프. 쉼표로 나눠요. 2026-01-02부터 user_key가 들어 있어요.',
  'Tags of the terms the user agreed to, as set in the console.':
    '사용자가 동의한 약관의 태그. 콘솔에서 정한 값이에요.',
  'Meaning unpublished.': '뜻이 공개되지 않았어요.',
  '{} Encrypted: Base64(IV 12 bytes ‖ ciphertext ‖ tag 16 bytes), AES-256-GCM. Null when out of scope or unknown.':
    '{} 암호화됨: Base64(IV 12바이트 ‖ 암호문 ‖ 태그 16바이트), AES-256-GCM. 스코프에 없거나 모르면 null.',
  'Name. The consent to user_name is fixed as mandatory in the console (observed, 2026-09).':
    '이름. 콘솔에서 user_name 동의는 필수로 고정되어 있어요(관찰, 2026-09).',
  'Telephone number, digits only, for example 01012345678.': '전화번호. 숫자만. 예: 01012345678.',
  'Connecting information (연계정보).': '연계정보(CI).',
  'MALE or FEMALE.': 'MALE 또는 FEMALE.',
  'LOCAL or FOREIGNER.': 'LOCAL 또는 FOREIGNER.',
  'E-mail address; often null.': '이메일 주소. null인 경우가 많아요.',
  'Always null.': '언제나 null.',
  'The access token is missing, unknown, expired, revoked, or belongs to another mini-app.':
    '액세스 토큰이 없거나, 모르는 것이거나, 만료됐거나, 폐기됐거나, 다른 미니앱의 것이에요.',
  'No user of this mini-app has the userKey, or the link has been removed.':
    '이 미니앱에 그 userKey의 사용자가 없거나, 연결이 끊겼어요.',
  'The user behind the token has left Toss.': '토큰의 사용자가 토스를 탈퇴했어요.',
  'It may be called any number of times.': '몇 번이든 호출할 수 있어요.',
  'A mini-app that moves to another workspace gets new userKeys for its users; the old ones are then unknown.':
    '미니앱이 다른 워크스페이스로 옮기면 사용자의 userKey가 새로 바뀌고, 이전 값은 쓸 수 없어요.',
  'What a bad access token is answered with': '잘못된 액세스 토큰에 대한 응답',
  'HTTP 401, {"error":"invalid_grant"} at top level.': 'HTTP 401, 최상위에 {"error":"invalid_grant"}.',
  'With a content type, though there is no body': '본문이 없는데 Content-Type이 있음',
  'Header names in upper case, and bearer in lower case': '대문자 헤더 이름과 소문자 bearer',
  'With an e-mail address': '이메일 주소가 있음',
  'A user who granted nothing: null in every personal field': '아무것도 동의하지 않은 사용자: 개인정보가 모두 null',
  'A three-syllable Korean name gives 37 bytes': '세 글자 한국어 이름은 37바이트',
  'scope as it was before user_key joined it': 'user_key가 들어가기 전의 scope',
  'A bad access token answered in the way of OAuth': '잘못된 액세스 토큰에 OAuth 방식으로 응답',
  "All of the user's tokens die, and the next appLogin shows the terms again.":
    '사용자의 토큰이 모두 무효가 되고, 다음 appLogin에서 약관을 다시 보여 줘요.',
  'The unlink callback is not sent.': '연결 끊기 콜백은 보내지 않아요.',
  'With an empty body': '빈 본문',
  'With {}': '{}를 보냄',
  'int64; a string of digits is taken as well.': 'int64. 숫자로 된 문자열도 받아요.',
  'A user with many tokens can run into an internal read timeout of 3 s; do not retry at once.':
    '토큰이 많은 사용자는 내부 읽기 타임아웃(3초)에 걸릴 수 있어요. 바로 재시도하지 마세요.',
  'Whether remove-by-user-key needs the access token of the user':
    'remove-by-user-key에 사용자의 액세스 토큰이 필요한지',
  'Authorization may be left out, and is not read.': 'Authorization은 없어도 되고, 읽지 않아요.',
  'Authorization: Bearer <accessToken> of that user is required; without it HTTP 401, {"error":"invalid_grant"} at top level.':
    '그 사용자의 Authorization: Bearer <accessToken>이 필요해요. 없으면 HTTP 401, 최상위에 {"error":"invalid_grant"}.',
  'With an Authorization header, which is ignored': '무시되는 Authorization 헤더가 있음',
  'userKey as a string of digits': '숫자로 된 문자열 userKey',
  'No access token, or not that of the user': '액세스 토큰이 없거나 그 사용자의 것이 아님',

  "The hash from the SDK's getAnonymousKey().": 'SDK의 getAnonymousKey()가 준 해시.',
  'The string "true", not a boolean.': '불리언이 아니라 문자열 "true".',
  'The x-anon-key header is missing, or names no user of this mini-app.':
    'x-anon-key 헤더가 없거나, 이 미니앱의 사용자가 아니에요.',
  'A missing x-anon-key header is answered with 4010, not with 400.':
    'x-anon-key 헤더가 없으면 400이 아니라 4010으로 응답해요.',
  'The key of a user is the same each time, and differs from mini-app to mini-app.':
    '사용자의 키는 언제나 같고, 미니앱마다 달라요.',
  'A key has at most 64 characters.': '키는 64자까지예요.',
  'What an unknown anonymous key is answered with': '모르는 익명 키에 대한 응답',
  'An empty object as body is as good as none': '빈 객체 본문은 본문이 없는 것과 같음',
  "The code from the SDK's createAnonymousKeyAuthCode().": 'SDK의 createAnonymousKeyAuthCode()가 준 코드.',
  'The same hash that getAnonymousKey() gives the mini-app.': 'getAnonymousKey()가 미니앱에 주는 것과 같은 해시.',
  'The code is unknown, used, older than 300 seconds, or belongs to another mini-app.':
    '코드가 없거나, 이미 썼거나, 300초가 지났거나, 다른 미니앱의 것이에요.',
  'A code works once.': '코드는 한 번만 쓸 수 있어요.',
  'A code lives 300 seconds.': '코드는 300초 동안 유효해요.',

  'The number of the order at the merchant: letters, digits and _-:.^@.': '상점의 주문 번호: 글자, 숫자, _-:.^@.',
  'What is paid for. Not blank, without backslash and double quote.':
    '무엇을 결제하는지. 빈칸이 아니고, 역슬래시와 큰따옴표가 없어야 해요.',
  'Won. The whole price; at least 1, which follows from its meaning.': '원. 전체 금액. 필드의 의미상 1 이상.',
  'Won. The part without tax; 0 for ordinary goods.': '원. 비과세 금액. 보통 상품은 0.',
  'Won. The taxed part. Left out: all that is not tax-free, worked out by Toss.':
    '원. 과세 금액. 빼면 비과세가 아닌 전부를 토스가 계산해요.',
  'Won. The VAT. Left out: one eleventh of amountTaxable, rounded up.':
    '원. 부가세. 빼면 amountTaxable의 11분의 1을 올림해요.',
  'Won. The service charge.': '원. 봉사료.',
  'The only way to pay that is offered; null or absent: both.': '제공할 결제 수단 하나. null이거나 없으면 둘 다.',
  'Whether the user may ask for a cash receipt (현금영수증); absent or null counts as false.':
    '사용자가 현금영수증을 신청할 수 있는지. 없거나 null이면 false.',
  'Ordinary, culture, or public transport.': '일반, 문화비, 대중교통.',
  'Whether the user may pay by instalments.': '사용자가 할부로 결제할 수 있는지.',
  'true in the sandbox app, false in the live app.': '샌드박스 앱에서는 true, 실제 앱에서는 false.',
  'The payment, as make-payment gave it.': 'make-payment가 준 결제.',
  'The orderNo was used for an earlier payment of this mini-app, test or live.':
    '이 미니앱의 이전 결제(테스트나 실제)에 쓴 orderNo예요.',
  'The amounts do not add up: amount = amountTaxFree + amountTaxable + amountVat + amountServiceFee.':
    '금액의 합이 맞지 않아요: amount = amountTaxFree + amountTaxable + amountVat + amountServiceFee.',
  "The mini-app's Toss Pay merchant key is missing or wrong.": '미니앱의 토스페이 상점 키가 없거나 틀렸어요.',
  'The bank of the account is in its maintenance window; in make-payment, every bank is and only TOSS_MONEY is offered.':
    '계좌의 은행이 점검 시간이에요. make-payment에서는 모든 은행이 점검 중이고 TOSS_MONEY만 제공할 때예요.',
  'The user header is missing, unknown, stale, or names a user who unlinked the mini-app.':
    '사용자 헤더가 없거나, 모르는 값이거나, 오래됐거나, 미니앱 연결을 끊은 사용자예요.',
  'The payment starts as PAY_STANDBY, and no money moves until execute-payment.':
    '결제는 PAY_STANDBY로 시작하고, execute-payment 전에는 돈이 움직이지 않아요.',
  'amount = amountTaxFree + amountTaxable + amountVat + amountServiceFee, once what is left out is filled in.':
    '뺀 값을 채우고 나면 amount = amountTaxFree + amountTaxable + amountVat + amountServiceFee예요.',
  'amountVat left out is amountTaxable ÷ 11 rounded up, and amountTaxable then contains it.':
    'amountVat을 빼면 amountTaxable ÷ 11을 올림한 값이고, amountTaxable에 포함돼요.',
  'A payment that is not executed within 15 minutes expires: PAY_EXPIRED on execution, PAY_CANCEL as status.':
    '15분 안에 실행하지 않은 결제는 만료돼요. 실행하면 PAY_EXPIRED, 상태는 PAY_CANCEL이에요.',
  'What isTestPayment: true means': 'isTestPayment: true의 뜻',
  'true: the sandbox app, mode TEST. false: the live app, mode LIVE.':
    'true: 샌드박스 앱, mode TEST. false: 실제 앱, mode LIVE.',
  'true: the live app, mode LIVE. false: the sandbox app, mode TEST.':
    'true: 실제 앱, mode LIVE. false: 샌드박스 앱, mode TEST.',
  'What null in an optional field of a request means': '없어도 되는 요청 필드가 null일 때의 뜻',
  'The same as to leave the field out.': '필드를 뺀 것과 같아요.',
  'Whether an orderNo can be used again before the user approved the payment':
    '사용자가 결제를 승인하기 전에 orderNo를 다시 쓸 수 있는지',
  'An orderNo is used once: PAYMENT_EXISTING_PAYMENT.': 'orderNo는 한 번만 쓸 수 있어요: PAYMENT_EXISTING_PAYMENT.',
  'An orderNo can be used again as long as no payment with it was approved; the one that waits is then PAY_CANCEL.':
    '승인된 결제가 없으면 다시 쓸 수 있어요. 기다리던 결제는 PAY_CANCEL이 돼요.',
  'For a user who has not logged in': '로그인하지 않은 사용자로',
  'Every field, the amounts of which add up': '모든 필드, 합이 맞는 금액',
  'null in every optional field, as JVM clients write what was not set':
    '없어도 되는 필드가 모두 null: JVM 클라이언트가 설정하지 않은 값을 쓰는 방식',
  'enablePayMethods and cashReceipt may be null': 'enablePayMethods와 cashReceipt는 null일 수 있음',
  'As in make-payment: a payment that was made in the sandbox app is worth nothing in the live one.':
    'make-payment와 같은 값. 샌드박스 앱에서 만든 결제는 실제 앱에서 쓸 수 없어요.',
  '0: success.': '0: 성공.',
  'Won. The whole price.': '원. 전체 금액.',
  'yyyy-MM-dd HH:mm:ss, Korean time. {}': 'yyyy-MM-dd HH:mm:ss, 한국 시간. {}',
  'When it was executed.': '실행한 시각.',
  'When it was refunded.': '환불한 시각.',
  'When.': '일어난 시각.',
  'When it was made.': '만든 시각.',
  'When it was executed; null before.': '실행한 시각. 그 전에는 null.',
  'The outcome in words.': '결과를 설명하는 문구.',
  'Won. Discounts and Toss points together; 0 without.': '원. 할인과 토스 포인트의 합. 없으면 0.',
  'Won. What the means of payment paid: amount without discountedAmount.':
    '원. 결제 수단으로 낸 금액: amount에서 discountedAmount를 뺀 값.',
  'Unique per transaction; what accounts are settled by.': '거래마다 다른 값. 정산의 기준이에요.',
  '{} Null where no card was used.': '{} 카드를 쓰지 않았으면 null.',
  '{} Null where TOSS_MONEY was not used.': '{} TOSS_MONEY를 쓰지 않았으면 null.',
  'Code of the card company, in digits; get-payment-status has a number.':
    '카드사 코드(숫자로 된 문자열). get-payment-status에서는 숫자예요.',
  'Name of the card company.': '카드사 이름.',
  "The card company's number of the authorization.": '카드사 승인 번호.',
  'Months of instalments in digits; "0": paid at once, and always below 50,000 won.':
    '할부 개월 수(숫자로 된 문자열). "0"이면 일시불이고, 5만 원 미만은 언제나 일시불이에요.',
  '"true" where instalments are free of interest.': '무이자 할부면 "true".',
  'Where the sales slip can be seen.': '매출전표를 볼 수 있는 주소.',
  'Credit, debit or prepaid card.': '신용, 체크, 선불 카드.',
  '16 digits, those in the middle masked.': '16자리 숫자. 가운데는 가려요.',
  'Whose card it is.': '누구의 카드인지.',
  'The last four digits; some may be masked.': '마지막 네 자리. 일부는 가려질 수 있어요.',
  'The BIN; some digits may be masked.': 'BIN. 일부는 가려질 수 있어요.',
  'Number of the cash receipt; null where none was issued.': '현금영수증 번호. 발급하지 않았으면 null.',
  'Code of the bank.': '은행 코드.',
  'Name of the bank.': '은행 이름.',
  'Number of the account, partly masked.': '계좌 번호. 일부는 가려요.',
  'Null on success.': '성공이면 null.',
  'No payment of this mini-app has the payToken or orderNo.': '이 미니앱에 그 payToken이나 orderNo의 결제가 없어요.',
  'The user in the header is not the one that the payment was made for.':
    '헤더의 사용자가 결제를 만든 사용자가 아니에요.',
  'The payment is PAY_STANDBY: checkoutPayment has not succeeded.':
    '결제가 PAY_STANDBY예요. checkoutPayment가 성공하지 않았어요.',
  'The payment is PAY_COMPLETE or SETTLEMENT_COMPLETE: it was executed before.':
    '결제가 PAY_COMPLETE나 SETTLEMENT_COMPLETE예요. 이미 실행했어요.',
  'More than 15 minutes passed since make-payment.': 'make-payment 뒤 15분이 지났어요.',
  'The payment was cancelled before it expired, is PAY_PROGRESS, or is being or has been refunded.':
    '만료 전에 취소됐거나, PAY_PROGRESS이거나, 환불 중이거나 환불됐어요.',
  'isTestPayment is not that of make-payment, or the merchant key is missing or wrong.':
    'isTestPayment가 make-payment와 다르거나, 상점 키가 없거나 틀렸어요.',
  'orderNo is sent, and is not the one that the payToken was made with.':
    '보낸 orderNo가 payToken을 만들 때의 것이 아니에요.',
  'PAY_APPROVED → PAY_PROGRESS → PAY_COMPLETE: the money leaves the account or card now.':
    'PAY_APPROVED → PAY_PROGRESS → PAY_COMPLETE: 이때 계좌나 카드에서 돈이 나가요.',
  'A payment is executed at most once, even when two calls come at the same time.':
    '두 호출이 동시에 와도 결제는 한 번만 실행돼요.',
  'Where Toss does not finish in time the call answers HTTP_TIMEOUT, and the payment is PAY_PROGRESS until it is PAY_COMPLETE or PAY_CANCEL; get-payment-status tells.':
    '토스가 제시간에 끝내지 못하면 HTTP_TIMEOUT으로 응답하고, PAY_COMPLETE나 PAY_CANCEL이 될 때까지 PAY_PROGRESS예요. get-payment-status로 확인하세요.',
  'Merchant key, existence, owner, test or live, orderNo, status, bank: the first that is wrong is answered.':
    '상점 키, 결제가 있는지, 소유자, 테스트인지 실제인지, orderNo, 상태, 은행의 순서로 보고 처음 틀린 것으로 응답해요.',
  'TOSS_MONEY fills the account fields and leaves the card fields null; CARD the other way round.':
    'TOSS_MONEY면 계좌 필드를 채우고 카드 필드는 null이에요. CARD면 반대예요.',
  'orderNo may be sent as well': 'orderNo도 보낼 수 있음',
  'Paid by card in three instalments without interest, with a discount': '할인받고 카드 3개월 무이자 할부로 결제',
  'Hangul, letters, digits, spaces and _-:.^@()[]#/!%?&.': '한글, 영문, 숫자, 공백, _-:.^@()[]#/!%?&.',
  'Won. What can still be refunded: 0 after a full refund.': '원. 더 환불할 수 있는 금액. 전액 환불 뒤에는 0.',
  'Won. Discounts that remain.': '원. 남은 할인.',
  'Won. What the means of payment paid.': '원. 결제 수단으로 낸 금액.',
  'Won. What was refunded.': '원. 환불한 금액.',
  'Won. The part of it that were discounts.': '원. 그중 할인이었던 금액.',
  'Won. The part of it that the means of payment gets back.': '원. 그중 결제 수단으로 돌려주는 금액.',
  'Of the refund; differs from that of the payment.': '환불의 거래 id. 결제의 것과 달라요.',
  'The payment is PAY_STANDBY, PAY_APPROVED or PAY_PROGRESS: there is nothing to refund yet.':
    '결제가 PAY_STANDBY, PAY_APPROVED, PAY_PROGRESS예요. 아직 환불할 것이 없어요.',
  'The payment is REFUND_SUCCESS or SETTLEMENT_REFUND_COMPLETE.':
    '결제가 REFUND_SUCCESS나 SETTLEMENT_REFUND_COMPLETE예요.',
  'The payment is PAY_CANCEL, REFUND_PROGRESS or SETTLEMENT_COMPLETE.':
    '결제가 PAY_CANCEL, REFUND_PROGRESS, SETTLEMENT_COMPLETE예요.',
  'The request has no amount: the whole payment is refunded.': '요청에 금액이 없어요. 전액 환불해요.',
  'Every field of card and account is there; those that do not apply are null.':
    '카드와 계좌 필드가 모두 오고, 해당하지 않으면 null이에요.',
  'Where Toss does not finish in time the call answers HTTP_TIMEOUT, and the payment is REFUND_PROGRESS until it is REFUND_SUCCESS; get-payment-status tells.':
    '토스가 제시간에 끝내지 못하면 HTTP_TIMEOUT으로 응답하고, REFUND_SUCCESS가 될 때까지 REFUND_PROGRESS예요. get-payment-status로 확인하세요.',
  'A payment is refunded at most once, even when two calls come at the same time.':
    '두 호출이 동시에 와도 환불은 한 번만 돼요.',
  'Whether refund-payment needs a reason': 'refund-payment에 reason이 필요한지',
  'reason is required.': 'reason이 필요해요.',
  'reason may be left out.': 'reason은 없어도 돼요.',
  'Every special character that the guide names': '가이드에 나온 특수 문자 전부',
  'Without a reason, as the 2025 reference allows': 'reason 없음: 2025년 레퍼런스에서 허용',
  'The whole amount goes back to the card': '전액을 카드로 돌려줌',
  'At least one of payToken, orderNo.': 'payToken과 orderNo 중 하나 이상.',
  'Null until the user chose one.': '사용자가 고르기 전에는 null.',
  'Won. Discounts and Toss points together.': '원. 할인과 토스 포인트의 합.',
  'Won. Instant discount.': '원. 즉시 할인.',
  'Won. Toss points.': '원. 토스 포인트.',
  'Won. What can be refunded.': '원. 환불할 수 있는 금액.',
  'Won. The taxed part, without VAT.': '원. 부가세를 뺀 과세 금액.',
  'Won. The part without tax.': '원. 비과세 금액.',
  'Won. The VAT.': '원. 부가세.',
  'Won. Deposit on disposable cups.': '원. 일회용 컵 보증금.',
  'Of a CARD payment; null otherwise.': 'CARD 결제일 때만. 아니면 null.',
  'Whether instalments are free of interest.': '무이자 할부인지.',
  'Months of instalments; 0: paid at once.': '할부 개월 수. 0이면 일시불.',
  'Code of the card company; here a number, in execute-payment a string.':
    '카드사 코드. 여기서는 숫자, execute-payment에서는 문자열이에요.',
  'What happened to the money, oldest first; empty before execution.':
    '돈이 움직인 내역. 오래된 것부터. 실행 전에는 비어 있어요.',
  'Won. The part of the means of payment.': '원. 결제 수단의 몫.',
  'Won; negative for REFUND.': '원. REFUND면 음수.',
  'Won. Discounts and points together.': '원. 할인과 포인트의 합.',
  'Where payToken and orderNo name different payments, that of payToken is answered.':
    'payToken과 orderNo가 다른 결제를 가리키면 payToken의 결제로 응답해요.',
  'Every field of the payment is there; those that do not apply are null.':
    '결제의 모든 필드가 오고, 해당하지 않으면 null이에요.',
  'PAY_STANDBY → PAY_APPROVED → PAY_PROGRESS → PAY_COMPLETE → SETTLEMENT_COMPLETE; PAY_STANDBY, PAY_APPROVED or PAY_PROGRESS → PAY_CANCEL.':
    'PAY_STANDBY → PAY_APPROVED → PAY_PROGRESS → PAY_COMPLETE → SETTLEMENT_COMPLETE. PAY_STANDBY, PAY_APPROVED, PAY_PROGRESS → PAY_CANCEL.',
  'payToken and orderNo, as the guide has it': '가이드대로 payToken과 orderNo',
  'orderNo null, as JVM clients write what was not set':
    'orderNo가 null: JVM 클라이언트가 설정하지 않은 값을 쓰는 방식',
  'orderNo alone': 'orderNo만',
  'Paid by card': '카드로 결제',
  'The status {}, without sku and statusDeterminedAt': '상태 {}, sku와 statusDeterminedAt 없음',
  'The status {}': '상태 {}',
  'Refunded: the second transaction is negative': '환불됨: 두 번째 거래가 음수',
  'Made, and not yet approved': '만들었고 아직 승인되지 않음',

  'The uuid that the SDK gave when the order was made. Any other string is an unknown order.':
    '주문할 때 SDK가 준 uuid. 다른 문자열은 없는 주문으로 봐요.',
  'The orderId that was asked for.': '조회한 orderId.',
  'The product. Left out, null or empty with NOT_FOUND, MINIAPP_MISMATCH, ERROR; never null otherwise.':
    '상품. NOT_FOUND, MINIAPP_MISMATCH, ERROR면 없거나 null이거나 비어 있고, 아니면 null이 아니에요.',
  'When the order got this status, Korean time without a zone; of REFUNDED when the refund was done. Left out, null or empty with NOT_FOUND, MINIAPP_MISMATCH, ERROR; never null otherwise.':
    '주문이 이 상태가 된 시각. 시간대 표시 없는 한국 시간이고, REFUNDED면 환불한 시각이에요. NOT_FOUND, MINIAPP_MISMATCH, ERROR면 없거나 null이거나 비어 있고, 아니면 null이 아니에요.',
  'The status in words; empty when unknown, never null.': '상태를 설명하는 문구. 모르면 비어 있고, null은 아니에요.',
  'The user header is sent, and names an unknown or unlinked user.':
    '보낸 사용자 헤더가 모르는 사용자이거나 연결을 끊은 사용자예요.',
  'NOT_FOUND, MINIAPP_MISMATCH and ERROR come in SUCCESS envelopes with HTTP 200.':
    'NOT_FOUND, MINIAPP_MISMATCH, ERROR도 HTTP 200, SUCCESS 응답으로 와요.',
  'Just after the purchase ORDER_IN_PROGRESS or NOT_FOUND may show for a moment.':
    '구매 직후에는 잠깐 ORDER_IN_PROGRESS나 NOT_FOUND일 수 있어요.',
  'NOT_FOUND, MINIAPP_MISMATCH and ERROR come without sku and statusDeterminedAt.':
    'NOT_FOUND, MINIAPP_MISMATCH, ERROR에는 sku와 statusDeterminedAt이 없어요.',
  'The reason of NOT_FOUND and ERROR is empty.': 'NOT_FOUND와 ERROR의 reason은 비어 있어요.',
  'With x-toss-user-key only the orders of that user are found; without it those of the whole mini-app.':
    'x-toss-user-key를 보내면 그 사용자의 주문만, 보내지 않으면 미니앱 전체의 주문을 찾아요.',
  'The order of another user is NOT_FOUND, and x-anon-key limits what is found as x-toss-user-key does.':
    '다른 사용자의 주문은 NOT_FOUND이고, x-anon-key도 x-toss-user-key처럼 범위를 좁혀요.',
  'statusDeterminedAt is Korean time, always; of REFUNDED it is when the refund was done.':
    'statusDeterminedAt은 언제나 한국 시간이고, REFUNDED면 환불한 시각이에요.',
  'Order ids are UUIDs of version 7: they begin with the time of the order.':
    '주문 id는 UUID v7이라서 주문 시각으로 시작해요.',
  'The answer carries no amount.': '응답에 금액이 없어요.',
  'GET is answered with HTTP 405.': 'GET에는 HTTP 405로 응답해요.',
  "The SDK's processProductGrant has 30 seconds to answer true; the order then waits for completeProductGrant.":
    'SDK의 processProductGrant는 30초 안에 true로 답해야 해요. 그 뒤에는 completeProductGrant를 기다려요.',
  'What PURCHASED and PAYMENT_COMPLETED mean': 'PURCHASED와 PAYMENT_COMPLETED의 뜻',
  'PAYMENT_COMPLETED: paid and granted. PURCHASED: paid with SDK 1.1.2 or older.':
    'PAYMENT_COMPLETED: 결제하고 지급함. PURCHASED: SDK 1.1.2 이하로 결제함.',
  'PAYMENT_COMPLETED: paid, the grant is pending or failed. PURCHASED: paid and granted.':
    'PAYMENT_COMPLETED: 결제했고 지급을 기다리거나 실패함. PURCHASED: 결제하고 지급함.',
  'Whether get-order-status needs a user header': 'get-order-status에 사용자 헤더가 필요한지',
  'x-toss-user-key may be left out.': 'x-toss-user-key는 없어도 돼요.',
  'x-toss-user-key is required; without it the answer is 4010.': 'x-toss-user-key가 필요하고, 없으면 4010이에요.',
  'Which orders a user header finds': '사용자 헤더로 어떤 주문을 찾는지',
  'Only those of the user whom the header names; any other is NOT_FOUND.':
    '헤더의 사용자의 주문만. 다른 것은 NOT_FOUND예요.',
  'Those of every user of the mini-app: the header is not compared with the buyer.':
    '미니앱의 모든 사용자의 주문. 헤더를 구매자와 비교하지 않아요.',
  'What sku and statusDeterminedAt are where an order is not found, of another mini-app, or cannot be asked about':
    '주문이 없거나, 다른 미니앱의 것이거나, 조회할 수 없을 때의 sku와 statusDeterminedAt',
  'NOT_FOUND, MINIAPP_MISMATCH and ERROR come without both fields.':
    'NOT_FOUND, MINIAPP_MISMATCH, ERROR에는 두 필드가 없어요.',
  'Both are "".': '둘 다 "".',
  'Both are null.': '둘 다 null.',
  'Without a user header': '사용자 헤더 없음',
  'An orderId that is not a uuid is an unknown order': 'uuid가 아닌 orderId는 없는 주문',
  'An unknown order is a SUCCESS envelope, without sku and statusDeterminedAt':
    '없는 주문도 SUCCESS 응답, sku와 statusDeterminedAt 없음',
  'An unknown order is a SUCCESS envelope, sku and statusDeterminedAt empty':
    '없는 주문도 SUCCESS 응답, sku와 statusDeterminedAt이 빔',
  'An unknown order is a SUCCESS envelope, sku and statusDeterminedAt null':
    '없는 주문도 SUCCESS 응답, sku와 statusDeterminedAt이 null',

  'The code of the template set in the console.': '콘솔에 등록한 템플릿의 코드.',
  "Values of the template's variables. Toss fills userName in where it is left out.":
    '템플릿 변수의 값. userName을 빼면 토스가 채워요.',
  'How many messages were asked for: 1, or the length of contextList.': '요청한 메시지 수: 1, 또는 contextList의 길이.',
  'How many pushes were sent.': '보낸 푸시 수.',
  'How many messages were put in the inbox of the Toss app.': '토스 앱 알림함에 넣은 메시지 수.',
  'How many text messages were sent.': '보낸 문자 수.',
  'How many 알림톡 were sent.': '보낸 알림톡 수.',
  'How many 친구톡 were sent.': '보낸 친구톡 수.',
  'The messages that were sent through this channel.': '이 채널로 보낸 메시지.',
  'Starts like toss:PUSH~.': 'toss:PUSH~처럼 시작해요.',
  'The messages that could not be sent through this channel, with the reason.': '이 채널로 보내지 못한 메시지와 이유.',
  'Why it did not reach the user.': '사용자에게 도달하지 못한 이유.',
  'The user header is missing, or names an unknown user or one who unlinked the mini-app.':
    '사용자 헤더가 없거나, 모르는 사용자이거나, 미니앱 연결을 끊은 사용자예요.',
  'More calls than the limits allow: 15,000 a minute per mini-app, 10 a minute per user.':
    '한도(미니앱마다 1분에 15,000회, 사용자마다 1분에 10회)를 넘었어요.',
  'More calls than the limits allow: 3,000 a minute per mini-app, 10 a minute per user.':
    '한도(미니앱마다 1분에 3,000회, 사용자마다 1분에 10회)를 넘었어요.',
  'The template set has not been approved, or this mini-app has none with the templateSetCode.':
    '템플릿이 승인되지 않았거나, 이 미니앱에 그 templateSetCode가 없어요.',
  'A user with push off is not a failure: SUCCESS with sentPushCount 0 and an entry in fail.sentPush.':
    '푸시를 끈 사용자는 실패가 아니에요. SUCCESS이고 sentPushCount가 0이며 fail.sentPush에 항목이 있어요.',
  'A variable of the template that context lacks is INVALID_PARAMETER, and errorDetails names context.<variable>.':
    'context에 템플릿 변수가 없으면 INVALID_PARAMETER이고 errorDetails에 context.<변수>가 나와요.',
  "The variable userName is the user's name, unless context has a userName of its own.":
    '변수 userName은 사용자의 이름이에요. context에 userName이 있으면 그 값을 써요.',
  'A variable is written {{name}} in the template; values of context that it does not use are ignored.':
    '템플릿에서 변수는 {{name}}으로 써요. 템플릿이 쓰지 않는 context 값은 무시해요.',
  'Before the text of a template is approved nothing can be sent, not even a test message.':
    '템플릿 문구가 승인되기 전에는 테스트 메시지도 보낼 수 없어요.',
  'At most 10 calls of this operation a minute per user; above it 4095.': '사용자마다 1분에 10회까지. 넘으면 4095.',
  'At most 15,000 calls of this operation a minute per mini-app; above it 4095. They are counted apart from the 3,000 of the other operations.':
    '미니앱마다 1분에 15,000회까지. 넘으면 4095. 다른 API의 3,000회와 따로 세요.',
  'What the payload of a SUCCESS envelope is called': 'SUCCESS 응답에서 내용을 담는 필드의 이름',
  '{"resultType":"SUCCESS","success":{…}}': '{"resultType":"SUCCESS","success":{…}}',
  '{"resultType":"SUCCESS","result":{…}}, and an entry of fail has contentId and reachFailReason.':
    '{"resultType":"SUCCESS","result":{…}}. fail의 항목에는 contentId와 reachFailReason이 있어요.',
  'Which limit of calls a minute single messages have': '단건 메시지의 1분 호출 한도',
  '15,000 a minute per mini-app, counted apart from the 3,000 of the other operations.':
    '미니앱마다 1분에 15,000회. 다른 API의 3,000회와 따로 세요.',
  'None of their own: they are among the 3,000 a minute per mini-app.':
    '따로 없음. 미니앱마다 1분에 3,000회에 포함돼요.',
  'A template without variables': '변수 없는 템플릿',
  'A userName of its own in the context': 'context에 직접 넣은 userName',
  'A user with push off: SUCCESS, with an entry in fail': '푸시를 끈 사용자: SUCCESS이고 fail에 항목이 있음',
  'A user with push off, with the id of the message that did not arrive':
    '푸시를 끈 사용자: 도착하지 않은 메시지의 id가 있음',
  'The payload named result, as in older docs': '예전 문서처럼 내용이 result에 있음',
  'The payload named result, with a message that did not arrive': '내용이 result에 있고, 도착하지 않은 메시지가 있음',
  'The deployment of the mini-app that the message opens.': '메시지를 누르면 열릴 미니앱의 배포.',
  'One entry a user: 1 to 2,500.': '사용자마다 하나: 1~2,500개.',
  'The user, as login-me gives it (int64); a string of digits is taken as well.':
    '사용자. login-me가 주는 값(int64)이고, 숫자로 된 문자열도 받아요.',
  "The user, as the SDK's getAnonymousKey() gives it.": '사용자. SDK의 getAnonymousKey()가 주는 값.',
  'An unknown or unlinked recipient is an entry in fail.sentPush; the others get their message.':
    '모르거나 연결을 끊은 수신자는 fail.sentPush에 들어가고, 나머지는 메시지를 받아요.',
  '1 to 2,500 recipients a call.': '호출마다 수신자 1~2,500명.',
  'Recipients by userKey and by anonymous key': 'userKey와 익명 키로 정한 수신자',
  'Two recipients, one of whom got a push and one an inbox message': '수신자 두 명: 한 명은 푸시, 한 명은 알림함',

  'Base64 of 32 bytes.': '32바이트의 Base64.',
  'x-toss-user-key or x-anon-key may be sent or not.': 'x-toss-user-key나 x-anon-key는 보내도 되고 안 보내도 돼요.',
  'A key that was issued with a user header works for that user only.':
    '사용자 헤더로 발급한 키는 그 사용자에게만 쓸 수 있어요.',
  'A key lives 1 hour.': '키는 1시간 동안 유효해요.',
  'What code and text of a promotion failure are called': '프로모션 실패의 코드와 문구를 담는 필드의 이름',
  '{"error":{"errorCode":"4109","reason":"…"}}': '{"error":{"errorCode":"4109","reason":"…"}}',
  '{"error":{"code":"4109","message":"…"}}, for failures that come with HTTP 200.':
    '{"error":{"code":"4109","message":"…"}}. HTTP 200으로 오는 실패의 경우.',
  'Code and text under the names that some guides have': '일부 가이드의 이름으로 된 코드와 문구',
  'The code of the promotion in the console; TEST_… codes grant nothing.':
    '콘솔에 있는 프로모션 코드. TEST_… 코드는 지급하지 않아요.',
  'The key that get-key gave for this grant.': '이 지급을 위해 get-key가 준 키.',
  'Points to grant.': '지급할 포인트.',
  'No promotion of this mini-app has the promotionCode.': '이 미니앱에 그 promotionCode의 프로모션이 없어요.',
  'The promotion is not approved, has not started, was stopped, has ended, or its budget is gone.':
    '프로모션이 승인되지 않았거나, 시작하지 않았거나, 중지됐거나, 끝났거나, 예산이 없어요.',
  "A passing fault: try again two or three times with the same key. Also: the key is unknown, older than an hour, or not this user's.":
    '일시적인 오류예요. 같은 키로 두세 번 다시 시도하세요. 키가 없거나, 1시간이 지났거나, 이 사용자의 것이 아닐 때도 나와요.',
  "What is left of the promotion's money is less than the amount.": '남은 프로모션 머니가 금액보다 적어요.',
  'The key was used before.': '이미 쓴 키예요.',
  'The amount is above what the promotion gives at one time, or the user would have more points of it than one person may get.':
    '금액이 1회 지급 한도를 넘거나, 한 사람이 받을 수 있는 포인트를 넘게 돼요.',
  'The amount alone is above the whole budget of the promotion.': '금액이 프로모션 전체 예산보다 커요.',
  'Only with the variant promotion.stateCodes "sdk": the promotion was stopped.':
    '변형 promotion.stateCodes "sdk"일 때만: 프로모션이 중지됐어요.',
  'Only with the variant promotion.stateCodes "sdk": the promotion has ended, or its budget is gone.':
    '변형 promotion.stateCodes "sdk"일 때만: 프로모션이 끝났거나 예산이 없어요.',
  'Only with the variant promotion.stateCodes "sdk": the promotion has not been approved.':
    '변형 promotion.stateCodes "sdk"일 때만: 프로모션이 승인되지 않았어요.',
  'The user header names an unknown or unlinked user; or neither this call nor get-key named one.':
    '사용자 헤더가 모르거나 연결을 끊은 사용자예요. 또는 이 호출과 get-key 모두 사용자를 지정하지 않았어요.',
  'Without a user header the user is the one to whom the key was issued.':
    '사용자 헤더가 없으면 키를 발급받은 사용자예요.',
  'The budget is deducted now; the grant may lag. A grant that becomes FAILED gives it back.':
    '예산은 바로 빠지고 지급은 늦을 수 있어요. 지급이 FAILED가 되면 예산이 돌아와요.',
  'A key grants once: 4113 the second time.': '키 하나로 한 번만 지급해요. 두 번째는 4113이에요.',
  'A mail at 80 % of the budget; a promotion whose budget is spent ends by itself.':
    '예산의 80%에서 메일을 보내고, 예산을 다 쓰면 저절로 끝나요.',
  'A TEST_… code grants nothing.': 'TEST_… 코드는 지급하지 않아요.',
  'TEST_<code> belongs to the promotion <code>: key and limit for one grant are checked, state and budget are not.':
    'TEST_<code>는 프로모션 <code>의 테스트용이에요. 키와 1회 한도만 확인하고 상태와 예산은 보지 않아요.',
  'A user header that names nobody (4010), too many calls (4095), 4100, a key that was used (4113), a bad key (4110), a user whom no header names (4010), a passing fault (4110), the state (4109), 4116, 4114, 4112: the first that is wrong is answered.':
    '없는 사용자의 헤더(4010), 너무 많은 호출(4095), 4100, 이미 쓴 키(4113), 잘못된 키(4110), 헤더에 없는 사용자(4010), 일시적인 오류(4110), 상태(4109), 4116, 4114, 4112의 순서로 보고 처음 틀린 것으로 응답해요.',
  'At most 5,000 points a person.': '한 사람에게 5,000포인트까지.',
  'Whether execute-promotion and execution-result need a user header':
    'execute-promotion과 execution-result에 사용자 헤더가 필요한지',
  'The header may be left out.': '헤더가 없어도 돼요.',
  'x-toss-user-key or x-anon-key is required; without it the answer is 4010.':
    'x-toss-user-key나 x-anon-key가 필요하고, 없으면 4010이에요.',
  'Which codes say that a promotion is not running': '프로모션이 실행 중이 아닐 때의 코드',
  '4109 in every case.': '언제나 4109.',
  '4104 stopped, 4105 ended, 4108 not approved; 4109 when it has not started.':
    '중지 4104, 종료 4105, 승인 전 4108, 시작 전 4109.',
  'The same with a number as code, as one guide has it': '한 가이드처럼 코드가 숫자인 것',
  'A bare string, not an object.': '객체가 아니라 문자열.',
  'No grant of this promotion was executed with the key.': '이 프로모션에서 그 키로 실행한 지급이 없어요.',
  'PENDING → SUCCESS or FAILED; neither changes any more.': 'PENDING → SUCCESS나 FAILED. 그 뒤에는 바뀌지 않아요.',
  'Clients poll 5 times every 2 s, or 10 times every 0.5 s.': '클라이언트는 2초마다 5번, 또는 0.5초마다 10번 조회해요.',
  'The bare string {}': '문자열 {}',

  'The URL that is called.': '호출할 URL.',
  'GET or POST.': 'GET 또는 POST.',
  'The value that is sent as Basic authorization.': 'Basic 인증으로 보낼 값.',
  'The value that is sent as Basic authorization; may be left empty.': 'Basic 인증으로 보낼 값. 비워도 돼요.',
  'Basic <base64 of the value set in the console>': 'Basic <콘솔에서 정한 값의 base64>',
  'The user, in decimal digits.': '사용자(숫자로 된 문자열).',
  'UNLINK: disconnected in the app. WITHDRAWAL_TERMS: consent withdrawn. WITHDRAWAL_TOSS: left Toss.':
    'UNLINK: 앱에서 연결을 끊음. WITHDRAWAL_TERMS: 동의를 철회함. WITHDRAWAL_TOSS: 토스를 탈퇴함.',
  'The user (int64).': '사용자(int64).',
  'It is not sent for remove-by-access-token and remove-by-user-key.':
    'remove-by-access-token과 remove-by-user-key에는 보내지 않아요.',
  'It is sent once.': '한 번만 보내요.',
  'The partner has 5 seconds to answer.': '파트너는 5초 안에 응답해야 해요.',
  '{} ISO 8601 without a zone.': '{} 시간대 표시 없는 ISO 8601.',
  'When it was sent.': '보낸 시각.',
  'When it changed.': '바뀐 시각.',
  'The order that began the subscription.': '구독을 시작한 주문.',
  'The product.': '상품.',
  'Whether the user may use what was subscribed to.': '사용자가 구독한 것을 쓸 수 있는지.',
  'When the period that was paid for ends; null in the sample of CREATED.':
    '결제한 기간이 끝나는 시각. CREATED의 예시에서는 null.',
  'Whether it renews by itself.': '저절로 갱신되는지.',
  'callback.registration_verification comes first; without a 2xx no other event is sent.':
    'callback.registration_verification이 먼저 와요. 2xx로 응답하지 않으면 다른 이벤트를 보내지 않아요.',
  'Receivers keep the newer of two events by occurredAt: two of one subscription never have the same one, even where they follow each other within a second.':
    '받는 쪽은 occurredAt이 더 새로운 이벤트를 남겨요. 한 구독의 두 이벤트는 1초 안에 이어져도 값이 같지 않아요.',
  'There is no signature.': '서명이 없어요.',
  'One-off orders have no webhook.': '일회성 주문에는 웹훅이 없어요.',
  'CREATED has no previous state, and current.expiresAt is null.':
    'CREATED에는 이전 상태가 없고 current.expiresAt이 null이에요.',
  'AUTO_RENEW_DISABLED leaves the status ACTIVE until the paid period ends.':
    'AUTO_RENEW_DISABLED여도 결제한 기간이 끝날 때까지 ACTIVE예요.',
  'A URL that does not answer the verification with 2xx is not taken, and the setting stays as it was.':
    '검증에 2xx로 응답하지 않는 URL은 받지 않고, 설정은 그대로예요.',
  'CREATED → ACTIVE. ACTIVE → RENEWED, EXTENDED, AUTO_RENEW_DISABLED or AUTO_RENEW_ENABLED → ACTIVE; ENTERED_GRACE_PERIOD → IN_GRACE_PERIOD → ON_HOLD; PAUSED. RECOVERED leads from these three to ACTIVE. RESTARTED leads from a cancelled or expired one to ACTIVE. EXPIRED and REVOKED end it.':
    'CREATED → ACTIVE. ACTIVE → RENEWED, EXTENDED, AUTO_RENEW_DISABLED, AUTO_RENEW_ENABLED → ACTIVE. ENTERED_GRACE_PERIOD → IN_GRACE_PERIOD → ON_HOLD. PAUSED. RECOVERED는 IN_GRACE_PERIOD, ON_HOLD, PAUSED에서 ACTIVE로, RESTARTED는 해지했거나 만료된 구독에서 ACTIVE로 가요. EXPIRED와 REVOKED면 끝나요.',
  'accessGranted is true in ACTIVE and IN_GRACE_PERIOD.': 'ACTIVE와 IN_GRACE_PERIOD에서 accessGranted는 true예요.',
  'The grace period lasts 7 days, the hold after it 30 days.': '유예 기간은 7일, 그 뒤의 보류는 30일이에요.',
  'How the subscription webhook carries the value that is set in the console':
    '구독 웹훅이 콘솔에서 정한 값을 싣는 방법',
  'Authorization: Basic, then the value in Base64.': 'Authorization: Basic 다음에 값의 Base64.',
  'Authorization: Bearer, then the value as it is.': 'Authorization: Bearer 다음에 값 그대로.',
} as const
