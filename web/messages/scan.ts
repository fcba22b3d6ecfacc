import { translated } from '../i18n/translated.ts'

export const scanText = translated({
  en: {
    scan: 'Scan a QR code',
    title: 'Scan a QR code',
    starting: 'Starting the camera …',
    looking: 'Hold the code in front of the camera.',
    denied: 'The camera may not be used here. Allow it in the browser’s settings, or choose a picture of the code.',
    none: 'This device has no camera the browser can use. Choose a picture of the code.',
    picture: 'Choose a picture',
    noCode: 'There is no QR code in this picture. Choose a sharper one.',
  },
  ur: {
    scan: 'کیو آر کوڈ اسکین کریں',
    title: 'کیو آر کوڈ اسکین کریں',
    starting: 'کیمرا کھل رہا ہے …',
    looking: 'کوڈ کو کیمرے کے سامنے رکھیں۔',
    denied: 'یہاں کیمرے کی اجازت نہیں۔ براؤزر کی ترتیبات میں اجازت دیں، یا کوڈ کی تصویر چنیں۔',
    none: 'اس آلے میں ایسا کیمرا نہیں جسے براؤزر استعمال کر سکے۔ کوڈ کی تصویر چنیں۔',
    picture: 'تصویر چنیں',
    noCode: 'اس تصویر میں کیو آر کوڈ نہیں۔ زیادہ صاف تصویر چنیں۔',
  },
})
