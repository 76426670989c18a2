// SDK가 테스트에서 쓰는 만큼의 React Native예요. 실제 프로젝트에서는 jest용 프리셋이나 직접 만든 목을 쓰세요.
export const Platform = { OS: 'android' }
export const Linking = { openURL: async () => true }
