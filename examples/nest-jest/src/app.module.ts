import { Module } from '@nestjs/common'
import { LoginController } from './login.controller'
import { TOSS_OPTIONS, tossOptionsFromEnvironment } from './toss.options'
import { TossService } from './toss.service'

@Module({
  controllers: [LoginController],
  providers: [TossService, { provide: TOSS_OPTIONS, useFactory: tossOptionsFromEnvironment }],
})
export class AppModule {}
