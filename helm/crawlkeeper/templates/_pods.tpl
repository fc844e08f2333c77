{{/* What all pods have in common. */}}

{{/* (dict "root" $ "uid" 10001) */}}
{{- define "crawlkeeper.podSecurity" -}}
runAsNonRoot: true
{{- if .root.Values.podSecurity.setIds }}
runAsUser: {{ .uid }}
runAsGroup: {{ .uid }}
fsGroup: {{ .uid }}
{{- end }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "crawlkeeper.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* Containers as the user gives them, restricted where they do not say otherwise. */}}
{{- define "crawlkeeper.initContainers" -}}
{{- $restricted := include "crawlkeeper.containerSecurity" . | fromYaml }}
{{- $all := list }}
{{- range . }}
{{- $all = append $all (mergeOverwrite (dict "securityContext" (deepCopy $restricted)) (deepCopy .)) }}
{{- end }}
{{- toYaml $all }}
{{- end }}

{{/* Where pods go: (dict "root" $ "component" "master"). */}}
{{- define "crawlkeeper.placement" -}}
{{- $values := index .root.Values .component }}
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- $spread := $values.topologySpread }}
{{- if or $spread.hostname $spread.zone }}
topologySpreadConstraints:
  {{- range $key, $rule := dict "kubernetes.io/hostname" $spread.hostname "topology.kubernetes.io/zone" $spread.zone }}
  {{- if $rule }}
  - maxSkew: 1
    topologyKey: {{ $key }}
    whenUnsatisfiable: {{ $rule }}
    labelSelector:
      matchLabels:
        {{- include "crawlkeeper.selector" $ | nindent 8 }}
  {{- end }}
  {{- end }}
{{- end }}
{{- end }}

{{/* Annotations of pods, with those that start them again: (dict "root" $ "component" "master" "checksums" (dict …)). */}}
{{- define "crawlkeeper.podMetadata" -}}
{{- $values := index .root.Values .component }}
labels:
  {{- include "crawlkeeper.podLabels" . | nindent 2 }}
  {{- with $values.podLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
annotations:
  kubectl.kubernetes.io/default-container: {{ .component }}
  {{- with .checksum }}
  checksum/config: {{ . }}
  {{- end }}
  {{- with $values.podAnnotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{/* Of masters and workers alike; ZooKeeper is part of readiness only, as a restart would not bring it back. */}}
{{- define "crawlkeeper.probes" -}}
startupProbe:
  httpGet: {path: /actuator/health/startup, port: http}
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: {{ .startupFailures }}
livenessProbe:
  httpGet: {path: /actuator/health/liveness, port: http}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /actuator/health/readiness, port: http}
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 2
{{- end }}

{{/* The container of a master or a worker: (dict "root" $ "component" "master" "port" 8080). */}}
{{- define "crawlkeeper.container" -}}
{{- $values := index .root.Values .component -}}
name: {{ .component }}
image: {{ include "crawlkeeper.image" (dict "root" .root "image" $values.image) }}
imagePullPolicy: {{ $values.image.pullPolicy }}
securityContext:
  {{- include "crawlkeeper.containerSecurity" . | nindent 2 }}
env:
  - name: CRAWLKEEPER_ID
    valueFrom: {fieldRef: {fieldPath: metadata.name}}
  - name: CRAWLKEEPER_ADVERTISE
    valueFrom: {fieldRef: {fieldPath: status.podIP}}
  - name: SPRING_CONFIG_ADDITIONAL_LOCATION
    value: file:/etc/crawlkeeper/config/
  {{- with $values.javaOptions }}
  - name: JAVA_OPTS
    value: {{ . | quote }}
  {{- end }}
  {{- with $values.extraEnv }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with $values.extraEnvFrom }}
envFrom:
  {{- toYaml . | nindent 2 }}
{{- end }}
ports:
  - name: http
    containerPort: {{ .port }}
    protocol: TCP
{{ include "crawlkeeper.probes" $values }}
lifecycle:
  preStop:
    sleep: {seconds: {{ $values.preStopSeconds }}}
resources:
  {{- toYaml $values.resources | nindent 2 }}
volumeMounts:
  - {name: config, mountPath: /etc/crawlkeeper/config, readOnly: true}
  - {name: secrets, mountPath: /etc/crawlkeeper/secrets, readOnly: true}
  - {name: data, mountPath: /data}
  - {name: tmp, mountPath: /tmp}
  {{- include "crawlkeeper.fileMounts" . | nindent 2 }}
  {{- with $values.extraVolumeMounts }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{/* Volumes of a master or a worker, but for the folder for data. */}}
{{- define "crawlkeeper.volumes" -}}
{{- $values := index .root.Values .component -}}
- name: config
  configMap:
    name: {{ include "crawlkeeper.fullname" .root }}-{{ .component }}
- name: secrets
  {{- include "crawlkeeper.secretFiles" .root | nindent 2 }}
- name: tmp
  emptyDir: {sizeLimit: {{ $values.scratchSize }}}
{{- include "crawlkeeper.fileVolumes" . }}
{{- with $values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* (dict "name" "data" "persistence" … "selector" <labels>) */}}
{{- define "crawlkeeper.claimTemplate" -}}
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: {{ .name }}
  labels:
    {{- .selector | nindent 4 }}
spec:
  accessModes: [ReadWriteOnce]
  {{- with .persistence.storageClassName }}
  storageClassName: {{ . }}
  {{- end }}
  resources:
    requests:
      storage: {{ .persistence.size }}
{{- end }}
