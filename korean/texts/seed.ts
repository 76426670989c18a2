/** What the keys of a seed file mean, as a problem in one quotes it. */
export const seedTexts = {
  'Where an editor finds `schemas/seed.schema.json` of this package.':
    '편집기가 이 패키지의 `schemas/seed.schema.json`을 찾는 곳.',
  '`apps-in-toss-mock/world@1`; required beside snapshot.': '`apps-in-toss-mock/world@1`. snapshot이 있으면 필요해요.',
  'ISO 8601; the clock goes on from there.': 'ISO 8601. 시계가 여기서부터 가요.',
  'How far it is ahead of real time, instead of an instant; negative: behind.':
    '시각 대신, 실제 시간보다 얼마나 앞서는지. 음수면 뒤처져요.',
  'Whether it stands still; default false.': '멈춰 있는지. 기본값은 false.',
  'Where the mock’s clock starts; at real time by default.': '목 서버의 시계가 시작하는 곳. 기본값은 실제 시간.',
  'Only calls that concern this user, whom the file need not have.':
    '이 사용자에 관한 호출만. 파일에 없는 사용자여도 돼요.',
  'What goes wrong for every mini-app, behind its own `faults`; the same keys but `user`.':
    '모든 미니앱의 장애. 미니앱의 `faults` 다음에 일어나요. `user`만 빼고 키가 같아요.',
  'What is set in the console for the mini-app.': '미니앱에 대해 콘솔에서 설정하는 것.',
  'Where the unlink callback goes.': '연결 끊기 콜백을 보낼 곳.',
  'Where the subscription webhook goes; the URL is not asked first.':
    '구독 웹훅을 보낼 곳. URL을 먼저 검증하지 않아요.',
  'Where callbacks go. Nothing is sent while the world is made.':
    '콜백을 보낼 곳. 월드를 만드는 동안에는 보내지 않아요.',
  'Toss Pay and the banks.': '토스페이와 은행.',
  'How orders and subscriptions of this file call it.': '이 파일의 주문과 구독에서 부르는 이름.',
  'Won; 1,100 by default.': '원. 기본값은 1,100.',
  'The only products; without it there are the four that every mini-app has.':
    '이 상품들만 있어요. 없으면 모든 미니앱에 있는 네 개.',
  'Its code in the console.': '콘솔의 코드.',
  'Where the message goes; [push] by default.': '메시지를 보낼 곳. 기본값은 [push].',
  'Whether the review of the text is over; default true.': '문구의 검토가 끝났는지. 기본값은 true.',
  'Template sets. Of WELCOME_MESSAGE, which is always there, what changes.':
    '템플릿. 언제나 있는 WELCOME_MESSAGE는 바꿀 것만.',
  'Its code in the console; not with TEST_, each promotion has such a twin.':
    '콘솔의 코드. TEST_로 시작하지 않아요. 프로모션마다 그런 짝이 있어요.',
  'Points in all; required of a new one.': '전체 포인트. 새 프로모션에는 필요해요.',
  'Points that one grant may give; 5,000 by default.': '한 번에 지급할 수 있는 포인트. 기본값은 5,000.',
  'Points that one person may get; 5,000 by default.': '한 사람이 받을 수 있는 포인트. 기본값은 5,000.',
  'When it starts; null or absent: it has started.': '시작하는 때. null이거나 없으면 이미 시작했어요.',
  'When it ends; null or absent: it has no end.': '끝나는 때. null이거나 없으면 끝이 없어요.',
  'How long a grant is PENDING, default 0; null: until the Toss side decides.':
    '지급이 PENDING인 시간. 기본값은 0. null이면 토스 쪽에서 정할 때까지.',
  'Whether its review is over; default true.': '검토가 끝났는지. 기본값은 true.',
  'What it must be in the end; STOPPED and ENDED are brought about.':
    '마지막에 어떤 상태여야 하는지. STOPPED와 ENDED는 그렇게 만들어요.',
  'So many executions to come fail (4110), so many payouts fail.': '앞으로 실패할 실행의 수(4110)와 실패할 지급의 수.',
  'Promotions. Of WELCOME_POINT, which is always there, what changes.':
    '프로모션. 언제나 있는 WELCOME_POINT는 바꿀 것만.',
  'How the rest of this file calls the user.': '이 파일에서 사용자를 부르는 이름.',
  'Traits of the person; those left out are made up.': '그 사람의 정보. 정하지 않은 값은 지어내요.',
  'Whether the user has consented to the mini-app; default false, and true with link.':
    '미니앱에 동의했는지. 기본값은 false이고, link가 있으면 true.',
  'What the user consented to; by default all that the mini-app asks for.':
    '동의한 것. 기본값은 미니앱이 요청하는 전부.',
  'Whether Toss may send pushes; default true.': '토스가 푸시를 보내도 되는지. 기본값은 true.',
  'Whether the user left Toss in the end, after everything else in this file.':
    '이 파일의 나머지가 모두 끝난 뒤에 토스를 탈퇴했는지.',
  'The users, in the order of their creation.': '사용자. 만든 순서대로.',
  'The id of a user of this file; by default the mini-app’s first user.':
    '이 파일에 있는 사용자의 id. 기본값은 미니앱의 첫 번째 사용자.',
  'The userKey of a user of this file, instead of the id.': 'id 대신, 이 파일에 있는 사용자의 userKey.',
  'When it was, ISO 8601; now by default.': '언제였는지. ISO 8601. 기본값은 지금.',
  'When it was: so long before the instant at which the world is made.':
    '언제였는지: 월드를 만드는 시각보다 얼마나 전인지.',
  'Won; 0 by default.': '원. 기본값은 0.',
  'As make-payment has it: whether it is of the sandbox app; default true.':
    'make-payment의 값과 같아요: 샌드박스 앱의 결제인지. 기본값은 true.',
  'How far it got.': '어디까지 진행됐는지.',
  'Of a refund.': '환불의 것.',
  'What the user chose in checkoutPayment.': '사용자가 checkoutPayment에서 고른 것.',
  'Payments of Toss Pay: the fields of make-payment, and how far each got. orderNo is unique.':
    '토스페이 결제: make-payment의 필드와, 어디까지 진행됐는지. orderNo는 겹치면 안 돼요.',
  'The id of a product of this file; by default the first on sale of the fitting kind.':
    '이 파일에 있는 상품의 id. 기본값은 종류가 맞는, 판매 중인 첫 번째 상품.',
  'Its SKU, instead of the id.': 'id 대신 SKU.',
  'Whether get-order-status answers ERROR.': 'get-order-status가 ERROR로 응답하는지.',
  'Orders of in-app purchase. orderId is unique over all mini-apps.':
    '인앱결제 주문. orderId는 모든 미니앱에서 겹치면 안 돼요.',
  'Of the order that began it; by default a made-up UUID of version 7.':
    '구독을 시작한 주문의 것. 기본값은 지어낸 UUID 버전 7.',
  'What it is now.': '지금의 상태.',
  'False: the user cancelled; default true where the status allows it.':
    'false면 사용자가 해지했어요. 상태가 허용하면 기본값은 true.',
  'Whether the next renewal payments fail; default false.': '다음 갱신 결제가 실패할지. 기본값은 false.',
  'Subscriptions, each with the order that began it. Since then it renewed by itself, as time went by.':
    '구독과, 각각을 시작한 주문. 그 뒤로 시간이 지나면서 스스로 갱신됐어요.',
  'What execution-result answers in the end.': '마지막에 execution-result가 줄 응답.',
  'Points of promotions that users have got or wait for.': '사용자가 받았거나 기다리는 프로모션 포인트.',
  'Messages that users have got.': '사용자가 받은 메시지.',
  'The id of a user of this file who has a userKey there: only calls that concern this user.':
    '이 파일에서 userKey가 있는 사용자의 id: 이 사용자에 관한 호출만.',
  'What goes wrong with its calls, in this order; see [faults](faults.md).':
    '미니앱의 호출에 이 순서로 일어나는 장애. [faults](faults.ko.md)를 보세요.',
  'Mini-apps by appName.': 'appName별 미니앱.',
  'Mini-apps as an export found them; written by export.': '내보낼 때 그대로의 미니앱. export가 써요.',
} as const
