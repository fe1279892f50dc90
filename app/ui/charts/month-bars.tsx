/** Twelve bars from 0, January to December, small enough for a row of a table. */
import './month-bars.css';

export const MonthBars = ({ values, label }: { readonly values: readonly number[]; readonly label: string }) => {
  const top = Math.max(...values);
  return (
    <span className="month-bars" role="img" aria-label={label} title={label}>
      {values.map((value, month) => (
        <span key={month} style={{ height: `${top > 0 ? (value / top) * 100 : 0}%` }} />
      ))}
    </span>
  );
};
