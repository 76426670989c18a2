// SDK가 쓰는 만큼의 @granite-js/react-native예요.
export class GraniteEventDefinition {}

export class GraniteEvent {
  constructor(definitions) {
    this.definitions = definitions
  }
  addEventListener(name, { options, onEvent, onError }) {
    const definition = this.definitions.find((each) => each.name === name)
    definition.listener(options, onEvent, onError)
    return () => definition.remove()
  }
}

export const openURL = async () => true
export const getSchemeUri = () => 'intoss://my-mini-app'
