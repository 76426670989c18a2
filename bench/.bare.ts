import { keepAliveLoad, target, wireRequest } from './load.js'
import { clientFiles } from './servers.js'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
const [dir, ...flags] = process.argv.slice(2)
const child = spawn(process.execPath, [...flags, '/work/main/bench/bare-server.mjs', dir, '990'], { stdio: ['ignore','pipe','inherit','ipc'] })
const line = await new Promise<string>(r => createInterface({input: child.stdout!}).once('line', r))
console.log('pid',child.pid);const at = target(JSON.parse(line).port, await clientFiles(dir))
let n=0; const ask=(question:string,rest={})=>new Promise<any>(r=>{const id=++n;const h=(m:any)=>{if(m.id===id){child.off('message',h);r(m.answer)}};child.on('message',h);child.send({id,question,...rest})})
const reqs=[wireRequest('GET','/login-me',{Authorization:'Bearer '+'x'.repeat(700)})]
for(let i=0;i<6;i++){const b=await ask('cpu');const c0=process.cpuUsage();const l=await keepAliveLoad(at,{requests:reqs,repeat:true,connections:Number(process.env.CONNS??8),seconds:0.7});const a=await ask('cpu');const c1=process.cpuUsage(c0);const cpu=(a.user+a.system-b.user-b.system)/l.answers;console.log((l.answers/l.seconds).toFixed(0),'rps',cpu.toFixed(1),'us cpu/req; client',((c1.user+c1.system)/l.answers).toFixed(1), 'busy', (cpu*l.answers/l.seconds/1e6).toFixed(2))}
if(process.env.HOLD)await new Promise(r=>setTimeout(r,+process.env.HOLD));child.disconnect()
