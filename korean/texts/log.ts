/** Lines of the log that stand for no error of their own. */
export const logTexts = {
  '{} user {} → {} ({}, {} ms): {}': '{} 사용자 {} → {} ({}, {} ms): {}',
  '{} user {} → {} ({}, {} ms)': '{} 사용자 {} → {} ({}, {} ms)',
  'callbacks failed: {}': '콜백을 보내지 못했어요: {}',
  'state: {}': '상태: {}',
  'proxy: {} → the mock': 'proxy: {} → 목 서버',
  'proxy: {} → passed': 'proxy: {} → 그대로 전달',
  'phone: {}': '휴대폰: {}',
  'phone: {} answered in the encoding {}: the page has no Toss app':
    '휴대폰: {}의 응답이 {} 인코딩이라 페이지에 토스 앱을 넣지 못했어요',
  '{} {} was refused: {}': '{} {} 요청을 거절했어요: {}',
  '{} was refused: {}': '{} 요청을 거절했어요: {}',
  'control: {} {} failed: {}': 'control: {} {} 요청을 처리하지 못했어요: {}',
  'toss-app {}: {}': '토스 앱 {}: {}',
  'the clock that was kept {}: it begins at real time': '저장된 시계를 쓸 수 없어요({}). 실제 시간으로 시작해요',
  'state: mocks that share {} have one certificate authority (--state-keys), and this one was started without it: clients of one may be refused by the other':
    '상태: {} 월드를 함께 쓰는 목 서버들은 인증 기관(CA)도 함께 써요(--state-keys). 이 목 서버는 그 플래그 없이 시작해서, 한쪽의 클라이언트를 다른 쪽이 거절할 수 있어요',
  'state: the key of the certificate authority is kept with the world (--state-keys): whoever can read that database can issue client certificates that this mock accepts':
    '상태: 인증 기관(CA)의 키를 월드와 함께 저장해요(--state-keys). 그 데이터베이스를 읽을 수 있으면 이 목 서버가 받는 클라이언트 인증서를 발급할 수 있어요',
  'state: the world has begun already: --scenario is left alone until the next reset':
    '상태: 이미 시작한 월드예요. --scenario는 다음 초기화부터 적용돼요',
  'journal: what was called cannot be told to the others now: {}':
    '요청 기록: 지금은 호출을 다른 목 서버에 알릴 수 없어요: {}',
  '{} is not what this process knew: the database was restored, emptied or failed over. What it has now counts':
    '{}가 이 프로세스가 알던 것과 달라요. 데이터베이스를 복구했거나, 비웠거나, 장애 조치를 했어요. 지금 있는 값을 써요',
  'what all mini-apps share': '모든 미니앱이 함께 쓰는 것',
  'the world of {}': '{}의 월드',
  "{} was emptied, or is another database than before. What it has now counts; keys and tokens' signatures stay":
    '{}를 비웠거나, 전과 다른 데이터베이스예요. 지금 있는 값을 쓰고, 키와 토큰 서명은 그대로예요',
  'certificates: {} Those known to be revoked stay so.': '인증서: {} 폐기된 것으로 아는 인증서는 계속 거절해요.',
  '{}.basicAuth of {} looks like Base64 of user:secret. The console takes it plain and encodes it, so your server gets Base64 of Base64: give user:secret as it is.':
    '{2}의 {1}.basicAuth가 user:secret을 Base64로 인코딩한 값 같아요. 콘솔은 입력한 값을 인코딩하므로 서버에는 두 번 인코딩한 값이 가요. user:secret을 그대로 쓰세요.',
  '{}: the stand-in of the devtools is off: the page gets the SDK, and the mock answers it.':
    '{}: devtools의 대역을 껐어요. 페이지는 SDK를 쓰고, 목 서버가 응답해요.',
  'Of FAILED; INTERNAL_ERROR by default.': 'FAILED일 때만. 기본값은 INTERNAL_ERROR예요.',
} as const

/** What the Toss app of the mock says of a page's calls. */
export const tossAppTexts = {
  'appsInTossSignTossCert: Toss Cert is outside the mock; the call ends as if the user had signed':
    'appsInTossSignTossCert: 토스인증서는 목 서버에 없어요. 사용자가 서명한 것처럼 끝나요',
  'requestTossPayPaysBilling: recurring billing is not mocked (docs/limits.md); nothing was registered':
    'requestTossPayPaysBilling: 자동결제는 목 서버에 없어요(docs/limits.ko.md). 아무것도 등록하지 않았어요',
  'checkoutPayment: this mini-app has no payment with that payToken; make-payment gives it':
    'checkoutPayment: 이 미니앱에 그 payToken의 결제가 없어요. payToken은 make-payment가 줘요',
  'checkoutPayment: the payment of order {} is {}; only PAY_STANDBY can be approved':
    'checkoutPayment: 주문 {}의 결제는 {}예요. PAY_STANDBY만 승인할 수 있어요',
  'checkoutPayment: order {} was made for user {}, and user {} holds the phone':
    'checkoutPayment: 주문 {}는 사용자 {}의 것인데, 휴대폰은 사용자 {}가 들고 있어요',
  'user {} left Toss: nobody like that holds a phone any more':
    '사용자 {}가 토스를 탈퇴했어요. 그런 사용자는 이제 휴대폰을 들 수 없어요',
  'user {} is linked: the app shows no terms that could be closed':
    '사용자 {}는 이미 연결돼 있어요. 앱이 약관을 보여 주지 않으니 닫을 것도 없어요',
  'processProductGrant answered {} for order {}: only true grants (assumed)':
    'processProductGrant가 주문 {2}에 {1}로 응답했어요. true일 때만 지급해요(가정)',
  'processProductGrant: order {} waits for no grant any more ({}); nothing changes':
    'processProductGrant: 주문 {}는 더 이상 지급을 기다리지 않아요({}). 바뀌는 것이 없어요',
  'processProductGrant did not answer within 30 seconds ({}). Where it throws, the SDK sends nothing at all, and neither onEvent nor onError hears of it until now: catch errors in it, and return false':
    'processProductGrant가 30초 안에 응답하지 않았어요({}). 그 안에서 예외가 나면 SDK는 아무것도 보내지 않고, onEvent와 onError도 지금까지 알 수 없어요. 안에서 예외를 잡고 false를 반환하세요',
  'processProductGrant answered true, and the app did not take it ({})':
    'processProductGrant가 true로 응답했는데 앱이 받아들이지 않았어요({})',
  'processProductGrant did not answer true ({})': 'processProductGrant가 true로 응답하지 않았어요({})',
  'order {} is {}, and waits for completeProductGrant': '주문 {}는 {}이고, completeProductGrant를 기다려요',
  '{}: {} has no offer {}; it is bought without (assumed)': '{}: {}에 혜택 {}가 없어요. 혜택 없이 사요(가정)',
  'the arguments came as {}, which is the shape of {}; {} is what {} sends. It was refused: strict':
    '인자가 {2}의 형식인 {1}로 왔어요. {4}에서는 {3}로 보내요. strict라서 거절했어요',
  'the arguments came as {}, which is the shape of {}; {} is what {} sends. It was answered all the same (assumed): the real app may not':
    '인자가 {2}의 형식인 {1}로 왔어요. {4}에서는 {3}로 보내요. 그래도 응답했어요(가정). 실제 앱은 다를 수 있어요',
  '{}: {}. {} is what {} sends. What the real app answers is not known':
    '{1}: {2}. {4}에서는 {3}로 보내요. 실제 앱이 무엇으로 응답하는지는 알려지지 않았어요',
  '{} of {} is not answered: {}. The real app never answers a call that it does not know':
    '{2}의 {1}에 응답하지 않았어요: {3}. 실제 앱은 모르는 호출에 응답하지 않아요',
  '{} of {} is not answered: {}': '{2}의 {1}에 응답하지 않았어요: {3}',
  'it is a call, and was listened to': '호출하는 것인데 이벤트로 구독했어요',
  'it is an event, and was called': '이벤트인데 호출했어요',
  'it is not mocked: {}': '목 서버에 없어요: {}',
  'only {} has it': '{}에만 있어요',
  'no such call is known here': '그런 호출을 알지 못해요',
  'this is a bug of the mock: {}': '목 서버의 버그예요: {}',
} as const

/** Why a call was refused, and what to do where a seed or a file is wrong. */
export const reasonTexts = {
  'Run as the user that owns the file, or choose another folder with --dir.':
    '파일 소유자로 실행하거나, --dir로 다른 폴더를 고르세요.',
  'promotion.grant: nobody can say whether key {} was executed.': 'promotion.grant: 키 {}로 지급했는지 알 수 없어요.',
  'Absent or null on success.': '성공이면 없거나 null이에요.',
  'This is a bug of the mock; its log has the details.': '목 서버의 버그예요. 자세한 내용은 로그에 있어요.',
  'the mock cannot do its work: {}. {}': '목 서버가 처리하지 못했어요: {}. {}',
  '{} is a magic value of this mock': '{}는 이 목 서버의 매직 값이에요',
  'no user of this mini-app has this anonymous key; it differs from mini-app to mini-app':
    '이 미니앱에 이 익명 키의 사용자가 없어요. 익명 키는 미니앱마다 달라요',
  'no user of this mini-app has this anonymous key; it differs from mini-app to mini-app: {}':
    '이 미니앱에 이 익명 키의 사용자가 없어요. 익명 키는 미니앱마다 달라요: {}',
  'no user of this mini-app has this userKey': '이 미니앱에 이 userKey의 사용자가 없어요',
  'no user of this mini-app has this userKey: {}': '이 미니앱에 이 userKey의 사용자가 없어요: {}',
  'the link was removed before': '이미 연결이 끊겼어요',
  'the text of template set {} has not been approved': '템플릿 {}의 문구가 아직 승인되지 않았어요',
  'variables of template set {} are missing: {}': '템플릿 {}의 변수가 빠졌어요: {}',
  'orderNo is {}, and the payment was made with {}': 'orderNo가 {}인데, 결제는 {}로 만들었어요',
  'isTestPayment is {}, and the payment was made with {}': 'isTestPayment가 {}인데, 결제는 {}로 만들었어요',
  'the payment of order {} was put on hold: it is {} until the Toss side completes it':
    '주문 {}의 결제를 처리 중에 멈췄어요. 토스 쪽에서 끝낼 때까지 {}예요',
  'the proxy {} answered {}': '프록시 {}의 응답: {}',
  'the body came as {}; send Content-Type: application/json':
    '본문이 {}로 왔어요. Content-Type: application/json으로 보내세요',
  'send Content-Type: application/json': 'Content-Type: application/json으로 보내세요',
  'count the bytes of the body, not its characters (Buffer.byteLength in Node), or leave the header to the client':
    '본문의 글자 수가 아니라 바이트 수를 쓰거나(Node에서는 Buffer.byteLength), 헤더를 클라이언트에 맡기세요',
  'Expect: {} cannot be met: leave the header out, or send 100-continue':
    'Expect: {}는 들어줄 수 없어요. 헤더를 빼거나 100-continue를 보내세요',
  'request.body was refused with {} (refused): {}.': 'request.body를 {}로 거절했어요(refused): {}.',
  'Export the world anew with the version that is to read it.': '읽을 버전으로 월드를 다시 내보내세요.',
  'Give an earlier one, or set the clock ahead with clock.instant.':
    '더 이른 시각을 주거나, clock.instant로 시계를 앞으로 옮기세요.',
  'It expires 15 minutes after it was made: give an earlier at, or a larger secondsAgo.':
    '만들고 15분이 지나면 만료돼요. 더 이른 at이나 더 큰 secondsAgo를 주세요.',
  'It waits 15 minutes for its execution: give a later at, or a smaller secondsAgo.':
    '실행을 15분 기다려요. 더 늦은 at이나 더 작은 secondsAgo를 주세요.',
  'Give the promotion payoutDelaySeconds: null, or a long delay.':
    '프로모션에 payoutDelaySeconds: null이나 긴 시간을 주세요.',
  'Check the path; there is no such file.': '그런 파일이 없어요. 경로를 확인하세요.',
  'Name a file that you may read.': '읽을 수 있는 파일을 주세요.',
  'Buy it with createOneTimePurchaseOrder, or choose a subscription.':
    'createOneTimePurchaseOrder로 사거나, 구독 상품을 고르세요.',
  'the partner answered {}; only 2xx counts as taken': '파트너가 {}로 응답했어요. 2xx만 받은 것으로 봐요',
  'not sent: {} {}': '보내지 않았어요: {1} {2}',
  'Keep it in one of the two.': '둘 중 하나에만 두세요.',
  'The kinds are {}.': '종류: {}.',
  'give the number without quotes': '숫자를 따옴표 없이 쓰세요',
  'give the number in quotes': '숫자를 따옴표로 감싸 쓰세요',
  'give a string, never null': 'null 말고 문자열을 쓰세요',
  'give a JSON object, not text': '텍스트가 아니라 JSON 객체를 쓰세요',
  '{} is required and missing: give {} ({}), for example {}.': '{}가 필요한데 없어요. {}를 쓰세요 ({}). 예: {}.',
  '{} is required and missing: give {} ({}).': '{}가 필요한데 없어요. {}를 쓰세요 ({}).',
  '{} is required and missing: give {}, for example {}.': '{}가 필요한데 없어요. {}를 쓰세요. 예: {}.',
  '{} is required and missing: give {}.': '{}가 필요한데 없어요. {}를 쓰세요.',
  'Make its folder first.': '먼저 폴더를 만드세요.',
  'Make room on the disk, or name another place.': '디스크를 비우거나 다른 곳을 고르세요.',
  'Make room within your quota, or name another place.': '할당량을 비우거나 다른 곳을 고르세요.',
  'Name a file in a folder: a part of its path is a file.': '폴더 안의 파일을 고르세요. 경로의 일부가 파일이에요.',
  'it cannot be read ({})': '읽을 수 없어요 ({})',
  'it cannot be read': '읽을 수 없어요',
  'it is empty': '비어 있어요',
  'it is neither a HAR nor a journal with one entry on each line': 'HAR도, 한 줄에 하나씩 쓴 요청 기록도 아니에요',
  '{} must be a number of seconds, or one with s, m, h or d, not {}':
    '{}는 초나 s, m, h, d를 붙인 숫자여야 하는데 {}예요',
  '{}: it cannot be read ({})': '{}: 읽을 수 없어요 ({})',
  'a string of {} character': '{}자 문자열',
  'a string of {} characters': '{}자 문자열',
  'a list of {}': '{}개의 목록',
  'an empty string': '빈 문자열',
  'something else': '다른 것',
  duration: '시간(예: 1h)',
} as const
