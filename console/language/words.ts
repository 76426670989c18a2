/** Everything that the page says by itself, in English and in Korean. */
const table = {
  title: ['Console', '콘솔'],
  unofficial: ['Unofficial mock of the Apps in Toss partner API', '앱인토스 파트너 API의 비공식 목 서버'],
  reference: ['API reference', 'API 레퍼런스'],
  skip: ['Skip to the content', '본문으로 건너뛰기'],
  menu: ['Menu', '메뉴'],
  miniApp: ['Mini-app', '미니앱'],
  otherMiniApp: ['Another mini-app…', '다른 미니앱…'],
  otherMiniAppAsk: ['Name of the mini-app', '미니앱 이름'],
  language: ['한국어', 'English'],
  languageShort: ['한', 'EN'],
  languageTitle: ['한국어로 보기', 'View in English'],
  scheme: {
    light: ['Light', '밝게'],
    dark: ['Dark', '어둡게'],
    system: ['As the system', '시스템 설정'],
  },
  schemeTitle: [(now: string) => `Colours: ${now}`, (now: string) => `화면 색: ${now}`],
  isLive: ['Live', '실시간'],
  isNotLive: ['Not connected', '연결 끊김'],
  isNotLiveHint: [
    'The mock does not answer. The page goes on by itself when it does.',
    '목 서버가 응답하지 않아요. 다시 켜지면 저절로 이어져요.',
  ],

  pages: {
    live: ['Live', '실시간'],
    phone: ['Phone', '휴대폰'],
    users: ['Users', '사용자'],
    payments: ['Payments', '결제'],
    orders: ['Orders', '주문'],
    products: ['Products', '상품'],
    subscriptions: ['Subscriptions', '구독'],
    promotions: ['Promotions', '프로모션'],
    grants: ['Grants', '지급 내역'],
    messages: ['Messages', '메시지'],
    templates: ['Templates', '템플릿'],
    callbacks: ['Callbacks', '콜백'],
    certificates: ['Certificates', '인증서'],
    faults: ['Faults', '장애'],
    clock: ['Clock', '시계'],
    settings: ['Settings', '설정'],
    tools: ['Tools', '도구'],
    commands: ['All commands', '모든 명령'],
  },
  groups: {
    happening: ['What happens', '지금 일어나는 일'],
    toss: ['The Toss side', '토스 쪽'],
    surroundings: ['Around it', '환경'],
  },
  about: {
    live: [
      'Every call of your server as it comes, refused handshakes, and callbacks to your server.',
      '내 서버가 보낸 호출, 거절된 핸드셰이크, 내 서버로 간 콜백이 오는 대로 보여요.',
    ],
    phone: [
      'The Toss app around your mini-app: what waits for its user, and every SDK call of the page.',
      '미니앱을 감싼 토스 앱이에요. 사용자가 결정할 것과 페이지의 SDK 호출이 모두 보여요.',
    ],
    users: [
      'People with the Toss app who can meet this mini-app. Log one in to get an authorization code.',
      '이 미니앱을 쓸 수 있는 토스 사용자예요. 로그인시키면 인가 코드를 받아요.',
    ],
    payments: [
      'Your server makes them with make-payment. Here you are the user and Toss: approve, cancel, settle.',
      '내 서버가 make-payment로 만들어요. 여기서는 사용자와 토스를 대신해 승인, 취소, 정산을 해요.',
    ],
    orders: [
      'In-app purchases. Let a user buy something, then see what get-order-status answers.',
      '인앱결제 주문이에요. 사용자가 사게 한 다음 get-order-status의 응답을 보세요.',
    ],
    products: ['What the mini-app sells.', '미니앱이 파는 상품이에요.'],
    subscriptions: [
      'Their life goes on with the clock; each change is sent to the webhook.',
      '시계를 따라 저절로 이어져요. 바뀔 때마다 웹훅을 보내요.',
    ],
    promotions: [
      'Budgets of Toss points, and whether they may be granted now.',
      '토스 포인트 예산과, 지금 지급할 수 있는지를 보여 줘요.',
    ],
    grants: [
      'Points that your server granted with execute-promotion.',
      '내 서버가 execute-promotion으로 지급한 포인트예요.',
    ],
    messages: ['What users got, as they see it.', '사용자가 받은 메시지를 사용자에게 보이는 그대로 보여 줘요.'],
    templates: ['Message templates, as the console approves them.', '콘솔에서 승인받는 메시지 템플릿이에요.'],
    callbacks: [
      'Where Toss calls your server, and what your server answered.',
      '토스가 내 서버의 어디를 호출하는지, 내 서버가 어떻게 응답했는지 보여 줘요.',
    ],
    certificates: [
      'Client certificates of this mini-app. Your server needs one for every call.',
      '이 미니앱의 클라이언트 인증서예요. 내 서버는 호출할 때마다 인증서가 필요해요.',
    ],
    faults: [
      'What goes wrong with the next calls: on the way, at the gateway, in the platform.',
      '다음 호출에 일으킬 문제예요. 네트워크, 게이트웨이, 플랫폼에서 일어나요.',
    ],
    clock: [
      'Tokens, codes, subscriptions and certificates read this clock. Move it, and they age.',
      '토큰, 코드, 구독, 인증서가 이 시계를 따라요. 시계를 옮기면 그만큼 시간이 지나요.',
    ],
    settings: ['What the console sets for the mini-app.', '콘솔에서 미니앱에 정하는 값이에요.'],
    tools: [
      'How to reach this mock, its keys, and files to take along.',
      '이 목 서버에 연결하는 방법과 키, 내려받을 파일이에요.',
    ],
    commands: [
      'Everything that the control API can do, from its own description.',
      '컨트롤 API가 할 수 있는 모든 일이에요. 컨트롤 API의 설명서로 만들어요.',
    ],
  },
  nothing: {
    live: ['Nothing has called yet', '아직 아무도 호출하지 않았어요'],
    liveHow: [
      'Point your server at this address, or run these lines:',
      '내 서버가 이 주소를 호출하게 하거나, 아래 명령을 실행해 보세요.',
    ],
    filtered: ['Nothing fits', '맞는 기록이 없어요'],
    filteredHow: [
      'Widen the filter, or wait: what comes later appears by itself.',
      '조건을 넓혀 보세요. 새로 오는 기록은 저절로 나타나요.',
    ],
    phone: ['The page has called nothing yet', '아직 페이지가 호출한 것이 없어요'],
    phoneHow: [
      'Open the mini-app with “apps-in-toss-mock phone”, the Vite plugin, or installTossApp in a test.',
      '‘apps-in-toss-mock phone’, Vite 플러그인, 테스트의 installTossApp으로 미니앱을 열어 보세요.',
    ],
    users: ['No users yet', '아직 사용자가 없어요'],
    usersHow: [
      'Log one in, and the mock makes a person up. A login by your own code makes one as well.',
      '로그인시키면 목 서버가 사람을 만들어요. 내 코드에서 로그인해도 생겨요.',
    ],
    payments: ['No payments yet', '아직 결제가 없어요'],
    paymentsHow: [
      'A payment comes into being when your server calls make-payment.',
      '내 서버가 make-payment를 호출하면 생겨요.',
    ],
    orders: ['No orders yet', '아직 주문이 없어요'],
    ordersHow: ['Let a user buy something with “Purchase”.', '‘구매하기’로 사용자가 사게 해 보세요.'],
    products: ['No products', '상품이 없어요'],
    productsHow: ['Add one to sell it.', '상품을 추가하면 팔 수 있어요.'],
    subscriptions: ['No subscriptions yet', '아직 구독이 없어요'],
    subscriptionsHow: [
      'Let a user subscribe with “Create subscription”.',
      '‘구독 시작’으로 사용자가 구독하게 해 보세요.',
    ],
    promotions: ['No promotions', '프로모션이 없어요'],
    promotionsHow: ['Create one with a budget.', '예산을 정해서 만들어 보세요.'],
    grants: ['No points granted yet', '아직 지급한 포인트가 없어요'],
    grantsHow: [
      'Your server grants points with get-key and execute-promotion.',
      '내 서버가 get-key와 execute-promotion으로 지급해요.',
    ],
    messages: ['No messages yet', '아직 메시지가 없어요'],
    messagesHow: [
      'They arrive here when your server calls send-message.',
      '내 서버가 send-message를 호출하면 여기로 와요.',
    ],
    templates: ['No templates', '템플릿이 없어요'],
    templatesHow: [
      'Create one; its code is the templateSetCode of send-message.',
      '만들어 보세요. 코드가 send-message의 templateSetCode예요.',
    ],
    callbacks: ['Nothing was sent to your server yet', '아직 내 서버로 보낸 콜백이 없어요'],
    callbacksHow: [
      'Set a URL above, then unlink a user or change a subscription.',
      '위에서 URL을 정한 다음, 사용자 연결을 끊거나 구독을 바꿔 보세요.',
    ],
    certificates: ['No certificates', '인증서가 없어요'],
    certificatesHow: ['Issue one for this mini-app.', '이 미니앱의 인증서를 발급해 보세요.'],
    faults: ['Nothing goes wrong', '장애가 없어요'],
    faultsHow: [
      'Add a fault or a whole scenario to see how your server takes it.',
      '장애나 시나리오를 더해서 내 서버가 어떻게 처리하는지 보세요.',
    ],
  },

  filters: {
    all: ['All', '전체'],
    failed: ['Problems', '문제만'],
    exchange: ['Calls', '호출'],
    'handshake-refusal': ['Refused handshakes', '거절된 핸드셰이크'],
    callback: ['Callbacks', '콜백'],
    notice: ['Notices', '알림'],
  },
  filterTitle: ['What is shown', '보여 줄 기록'],
  searchJournal: ['Search: user, code, token, path …', '검색: 사용자, 코드, 토큰, 경로…'],
  find: {
    users: ['userKey', 'userKey'],
    payments: ['payToken or orderNo', 'payToken 또는 orderNo'],
    orders: ['orderId', 'orderId'],
    subscriptions: ['orderId', 'orderId'],
  },
  findLabel: [(what: string) => `Open by ${what}`, (what: string) => `${what}로 열기`],
  open: ['Open', '열기'],
  clearJournal: ['Clear', '비우기'],

  kinds: {
    exchange: ['Call', '호출'],
    'handshake-refusal': ['Handshake refused', '핸드셰이크 거절'],
    callback: ['Callback', '콜백'],
    notice: ['Notice', '알림'],
  },
  noOperation: ['no operation', '없는 API'],
  brokenRules: [
    (count: number) => (count === 1 ? '1 broken rule' : `${count} broken rules`),
    (count: number) => `규칙 ${count}개 위반`,
  ],
  brokenRulesTitle: ['What to change', '바꿔야 할 것'],
  expected: ['Allowed', '허용되는 값'],
  sent: ['Sent', '보낸 값'],
  why: ['Why', '이유'],
  fix: ['What to do', '해결 방법'],
  request: ['Request', '요청'],
  response: ['Answer', '응답'],
  headers: ['Headers', '헤더'],
  body: ['Body', '본문'],
  noAnswer: ['No answer', '응답 없음'],
  noBody: ['No body', '본문 없음'],
  user: ['User', '사용자'],
  connection: ['Connection', '연결'],
  certificate: ['Certificate', '인증서'],
  faultStruck: ['A fault struck this call', '이 호출에 장애가 적용됐어요'],
  overrideUsed: ['A test had laid this answer ready', '테스트가 준비해 둔 응답이에요'],
  times: [(count: number) => `${count} times`, (count: number) => `${count}번`],
  firstAt: ['First at', '처음'],
  redactedHint: [
    'Secrets and personal data are hidden. Start the mock with --no-redact to see them.',
    '비밀 값과 개인정보는 가려요. 보려면 목 서버를 --no-redact로 시작하세요.',
  ],
  gone: ['This entry is gone: the journal keeps the newest ones.', '이 기록은 지워졌어요. 최근 기록만 남겨요.'],
  delivered: ['delivered', '전달됨'],
  notDelivered: ['not delivered', '전달 안 됨'],
  sentTo: ['Sent to', '보낸 곳'],

  actions: ['What can be done now', '지금 할 수 있는 일'],
  otherActions: ['Also possible', '이것도 할 수 있어요'],
  withUser: ['With this user', '이 사용자로'],
  noActions: ['Nothing can be done any more.', '더 할 수 있는 일이 없어요.'],
  details: ['Details', '자세히'],
  lookUp: ['Look up', '조회하기'],
  commandsHere: ['Commands', '명령'],
  settingsHere: ['Now', '현재 값'],
  related: ['More', '더 보기'],
  asTheUserSees: ['As the user sees it', '사용자에게 보이는 모습'],
  channels: ['Channels', '채널'],
  notReached: ['not reached', '도달 안 됨'],
  result: ['Result', '결과'],
  selectOne: ['Choose one to see it whole.', '하나를 고르면 자세히 보여요.'],

  linked: ['Linked', '연결됨'],
  notLinked: ['Not linked', '연결 안 됨'],
  leftToss: ['Left Toss', '토스 탈퇴'],
  pushOff: ['Push off', '푸시 꺼짐'],
  onSale: ['On sale', '판매 중'],
  notOnSale: ['Not on sale', '판매 중지'],
  approved: ['Approved', '승인됨'],
  notApproved: ['Not approved', '승인 전'],
  autoRenewOff: ['Will not renew', '갱신 안 함'],
  left: [(amount: string) => `${amount} left`, (amount: string) => `${amount} 남음`],
  daysLeft: [
    (days: number) => (days < 0 ? 'expired' : days === 1 ? '1 day left' : `${days} days left`),
    (days: number) => (days < 0 ? '만료됨' : `${days}일 남음`),
  ],
  until: {
    before: ['until ', ''],
    after: ['', '까지'],
  },
  never: ['never', '없음'],
  lastSeen: ['Last seen', '마지막 사용'],
  struck: [
    (struck: number, seen: number) => `struck ${struck} of ${seen}`,
    (struck: number, seen: number) => `${seen}번 중 ${struck}번 적용`,
  ],
  everyMiniApp: ['For every mini-app', '모든 미니앱'],
  thisMiniApp: ['For this mini-app', '이 미니앱'],
  scenarios: ['Scenarios', '시나리오'],
  addScenario: ['Add', '추가'],
  mails: ['Mails of the console', '콘솔이 보낸 메일'],

  prompts: ['The user is asked', '사용자에게 묻고 있어요'],
  promptKinds: {
    login: ['Login', '로그인'],
    payment: ['Payment', '결제'],
    purchase: ['Purchase', '구매'],
    points: ['Points', '포인트'],
    notification: ['Messages', '메시지'],
    userData: ['Personal data', '개인정보'],
    permission: ['Permission', '권한'],
  },
  approve: ['Approve', '승인'],
  approveWith: ['Choose how to pay', '결제 수단 고르기'],
  failWith: ['Fail with …', '실패시키기…'],
  waiting: [(count: number) => String(count), (count: number) => String(count)],
  protocol: [(name: string) => `protocol ${name}`, (name: string) => `프로토콜 ${name}`],
  warning: ['warning', '경고'],
  appButtons: ['Buttons of the app', '앱의 버튼'],
  appEvents: {
    backEvent: ['Back', '뒤로 가기'],
    homeEvent: ['Home', '홈으로'],
  },
  heard: [
    (name: string, count: number) => `${name}: ${count === 1 ? '1 listener' : `${count} listeners`}`,
    (name: string, count: number) => `${name}: ${count}군데에서 받았어요`,
  ],

  unlinkUrl: ['Unlink callback', '연결 끊기 콜백'],
  webhookUrl: ['Subscription webhook', '구독 웹훅'],
  notSet: ['not set', '설정 안 함'],
  deliveries: ['Sent so far', '보낸 기록'],

  clockNow: ['On the mock’s clock', '목 서버의 시계'],
  clockRuns: ['runs', '가고 있어요'],
  clockFrozen: ['stands still', '멈춰 있어요'],
  clockReal: ['real time', '실제 시간'],
  clockAhead: [(text: string) => `${text} ahead of real time`, (text: string) => `실제 시간보다 ${text} 앞서요`],
  clockBehind: [(text: string) => `${text} behind real time`, (text: string) => `실제 시간보다 ${text} 늦어요`],
  advance: ['Move it forward', '앞으로 옮기기'],
  freeze: ['Stop it', '멈추기'],
  resume: ['Let it run', '다시 가게 하기'],
  steps: {
    minute: ['1 minute', '1분'],
    tenMinutes: ['10 minutes', '10분'],
    hour: ['1 hour', '1시간'],
    day: ['1 day', '1일'],
    week: ['7 days', '7일'],
    month: ['30 days', '30일'],
  },
  duration: {
    day: [(count: number) => (count === 1 ? '1 day' : `${count} days`), (count: number) => `${count}일`],
    hour: [(count: number) => `${count} h`, (count: number) => `${count}시간`],
    minute: [(count: number) => `${count} min`, (count: number) => `${count}분`],
    second: [(count: number) => `${count} s`, (count: number) => `${count}초`],
  },

  connectionInfo: ['How to reach the mock', '목 서버에 연결하기'],
  connectionHint: [
    'Base URL, certificate files, and the key for personal fields. Only this mock has them; they protect nothing.',
    '기본 URL, 인증서 파일, 개인정보 복호화 키예요. 이 목 서버에서만 쓰는 값이라 노출돼도 괜찮아요.',
  ],
  decrypt: ['Decrypt a field', '필드 복호화'],
  decryptHint: [
    'Paste a field of login-me, such as name or phone, as it came.',
    'login-me 응답의 name, phone 같은 값을 받은 그대로 붙여 넣으세요.',
  ],
  decryptDo: ['Decrypt', '복호화'],
  decrypted: ['It says', '복호화한 값'],
  files: ['Files to take along', '파일로 받기'],
  exportWorld: ['The world as a seed file', '월드를 시드 파일로'],
  exportWorldHint: [
    'Users, payments, orders, tokens and the clock. Start a mock with --seed-file to have it again. It holds tokens and personal data as they are.',
    '사용자, 결제, 주문, 토큰, 시계가 담겨요. --seed-file로 시작하면 그대로 되살아나요. 토큰과 개인정보가 그대로 들어 있어요.',
  ],
  exportMiniApp: ['Only this mini-app', '이 미니앱만'],
  exportHar: ['The journal as HAR', '요청 기록을 HAR로'],
  exportHarHint: [
    'For browsers and other tools that read HAR. Secrets are hidden as they are here.',
    'HAR을 읽는 브라우저와 도구에서 쓸 수 있어요. 비밀 값은 여기처럼 가려져요.',
  ],
  exportJournal: ['The journal as lines of JSON', '요청 기록을 JSON Lines로'],
  exportJournalHint: ['For apps-in-toss-mock check.', 'apps-in-toss-mock check가 읽어요.'],
  beginAgain: ['Begin again', '초기화'],
  beginAgainHint: ['Back to the seeded world, or to none.', '시드로 만든 월드로, 시드가 없으면 빈 월드로 돌아가요.'],

  searchCommands: ['Search commands', '명령 검색'],
  asCurl: ['The same with curl', 'curl로 하면'],
  optionalFields: [
    (count: number) => (count === 1 ? '1 more field' : `${count} more fields`),
    (count: number) => `선택 항목 ${count}개`,
  ],
  required: ['required', '필수'],
  choose: ['Choose …', '고르세요…'],
  leftOut: ['left out', '보내지 않음'],
  shapes: {
    one: ['One value', '값 하나'],
    each: ['Each by itself', '하나씩 따로'],
  },
  oneALine: ['One a line', '한 줄에 하나씩'],
  notJson: ['This is not JSON yet.', '아직 JSON이 아니에요.'],
  addOne: ['Add one', '하나 추가'],
  remove: ['Remove', '지우기'],
  cancel: ['Cancel', '취소'],
  close: ['Close', '닫기'],
  back: ['Back', '뒤로'],
  yes: ['yes', '예'],
  no: ['no', '아니요'],
  copy: ['Copy', '복사'],
  copied: ['Copied', '복사했어요'],
  cannotCopy: ['The browser does not let this page copy.', '브라우저에서 복사할 수 없어요.'],
  nothingThere: ['Nothing.', '없어요.'],
  loading: ['Loading …', '불러오는 중…'],
  loadMore: ['Show more', '더 보기'],
  isDone: [(what: string) => `${what}: done`, (what: string) => `${what}: 완료했어요`],
  count: [(count: number) => count.toLocaleString('en-US'), (count: number) => count.toLocaleString('ko-KR')],
  keys: ['Keys', '키보드'],
  keysText: [
    [
      ['↑ ↓', 'go through the list'],
      ['Enter', 'open'],
      ['Esc', 'close'],
      ['/', 'search'],
    ],
    [
      ['↑ ↓', '목록에서 이동'],
      ['Enter', '열기'],
      ['Esc', '닫기'],
      ['/', '검색'],
    ],
  ],
} as const

type Table = { readonly [Name in string]: Table | readonly [said: unknown, inKorean: unknown] }

type InOneLanguage<Both> = {
  readonly [Name in keyof Both]: Both[Name] extends readonly [string, string]
    ? string
    : Both[Name] extends readonly [infer Said, unknown]
      ? Said
      : InOneLanguage<Both[Name]>
}

/** What the page says in one language. */
export interface Words extends InOneLanguage<typeof table> {}

function inOneLanguage(both: Table, index: 0 | 1): unknown {
  const chosen = Object.entries(both).map(([name, said]) => [
    name,
    Array.isArray(said) ? said[index] : inOneLanguage(said as Table, index),
  ])
  return Object.fromEntries(chosen)
}

/** The words by language. */
export const wordsIn = { en: inOneLanguage(table, 0) as Words, ko: inOneLanguage(table, 1) as Words }
