import { translated } from '../i18n/translated.ts'

export const welcomeText = translated({
  en: {
    title: 'All your points in one place',
    lead: 'See what they are worth, swap them between brands, spend them at any of the shops, or give them to a cause.',
    start: 'Create my account',
    enter: 'I have an account',
    takes: 'Takes ten seconds: a fingerprint, a face or a PIN. No password.',
    steps: 'How it goes',
    step1: 'Collect',
    step1Text: 'Open the link of a shop or scan the code on its receipt. What waits for you moves to your account.',
    step2: 'Swap',
    step2Text: 'Points of one brand for points of another, at a rate you see before you tap. No fee of ours, no gas.',
    step3: 'Use',
    step3Text: 'Pay at any of the shops, with points of several brands at once. Or give their worth to a cause.',
    safe: 'Yours, provably',
    safeText:
      'Each brand keeps money aside for its points, and a public chain keeps the books. Nobody can take back what is yours or change a rate overnight: every change is announced ten days ahead.',
    brands: 'Brands here',
    worth: (rate: string) => `${rate} a point`,
  },
  ur: {
    title: 'آپ کے سب پوائنٹس ایک جگہ',
    lead: 'دیکھیں ان کی قیمت کیا ہے، برانڈز کے درمیان بدلیں، کسی بھی دکان پر خرچ کریں، یا کسی مقصد کو دیں۔',
    start: 'میرا اکاؤنٹ بنائیں',
    enter: 'میرا اکاؤنٹ پہلے سے ہے',
    takes: 'دس سیکنڈ لگتے ہیں: انگلی، چہرہ یا پِن۔ کوئی پاس ورڈ نہیں۔',
    steps: 'یہ کیسے ہوتا ہے',
    step1: 'جمع کریں',
    step1Text: 'دکان کا لنک کھولیں یا رسید کا کوڈ اسکین کریں۔ جو کچھ آپ کا منتظر ہے آپ کے اکاؤنٹ میں آ جائے گا۔',
    step2: 'بدلیں',
    step2Text: 'ایک برانڈ کے پوائنٹس دوسرے کے بدلے، اس نرخ پر جو آپ پہلے دیکھ لیتے ہیں۔ نہ ہماری فیس، نہ گیس۔',
    step3: 'استعمال کریں',
    step3Text: 'کسی بھی دکان پر کئی برانڈز کے پوائنٹس ملا کر ادائیگی کریں۔ یا ان کی قیمت کسی مقصد کو دیں۔',
    safe: 'آپ کے، ثبوت کے ساتھ',
    safeText:
      'ہر برانڈ اپنے پوائنٹس کے لیے رقم الگ رکھتا ہے اور حساب ایک کھلی چین پر رہتا ہے۔ نہ کوئی آپ کی چیز واپس لے سکتا ہے نہ راتوں رات نرخ بدل سکتا ہے: ہر تبدیلی دس دن پہلے بتائی جاتی ہے۔',
    brands: 'یہاں کے برانڈ',
    worth: (rate: string) => `${rate} فی پوائنٹ`,
  },
})
