import { text } from '../../../world/shape.js'
import { given } from '../arguments.js'
import { icon } from '../icons.js'
import { json } from '../protocol.js'
import { call, event } from '../row.js'

/** Game center, and sharing with contacts: what the partner API knows nothing of. */
export const gameCalls = {
  getGameCenterGameProfile: call({
    known: 'run',
    says: 'a profile with the name of the user',
    do: async ({ users, user }) => ({
      statusCode: 'SUCCESS',
      nickname: (await users.get(await user())).profile.name,
      profileImageUri: icon,
    }),
  }),
  openGameCenterLeaderboard: call({ known: 'run', says: 'noted', async do() {} }),
  submitGameCenterLeaderBoardScore: call({
    known: 'run',
    says: 'taken',
    takes: given({ score: text }, ['score']),
    do: async () => ({ statusCode: 'SUCCESS' }),
  }),
  contactsViral: event({
    known: 'run',
    says: 'closed at once, without a reward',
    takes: given({ moduleId: json }),
    async do({ emit }) {
      emit({ type: 'close', data: { closeReason: 'noReward', sentRewardsCount: 0 } })
    },
  }),
}
