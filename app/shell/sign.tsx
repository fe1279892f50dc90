/** The product's sign: three trays in a rack, one of them marked. */
export const Sign = () => (
  <svg className="sign" width="20" height="22" viewBox="0 0 20 22" aria-hidden="true">
    <path d="M1.5 0v22M18.5 0v22" stroke="var(--ink)" strokeWidth="2.6" fill="none" />
    <rect x="5" y="1.5" width="10" height="3.6" fill="var(--ink)" />
    <rect x="5.6" y="7.1" width="8.8" height="3.2" fill="var(--mark)" stroke="var(--ink)" strokeWidth="1.2" />
    <rect x="5" y="12" width="10" height="3.6" fill="var(--ink)" />
    <rect x="5" y="17.4" width="10" height="3.6" fill="var(--ink-3)" opacity=".55" />
  </svg>
);
