import { firstAnswer, keepAliveLoad, target, wireRequest } from '/work/main/bench/load.js'
import { clientFiles } from '/work/main/bench/servers.js'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
// args: dir, node flags...
const [dir, ...flags] = process.argv.slice(2)
const child = spawn(process.execPath, [...flags, (process.env.ROOT??'/work/main')+'/bench/mock-server.mjs', dir], { stdio: ['ignore','pipe','inherit','ipc'] })
const line = await new Promise<string>(r => createInterface({input: child.stdout!}).once('line', r))
console.log('pid',child.pid);const {port} = JSON.parse(line)
const at = target(port, await clientFiles(dir))
let n=0; const ask=(question:string,rest={})=>new Promise<any>(r=>{const id=++n;const h=(m:any)=>{if(m.id===id){child.off('message',h);r(m.answer)}};child.on('message',h);child.send({id,question,...rest})})
const codes=await ask('codes',{count:20})
const o='/api-partner/v1/apps-in-toss/user/oauth2'
const toks=await Promise.all(codes.map(async(c:any)=>JSON.parse(await firstAnswer(at,wireRequest('POST',o+'/generate-token',{'Content-Type':'application/json'},JSON.stringify({authorizationCode:c.authorizationCode,referrer:c.referrer})))).success.accessToken))
const reqs=toks.map(t=>wireRequest('GET',o+'/login-me',{Authorization:'Bearer '+t}))
for(let i=0;i<Number(process.env.ROUNDS??6);i++){const b=await ask('cpu');const l=await keepAliveLoad(at,{requests:reqs,repeat:true,connections:8,seconds:0.7});const a=await ask('cpu');const cpu=(a.user+a.system-b.user-b.system)/l.answers;console.log((l.answers/l.seconds).toFixed(0),'rps',cpu.toFixed(1),'us cpu/req')}
if(process.env.HOLD)await new Promise(r=>setTimeout(r,+process.env.HOLD));child.disconnect()
