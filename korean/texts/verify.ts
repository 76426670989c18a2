/** What `verify` sends, why it does no harm, what was seen, and why the rest was not looked at. */
const stepTexts = {
  'the operation only reads': '조회만 하는 API예요',
  'no operation is reached': '어떤 API에도 닿지 않아요',
  'the code or token was never issued': '발급된 적이 없는 코드나 토큰이에요',
  'a required field is missing, and nobody is named by what is sent':
    '필수 필드가 없고, 보내는 값이 가리키는 사용자도 없어요',
  'the user does not exist, and neither does what is asked for': '없는 사용자이고, 요청하는 대상도 없어요',
  'no user has this key': '이 키의 사용자는 없어요',
  'the payment does not exist': '없는 결제예요',
  'the template set does not exist': '없는 템플릿이에요',
  'the promotion does not exist, the key was never issued, and nobody is named':
    '없는 프로모션이고, 키는 발급된 적이 없고, 가리키는 사용자도 없어요',
  'the handshake fails, or login-me is asked without a token': '핸드셰이크가 실패하거나, 토큰 없이 login-me를 호출해요',

  'an invented key': '지어낸 키',
  'an invented key, {}': '지어낸 키, {}',
  'Content-Type: application/json and an empty body': 'Content-Type: application/json과 빈 본문',
  'no body and no Content-Type': '본문과 Content-Type 없음',
  'the body {}': '본문 {}',
  'no key': '키 없음',
  'an invented code': '지어낸 코드',
  'no code': '코드 없음',
  '{} instead of the operation’s method': 'API의 메서드 대신 {}',
  'a path that does not exist': '없는 경로',
  'an invented orderId, no user header': '지어낸 orderId, 사용자 헤더 없음',
  'the same, chunked, as application/json; charset=utf-8':
    '같은 값을 chunked로, application/json; charset=utf-8로 보내요',
  'the same, with a field that is none': '같은 값에 없는 필드를 더해요',
  'an orderId that is not a uuid': 'uuid가 아닌 orderId',
  'the userKey {}, which nobody has': '아무도 쓰지 않는 userKey {}',
  'the same, with the header’s name in capitals': '같은 값을 헤더 이름을 대문자로 써서 보내요',
  'an empty body': '빈 본문',
  'JSON as text/plain': 'text/plain으로 보내는 JSON',
  'text that is not JSON': 'JSON이 아닌 글',
  'no access token': '액세스 토큰 없음',
  'an invented authorization code': '지어낸 인가 코드',
  'the same with referrer "sandbox", Basic authorization, Idempotency-Key and X-App-Key':
    '같은 값에 referrer "sandbox", Basic 인증, Idempotency-Key, X-App-Key를 더해요',
  'no authorization code': '인가 코드 없음',
  'an invented refresh token': '지어낸 리프레시 토큰',
  'no refresh token': '리프레시 토큰 없음',
  'an invented access token': '지어낸 액세스 토큰',
  'an invented access token, with Content-Type: application/json': '지어낸 액세스 토큰, Content-Type: application/json',
  'an invented access token, an empty body': '지어낸 액세스 토큰, 빈 본문',
  'no userKey': 'userKey 없음',
  'the userKey {}, ten million times larger than any that was seen': '지금까지 본 것보다 천만 배 큰 userKey {}',
  'an invented template set, for a userKey that nobody has': '지어낸 템플릿, 아무도 쓰지 않는 userKey',
  'no template set': '템플릿 없음',
  'no deploymentId': 'deploymentId 없음',
  'an invented template set, no recipients': '지어낸 템플릿, 받는 사람 없음',
  '{}, for a userKey that nobody has': '{}, 아무도 쓰지 않는 userKey',
  'an invented orderNo, no user header': '지어낸 orderNo, 사용자 헤더 없음',
  'an invented orderNo, for a userKey that nobody has': '지어낸 orderNo, 아무도 쓰지 않는 userKey',
  'an invented payToken, for a userKey that nobody has': '지어낸 payToken, 아무도 쓰지 않는 userKey',
  'neither payToken nor orderNo': 'payToken과 orderNo 둘 다 없음',
  'nothing but isTestPayment': 'isTestPayment만',
  'no payToken': 'payToken 없음',
  'an invented orderNo and payToken null, for a userKey that nobody has':
    '지어낸 orderNo와 payToken null, 아무도 쓰지 않는 userKey',
  'an invented payToken and no reason, for a userKey that nobody has':
    '지어낸 payToken, reason 없음, 아무도 쓰지 않는 userKey',
  'an invented promotion and key, no user header': '지어낸 프로모션과 키, 사용자 헤더 없음',
  'an invented promotion and key, for a userKey that nobody has': '지어낸 프로모션과 키, 아무도 쓰지 않는 userKey',
  '1 point of an invented promotion with an invented key, no user header':
    '지어낸 키로 지어낸 프로모션의 1포인트, 사용자 헤더 없음',
  '1 point of an invented promotion with an invented key, for a userKey that nobody has':
    '지어낸 키로 지어낸 프로모션의 1포인트, 아무도 쓰지 않는 userKey',
  '0 points of an invented promotion with an invented key': '지어낸 키로 지어낸 프로모션의 0포인트',
  'no client certificate, over TLS {}': '클라이언트 인증서 없이 TLS {}로',
  'a client certificate of an authority made for this': '이 확인을 위해 만든 인증 기관의 클라이언트 인증서',
  'the client certificate, over TLS {}': '클라이언트 인증서를 TLS {}로',
  '{}, for the given user': '{}, 지정한 사용자',
  'an invented orderNo': '지어낸 orderNo',
  'an invented payToken': '지어낸 payToken',
  'an invented template set': '지어낸 템플릿',

  'no wrong method was answered 405': '잘못된 메서드에 405로 응답한 적이 없어요',
  '{} requests in a row got no answer': '요청 {}번에 연달아 응답이 없었어요',
  'trusted, and for this host': '신뢰할 수 있고, 이 호스트의 인증서예요',
  'the server chose {}': '서버가 고른 버전: {}',
  'HTTP {} over {}': '{2}로 HTTP {1}',
  'HTTP, and {}': 'HTTP 응답이 시작됐고, {}',
  'accepted: {}': '받아들였어요: {}',
  'no HTTP reply': 'HTTP 응답 없음',
  'an HTTP reply': 'HTTP 응답',
  'an HTTP answer': 'HTTP 응답',
  'no connection came about ({})': '연결되지 않았어요 ({})',
  'this Node does not offer {} ({})': '이 Node에서는 {}를 쓸 수 없어요 ({})',
  'refused: the connection was closed ({})': '거절했어요: 연결을 끊었어요 ({})',
  'refused with alert {}': 'alert {}로 거절했어요',
  'alert {}': 'alert {}',
  'no answer ({})': '응답이 없어요 ({})',
  'the answer was not complete': '응답이 끝까지 오지 않았어요',
  '{} within {} ms': '{2}ms 안에: {1}',
  '{} answers': '응답 {}개',
  '{} (variant {})': '{} (변형 {})',
  'HTTP {} (not JSON) {}': 'HTTP {} (JSON 아님) {}',
  'HTTP {} (empty)': 'HTTP {} (빈 본문)',
  'HTTP {} no resultType, {}': 'HTTP {} (resultType 없음) {}',
  'HTTP {} SUCCESS ({} fields)': 'HTTP {} SUCCESS (필드 {}개)',
  '{}, without {} (null was expected)': '{}, {} 없음 (null이어야 해요)',
  'not the same for both': '둘이 달라요',
  'absent, as statusDeterminedAt (or both empty, or both null)':
    'statusDeterminedAt처럼 없음 (또는 둘 다 비었거나 둘 다 null)',
  'as a variant says': '변형대로',
  'it drove every operation over the control API of this mock, and so could verify nothing but this mock':
    '이 목 서버의 컨트롤 API로 모든 API를 호출했기 때문에, 이 목 서버만 확인할 수 있었어요',

  'left out by --only': '--only로 뺐어요',
  'the run was cut short: {}': '중간에 끝났어요: {}',
  'nothing that user, app or console can do is known to lead to it':
    '사용자, 앱, 콘솔에서 무엇을 해야 이렇게 되는지 알려진 것이 없어요',
  'it reads no body, and a token that is malformed is answered as an unknown one':
    '본문을 읽지 않고, 형식이 틀린 토큰에는 모르는 토큰과 똑같이 응답해요',
  'happens inside of production, to users with many tokens': '운영 환경 내부에서, 토큰이 많은 사용자에게 일어나요',
  'needs a mini-app that is moved to another workspace': '다른 워크스페이스로 옮긴 미니앱이 필요해요',
  'what clients do, not the server': '서버가 아니라 클라이언트가 하는 일이에요',
  'needs an expired certificate of the server’s own authority': '서버의 인증 기관이 발급한, 만료된 인증서가 필요해요',
  'production’s hosts are asked by their own names only': '운영 호스트는 원래 이름으로만 호출해요',
  'would send a megabyte': '1MB를 보내야 해요',
  'needs a user who exists, and make-payment': '실제 사용자와 make-payment가 필요해요',
  'needs the Toss side to send a callback': '토스 쪽에서 콜백을 보내야 해요',
  'needs too many calls': '호출이 너무 많이 필요해요',
  'needs an order, a payment or a grant': '주문, 결제나 지급이 필요해요',
  'needs a fault of the platform': '플랫폼에 장애가 나야 해요',
  'needs a mini-app that is not registered for the feature': '그 기능을 신청하지 않은 미니앱이 필요해요',
  'would change something, or needs the Toss side': '무언가를 바꾸거나, 토스 쪽에서 하는 일이 필요해요',
} as const

/** What is verified of the connection and of HTTP, and how the other behaviours are put. */
const behaviourTexts = {
  'HTTP 200, SUCCESS, with the payload of the contract.': 'HTTP 200, SUCCESS, API 명세대로의 응답 본문.',
  'HTTP {}, FAIL {}. {}': 'HTTP {}, FAIL {}. {}',
  'Field {}: {}': '{} 필드: {}',
  'the sandbox app, mode TEST.': '샌드박스 앱, 모드 TEST.',
  'the live app, mode LIVE.': '라이브 앱, 모드 LIVE.',
  'paid, the grant is pending or failed.': '결제함, 지급은 대기 중이거나 실패.',
  'paid and granted.': '결제하고 지급함.',
  'paid with SDK 1.1.2 or older.': 'SDK 1.1.2 이하로 결제함.',
  '{}, and an entry of fail has contentId and reachFailReason.':
    '{}. fail의 항목에 contentId와 reachFailReason이 있어요.',
  '{}, for failures that come with HTTP 200.': '{}. HTTP 200으로 오는 실패에만.',
  '{} with the fields of the contract.': 'API 명세의 필드로 보내는 {}.',
  'Taken where the partner answers {} to {}.': '파트너가 {}~{}로 응답하면 받은 것으로 봐요.',
  'The server has a certificate for its host name, of an authority that the client trusts.':
    '서버에 호스트 이름에 맞는 인증서가 있고, 클라이언트가 신뢰하는 인증 기관이 발급했어요.',
  'TLS {} is spoken.': 'TLS {}를 지원해요.',
  'TLS {} is refused in the handshake.': 'TLS {}는 핸드셰이크에서 거절해요.',
  'Without a client certificate TLS {} ends with alert {}, and there is no HTTP reply.':
    '클라이언트 인증서가 없으면 TLS {}는 alert {}로 끝나고 HTTP 응답이 없어요.',
  'A client certificate of another authority: the connection is closed before any HTTP reply.':
    '다른 인증 기관의 클라이언트 인증서면 HTTP 응답 없이 연결을 끊어요.',
  'An expired client certificate: the connection is closed before any HTTP reply.':
    '만료된 클라이언트 인증서면 HTTP 응답 없이 연결을 끊어요.',
  'Every answer is JSON, errors included.': '오류를 포함해 모든 응답이 JSON이에요.',
  'A wrong method is answered HTTP 405.': '메서드가 틀리면 HTTP 405로 응답해요.',
  'The body of a 405 is a FAIL envelope with METHOD_NOT_ALLOWED.': '405의 본문은 FAIL 형식이고 METHOD_NOT_ALLOWED예요.',
  'An unknown path is answered HTTP 404 with a FAIL envelope and NOT_FOUND.':
    '없는 경로에는 HTTP 404, FAIL 형식의 NOT_FOUND로 응답해요.',
  'A body that is not JSON is answered HTTP 400, INVALID_PARAMETER, with errorDetails.':
    '본문이 JSON이 아니면 HTTP 400, INVALID_PARAMETER와 errorDetails로 응답해요.',
  'JSON that is not sent as application/json is answered HTTP 400, INVALID_PARAMETER.':
    'application/json으로 보내지 않은 JSON에는 HTTP 400, INVALID_PARAMETER로 응답해요.',
  'An empty body where one is needed is answered HTTP 400, INVALID_PARAMETER.':
    '본문이 필요한데 비어 있으면 HTTP 400, INVALID_PARAMETER로 응답해요.',
  'Where no body is needed, an empty one, none at all and {} are the same.':
    '본문이 필요 없으면 빈 본문, 본문 없음, {}가 모두 같아요.',
  'A chunked body without Content-Length, sent as application/json; charset=utf-8, is read.':
    'Content-Length 없이 chunked로, application/json; charset=utf-8로 보낸 본문도 읽어요.',
  'Header names are read in any case.': '헤더 이름은 대소문자를 가리지 않아요.',
  'A GET may carry Content-Type: application/json.': 'GET에 Content-Type: application/json이 있어도 돼요.',
  'Fields that the operation does not know are ignored.': 'API가 모르는 필드는 무시해요.',
  'The body is checked (400) before the feature (4050), the feature before the user (4010).':
    '본문(400)을 기능(4050)보다 먼저, 기능을 사용자(4010)보다 먼저 확인해요.',
  'x-toss-user-key and x-anon-key together are answered 4010.':
    'x-toss-user-key와 x-anon-key를 함께 보내면 4010으로 응답해요.',
  'The path decides, whatever the Host header says.': 'Host 헤더와 관계없이 경로로 정해요.',
  'A body over 1 MiB is answered HTTP 400.': '본문이 1MiB를 넘으면 HTTP 400으로 응답해요.',
} as const

/** Where an assumption comes from. The names of guides are those of Toss's own pages. */
const sourceTexts = {
  '{}; assumed: {}': '{}. 가정한 것: {}',
  'nothing public says': '공개된 자료에 없어요',
  'nothing public says; production was seen on TLS 1.3 only':
    '공개된 자료에 없어요. 운영 환경에서는 TLS 1.3만 관찰됐어요',
  'nothing public says; it is obsolete (RFC 8996)': '공개된 자료에 없어요. 폐기된 버전이에요(RFC 8996)',
  'what OpenSSL does; production was seen on TLS 1.3 only':
    'OpenSSL의 동작이에요. 운영 환경에서는 TLS 1.3만 관찰됐어요',
  'documented: authentication fails after 390 days; how is not said':
    '390일이 지나면 인증에 실패한다고 문서에 있지만, 어떻게 실패하는지는 없어요',
  'every response is JSON; the code is this project’s':
    '모든 응답이 JSON이라는 데서 왔고, 코드는 이 프로젝트가 정했어요',
  'error code table (2026-07/08)': '오류 코드 표(2026-07/08)',
  'error code table (2026-07/08): 400 with errorDetails': '오류 코드 표(2026-07/08): 400과 errorDetails',
  'error code table (2026-07/08): the code': '오류 코드 표(2026-07/08): 코드',
  'that the code is INVALID_PARAMETER': '코드가 INVALID_PARAMETER라는 것',
  'that the code is INVALID_PARAMETER there': '거기서도 코드가 INVALID_PARAMETER라는 것',
  'two together are forbidden by the text': '둘을 함께 보내면 안 된다는 문서의 글',
  'what they are answered': '무엇으로 응답하는지',
  'clients point at a local address; of production nothing is said':
    '클라이언트는 로컬 주소로 호출해요. 운영 환경에 대한 자료는 없어요',
  'no limit is published': '공개된 한도가 없어요',
  'by analogy with generate-token; no report shows a failing refresh-token':
    'generate-token에서 미루어 정했어요. refresh-token이 실패한 기록은 없어요',
  'whether the old one dies is unpublished; rotation is the safer thing to be ready for':
    '이전 토큰이 무효가 되는지는 공개되지 않았어요. 바뀌는 쪽에 대비하는 것이 안전해요',
  'the guide shows {"error":"invalid_grant"}; by analogy with generate-token the envelope is the default here':
    '가이드에는 {"error":"invalid_grant"}가 있어요. generate-token에서 미루어 FAIL 형식을 기본값으로 했어요',
  'Toss Login guide: the code': '토스 로그인 가이드: 코드',
  'its reason text and HTTP status': 'reason 문구와 HTTP 상태',
  'the guide says that the link is removed, not what becomes of other tokens':
    '가이드에는 연결이 끊긴다고만 있고, 다른 토큰이 어떻게 되는지는 없어요',
  'what an unknown userKey is answered on removal is unpublished; the code is login-me’s':
    '연결을 끊을 때 모르는 userKey에 무엇으로 응답하는지는 공개되지 않았어요. 코드는 login-me의 것이에요',
  'the error code table says 4010 for a missing user header, and names no operation':
    '오류 코드 표에는 사용자 헤더가 없으면 4010이라고 있고, 어떤 API인지는 없어요',
  'Toss Pay guide (Apps in Toss): error codes; second hand: it may not be used again for two years':
    '토스페이 가이드(앱인토스): 오류 코드. 전해 들은 것: 2년 동안 다시 쓸 수 없어요',
  'that it never may here': '여기서는 영영 다시 쓸 수 없다는 것',
  'code and text of the public Toss Pay error guide; that the partner API passes it on is unpublished':
    '공개된 토스페이 오류 가이드의 코드와 문구예요. 파트너 API가 그대로 전하는지는 공개되지 않았어요',
  'Toss Pay guide (Apps in Toss): error codes': '토스페이 가이드(앱인토스): 오류 코드',
  'which calls it stops': '어떤 호출을 막는지',
  'the sample of the public Toss Pay guide adds up so; no rule is published':
    '공개된 토스페이 가이드의 예제를 더하면 이렇게 돼요. 공개된 규칙은 없어요',
  'Toss Pay guide: the formula': '토스페이 가이드: 계산식',
  'that amountTaxable contains the VAT then': '이때 amountTaxable에 부가세가 들어 있다는 것',
  'unpublished for this API; 15 minutes is the default of the public Toss Pay guide':
    '이 API에 대해서는 공개되지 않았어요. 15분은 공개된 토스페이 가이드의 기본값이에요',
  'Toss Pay guide: int': '토스페이 가이드: int',
  'that it is one of 32 bits': '32비트라는 것',
  'code and text of the public Toss Pay error guide; what the partner API answers is unpublished':
    '공개된 토스페이 오류 가이드의 코드와 문구예요. 파트너 API가 무엇으로 응답하는지는 공개되지 않았어요',
  'Toss Pay guide (Apps in Toss): error codes, second hand: that isTestPayment of every later call must be that of make-payment, and a sandbox payToken is worth nothing live':
    '토스페이 가이드(앱인토스): 오류 코드. 전해 들은 것: 뒤따르는 호출의 isTestPayment는 make-payment와 같아야 하고, 샌드박스의 payToken은 라이브에서 쓸 수 없어요',
  'the code': '코드',
  'the names are documented, the arrows between them are not': '이름은 문서에 있고, 그 사이의 순서는 없어요',
  'what else it could mean is not published': '다른 뜻일 수 있는지는 공개되지 않았어요',
  'the result type and the status are documented, how they belong together is not':
    'resultType과 상태는 문서에 있지만, 둘이 어떻게 맞물리는지는 없어요',
  'no order is published': '순서는 공개되지 않았어요',
  'code, text and "no refund after settlement" of the public Toss Pay error guide; unpublished for this API':
    '공개된 토스페이 오류 가이드의 코드와 문구, "정산한 뒤에는 환불할 수 없음"이에요. 이 API에 대해서는 공개되지 않았어요',
  'Toss Pay guide: card and account fields as in execute-payment':
    '토스페이 가이드: 카드와 계좌 필드는 execute-payment와 같아요',
  'that the others are null as well, and not left out': '나머지도 빠지지 않고 null이라는 것',
  'Toss Pay guide': '토스페이 가이드',
  'that a space is allowed: the list does not name it': '공백을 쓸 수 있다는 것. 목록에는 없어요',
  'so in the public Toss Pay guide; unpublished for this API':
    '공개된 토스페이 가이드에 그렇게 있어요. 이 API에 대해서는 공개되지 않았어요',
  'Toss Pay guide: card is null where none was used': '토스페이 가이드: 쓰지 않았으면 card는 null이에요',
  'that it is null until then': '그때까지 null이라는 것',
  'the order and that it starts empty': '순서와, 처음에 비어 있다는 것',
  'the guide gives no format; that of approvalTime is taken': '가이드에 형식이 없어서 approvalTime의 형식으로 했어요',
  'format and null: the guide says neither': '형식과 null: 둘 다 가이드에 없어요',
  'the names are documented, the arrows between them are read from their meaning':
    '이름은 문서에 있고, 그 사이의 순서는 뜻에서 정했어요',
  'the texts are unpublished; strict clients need a string':
    '문구는 공개되지 않았어요. 엄격한 클라이언트에는 문자열이 필요해요',
  'that only the orders of the user are found says no more; what is answered is unpublished':
    '사용자의 주문만 찾는다는 말뿐이고, 무엇으로 응답하는지는 공개되지 않았어요',
  'in-app purchase guide': '인앱결제 가이드',
  'in-app purchase guide, second hand': '인앱결제 가이드(전해 들은 것)',
  'that other strings are NOT_FOUND rather than 400': '다른 문자열이면 400이 아니라 NOT_FOUND라는 것',
  'that it is also that of these two limits': '이 두 한도의 코드이기도 하다는 것',
  'smart message guide (스마트 발송), second hand: the code and HTTP 200 where it is not approved':
    '스마트 발송 가이드. 전해 들은 것: 승인되지 않았을 때의 코드와 HTTP 200',
  'that an unknown one is answered the same, and the text': '없는 템플릿에도 똑같이 응답한다는 것과, 문구',
  'what happens then is unpublished; a message with a hole in it helps nobody':
    '이때 어떻게 되는지는 공개되지 않았어요. 빈칸이 있는 메시지는 누구에게도 도움이 되지 않아요',
  'smart message guide (스마트 발송): Toss fills it in, and the samples send it':
    '스마트 발송 가이드: 토스가 채워 넣고, 예제에서는 직접 보내요',
  'which of the two wins': '둘 중 어느 값을 쓰는지',
  'public code quotes console texts with {{userName}}': '공개된 코드에 {{userName}}이 들어간 콘솔 문구가 있어요',
  'the rest': '나머지',
  'smart message guide (스마트 발송): the number': '스마트 발송 가이드: 숫자',
  'smart message guide (스마트 발송), second hand: the number': '스마트 발송 가이드. 전해 들은 것: 숫자',
  'the code, and that each operation counts by itself': '코드와, API마다 따로 센다는 것',
  'that test and bulk messages stay among the 3,000': '테스트 메시지와 대량 메시지는 3,000번에 들어간다는 것',
  'that the limit per user has the same code': '사용자별 한도의 코드도 같다는 것',
  'what happens then is unpublished; 4010 would not say whom it means':
    '이때 어떻게 되는지는 공개되지 않았어요. 4010으로는 누구를 가리키는지 알 수 없어요',
  'what else the header could be for is not published': '헤더에 다른 쓰임이 있는지는 공개되지 않았어요',
  'promotion guide': '프로모션 가이드',
  'promotion guide: the number': '프로모션 가이드: 숫자',
  'promotion guide: it is called once before the start': '프로모션 가이드: 시작하기 전에 한 번 호출해요',
  'the code, and that each operation counts by itself (clients poll 10 times)':
    '코드와, API마다 따로 센다는 것 (클라이언트는 10번 폴링해요)',
  'that a bad key is answered so': '잘못된 키에 이렇게 응답한다는 것',
  'that the limit per person has this code': '한 사람당 한도의 코드가 이것이라는 것',
  'where 4112 ends and 4116 begins': '4112와 4116의 경계',
  'SDK documents of promotion: the code': '프로모션 SDK 문서: 코드',
  'its text here': '여기서의 문구',
  'what is checked then': '이때 무엇을 확인하는지',
  'the order of the checks is unpublished; a used key says so whatever became of the promotion':
    '확인하는 순서는 공개되지 않았어요. 이미 쓴 키는 프로모션이 어떻게 됐든 그렇게 응답해요',
  'that it is counted per promotion': '프로모션마다 센다는 것',
  'that it is at least 1, from its meaning': '뜻으로 보아 1 이상이라는 것',
  'the names are documented, the arrows between them follow from their meaning':
    '이름은 문서에 있고, 그 사이의 순서는 뜻에서 나와요',
  'JVM clients write null for what was not set; that production takes it is unpublished, and usual where requests are read by a JVM':
    'JVM 클라이언트는 정하지 않은 값을 null로 보내요. 운영 환경이 받는지는 공개되지 않았지만, JVM으로 요청을 읽는 서버는 보통 받아요',
  'that the answer is NOT_FOUND': 'NOT_FOUND로 응답한다는 것',
  'JSON is UTF-8 by RFC 8259; what production answers is unpublished':
    'RFC 8259에 따라 JSON은 UTF-8이에요. 운영 환경이 무엇으로 응답하는지는 공개되지 않았어요',
  'that any 2xx is success is unpublished': '2xx면 모두 성공인지는 공개되지 않았어요',
  'whether production tries again is unpublished': '운영 환경이 다시 시도하는지는 공개되지 않았어요',
  'how long production waits is unpublished': '운영 환경이 얼마나 기다리는지는 공개되지 않았어요',
  'in-app subscription guide, second hand: it must get 2xx': '인앱결제 구독 가이드. 전해 들은 것: 2xx를 받아야 해요',
  'what happens otherwise': '그렇지 않으면 어떻게 되는지',
  'that the registration fails without 2xx is second hand; what stays is unpublished':
    '2xx가 아니면 등록에 실패한다는 것은 전해 들었어요. 무엇이 남는지는 공개되지 않았어요',
  'the names are documented second hand; the arrows are read from those of the app stores':
    '이름은 문서를 전해 들었고, 그 사이의 순서는 앱 마켓에서 가져왔어요',
  'seen false for EXPIRED and REVOKED; how it is computed is unpublished':
    'EXPIRED와 REVOKED에서 false인 것이 관찰됐어요. 어떻게 계산하는지는 공개되지 않았어요',
  'unpublished; the order of magnitude is that of the app stores': '공개되지 않았어요. 앱 마켓과 비슷한 정도로 했어요',
} as const

export const verifyTexts = { ...stepTexts, ...behaviourTexts, ...sourceTexts }

/** Where the other facts of the contract come from: `check` names them. */
export const citationTexts = {
  'API guide: headers that identify the user': 'API 가이드: 사용자를 나타내는 헤더',
  'Toss Login guide': '토스 로그인 가이드',
  'lower-case "sandbox" is sent by live clients': '실제 클라이언트들이 소문자 "sandbox"를 보내요',
  'captures show "Bearer"; the guide\'s table says "bearer"': '캡처에는 "Bearer"이고, 가이드의 표에는 "bearer"예요',
  'Toss Login guide: sample token': '토스 로그인 가이드: 예제 토큰',
  "captures show the number 3599; the guide's table says string":
    '캡처에는 숫자 3599이고, 가이드의 표에는 문자열이에요',
  'captures, and the guide': '캡처와 가이드',
  'a live strict parser fails on any other field': '실제로 쓰는 엄격한 파서는 다른 필드가 있으면 실패해요',
  'five public reports of generate-token failing': 'generate-token이 실패한 공개 기록 다섯 개',
  'error code table (2026-07/08): data.errorDetails[{field, message, rejectedValue}]':
    '오류 코드 표(2026-07/08): data.errorDetails[{field, message, rejectedValue}]',
  'that a secret is not quoted back': '비밀 값은 되돌려 보내지 않는다는 것',
  'error code table (2026-07/08): unclassified fault is HTTP 500':
    '오류 코드 표(2026-07/08): 분류하지 않은 장애는 HTTP 500',
  'error code table (2026-07/08); no reason text is published':
    '오류 코드 표(2026-07/08). reason 문구는 공개되지 않았어요',
  'sent by several live clients': '여러 실제 클라이언트가 보내요',
  'captures show an integer': '캡처에는 정수예요',
  "in the official sample's type and a live strict parser": '공식 예제의 타입과 실제로 쓰는 엄격한 파서에 있어요',
  'Toss Login guide: login-me': '토스 로그인 가이드: login-me',
  'Toss Login guide, second hand': '토스 로그인 가이드(전해 들은 것)',
  'Toss Login guide; the official sample can send a numeric string':
    '토스 로그인 가이드. 공식 예제는 숫자 문자열을 보낼 수 있어요',
  'anonymous key guide': '익명 키 가이드',
  'captures show "success":"true"': '캡처에는 "success":"true"예요',
  'public reports show HTTP 200 with FAIL 4010 for an unknown key; the guide says 401':
    '공개 기록에는 모르는 키에 HTTP 200과 FAIL 4010이고, 가이드에는 401이에요',
  'error code table (2026-07/08), anonymous key guide (2026-09)': '오류 코드 표(2026-07/08), 익명 키 가이드(2026-09)',
  'Toss Pay guide; of any other value the 2025 guide says that both are offered':
    '토스페이 가이드. 다른 값이면 2025년 가이드에는 둘 다 보여 준다고 해요',
  'Toss Pay guide; the 2025 reference says the opposite': '토스페이 가이드. 2025년 레퍼런스에는 반대로 있어요',
  'error code table, and public reports of 4010 for unlinked users':
    '오류 코드 표와, 연결을 끊은 사용자에 4010으로 응답한 공개 기록',
  'Toss Pay guide, second hand': '토스페이 가이드(전해 들은 것)',
  'Toss Pay guide: sample': '토스페이 가이드: 예제',
  'Toss Pay guide: sample and field notes': '토스페이 가이드: 예제와 필드 설명',
  'Toss Pay guide: both; the reference: at least one of payToken and orderNo':
    '토스페이 가이드: 둘 다. 레퍼런스: payToken과 orderNo 중 적어도 하나',
  'published for promotion, messages and pay; no reason why not here':
    '프로모션, 메시지, 결제에 대해 공개돼 있어요. 여기서만 다를 이유가 없어요',
  'the shape in the sample and in captures; strict clients need a string':
    '예제와 캡처의 형식이에요. 엄격한 클라이언트에는 문자열이 필요해요',
  'in-app purchase guide: sample': '인앱결제 가이드: 예제',
  'strict clients fail on a null sku, statusDeterminedAt or reason of an order that is found':
    '찾은 주문의 sku, statusDeterminedAt, reason이 null이면 엄격한 클라이언트가 실패해요',
  'public reports': '공개 기록',
  'in-app purchase guide, second hand: two projects': '인앱결제 가이드(프로젝트 두 개에서 전해 들은 것)',
  "in-app purchase guide, second hand: two partner excerpts and the official example's comment":
    '인앱결제 가이드(파트너의 발췌 두 개와 공식 예제의 주석에서 전해 들은 것)',
  'public report': '공개 기록',
  'smart message guide (스마트 발송)': '스마트 발송 가이드',
  'smart message guide (스마트 발송): sample': '스마트 발송 가이드: 예제',
  'smart message guide (스마트 발송): entries of detail and fail have the same fields':
    '스마트 발송 가이드: detail과 fail의 항목은 필드가 같아요',
  'smart message guide (스마트 발송): an integer; the official example sends a string':
    '스마트 발송 가이드: 정수. 공식 예제는 문자열을 보내요',
  'the guide asks for x-toss-user-key, the OpenAPI document for no header: both work':
    '가이드에는 x-toss-user-key가 필요하고, OpenAPI 문서에는 헤더가 없어요. 둘 다 돼요',
  'promotion guide of 2026-03; the newer one does not say so any more':
    '2026-03의 프로모션 가이드. 새 가이드에는 더 이상 없어요',
  'promotion guide: the key that was sent': '프로모션 가이드: 보낸 키',
  'the guide asks for the header; live clients send none on these calls':
    '가이드에는 헤더가 필요해요. 실제 클라이언트는 이 호출에 보내지 않아요',
  'promotion guide: 4113 for a key that was used; the newer guide promises no idempotency':
    '프로모션 가이드: 이미 쓴 키에 4113. 새 가이드는 멱등성을 약속하지 않아요',
  'public clients': '공개된 클라이언트',
  'Toss Login guide: unlink callback': '토스 로그인 가이드: 연결 끊기 콜백',
  'in-app subscription guide, second hand': '인앱결제 구독 가이드(전해 들은 것)',
  'in-app subscription guide, second hand: samples have no zone':
    '인앱결제 구독 가이드(전해 들은 것): 예제에 시간대가 없어요',
  'that it is Korean time': '한국 시간이라는 것',
  'that renewals keep it': '갱신해도 그대로라는 것',
  'in-app subscription guide, second hand: previous may be absent':
    '인앱결제 구독 가이드(전해 들은 것): previous가 없을 수 있어요',
  'receivers that order by occurredAt; that production never repeats one is not published':
    'occurredAt으로 순서를 정하는 서버들이 있어요. 운영 환경이 같은 값을 반복하지 않는지는 공개되지 않았어요',
  'public notes on a production log of 2026-08, and the sample of the guide, second hand':
    '2026-08의 운영 로그에 대한 공개된 글과, 전해 들은 가이드의 예제',
  'public notes on a production log of 2026-08': '2026-08의 운영 로그에 대한 공개된 글',
  'Toss Login guide; the status is from the 2025 reference': '토스 로그인 가이드. 상태는 2025년 레퍼런스에서 왔어요',
  'several live clients send none': '여러 실제 클라이언트가 보내지 않아요',
  'one live toolkit found that the token is needed, and a bare top-level error without it (2026-06)':
    '실제로 쓰는 도구 하나에서 토큰이 필요했고, 없으면 최상위에 error만 왔어요(2026-06)',
  'the status': '상태',
  'response format': '응답 형식',
  'captures show success: null on failure': '캡처에는 실패하면 success: null이에요',
  'captures show 0': '캡처에는 0이에요',
  'captures show a string, even when it is digits': '캡처에는 숫자로만 돼 있어도 문자열이에요',
  captures: '캡처',
  'error code table (2026-07/08): an object, {} when there is nothing':
    '오류 코드 표(2026-07/08): 객체. 아무것도 없으면 {}',
  'that the body is the usual envelope': '본문이 보통의 응답 형식이라는 것',
  '2025 API reference': '2025년 API 레퍼런스',
  'the guide gives these fields types without null; what production answers is unpublished':
    '가이드에서 이 필드의 타입에 null이 없어요. 운영 환경이 무엇으로 응답하는지는 공개되지 않았어요',
  'Toss Pay guide: unique each time, else make-payment fails; second hand: not again for two years':
    '토스페이 가이드: 매번 달라야 하고, 아니면 make-payment가 실패해요. 전해 들은 것: 2년 동안 다시 쓸 수 없어요',
  'Toss Pay guide: not reusable once the buyer authenticated':
    '토스페이 가이드: 구매자가 인증한 뒤에는 다시 쓸 수 없어요',
  'what becomes of the one that waits': '기다리던 결제가 어떻게 되는지',
  'the header became optional in 2026, so that it need not be what finds the order':
    '2026년에 헤더가 선택이 됐으니, 헤더로 주문을 찾지 않을 수도 있어요',
  'how a server writes fields that it always writes, where a reader needs strings':
    '문자열이 필요한 쪽을 위해 언제나 쓰는 필드를 서버가 쓰는 방법이에요',
  'how a server writes fields that it always writes': '언제나 쓰는 필드를 서버가 쓰는 방법이에요',
  'two strict readers of the older payload': '예전 형식을 읽는 엄격한 클라이언트 두 개',
  'functional push guide, before it became smart message': '스마트 발송이 되기 전의 기능성 푸시 가이드',
  'error code table (2026-07/08): the limit, without an exception': '오류 코드 표(2026-07/08): 예외 없는 한도',
  'SDK documents of promotion': '프로모션 SDK 문서',
  'that the HTTP API uses them as well': 'HTTP API도 이 코드를 쓴다는 것',
  'response format; captures of other operations show the same': '응답 형식. 다른 API의 캡처도 같아요',
  'some partner guides and clients read these names; no capture shows them':
    '일부 파트너 가이드와 클라이언트가 이 이름을 읽어요. 캡처에는 없어요',
  'a public report of a partner who was sent this by production on the verification call':
    '운영 환경이 검증 호출에 이렇게 보냈다는 파트너의 공개 기록',
  'lenient readers do so; what production answers is unpublished':
    '너그러운 서버는 이렇게 해요. 운영 환경이 무엇으로 응답하는지는 공개되지 않았어요',
  '2025 API reference: it lists 401 for every operation, without a body':
    '2025년 API 레퍼런스: 모든 API에 본문 없는 401이 있어요',
  '2025 API reference: it lists 403 for every operation, without a body':
    '2025년 API 레퍼런스: 모든 API에 본문 없는 403이 있어요',
  'that it comes with 4010 in the usual envelope': '보통의 응답 형식으로 4010이 온다는 것',
  'that it comes with 4050 in the usual envelope': '보통의 응답 형식으로 4050이 온다는 것',
  'the answer to a missing header': '헤더가 없을 때의 응답',
  'clients verify it with the ordinary trust store': '클라이언트는 보통의 트러스트 스토어로 확인해요',
  'a public report of a rustls client: alert certificate_required':
    'rustls 클라이언트의 공개 기록: alert certificate_required',
  'GET on get-order-status, public report': 'get-order-status에 GET을 보낸 공개 기록',
  'shapes of requests that several live clients send: get-key, remove-by-access-token, anon-key/verify':
    '여러 실제 클라이언트가 보내는 요청의 형식: get-key, remove-by-access-token, anon-key/verify',
  'the official sample sends it so': '공식 예제가 이렇게 보내요',
  'shapes of requests that several live clients send': '여러 실제 클라이언트가 보내는 요청의 형식',
} as const
