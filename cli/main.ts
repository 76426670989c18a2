import { keepCompiled } from './compiled-code.js'

keepCompiled()
import('./command-line.js')
