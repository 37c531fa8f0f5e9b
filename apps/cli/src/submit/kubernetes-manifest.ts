import { stringify } from 'yaml';
import { pluginFlags, quoted, type SubmittedWork } from './submitted-work.js';

/** What Kubernetes must know besides. */
export interface KubernetesWork extends SubmittedWork {
  /** The text of the study, which a ConfigMap brings to the jobs of shards. */
  readonly study: string;
  /** An image with Node.js and the program. */
  readonly image: string;
  /** The claim of the volume where the shards go, a folder each. */
  readonly claim: string;
  /** The secret that holds the address of the queue under the key `url`. */
  readonly secret: string;
  readonly namespace?: string;
}

/** How often a pod is started again that failed, before its shard counts as failed. */
const RETRIES = 3;

/** The manifest that kubectl takes: an Indexed Job and, for shards, the ConfigMap of its study. */
export function kubernetesManifest(work: KubernetesWork): string {
  const documents = work.queue ? [job(work)] : [configMap(work), job(work)];
  return documents
    .map((document) => stringify(document, { lineWidth: 0, aliasDuplicateObjects: false }))
    .join('---\n');
}

function metadata({ name, namespace }: KubernetesWork) {
  return { name, ...(namespace !== undefined && { namespace }), labels: { app: 'pomdp-gym' } };
}

function configMap(work: KubernetesWork) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(work),
    data: { 'study.yaml': work.study },
  };
}

function job(work: KubernetesWork) {
  const { jobs, seconds } = work;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadata(work),
    spec: {
      completions: jobs,
      parallelism: jobs,
      completionMode: 'Indexed',
      backoffLimit: RETRIES * jobs,
      ...(seconds !== undefined && { activeDeadlineSeconds: seconds }),
      template: { metadata: { labels: { app: 'pomdp-gym' } }, spec: podSpec(work) },
    },
  };
}

function podSpec(work: KubernetesWork) {
  const { name, claim, queue } = work;
  return {
    restartPolicy: 'Never',
    containers: [container(work)],
    ...(!queue && {
      volumes: [
        { name: 'study', configMap: { name } },
        { name: 'results', persistentVolumeClaim: { claimName: claim } },
      ],
    }),
  };
}

function container(work: KubernetesWork) {
  const { image, queue, secret, cpus, memory } = work;
  const resources = { cpu: String(cpus), memory: `${memory.amount}${memory.unit}i` };
  const url = { name: 'POMDP_GYM_QUEUE', valueFrom: { secretKeyRef: { name: secret, key: 'url' } } };
  return {
    ...{ name: 'work', image },
    command: ['sh', '-c', `${queue ? queueCommand(work) : shardCommand(work)}${pluginFlags(work)}`],
    ...(queue && { env: [url] }),
    resources: { requests: resources, limits: resources },
    ...(!queue && {
      volumeMounts: [
        { name: 'study', mountPath: '/study', readOnly: true },
        { name: 'results', mountPath: '/results' },
      ],
    }),
  };
}

/** Pods of an Indexed Job are numbered from 0, shards from 1. */
function shardCommand({ command, name, jobs, cpus }: KubernetesWork): string {
  const out = `/results/${name}/shard-"$i"`;
  return `i=$((JOB_COMPLETION_INDEX + 1)); exec ${command} work /study/study.yaml --shard "$i"/${jobs} --out ${out} --workers ${cpus}`;
}

function queueCommand({ command, executor, cpus }: KubernetesWork): string {
  return `exec ${command} work --supervise --executor ${quoted(executor)} --workers ${cpus}`;
}
