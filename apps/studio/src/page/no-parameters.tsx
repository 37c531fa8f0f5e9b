/** Why a view of a policy at θ is empty. */
export function NoParameters({ what }: { readonly what: string }) {
  return <p>{what}: there is no policy with parameters at this point of the run.</p>;
}
