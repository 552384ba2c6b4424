/** What went wrong with a whole form. */
export function FormError({ message }: { message: string | undefined }) {
  if (!message) return null;
  return (
    <p role="alert" className="rounded-control bg-danger-soft px-3 py-2 text-danger text-table">
      {message}
    </p>
  );
}
