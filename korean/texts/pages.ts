/** What pages made from the code say besides: the keys of a seed file, and the calls of a mini-app's page. */
export const pageTexts = {
  'The file': '파일',
  'A mini-app': '미니앱',
  '`{}`: a list': '`{}`: 목록',
  key: '키',
  value: '값',
  '{} (required)': '{} (필수)',
  'keys and values': '키와 값',
  'keys and values or `null`': '키와 값이나 `null`',
  text: '문자열',
  'text, ISO 8601': '문자열, ISO 8601',
  'text or `null`, ISO 8601': '문자열이나 `null`, ISO 8601',
  'text, {}': '문자열, {}',
  'text of at most {} characters': '{}자까지의 문자열',
  'text or `null` of at most {} characters': '{}자까지의 문자열이나 `null`',
  'whole number': '정수',
  'whole number of at least {}': '{} 이상의 정수',
  'whole number, {} to {}': '정수, {}~{}',
  'number, {} to {}': '숫자, {}~{}',
  'number or `null`, {} to {}': '숫자나 `null`, {}~{}',
  '`true` or `false`': '`true`나 `false`',
  '`true` or `false` or `null`': '`true`, `false`, `null`',
  'list of keys and values': '키와 값의 목록',
  'list of text': '문자열 목록',
  'list of text of at most {} characters': '{}자까지의 문자열 목록',
  'list of one of {}: {} … {}': '{}개 중의 목록: {} … {}',
  'list of {}': '{}의 목록',
  'one of {}: {} … {}': '{}개 중 하나: {} … {}',
  '`{}` `{}`': '`{}` `{}`',

  'Where an editor finds `schemas/seed.schema.json` of this package.':
    '편집기가 이 패키지의 `schemas/seed.schema.json`을 찾는 곳.',
  '`apps-in-toss-mock/world@1`; required beside snapshot.': '`apps-in-toss-mock/world@1`. snapshot이 있으면 필수.',
  'Where the mock’s clock starts; at real time by default.': '목 서버의 시계가 시작하는 시각. 기본값은 실제 시간.',
  'ISO 8601; the clock goes on from there.': 'ISO 8601. 이 시각부터 시계가 가요.',
  'How far it is ahead of real time, instead of an instant; negative: behind.':
    '시각 대신, 실제 시간보다 몇 초 앞서는지. 음수면 늦어요.',
  'Whether it stands still; default false.': '멈춰 있는지. 기본값은 false.',
  'What goes wrong for every mini-app, behind its own `faults`; the same keys but `user`.':
    '모든 미니앱의 장애. 미니앱의 `faults` 다음에 적용해요. `user` 말고는 키가 같아요.',
  'Mini-apps as an export found them; written by export.': '내보낼 때의 미니앱. 내보내기(export)가 써요.',
  'Mini-apps by appName; see below.': 'appName마다 미니앱 하나. 아래를 보세요.',
  'What is set in the console for the mini-app.': '콘솔에서 미니앱에 정하는 것.',
  'Where callbacks go. Nothing is sent while the world is made.':
    '콜백을 보낼 곳. 월드를 만드는 동안에는 보내지 않아요.',
  'Where the unlink callback goes.': '연결 끊기 콜백을 보낼 곳.',
  'http or https.': 'http나 https.',
  'Before Base64.': 'Base64로 바꾸기 전의 값.',
  'Where the subscription webhook goes; the URL is not asked first.':
    '구독 웹훅을 보낼 곳. URL을 먼저 검증하지 않아요.',
  'Toss Pay and the banks.': '토스페이와 은행.',
  'The only products; without it there are the four that every mini-app has.':
    '미니앱의 상품 전체. 없으면 모든 미니앱에 있는 상품 네 개를 써요.',
  'How orders and subscriptions of this file call it.': '이 파일의 주문과 구독에서 쓰는 이름.',
  'What kind of product it is.': '상품의 종류.',
  '상품 1 and so on by default.': '기본값은 상품 1, 상품 2 …',
  'Empty by default.': '기본값은 빈 값.',
  'Won; 1,100 by default.': '원. 기본값은 1,100.',
  'Of a subscription; MONTHLY by default.': '구독 상품일 때만. 기본값은 MONTHLY.',
  'Of a subscription, handed on to the SDK as they are.': '구독 상품일 때만. SDK에 그대로 넘겨요.',
  'Whether it can be bought; default true.': '살 수 있는지. 기본값은 true.',
  'Template sets. Of WELCOME_MESSAGE, which is always there, what changes.':
    '템플릿. 언제나 있는 WELCOME_MESSAGE는 바꿀 것만 적어요.',
  'Its code in the console.': '콘솔의 코드.',
  'With variables as {{productName}}; required of a new one.': '변수는 {{productName}}처럼. 새 템플릿이면 필수.',
  'With variables; required of a new one.': '변수를 쓸 수 있어요. 새 템플릿이면 필수.',
  'Where the message goes; [push] by default.': '메시지를 보낼 채널. 기본값은 [push].',
  'Whether the review of the text is over; default true.': '문구 검토가 끝났는지. 기본값은 true.',
  'Promotions. Of WELCOME_POINT, which is always there, what changes.':
    '프로모션. 언제나 있는 WELCOME_POINT는 바꿀 것만 적어요.',
  'Its code in the console; not with TEST_, each promotion has such a twin.':
    '콘솔의 코드. TEST_로 시작하지 않아요. 프로모션마다 그런 테스트용이 있어요.',
  'Points in all; required of a new one.': '전체 포인트. 새 프로모션이면 필수.',
  'Points that one grant may give; 5,000 by default.': '1회 지급 한도. 기본값은 5,000.',
  'Points that one person may get; 5,000 by default.': '한 사람이 받을 수 있는 포인트. 기본값은 5,000.',
  'When it starts; null or absent: it has started.': '시작하는 시각. null이거나 없으면 이미 시작했어요.',
  'When it ends; null or absent: it has no end.': '끝나는 시각. null이거나 없으면 끝나지 않아요.',
  'How long a grant is PENDING, default 0; null: until the Toss side decides.':
    '지급이 PENDING인 시간(초). 기본값은 0. null이면 토스 쪽에서 결정할 때까지.',
  'Whether its review is over; default true.': '검토가 끝났는지. 기본값은 true.',
  'What it must be in the end; STOPPED and ENDED are brought about.':
    '마지막에 어떤 상태여야 하는지. STOPPED와 ENDED는 그렇게 만들어요.',
  'So many executions to come fail (4110), so many payouts fail.':
    '앞으로 이만큼의 실행이 실패하고(4110), 이만큼의 지급이 실패해요.',
  'The users, in the order of their creation.': '사용자. 만든 순서대로.',
  'How the rest of this file calls the user.': '이 파일의 다른 곳에서 쓰는 이름.',
  'Traits of the person; those left out are made up.': '사람의 정보. 빠진 것은 임의로 만들어요.',
  'Whether the user has consented to the mini-app; default false, and true with link.':
    '미니앱에 동의했는지. 기본값은 false이고, link가 있으면 true.',
  'What the user consented to; by default all that the mini-app asks for.':
    '사용자가 동의한 것. 기본값은 미니앱이 요청하는 전부.',
  'Whether Toss may send pushes; default true.': '푸시를 보낼 수 있는지. 기본값은 true.',
  'Whether the user left Toss in the end, after everything else in this file.':
    '이 파일의 다른 일이 모두 끝난 뒤 토스를 탈퇴했는지.',
  'Payments of Toss Pay: the fields of make-payment, and how far each got. orderNo is unique.':
    '토스페이 결제: make-payment의 필드와 어디까지 진행됐는지. orderNo는 겹치지 않아요.',
  'The id of a user of this file; by default the mini-app’s first user.':
    '이 파일에 있는 사용자의 id. 기본값은 미니앱의 첫 번째 사용자.',
  'The userKey of a user of this file, instead of the id.': 'id 대신, 이 파일에 있는 사용자의 userKey.',
  'When it was, ISO 8601; now by default.': '언제였는지, ISO 8601. 기본값은 지금.',
  'When it was: so long before the instant at which the world is made.':
    '언제였는지: 월드를 만드는 시각보다 이만큼(초) 전.',
  'What is bought; 테스트 상품 by default.': '무엇을 사는지. 기본값은 테스트 상품.',
  'Won; 0 by default.': '원. 기본값은 0.',
  'As make-payment has it: whether it is of the sandbox app; default true.':
    'make-payment와 같아요: 샌드박스 앱의 것인지. 기본값은 true.',
  'How far it got.': '어디까지 진행됐는지.',
  'What the user chose in checkoutPayment.': '사용자가 checkoutPayment에서 고른 것.',
  'Of PAY_CANCEL; USER by default. EXPIRY: it was made 15 minutes ago or more.':
    'PAY_CANCEL일 때만. 기본값은 USER. EXPIRY면 15분 이상 전에 만든 결제예요.',
  'Of a refund.': '환불일 때만.',
  'Orders of in-app purchase. orderId is unique over all mini-apps.':
    '인앱결제 주문. orderId는 모든 미니앱에서 겹치지 않아요.',
  'The id of a product of this file; by default the first on sale of the fitting kind.':
    '이 파일에 있는 상품의 id. 기본값은 종류가 맞는 판매 중인 첫 상품.',
  'Its SKU, instead of the id.': 'id 대신 SKU.',
  'Of PAYMENT_COMPLETED. TIMED_OUT: it was paid 30 seconds ago or more.':
    'PAYMENT_COMPLETED일 때만. TIMED_OUT이면 30초 이상 전에 결제한 주문이에요.',
  'Of FAILED; INTERNAL_ERROR by default.': 'FAILED일 때만. 기본값은 INTERNAL_ERROR.',
  'Whether get-order-status answers ERROR.': 'get-order-status가 ERROR로 응답하는지.',
  'How long get-order-status answers NOT_FOUND.': 'get-order-status가 NOT_FOUND로 응답하는 시간(초).',
  'How long get-order-status hides the payment.': 'get-order-status가 결제를 숨기는 시간(초).',
  'Subscriptions, each with the order that began it. Since then it renewed by itself, as time went by.':
    '구독. 구독을 시작한 주문도 함께 만들어요. 그 뒤로는 시간이 지나면서 저절로 갱신돼요.',
  'Of the order that began it; by default a made-up UUID of version 7.':
    '구독을 시작한 주문의 id. 기본값은 임의의 UUID v7.',
  'What it is now.': '지금의 상태.',
  'False: the user cancelled; default true where the status allows it.':
    'false면 해지했어요. 상태가 허용하면 기본값은 true.',
  'Whether the next renewal payments fail; default false.': '다음 갱신 결제가 실패하는지. 기본값은 false.',
  'Points of promotions that users have got or wait for.': '사용자가 받았거나 기다리는 프로모션 포인트.',
  'With TEST_ for the twin that grants nothing.': '지급하지 않는 테스트용이면 TEST_를 붙여요.',
  'What execution-result answers in the end.': '마지막에 execution-result가 응답할 값.',
  'Messages that users have got.': '사용자가 받은 메시지.',
  'What goes wrong with its calls, in this order; see [faults](faults.md).':
    '호출에 일으킬 장애. 적은 순서대로 적용해요. [장애](faults.ko.md)를 보세요.',
  'The id of a user of this file who has a userKey there: only calls that concern this user.':
    '이 파일에서 userKey가 있는 사용자의 id. 이 사용자의 호출만.',
  'Only calls that concern this user, whom the file need not have.': '이 사용자의 호출만. 파일에 없는 사용자여도 돼요.',

  Calls: '호출',
  Events: '이벤트',
  'Not answered': '응답하지 않는 것',
  call: '호출',
  'what it does here': '여기서 하는 일',
  known: '출처',
  run: '실행',
  read: '읽음',
  in: '어디에',
  why: '이유',
  'logs the user in; the code is one that generate-token exchanges. A user who is not linked sees the terms first':
    '사용자를 로그인시켜요. 코드는 generate-token이 토큰으로 바꿔 줘요. 연결되지 않은 사용자는 약관을 먼저 봐요',
  'whether the user is linked to the mini-app': '사용자가 미니앱에 연결됐는지',
  'the hash of the user, the same each time; verify knows it': '사용자의 해시. 언제나 같고 verify로 확인할 수 있어요',
  'as getAnonymousKey': 'getAnonymousKey와 같아요',
  'a code that exchange takes once (SDK 3.6; its name on the wire is assumed)':
    'exchange로 한 번 바꿀 수 있는 코드(SDK 3.6. 통신상 이름은 가정)',
  'the profile of the user, in the names of the SDK’s types': '사용자의 정보. SDK 타입의 이름으로',
  'nothing: Toss Cert is outside the mock': '없음: 토스 인증은 목 서버에 없어요',
  'the user authenticates: the payment is approved, or cancelled; execute-payment settles it':
    '사용자가 인증해요. 결제가 승인되거나 취소되고, execute-payment가 마무리해요',
  'success false: recurring billing is not mocked': 'success false: 자동 결제는 흉내 내지 않아요',
  'the products on sale': '판매 중인 상품',
  'what the page’s processProductGrant answered; true within 30 seconds makes the order PURCHASED':
    '페이지의 processProductGrant가 준 응답. 30초 안에 true면 주문이 PURCHASED가 돼요',
  'the purchase of apps before 5.232.0: paid is PURCHASED (assumed)':
    '5.232.0 이전 앱의 구매: 결제하면 PURCHASED(가정)',
  'the user’s orders that are paid and not granted': '결제됐지만 지급되지 않은 사용자의 주문',
  'the user’s orders that were granted or refunded, 50 a page; SDK 3.3.0 drops the key of the next page':
    '지급됐거나 환불된 사용자의 주문. 한 페이지에 50개. SDK 3.3.0은 다음 페이지의 키를 버려요',
  'grants a paid order later; true where it is granted': '결제된 주문을 나중에 지급해요. 지급되면 true',
  'where a subscription stands; {} where the order began none (told by a report)':
    '구독의 상태. 주문이 시작한 구독이 없으면 {}(보고에 따름)',
  'grants points of a promotion; execution-result and the console know the key':
    '프로모션 포인트를 지급해요. execution-result와 콘솔에서 그 키를 조회할 수 있어요',
  'as grantPromotionReward': 'grantPromotionReward와 같아요',
  'what was stored for the user; null where nothing was': '사용자에게 저장한 값. 없으면 null',
  'stores a text for the user': '사용자에게 문자열을 저장해요',
  'forgets one': '하나를 지워요',
  'several at once': '여러 개를 한 번에',
  'forgets all': '모두 지워요',
  'the mock’s clock, in milliseconds': '목 서버의 시계(밀리초)',
  'allowed, or denied as the answers say': '허용. 사용자가 거부하도록 정했으면 거부',
  'keeps the text, until the phone is reset': '휴대폰을 초기화할 때까지 문자열을 가지고 있어요',
  'the text that was set': '설정한 문자열',
  'Seoul’s city hall': '서울시청',
  'Seoul’s city hall, once; the phone does not move': '서울시청, 한 번. 휴대폰은 움직이지 않아요',
  'a picture of one point': '점 하나짜리 사진',
  nothing: '없음',
  'no photos': '사진 없음',
  'no contacts': '연락처 없음',
  'closed at once': '바로 닫혀요',
  'a made-up link': '임의의 링크',
  'as asked': '요청한 대로',
  'noted: the page stays': '기록만 해요: 페이지는 그대로예요',
  'noted: nothing is opened': '기록만 해요: 아무것도 열지 않아요',
  'noted: nothing is shared': '기록만 해요: 아무것도 공유하지 않아요',
  'noted: nothing shakes': '기록만 해요: 진동하지 않아요',
  'noted: no file is written': '기록만 해요: 파일을 쓰지 않아요',
  'noted: nobody is asked': '기록만 해요: 아무에게도 묻지 않아요',
  noted: '기록만 해요',
  'loaded at once': '바로 불러와요',
  'looked at to its end': '끝까지 본 것으로 쳐요',
  'a profile with the name of the user': '사용자의 이름이 든 프로필',
  taken: '받아요',
  'a purchase: the order, the payment, then the page’s processProductGrant within 30 seconds':
    '구매: 주문, 결제, 그다음 30초 안에 페이지의 processProductGrant',
  'the same for a subscription, which begins with the payment': '구독도 같아요. 결제하면 시작돼요',
  'closed at once, without a reward': '보상 없이 바로 닫혀요',
  'when it is fired': '이벤트를 보낼 때',
  'whether the user agrees; who does gets messages from then on':
    '사용자가 동의하는지. 동의하면 그때부터 메시지를 받아요',
  'nothing public shows a real answer': '실제 응답이 공개되지 않았어요',
  'banners come from a script of static.toss.im': '배너는 static.toss.im의 스크립트에서 와요',
  'SDK 0.x to 2.x': 'SDK 0.x~2.x',
} as const
