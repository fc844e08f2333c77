{{/* Rules of NetworkPolicies. */}}

{{- define "crawlkeeper.toDns" -}}
- to:
    {{- toYaml .Values.networkPolicy.egress.dns | nindent 4 }}
  ports:
    {{- range .Values.networkPolicy.egress.dnsPorts }}
    - {protocol: UDP, port: {{ . }}}
    - {protocol: TCP, port: {{ . }}}
    {{- end }}
{{- end }}

{{/* (dict "root" $ "component" "master" "port" 8080): pods of this release, in either direction. */}}
{{- define "crawlkeeper.peer" -}}
- podSelector:
    matchLabels:
      {{- include "crawlkeeper.selector" . | nindent 6 }}
{{- end }}

{{/* Where public addresses are. */}}
{{- define "crawlkeeper.public" -}}
- ipBlock:
    cidr: 0.0.0.0/0
    except:
      {{- toYaml .Values.networkPolicy.crawl.exceptIPv4 | nindent 6 }}
- ipBlock:
    cidr: ::/0
    except:
      {{- toYaml .Values.networkPolicy.crawl.exceptIPv6 | nindent 6 }}
{{- end }}

{{/* A port of a URL, as text: of its own, or that of its scheme. */}}
{{- define "crawlkeeper.portOfUrl" -}}
{{- $address := urlParse . }}
{{- $own := regexFind ":[0-9]+$" $address.host | trimPrefix ":" }}
{{- $own | default (ternary "80" "443" (eq $address.scheme "http")) }}
{{- end }}

{{/* What masters and workers call: ZooKeeper, the database, the storage. */}}
{{- define "crawlkeeper.commonEgress" -}}
{{ include "crawlkeeper.toDns" . }}
{{- if eq .Values.zookeeper.mode "bundled" }}
- to:
    {{- include "crawlkeeper.peer" (dict "root" . "component" "zookeeper") | nindent 4 }}
  ports:
    - {protocol: TCP, port: 2181}
{{- else }}
- {{ with .Values.networkPolicy.egress.zookeeper }}to:
    {{- toYaml . | nindent 4 }}
  {{ end }}ports:
    {{- $ports := list }}
    {{- range .Values.zookeeper.external.servers }}
    {{- $ports = append $ports (regexFind "[0-9]+$" .) }}
    {{- end }}
    {{- range uniq $ports }}
    - {protocol: TCP, port: {{ . }}}
    {{- end }}
{{- end }}
{{- if eq .Values.database.mode "demo" }}
- to:
    {{- include "crawlkeeper.peer" (dict "root" . "component" "database") | nindent 4 }}
  ports:
    - {protocol: TCP, port: 5432}
{{- else }}
- {{ with .Values.networkPolicy.egress.database }}to:
    {{- toYaml . | nindent 4 }}
  {{ end }}ports:
    - {protocol: TCP, port: {{ .Values.database.external.port }}}
{{- end }}
{{- if eq .Values.storage.mode "s3" }}
- to:
    {{- if .Values.networkPolicy.egress.storage }}
    {{- toYaml .Values.networkPolicy.egress.storage | nindent 4 }}
    {{- else }}
    {{- include "crawlkeeper.public" . | nindent 4 }}
    {{- end }}
  ports:
    - {protocol: TCP, port: {{ include "crawlkeeper.portOfUrl" (.Values.storage.s3.endpoint | default "https://amazonaws.com") }}}
{{- end }}
{{- end }}

{{- define "crawlkeeper.crawlPorts" -}}
{{- with .Values.networkPolicy.crawl.ports }}
ports:
  {{- range . }}
  - {protocol: TCP, port: {{ . }}}
  {{- end }}
{{- end }}
{{- end }}

{{/* What crawls may call: public addresses, and those that the operator allows. */}}
{{- define "crawlkeeper.crawlEgress" -}}
- to:
    {{- include "crawlkeeper.public" . | nindent 4 }}
  {{- include "crawlkeeper.crawlPorts" . | nindent 2 }}
{{- with .Values.worker.allowedAddresses }}
- to:
    {{- range . }}
    - ipBlock:
        cidr: {{ if contains "/" . }}{{ . }}{{ else }}{{ . }}/{{ ternary "128" "32" (contains ":" .) }}{{ end }}
    {{- end }}
  {{- include "crawlkeeper.crawlPorts" $ | nindent 2 }}
{{- end }}
{{- if .Values.worker.jobs.enabled }}
- {{ with .Values.networkPolicy.egress.kubernetes }}to:
    {{- toYaml . | nindent 4 }}
  {{ end }}ports:
    {{- range .Values.networkPolicy.egress.kubernetesPorts }}
    - {protocol: TCP, port: {{ . }}}
    {{- end }}
{{- end }}
{{- end }}
