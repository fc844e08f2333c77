{{/* Names and labels. */}}

{{- define "crawlkeeper.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" }}
{{- end }}

{{/* Short enough that names of pods stay below 63 characters: they are the ids of masters and workers. */}}
{{- define "crawlkeeper.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" }}
{{- else if contains (include "crawlkeeper.name" .) .Release.Name }}
{{- .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "crawlkeeper.name" .) | trunc 40 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* What never changes of a component, so that selectors stay: (dict "root" $ "component" "master"). */}}
{{- define "crawlkeeper.selector" -}}
app.kubernetes.io/name: {{ include "crawlkeeper.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{/* Of pods: without versions, as another label would start them anew. */}}
{{- define "crawlkeeper.podLabels" -}}
{{ include "crawlkeeper.selector" . }}
app.kubernetes.io/part-of: crawlkeeper
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "crawlkeeper.labels" -}}
{{ include "crawlkeeper.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/part-of: crawlkeeper
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Metadata of an object: (dict "root" $ "component" … "suffix" "-master" or "name" … "annotations" (dict …) "labels" (dict …)). */}}
{{- define "crawlkeeper.metadata" -}}
name: {{ .name | default (printf "%s%s" (include "crawlkeeper.fullname" .root) (default "" .suffix)) }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "crawlkeeper.labels" . | nindent 2 }}
  {{- with .labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with merge (dict) (.annotations | default dict) .root.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Name of the service account of masters or workers: (dict "root" $ "component" "master"). */}}
{{- define "crawlkeeper.serviceAccountName" -}}
{{- $account := (index .root.Values .component).serviceAccount }}
{{- if $account.name }}
{{- $account.name }}
{{- else if $account.create }}
{{- include "crawlkeeper.fullname" .root }}-{{ .component }}
{{- else }}default
{{- end }}
{{- end }}

{{/* An image: (dict "root" $ "image" .Values.master.image). */}}
{{- define "crawlkeeper.image" -}}
{{- $registry := .root.Values.global.imageRegistry | default .image.registry }}
{{- $name := .image.repository }}
{{- if $registry }}{{ $name = printf "%s/%s" $registry $name }}{{ end }}
{{- if .image.digest }}
{{- printf "%s@%s" $name .image.digest }}
{{- else }}
{{- printf "%s:%s" $name (.image.tag | default .root.Chart.AppVersion) }}
{{- end }}
{{- end }}
