import './login'
import './gems'
import './shirt'
