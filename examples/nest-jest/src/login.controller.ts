import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { TossService, type TossUser } from './toss.service'

@Controller('login')
export class LoginController {
  constructor(private readonly toss: TossService) {}

  @Post()
  @HttpCode(200)
  logIn(@Body() login: { authorizationCode: string; referrer: string }): Promise<TossUser> {
    return this.toss.logIn(login)
  }
}
