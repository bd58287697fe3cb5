// On paper the transcript is printed, which the page holds for browsers without scripts. With scripts
// it is mere text, and costs nothing until somebody prints.

export function printTranscript(): void {
  const show = (): void => {
    if (document.getElementById('print')) return;
    const fallback = document.querySelector('noscript');
    const print = document.createElement('div');
    print.id = 'print';
    print.innerHTML = fallback?.textContent ?? '';
    document.body.append(print);
  };
  addEventListener('beforeprint', show);
  matchMedia('print').addEventListener('change', (change) => {
    if (change.matches) show();
  });
}
