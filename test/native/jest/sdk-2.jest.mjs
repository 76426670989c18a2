import * as sdk from '@apps-in-toss/native-modules'
import { tellStory } from '../story.mjs'

tellStory({ test, expect, beforeAll, afterAll, sdk, major: 2 })
