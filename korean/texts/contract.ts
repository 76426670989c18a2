import { referenceTexts } from './reference.js'

/** What is wrong with a request or an answer, and what to do about it. */
const violationTexts = {
  '{} is required and missing: send {} ({}), for example {}.': '{}가 필요한데 없어요. {}를 보내세요 ({}). 예: {}.',
  '{} is required and missing: send {} ({}).': '{}가 필요한데 없어요. {}를 보내세요 ({}).',
  '{} is required and missing: send {}, for example {}.': '{}가 필요한데 없어요. {}를 보내세요. 예: {}.',
  '{} is required and missing: send {}.': '{}가 필요한데 없어요. 보낼 것: {}.',
  '{} is required and missing: answer with {} ({}).': '{}가 필요한데 없어요. {}로 응답하세요 ({}).',
  '{} is required and missing: answer with {}, for example {}.': '{}가 필요한데 없어요. {}로 응답하세요. 예: {}.',
  '{} is required and missing: answer with {}.': '{}가 필요한데 없어요. {}로 응답하세요.',
  '{} is required and missing: {}.': '{}가 필요한데 없어요: {}.',
  '{} is required and missing: {} {}.': '{}가 필요한데 없어요: {} {}.',
  '{} must be {} ({}), and is {}: {}.': '{1}는 {2}여야 하는데({3}) {4}예요. {5}.',
  '{} is sent together with {} (oneOf): send {}.': '{}를 {}와 함께 보냈어요(oneOf). {}만 보내세요.',
  '{} is not a header of this API (unknownHeader): rename it to {}.':
    '{}는 이 API의 헤더가 아니에요(unknownHeader). 이름을 {}로 바꾸세요.',
  '{} must be application/json (contentType), and is {}: answer with JSON.':
    '{}는 application/json이어야 하는데(contentType) {}예요. JSON으로 응답하세요.',
  'response.status must be {} with this body (const), and is {}: answer with {}.':
    '이 본문이면 response.status는 {}여야 하는데(const) {}예요. {}로 응답하세요.',
  '{} is {}, which the contract does not know for this operation (enum): known are {}.':
    '{}가 {}인데, API 명세에 이 API의 코드로 없어요(enum). 있는 코드: {}.',
  '{} is not a field of the contract (additionalProperties): remove or rename it; allowed are {}.':
    '{}는 API 명세에 없는 필드예요(additionalProperties). 빼거나 이름을 바꾸세요. 쓸 수 있는 것: {}.',
  '{} is not a field of this operation ({}): {}.': '{}는 이 API의 필드가 아니에요({}). {}.',
  '{} is about {}, beyond 2^53 - 1 (safeInteger): JavaScript reads another number, which would be another user’s.':
    '{}가 약 {}로 2^53 - 1보다 커요(safeInteger). JavaScript가 다른 숫자로 읽어서 다른 사용자의 값이 돼요.',
  'request.url: {} is served by {} (host), and the request went to {}: change the host.':
    'request.url: {}의 호스트는 {}인데(host) 요청은 {}로 갔어요. 호스트를 바꾸세요.',
  '{} names the charset {} (charset): send the body as UTF-8, and charset=utf-8 or none.':
    '{}의 charset이 {}예요(charset). 본문을 UTF-8로 보내고, charset=utf-8로 쓰거나 빼세요.',
  '{} is the text {} where a value belongs (placeholder): a variable was not set, or an object was put into a text.':
    '{}에 값이 아니라 {}라는 문자열이 들어 있어요(placeholder). 변수를 설정하지 않았거나 객체를 문자열에 넣었어요.',
  '{} is missing (guide): the guide requires {} here; this mock, as live clients show, does without.':
    '{}가 없어요(guide). 가이드에서는 여기에 {}가 필요해요. 실제 클라이언트들처럼 이 목 서버는 없어도 받아요.',
  'charset=utf-8, or none': 'charset=utf-8이나 없음',
  'the value itself': '값 자체',

  'an array': '배열',
  'an object': '객체',
  'an integer': '정수',
  'a string': '문자열',
  null: 'null',
  'no fields': '없음',
  'any value': '아무 값',
  'an array or null': '배열이나 null',
  'an object or null': '객체나 null',
  'an integer or null': '정수나 null',
  'a string or null': '문자열이나 null',
  'a number or null': '숫자나 null',
  'an integer or a string': '정수나 문자열',
  'an object, {}': '객체, {}',
  'a string, {}': '문자열 {}',
  'a number, {}': '숫자 {}',
  'an integer, {}': '정수 {}',
  'a boolean, {}': '불리언 {}',
  'a boolean': '불리언',
  'one of {}': '{} 중 하나',
  '{} … ({} in all)': '{} … (모두 {}개)',
  'only the fields {}': '{} 필드',
  'a JSON object with {}': '{}가 있는 JSON 객체',
  'an object with {}': '{}가 있는 객체',
  'exactly one of {} and {}': '{}와 {} 중 정확히 하나',
  'at most one of {} and {}': '{}와 {} 중 최대 하나',
  'exactly one of: {}': '다음 중 정확히 하나: {}',
  'anything but {}': '{}가 아닌 것',
  'text that matches /{}/': '/{}/에 맞는 문자열',
  'text in the format {}': '{} 형식의 문자열',
  'text of at least 1 character': '1자 이상의 문자열',
  'text of at least {} characters': '{}자 이상의 문자열',
  'text of at most {} characters': '{}자 이하의 문자열',
  '{} or more': '{} 이상',
  '{} or less': '{} 이하',
  'a list of at least 1 item': '1개 이상의 목록',
  'a list of at least {} items': '{}개 이상의 목록',
  'a list of at most {} items': '{}개 이하의 목록',
  'an object of at least 1 field': '필드가 1개 이상인 객체',
  'an object of at least {} fields': '필드가 {}개 이상인 객체',
  'what {} asks for ({})': '{}에 맞는 값 ({})',
  'send the number without quotes': '숫자를 따옴표 없이 보내세요',
  'send the number in quotes': '숫자를 따옴표로 감싸 보내세요',
  'send a string, never null': 'null 말고 문자열을 보내세요',
  'send a JSON object, not text': '텍스트가 아니라 JSON 객체를 보내세요',
  'answer with the number without quotes': '숫자를 따옴표 없이 응답하세요',
  'answer with the number in quotes': '숫자를 따옴표로 감싸 응답하세요',
  'answer with a string, never null': 'null 말고 문자열로 응답하세요',
  'answer with a JSON object, not text': '텍스트가 아니라 JSON 객체로 응답하세요',
  'correct it': '고치세요',
  'correct it ({})': '고치세요 ({})',
  'correct it, for example {}': '고치세요. 예: {}',
  'it is called {} here': '여기서는 이름이 {}예요',
  'leave it out: no result is sent to the partner, ask get-payment-status':
    '빼세요. 파트너에게 결과를 보내 주지 않으니 get-payment-status로 조회하세요',
  'leave it out: the whole payment is refunded, whatever is sent': '빼세요. 무엇을 보내든 전액 환불돼요',
  'leave it out: no money moves until execute-payment is called':
    '빼세요. execute-payment를 호출하기 전에는 돈이 움직이지 않아요',
  'is not an encrypted field (Base64 of at least 28 bytes).': '암호화된 필드(28바이트 이상의 Base64)가 아니에요.',
  'cannot be decrypted: the key fits, so the AAD is likely wrong.':
    '복호화할 수 없어요. 키는 맞으니 AAD가 틀렸을 거예요.',
  'cannot be decrypted: the key is likely wrong, or the value damaged.':
    '복호화할 수 없어요. 키가 틀렸거나 값이 손상됐을 거예요.',
  'decryption.key must be {} bytes in Base64; this one has {} bytes':
    'decryption.key는 {}바이트의 Base64여야 하는데 {}바이트예요',
  '{} is not an encrypted field (Base64 of at least 28 bytes)': '{}는 암호화된 필드(28바이트 이상의 Base64)가 아니에요',
  '{} cannot be decrypted: the key fits, so the AAD is likely wrong':
    '{}를 복호화할 수 없어요. 키는 맞으니 AAD가 틀렸을 거예요',
  '{} cannot be decrypted: the key is likely wrong, or the value damaged':
    '{}를 복호화할 수 없어요. 키가 틀렸거나 값이 손상됐을 거예요',
  'Compare the AAD with the one mailed from the console: it is case-sensitive, without spaces or line end around it.':
    'AAD를 콘솔에서 메일로 받은 값과 비교하세요. 대소문자를 구분하고 앞뒤에 공백이나 줄바꿈이 없어요.',
  'Pass the field exactly as login-me gave it: Base64 of IV (12 bytes), ciphertext and tag (16 bytes).':
    'login-me가 준 값을 그대로 넘기세요. IV(12바이트), 암호문, 태그(16바이트)를 이은 것의 Base64예요.',

  'a known mistake: {}': '흔한 실수예요. {}',
  'the path is /promotion/execute-promotion/get-key': '경로는 /promotion/execute-promotion/get-key예요',
  'Toss points are granted by /promotion/execute-promotion; there is no /points path':
    '토스 포인트는 /promotion/execute-promotion으로 지급해요. /points 경로는 없어요',
  'in-app purchases are read with /order/get-order-status; there is no /iap path':
    '인앱결제는 /order/get-order-status로 조회해요. /iap 경로는 없어요',
  'the path ends in /access/remove-by-user-key or /access/remove-by-access-token':
    '경로는 /access/remove-by-user-key나 /access/remove-by-access-token으로 끝나요',
  '{} is {}, not {}': '{1}는 {3}가 아니라 {2}예요',
  'every path starts with {}: {} ({})': '모든 경로는 {}로 시작해요: {} ({})',
  'no operation is near; every path starts with {}': '비슷한 API가 없어요. 모든 경로는 {}로 시작해요',
  'did you mean {}?': '{}를 호출하려고 했나요?',
  'did you mean {}? {}': '{}를 호출하려고 했나요? {}',
  '{} is known and not mocked: what it answers is unpublished; it is not {}':
    '{}는 알려져 있지만 응답이 공개되지 않아서 흉내 내지 않아요. {}와는 달라요',
  '{} is known and not mocked: what it answers is unpublished':
    '{}는 알려져 있지만 응답이 공개되지 않아서 흉내 내지 않아요',

  'execute-payment was called again for a payment that may have been executed already.':
    '이미 실행됐을 수 있는 결제에 execute-payment를 다시 호출했어요.',
  'When execute-payment does not answer clearly, ask get-payment-status with the payToken: PAY_COMPLETE means paid, PAY_PROGRESS means ask again later. Execute again only when it says PAY_APPROVED.':
    'execute-payment의 응답이 분명하지 않으면 payToken으로 get-payment-status를 조회하세요. PAY_COMPLETE면 결제됐고, PAY_PROGRESS면 나중에 다시 조회하세요. PAY_APPROVED일 때만 다시 실행하세요.',
  'refund-payment was called again for a payment that may have been refunded already.':
    '이미 환불됐을 수 있는 결제에 refund-payment를 다시 호출했어요.',
  'When refund-payment does not answer clearly, ask get-payment-status with the payToken: REFUND_SUCCESS and REFUND_PROGRESS mean that the refund is on its way. Refund again only when it says PAY_COMPLETE.':
    'refund-payment의 응답이 분명하지 않으면 payToken으로 get-payment-status를 조회하세요. REFUND_SUCCESS나 REFUND_PROGRESS면 환불이 진행된 거예요. PAY_COMPLETE일 때만 다시 환불하세요.',
  'A grant of points whose outcome is unknown was repeated with a new key, which can grant twice.':
    '결과를 모르는 포인트 지급을 새 키로 다시 해서 두 번 지급될 수 있어요.',
  'Keep the key with the grant, and repeat execute-promotion with the same key: it grants once. Or ask execution-result for it first.':
    '지급 건마다 키를 저장해 두고 같은 키로 execute-promotion을 다시 호출하세요. 한 번만 지급돼요. 아니면 execution-result로 먼저 확인하세요.',
  'The same authorization code was sent to generate-token again after it had been exchanged.':
    '이미 토큰으로 바꾼 인가 코드를 generate-token에 다시 보냈어요.',
  'A code works once. Exchange it once on the server, keep the tokens, and make sure that the client does not send it twice (React runs effects twice in development).':
    '인가 코드는 한 번만 쓸 수 있어요. 서버에서 한 번만 바꾸고 토큰을 저장하세요. 클라이언트가 두 번 보내지 않는지도 확인하세요(React는 개발 모드에서 effect를 두 번 실행해요).',
  'The backend failed (an exception or HTTP 5xx) on a successful answer that the contract allows.':
    'API 명세가 허용하는 성공 응답인데 백엔드가 실패했어요(예외나 HTTP 5xx).',
  'Treat the named answer as an ordinary case. A status such as NOT_FOUND comes in a SUCCESS envelope with HTTP 200: branch on the value instead of throwing, and expect optional fields to be absent or null.':
    '메시지에 나온 응답을 보통의 경우로 다루세요. NOT_FOUND 같은 상태도 HTTP 200, SUCCESS 응답에 담겨 와요. 예외를 던지지 말고 값에 따라 나누고, 없어도 되는 필드는 빠지거나 null일 수 있어요.',
  'The backend answered a failure exactly as it answers a success.': '백엔드가 실패에도 성공과 똑같이 응답했어요.',
  'Look at resultType before anything else: only SUCCESS is a success, whatever the HTTP status. Failures come with HTTP 200 as well.':
    'resultType을 가장 먼저 보세요. HTTP 상태 코드와 상관없이 SUCCESS만 성공이에요. 실패도 HTTP 200으로 와요.',
  'The backend reads error.code, which the API does not have.': '백엔드가 API에 없는 error.code를 읽어요.',
  'Read error.errorCode (always a string, even when it is digits: "4109") and error.reason instead of error.code and error.message.':
    'error.code와 error.message 대신 error.errorCode(숫자여도 언제나 문자열: "4109")와 error.reason을 읽으세요.',
  'The backend did not answer in time when it was given an answer that the contract allows.':
    'API 명세가 허용하는 응답을 받고도 백엔드가 제시간에 응답하지 않았어요.',
  'Give every wait and every retry loop an end, also for answers that are not a success.':
    '성공이 아닌 응답에서도, 모든 대기와 재시도에 끝을 정하세요.',
  '{} was called again for the same payToken after it had answered {}, and get-payment-status was not asked in between.':
    '{}가 {}로 응답한 뒤 get-payment-status를 조회하지 않고 같은 payToken으로 다시 호출했어요.',
  'execute-promotion was called with a new key for the same user and promotion after it had answered {}: both can grant.':
    'execute-promotion이 {}로 응답한 뒤 같은 사용자와 프로모션에 새 키로 다시 호출했어요. 둘 다 지급될 수 있어요.',
  'generate-token was called with an authorization code that it had exchanged already.':
    '이미 토큰으로 바꾼 인가 코드로 generate-token을 호출했어요.',
  '{} was called again for the same payToken after it had answered nothing, and get-payment-status was not asked in between.':
    '{}의 응답을 받지 못했는데 get-payment-status를 조회하지 않고 같은 payToken으로 다시 호출했어요.',
  'execute-promotion was called with a new key for the same user and promotion after it had answered nothing: both can grant.':
    'execute-promotion의 응답을 받지 못했는데 같은 사용자와 프로모션에 새 키로 다시 호출했어요. 둘 다 지급될 수 있어요.',
  'HTTP 400, INVALID_PARAMETER, but for enablePayMethods and cashReceipt, where the guide allows it.':
    'HTTP 400, INVALID_PARAMETER. 가이드가 허용하는 enablePayMethods와 cashReceipt는 예외예요.',
}

export const contractTexts: Readonly<Record<string, string>> = { ...referenceTexts, ...violationTexts }
