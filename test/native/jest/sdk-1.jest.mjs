import * as sdk from 'native-modules-1.14.1'
import { tellStory } from '../story.mjs'

tellStory({ test, expect, beforeAll, afterAll, sdk, major: 1 })
