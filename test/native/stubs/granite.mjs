// As much of @granite-js/react-native as the SDK uses.
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
