/** Surnames, each with how many of a thousand Koreans bear it, about as the census of 2015 counted them. */
const surnames = [
  '김215 이147 박84 최47 정43 강24 조21 윤21 장20 임17 한15 오15 서15 신15 권14 황14 안14 송14 류13 홍11 전11 고9 문9 양9 손9',
  '배8 백8 허7 남6 심5 노5 하5 곽4 성4 차4 주4 우4 구4',
]

const givenNames = {
  MALE: [
    '민준 서준 도윤 예준 시우 하준 주원 지호 지후 준우 준서 건우 도현 현우 지훈 우진 선우 서진 유준 연우 은우 민재 현준 시윤',
    '정우 승우 승현 지환 승민 유찬 준혁 진우 시후 지우 수호 재윤 민성 동현 성민 재현 상훈 영호 정훈 성호 영수 광수 종수 철수',
  ],
  FEMALE: [
    '서연 서윤 지우 서현 하은 하윤 민서 지유 윤서 채원 수아 지민 지아 지윤 다은 은서 예은 수빈 소율 예린 지원 소윤 유진 채은',
    '가은 시은 유나 윤아 예원 나은 아린 민지 수연 은지 혜진 지영 은영 미경 현정 정희 경희 영희 순자 영숙 미숙 정숙 명숙 은주',
  ],
} as const

const lists = {
  surnames: surnames
    .join(' ')
    .split(' ')
    .flatMap((each) => Array<string>(Number(each.slice(1))).fill(each.charAt(0))),
  MALE: givenNames.MALE.join(' ').split(' '),
  FEMALE: givenNames.FEMALE.join(' ').split(' '),
}

/** A full name. `draw` is any whole number from 0; each has one name of each gender. */
export function koreanName(draw: number, gender: 'MALE' | 'FEMALE'): string {
  const given = lists[gender]
  const surname = lists.surnames[draw % lists.surnames.length]
  return `${surname}${given[Math.floor(draw / lists.surnames.length) % given.length]}`
}
