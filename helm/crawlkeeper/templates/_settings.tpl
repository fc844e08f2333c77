{{/* Settings of the services. They come as a file, as the services check the names in files but not those in the environment. */}}

{{- define "crawlkeeper.zookeeperServers" -}}
{{- if eq .Values.zookeeper.mode "external" }}
{{- join "," .Values.zookeeper.external.servers }}
{{- else }}
{{- $names := list }}
{{- range $i := until (int .Values.zookeeper.replicas) }}
{{- $names = append $names (printf "%s:2181" (include "crawlkeeper.zookeeperHost" (dict "root" $ "index" $i))) }}
{{- end }}
{{- join "," $names }}
{{- end }}
{{- end }}

{{- define "crawlkeeper.zookeeperHost" -}}
{{- $name := printf "%s-zookeeper" (include "crawlkeeper.fullname" .root) -}}
{{ $name }}-{{ .index }}.{{ $name }}.{{ .root.Release.Namespace }}.svc.{{ .root.Values.clusterDomain }}
{{- end }}

{{- define "crawlkeeper.databaseUrl" -}}
{{- if eq .Values.database.mode "demo" -}}
jdbc:postgresql://{{ include "crawlkeeper.fullname" . }}-database:5432/crawlkeeper
{{- else }}
{{- $external := .Values.database.external }}
{{- $parameters := list (printf "sslmode=%s" $external.sslMode) }}
{{- if $external.certificate.existingSecret }}
{{- $parameters = append $parameters "sslrootcert=/etc/crawlkeeper/database/ca.crt" }}
{{- else if and (hasPrefix "verify-" $external.sslMode) (not (regexMatch "(^|,)ssl(rootcert|factory)=" (join "," $external.parameters))) }}
{{- $parameters = append $parameters "sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory" }}
{{- end }}
{{- $parameters = concat $parameters $external.parameters -}}
jdbc:postgresql://{{ $external.host }}:{{ $external.port }}/{{ $external.name }}?{{ join "&" $parameters }}
{{- end }}
{{- end }}

{{- define "crawlkeeper.storageUrl" -}}
{{- if eq .Values.storage.mode "s3" -}}
s3://{{ .Values.storage.s3.bucket }}{{ with .Values.storage.s3.prefix }}/{{ . }}{{ end }}
{{- else -}}
file:/results
{{- end }}
{{- end }}

{{/* What masters and workers have in common. */}}
{{- define "crawlkeeper.commonSettings" -}}
{{- $tls := .Values.zookeeper.external.tls }}
bind: 0.0.0.0
data: /data
zookeeper:
  connect: {{ include "crawlkeeper.zookeeperServers" . }}{{ .Values.zookeeper.chroot }}
  session-timeout: {{ .Values.zookeeper.sessionTimeout }}
  {{- if and (eq .Values.zookeeper.mode "external") $tls.enabled }}
  tls:
    enabled: true
    verify-host: {{ $tls.verifyHost }}
    {{- if and $tls.existingSecret $tls.trustStoreKey }}
    trust-store: /etc/crawlkeeper/zookeeper/{{ $tls.trustStoreKey }}
    {{- end }}
    {{- if and $tls.existingSecret $tls.keyStoreKey }}
    key-store: /etc/crawlkeeper/zookeeper/{{ $tls.keyStoreKey }}
    {{- end }}
  {{- end }}
database:
  url: {{ include "crawlkeeper.databaseUrl" . }}
  {{- if eq .Values.database.mode "demo" }}
  user: crawlkeeper
  {{- end }}
storage:
  url: {{ include "crawlkeeper.storageUrl" . }}
  {{- if eq .Values.storage.mode "s3" }}
  region: {{ .Values.storage.s3.region }}
  {{- with .Values.storage.s3.endpoint }}
  endpoint: {{ . }}
  {{- end }}
  {{- end }}
{{- end }}

{{- define "crawlkeeper.masterSettings" -}}
{{ include "crawlkeeper.commonSettings" . }}
port: 8080
{{- with .Values.master.seeds }}
seeds:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Whose Jobs are whose: of at most 20 characters, and another for each release. */}}
{{- define "crawlkeeper.installation" -}}
{{- $name := include "crawlkeeper.fullname" . }}
{{- if le (len $name) 20 }}
{{- $name }}
{{- else }}
{{- printf "%s-%s" ($name | trunc 11 | trimSuffix "-") (printf "%s/%s" .Release.Namespace $name | sha256sum | trunc 8) }}
{{- end }}
{{- end }}

{{- define "crawlkeeper.workerSettings" -}}
{{ include "crawlkeeper.commonSettings" . }}
port: 8090
slots: {{ .Values.worker.slots }}
{{- with .Values.worker.contact }}
contact: {{ . | quote }}
{{- end }}
{{- with .Values.worker.userAgent }}
user-agent: {{ . | quote }}
{{- end }}
{{- with .Values.worker.labels }}
labels:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.worker.allowedAddresses }}
allowed-addresses:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if .Values.worker.jobs.enabled }}
jobs:
  access: in-cluster
  installation: {{ include "crawlkeeper.installation" . }}
  namespaces:
    {{- toYaml .Values.worker.jobs.namespaces | nindent 4 }}
  images:
    {{- toYaml .Values.worker.jobs.images | nindent 4 }}
  {{- with .Values.worker.jobs.secrets }}
  secrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
{{- if .Values.worker.secrets.existingSecret }}
secrets-folder: /etc/crawlkeeper/task-secrets
{{- end }}
{{- if .Values.worker.plugins.volume }}
plugins-folder: /plugins{{ with .Values.worker.plugins.folder }}/{{ . }}{{ end }}
{{- end }}
{{- end }}

{{/* The file of a master or a worker: (dict "root" $ "component" "master"). What the user gives goes before. */}}
{{- define "crawlkeeper.settingsFile" -}}
{{- $settings := include (printf "crawlkeeper.%sSettings" .component) .root | fromYaml }}
{{- $given := deepCopy (index .root.Values .component).config }}
{{- toYaml (dict "crawlkeeper" (mergeOverwrite $settings $given) "spring" (dict "config" (dict "import" "configtree:/etc/crawlkeeper/secrets/"))) }}
{{- end }}

{{/* Secrets that are settings: a file for each, named as the setting. */}}
{{- define "crawlkeeper.secretFiles" -}}
{{- $files := list }}
{{- if eq .Values.database.mode "demo" }}
{{- $files = append $files (dict "secret" .Values.database.demo.existingSecret "key" .Values.database.demo.passwordKey "setting" "database.password") }}
{{- else }}
{{- $external := .Values.database.external }}
{{- $files = append $files (dict "secret" $external.existingSecret "key" $external.userKey "setting" "database.user") }}
{{- $files = append $files (dict "secret" $external.existingSecret "key" $external.passwordKey "setting" "database.password") }}
{{- end }}
{{- if and (eq .Values.storage.mode "s3") .Values.storage.s3.existingSecret }}
{{- $s3 := .Values.storage.s3 }}
{{- $files = append $files (dict "secret" $s3.existingSecret "key" $s3.accessKeyKey "setting" "storage.access-key") }}
{{- $files = append $files (dict "secret" $s3.existingSecret "key" $s3.secretKeyKey "setting" "storage.secret-key") }}
{{- end }}
{{- if eq .Values.zookeeper.mode "external" }}
{{- with .Values.zookeeper.external.sasl }}
{{- if .existingSecret }}
{{- $files = append $files (dict "secret" .existingSecret "key" .userKey "setting" "zookeeper.sasl.user") }}
{{- $files = append $files (dict "secret" .existingSecret "key" .passwordKey "setting" "zookeeper.sasl.password") }}
{{- end }}
{{- end }}
{{- with .Values.zookeeper.external.tls }}
{{- if and .enabled .existingSecret .trustStoreKey .trustStorePasswordKey }}
{{- $files = append $files (dict "secret" .existingSecret "key" .trustStorePasswordKey "setting" "zookeeper.tls.trust-store-password") }}
{{- end }}
{{- if and .enabled .existingSecret .keyStoreKey .keyStorePasswordKey }}
{{- $files = append $files (dict "secret" .existingSecret "key" .keyStorePasswordKey "setting" "zookeeper.tls.key-store-password") }}
{{- end }}
{{- end }}
{{- end -}}
projected:
  defaultMode: 0440
  sources:
    {{- range $files }}
    - secret:
        name: {{ .secret }}
        items: [{key: {{ .key | quote }}, path: crawlkeeper.{{ .setting }}}]
    {{- end }}
{{- end }}

{{/* Files that settings name: (dict "root" $ "component" "master"). */}}
{{- define "crawlkeeper.files" -}}
{{- $files := dict }}
{{- $tls := .root.Values.zookeeper.external.tls }}
{{- if and (eq .root.Values.zookeeper.mode "external") $tls.enabled $tls.existingSecret }}
{{- $items := list }}
{{- range compact (list $tls.trustStoreKey $tls.keyStoreKey) }}
{{- $items = append $items (dict "key" . "path" .) }}
{{- end }}
{{- $_ := set $files "zookeeper" (dict "secretName" $tls.existingSecret "items" $items) }}
{{- end }}
{{- $certificate := .root.Values.database.external.certificate }}
{{- if and (eq .root.Values.database.mode "external") $certificate.existingSecret }}
{{- $_ := set $files "database" (dict "secretName" $certificate.existingSecret "items" (list (dict "key" $certificate.key "path" "ca.crt"))) }}
{{- end }}
{{- if and (eq .component "worker") .root.Values.worker.secrets.existingSecret }}
{{- $_ := set $files "task-secrets" (dict "secretName" .root.Values.worker.secrets.existingSecret) }}
{{- end }}
{{- toYaml $files }}
{{- end }}

{{- define "crawlkeeper.fileVolumes" -}}
{{- range $name, $secret := include "crawlkeeper.files" . | fromYaml }}
- name: {{ $name }}
  secret:
    {{- toYaml $secret | nindent 4 }}
    defaultMode: 0440
{{- end }}
{{- if eq .root.Values.storage.mode "volume" }}
- name: results
  persistentVolumeClaim:
    claimName: {{ .root.Values.storage.volume.existingClaim | default (printf "%s-results" (include "crawlkeeper.fullname" .root)) }}
{{- end }}
{{- if and (eq .component "worker") .root.Values.worker.plugins.volume }}
- name: plugins
  {{- toYaml .root.Values.worker.plugins.volume | nindent 2 }}
{{- end }}
{{- end }}

{{- define "crawlkeeper.fileMounts" -}}
{{- range $name, $secret := include "crawlkeeper.files" . | fromYaml }}
- {name: {{ $name }}, mountPath: /etc/crawlkeeper/{{ $name }}, readOnly: true}
{{- end }}
{{- if eq .root.Values.storage.mode "volume" }}
- {name: results, mountPath: /results}
{{- end }}
{{- if and (eq .component "worker") .root.Values.worker.plugins.volume }}
- {name: plugins, mountPath: /plugins, readOnly: true}
{{- end }}
{{- end }}
