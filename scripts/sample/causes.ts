/** A cause of our own invention; `key` names the key that receives its money. */
export interface SampleCause {
  name: string
  registration: string
  key: string
  about: string
}

export const sampleCauses: readonly SampleCause[] = [
  {
    name: 'River Keepers',
    registration: 'SAMPLE-1001',
    key: 'river-keepers',
    about: 'Volunteers who keep the banks of three rivers clean.',
  },
  {
    name: 'Open Kitchen',
    registration: 'SAMPLE-1002',
    key: 'open-kitchen',
    about: 'Warm meals, every evening, for whoever comes.',
  },
  {
    name: 'Night School',
    registration: 'SAMPLE-1003',
    key: 'night-school',
    about: 'Reading and sums for adults, after work, free of charge.',
  },
]
