/** What mounting a path of the node gives. */
export type HostPathPower =
  /** Writing there makes the node run something as root. */
  | { readonly gives: 'write'; readonly why: string }
  /** Having it is having the container runtime, whose commands run as root on the node; read-only mounts do not hinder. */
  | { readonly gives: 'runtime'; readonly why: string }
  /** Reading there gives the credential of the kubelet, and the tokens of the pods on the node. */
  | { readonly gives: 'credentials'; readonly why: string };

interface Sensitive {
  readonly path: string;
  readonly power: HostPathPower;
}

const write = (why: string): HostPathPower => ({ gives: 'write', why });
const runtime = (why: string): HostPathPower => ({ gives: 'runtime', why });
const credentials = (why: string): HostPathPower => ({ gives: 'credentials', why });

const RUNTIME = 'the socket of the container runtime is there';
const KUBELET = 'the credentials of the kubelet and the tokens of the pods are there';

/** Places of a node that matter. A mount gives those below it, and those it is below of. */
const SENSITIVE: readonly Sensitive[] = [
  { path: '/etc/kubernetes/manifests', power: write('the kubelet runs what is put there as a static pod') },
  { path: '/etc/cron.d', power: write('cron runs what is put there as root') },
  { path: '/etc/crontab', power: write('cron runs what it says as root') },
  { path: '/var/spool/cron', power: write('cron runs what is put there as root') },
  { path: '/etc/systemd', power: write('systemd runs the units that are put there as root') },
  { path: '/usr/lib/systemd', power: write('systemd runs the units that are put there as root') },
  { path: '/etc/ld.so.preload', power: write('every program of the node loads what it names') },
  { path: '/etc/passwd', power: write('it says who is root') },
  { path: '/etc/shadow', power: write('it says how root signs in') },
  { path: '/etc/sudoers', power: write('it says who becomes root') },
  { path: '/etc/sudoers.d', power: write('it says who becomes root') },
  { path: '/etc/pam.d', power: write('it says how root signs in') },
  { path: '/etc/ssh', power: write('it says who signs in') },
  { path: '/etc/cni', power: write('the runtime runs the network plugins that are named there as root') },
  { path: '/opt/cni', power: write('the runtime runs the network plugins that are there as root') },
  { path: '/root', power: write('the files by which root signs in are there') },
  { path: '/home', power: write('the files by which people sign in are there') },
  { path: '/bin', power: write('programs that root runs are there') },
  { path: '/sbin', power: write('programs that root runs are there') },
  { path: '/usr/bin', power: write('programs that root runs are there') },
  { path: '/usr/local/bin', power: write('programs that root runs are there') },
  { path: '/boot', power: write('the kernel that starts next is there') },
  { path: '/lib/modules', power: write('the modules that the kernel loads are there') },
  { path: '/var/lib/kubelet', power: write('the files of every pod of the node are there, and its plugins') },
  { path: '/var/lib/containerd', power: write('the files of every container of the node are there') },
  { path: '/var/lib/docker', power: write('the files of every container of the node are there') },
  {
    path: '/proc/sys/kernel/core_pattern',
    power: write('the kernel runs the program it names when another crashes'),
  },
  { path: '/proc/sys/kernel/modprobe', power: write('the kernel runs the program it names for a module') },
  { path: '/sys/kernel/uevent_helper', power: write('the kernel runs the program it names for a device') },
  { path: '/sys/fs/cgroup', power: write('the kernel runs the release agent that a group names') },
  { path: '/run/containerd/containerd.sock', power: runtime(RUNTIME) },
  { path: '/run/docker.sock', power: runtime(RUNTIME) },
  { path: '/run/crio/crio.sock', power: runtime(RUNTIME) },
  { path: '/run/cri-dockerd.sock', power: runtime(RUNTIME) },
  { path: '/run/dockershim.sock', power: runtime(RUNTIME) },
  { path: '/run/podman/podman.sock', power: runtime(RUNTIME) },
  { path: '/run/k3s/containerd/containerd.sock', power: runtime(RUNTIME) },
  { path: '/var/lib/kubelet/pki', power: credentials(KUBELET) },
  { path: '/var/lib/kubelet/pods', power: credentials(KUBELET) },
  { path: '/var/lib/kubelet/kubeconfig', power: credentials(KUBELET) },
  { path: '/etc/kubernetes/kubelet.conf', power: credentials(KUBELET) },
];

/** The strongest thing that a mount of the path gives: to write where `writable`, else to read; null where nothing. */
export function hostPathPower(path: string, writable: boolean): HostPathPower | null {
  const mounted = normal(path);
  let found: HostPathPower | null = null;
  for (const { path: place, power } of SENSITIVE) {
    if (!contains(mounted, place) && !contains(place, mounted)) continue;
    if (power.gives === 'write' && writable) return power;
    if (power.gives === 'runtime') found = power;
    else if (power.gives === 'credentials') found ??= power;
  }
  return found;
}

/** Whether a path is the directory of the container logs, which the kubelet reads out as root and follows links in. */
export function holdsLogs(path: string): boolean {
  const mounted = normal(path);
  return (
    contains(mounted, '/var/log') ||
    contains('/var/log/pods', mounted) ||
    contains('/var/log/containers', mounted)
  );
}

/** Without dots, double and trailing slashes; `/var/run` is `/run`. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const joined = `/${parts.join('/')}`;
  return /^\/var\/run(\/|$)/.test(joined) ? joined.slice('/var'.length) : joined;
}

function contains(outer: string, inner: string): boolean {
  return outer === '/' || outer === inner || inner.startsWith(`${outer}/`);
}
