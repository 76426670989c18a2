/** Descriptions of fields, groups and scenarios of the control API, by their English text. */
export const koreanTexts: Readonly<Record<string, string>> = {
  'The mock itself: health, how to reach it, clock, requests so far, reset, export':
    '목 서버: 상태, 연결, 시계, 요청 기록, 초기화, 내보내기',
  'Settings of a mini-app': '미니앱 설정',
  'Toss Login (토스 로그인)': '토스 로그인',
  'Anonymous key (익명 사용자 키)': '익명 사용자 키',
  'Toss Pay (토스페이)': '토스페이',
  'In-app purchase (인앱결제)': '인앱결제',
  'Functional push and messages (스마트 발송)': '스마트 발송',
  'Promotion: Toss points (프로모션)': '프로모션',
  'Subscriptions bought in the app (구독)': '구독',
  'What Toss sends to the partner: where to, and doing so': '토스가 파트너에게 보내는 것',
  'Client certificates, as the console issues and revokes them': '클라이언트 인증서',
  'Faults that the next calls meet': '다음 호출에 적용할 장애',
  'Isolation of tests, and settings for the time of one': '테스트 격리',

  'True: only what went wrong, such as a failure, a broken rule or a refused handshake.':
    'true면 실패, 규칙 위반, 거절된 핸드셰이크처럼 잘못된 것만.',
  'True: with miniApp, refused handshakes as well, which are nobody’s.':
    'true면 miniApp을 정했을 때 어느 미니앱의 것도 아닌, 거절된 핸드셰이크도 함께.',
  'Only entries in which this text stands.': '이 문자열이 들어 있는 기록만.',
  'Only entries with a greater id.': 'id가 더 큰 기록만.',
  'Only entries with a smaller id.': 'id가 더 작은 기록만.',
  'The newest this many.': '최근 것부터 이만큼.',
  'False: without headers and bodies; default true.': 'false면 헤더와 본문 없이. 기본값은 true.',
  'Only what concerns this mini-app, and refused handshakes.': '이 미니앱의 일과 거절된 핸드셰이크만.',
  'The id of the last event that was seen; the header Last-Event-ID says the same.':
    '마지막으로 본 이벤트의 id. Last-Event-ID 헤더와 같아요.',
  'Where a clock seeded with it starts: as far ahead of real time as now (default), or at this instant.':
    '이 파일로 시작할 때의 시계: 지금처럼 실제 시간보다 앞선 만큼(기본값), 또는 바로 이 시각.',
  'The scopes that the terms screen asks for.': '약관 화면에서 요청하는 스코프.',
  'The tags of the terms that the terms screen shows.': '약관 화면에 보이는 약관의 태그.',
  'Features that are switched off: their operations answer 4050.': '꺼진 기능: 4050으로 응답해요.',
  'Features that are broken on the platform’s side: their operations answer HTTP 500, INTERNAL_ERROR.':
    '플랫폼 쪽이 고장 난 기능: HTTP 500, INTERNAL_ERROR로 응답해요.',
  '100 by default.': '기본값은 100.',
  'A userKey: only those that come after this user.': 'userKey: 이 사용자 다음부터.',
  'Which come first; oldest by default.': '무엇부터 보여 줄지. 기본값은 oldest.',
  'Digits only: 01012345678.': '숫자만: 01012345678.',
  'yyyyMMdd.': 'yyyyMMdd.',
  'Made up by default.': '정하지 않으면 임의로 만들어요.',
  'The first user by default.': '기본값은 첫 사용자.',
  'Of this user only.': '이 사용자 것만.',
  'False: those that reached nobody; default true.': 'false면 아무에게도 도달하지 않은 것. 기본값은 true.',
  'The newest this many, 100 by default.': '최근 것부터 이만큼. 기본값은 100.',
  'The id of a message: only those before it.': '메시지 id: 그 앞의 것만.',
  'As it was executed, with TEST_ for the twin.': '실행한 그대로. 테스트용은 TEST_를 붙여요.',
  'A key: only those that come after this grant.': 'key: 이 지급 다음부터.',
  'A payToken: only those that come after this payment.': 'payToken: 이 결제 다음부터.',
  'Won.': '원.',
  'A maintenance window that begins now; null ends it.': '지금 시작하는 점검 시간. null이면 끝나요.',
  'Only these banks; all without.': '이 은행들만. 정하지 않으면 모두.',
  'Made up where it is left out.': '정하지 않으면 임의로 만들어요.',
  'What the user pays, in won. The console takes 400 to 1,400,000 won before VAT.':
    '사용자가 내는 금액(원). 콘솔에서는 부가세 전 400원부터 1,400,000원까지예요.',
  'An orderId: only those that come after this order.': 'orderId: 이 주문 다음부터.',
  'By default the first product on sale of the fitting kind.': '기본값은 종류가 맞는 판매 중인 첫 상품.',
  'By default the mini-app’s first user.': '기본값은 미니앱의 첫 사용자.',
  'By default a made-up UUID of version 7, as those of production are.':
    '기본값은 운영 환경과 같은 형식인 임의의 UUID v7.',
  'For so long get-order-status answers NOT_FOUND; default 0.':
    '이 시간 동안 get-order-status가 NOT_FOUND로 응답해요. 기본값은 0.',
  'Default true.': '기본값은 true.',
  'nextKey of the page before.': '이전 페이지의 nextKey.',
  'An orderId: only those that come after this one.': 'orderId: 이 구독 다음부터.',
  'Default UNLINK.': '기본값은 UNLINK.',
  'http or https.': 'http 또는 https.',
  'Before Base64.': 'Base64로 바꾸기 전 값.',
  'Default https://apps-in-toss.toss.im.': '기본값은 https://apps-in-toss.toss.im.',
  'An invented user by default.': '기본값은 임의의 사용자.',
  'False takes the URL without asking it first; default true.': 'false면 URL을 검증하지 않고 받아요. 기본값은 true.',
  'Days that it is valid on the mock’s clock; 390 by default, as the real ones.':
    '유효 기간(일). 목 서버의 시계로 세요. 기본값은 실제와 같은 390.',
  'An operation, a feature, or * for all, which is the default.': 'API, 기능, 또는 모두를 뜻하는 *(기본값).',
  'Only calls that concern this user.': '이 사용자에 관한 호출만.',
  'When it strikes; always, where nothing is said.': '언제 일어날지. 정하지 않으면 언제나.',
  'Only the next so many calls.': '다음 몇 번의 호출만.',
  'Every nth of these calls.': '이 호출 중 n번째마다.',
  'Drawn from the mock’s seed.': '목 서버의 시드로 뽑아요.',
  'On the mock’s clock.': '목 서버의 시계로.',
  'On the mock’s clock; before this instant.': '목 서버의 시계로, 이 시각 전까지.',
  'The kinds and their fields: latency (milliseconds), hang (effect?), reset (at, afterMilliseconds?), truncated-body (ends?), not-json (effect?, afterMilliseconds?), html-gateway-page (status, effect?, afterMilliseconds?), status (status, effect?, afterMilliseconds?), result-type (resultType, effect?, afterMilliseconds?), fail (code), slow-drip (bytesPerSecond), refuse-handshake (nothing).':
    '종류와 필드: latency(milliseconds), hang(effect?), reset(at, afterMilliseconds?), truncated-body(ends?), not-json(effect?, afterMilliseconds?), html-gateway-page(status, effect?, afterMilliseconds?), status(status, effect?, afterMilliseconds?), result-type(resultType, effect?, afterMilliseconds?), fail(code), slow-drip(bytesPerSecond), refuse-handshake(없음).',
  'Real ones.': '실제 밀리초.',
  'Whether the operation takes effect all the same; default false.': '그래도 API가 처리될지. 기본값은 false.',
  'Real milliseconds that pass before.': '그 전에 기다릴 실제 밀리초.',
  'Default closed.': '기본값은 closed.',
  'A failure code of the operation.': 'API의 실패 코드.',
  'Of the body, in real time.': '본문을 보내는 속도. 실제 시간으로.',
  'The name; a number is added where it is taken.': '이름. 이미 있으면 숫자를 붙여요.',
  'What the journal calls it.': '요청 기록에 남을 이름.',
  'The whole body, envelope included; the contract has to allow it.':
    '공통 응답 형식까지 포함한 본문 전체. API 명세가 허용해야 해요.',

  'As login-me gave it.': 'login-me가 준 그대로.',
  'The id of the last event that was seen. The header Last-Event-ID, which a browser sends by itself, goes before it.':
    '마지막으로 본 이벤트의 id. 브라우저가 저절로 보내는 Last-Event-ID 헤더가 우선해요.',
  'By default what the others imply, else what the payment offers, else TOSS_MONEY.':
    '정하지 않으면 다른 값에 맞추고, 그다음은 결제가 허용하는 수단, 그다음은 TOSS_MONEY.',
  'TOSS_MONEY: the bank of the account; the user’s first by default.':
    'TOSS_MONEY: 계좌의 은행. 기본값은 사용자의 첫 계좌.',
  'CARD: what the card must be like; the user’s first by default.': 'CARD: 카드의 조건. 기본값은 사용자의 첫 카드.',
  'CARD: 2 to 24 months, from 50,000 won on; 0, the default: at once.': 'CARD: 5만 원부터 2~24개월. 기본값 0은 일시불.',
  'Whether the instalments are free of interest; default false.': '무이자 할부인지. 기본값은 false.',
  'Won that an instant discount takes off.': '즉시 할인 금액(원).',
  'Won that Toss points pay.': '토스 포인트로 내는 금액(원).',
  'TOSS_MONEY: whether the user asks for a cash receipt; by default where one is offered.':
    'TOSS_MONEY: 현금영수증을 신청할지. 정하지 않으면 제공할 때 신청해요.',
  'What kind of product it is.': '상품의 종류.',
  '상품 1 and so on by default.': '정하지 않으면 상품 1, 상품 2처럼 이름을 붙여요.',
  'Empty by default.': '정하지 않으면 비어 있어요.',
  'Of a subscription; MONTHLY by default.': '구독 상품의 주기. 기본값은 MONTHLY.',
  'Of a subscription, handed on to the SDK as they are.': '구독 상품의 혜택. SDK에 그대로 전해요.',
  'Whether it can be bought; default true.': '살 수 있는지. 기본값은 true.',
  'How long get-order-status answers NOT_FOUND.': 'get-order-status가 NOT_FOUND로 응답하는 시간.',
  'How long get-order-status hides the payment.': 'get-order-status가 결제를 숨기는 시간.',
  'The user who holds the phone; null: the mini-app’s first user.': '휴대폰을 든 사용자. null이면 미니앱의 첫 사용자.',
  'Calls that are to fail, with a code; null lets one work again.': '실패할 호출과 코드. null이면 다시 동작해요.',
  'Whether a reset comes back to this, default false.': '초기화할 때 이 값으로 돌아올지. 기본값은 false.',
  'ask, approve, cancel, or fail:CODE with a code of the SDK.': 'ask, approve, cancel, 또는 SDK 코드를 붙인 fail:CODE.',
  'One word for login, payment and purchase, or one a kind.':
    'login, payment, purchase에 함께 쓸 값 하나, 또는 종류마다 하나씩.',
  'A: SDK 0.x to 2.x. B: SDK 3.x.': 'A: SDK 0.x~2.x. B: SDK 3.x.',
  'The name on the wire, such as appLogin.': 'appLogin처럼 실제로 보내는 이름.',
  'The page’s own name for the call.': '페이지가 이 호출에 붙인 이름.',
  'approve, cancel, or fail:CODE with one of the prompt’s failures.':
    'approve, cancel, 또는 이 질문의 실패 코드를 붙인 fail:CODE.',
  'How to pay, where a payment is approved.': '결제를 승인할 때의 결제 수단.',
  'As the page gave them.': '페이지가 준 그대로.',
  'The Toss app in which the mini-app’s page runs: its calls, and what its user does':
    '미니앱 페이지를 실행하는 토스 앱',

  'about one call in six fails or is late: connections refused or reset, before and after the operation took effect; answers cut':
    '여섯 번 중 한 번쯤 실패하거나 늦어요: 처리 전이나 뒤에 연결이 거절되거나 끊기고, 응답이 잘려요',
  'every answer is 800 ms late, every 10th 6 s, and every 50th never comes although the operation took effect':
    '모든 응답이 800ms 늦고, 10번째마다 6초 늦고, 50번째마다 처리됐는데도 응답이 오지 않아요',
  'about one call in five gets the HTML page of a gateway (502, 503, 504) or HTTP 429; behind a 504 the operation took effect':
    '다섯 번 중 한 번쯤 게이트웨이의 HTML 페이지(502, 503, 504)나 HTTP 429를 받아요. 504 뒤에서는 처리됐어요',
  'every 3rd call takes effect and the connection is reset; of the others every 4th takes effect and is answered HTTP_TIMEOUT':
    '3번째마다 처리된 뒤 연결이 끊겨요. 나머지 중 4번째마다 처리되고 HTTP_TIMEOUT으로 응답해요',
  'every call is answered with the HTML page of HTTP 503, for ten minutes of the mock’s clock':
    '목 서버의 시계로 10분 동안 모든 호출에 HTTP 503 HTML 페이지로 응답해요',
  'every 4th call is answered 4095, too many calls': '4번째마다 호출이 너무 많다는 4095로 응답해요',
  'every 8th call is answered HTTP 500; of the others every 16th EXECUTION_FAIL, and every 16th NETWORK_ERROR; without effect':
    '8번째마다 HTTP 500, 나머지 중 16번째마다 EXECUTION_FAIL, 16번째마다 NETWORK_ERROR로 응답해요. 처리되지 않아요',
}
