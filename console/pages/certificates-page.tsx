import { useContext } from 'preact/hooks'
import { Moment } from '../parts/moment.js'
import { useAsked } from '../state/asked.js'
import { Desk } from '../state/desk.js'
import { SubjectPage } from './subject-page.js'
import { subjects } from './subjects.js'

interface Mail {
  readonly serialNumber: string
  readonly daysLeft: number
  readonly sentAt: string
  readonly subject: string
  readonly text: string
}

/** The certificates, and what the console has mailed about them. */
export function CertificatesPage({ id }: { readonly id: string | undefined }) {
  return <SubjectPage subject={subjects.certificates as never} id={id} beside={<Mails />} />
}

function Mails() {
  const { words } = useContext(Desk)
  const { answer } = useAsked<{ mails: Mail[] }>('listCertificateMails', {}, ['clock', 'commands', 'journal'])
  if (answer === undefined || answer.mails.length === 0) return null
  return (
    <section>
      <h2 class="section-title">{words.mails}</h2>
      <ul class="plain-list">
        {answer.mails.map(({ serialNumber, daysLeft, sentAt, subject, text }) => (
          <li key={`${serialNumber} ${daysLeft}`} class="card">
            <p class="row-title">{subject}</p>
            <p class="row-sub">
              <Moment at={sentAt} />
            </p>
            <p class="mail-text">{text}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
