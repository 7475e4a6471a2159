// anywidget gives a widget two seconds to start and then lets it hear nothing for good, though it starts all the same.
// A page that stands still while a long lesson is drawn needs more; whose timeout it is, the stack tells.

const ANYWIDGETS = 2000;
const OURS = 60_000;

export function patientAnywidget() {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (milliseconds) => {
    const its = milliseconds === ANYWIDGETS && new Error().stack?.includes("/anywidget/");
    return timeout(its ? OURS : milliseconds);
  };
}
